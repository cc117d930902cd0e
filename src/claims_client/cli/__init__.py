"""`claims`: the API on the command line."""
