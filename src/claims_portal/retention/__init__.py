"""How long records are kept: the table, the nightly deletion, and what may hold it up."""
