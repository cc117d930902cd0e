"""The administrator's console: the pages under /administration."""
