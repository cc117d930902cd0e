"""`python -m bench.accounts`: a million legacy accounts in, ready or not, combined.

How long the portal takes beside DuckDB, which only reads the same file and groups it; how
much memory; and whether a hundred times the accounts take a hundred times as long.
"""
