"""Applying for registration: public pages, and those of who has the mailed link."""
