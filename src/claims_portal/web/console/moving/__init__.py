"""The administrator's pages about the move, below /administration/migration."""
