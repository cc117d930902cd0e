"""Figures of the claims: counted from events, month by month, and read by pages and files."""
