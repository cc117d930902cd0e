"""Backups of database and files together, and the proof that one can be restored."""
