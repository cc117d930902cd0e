"""Claims found by their keys, whoever must act in them (process facts 6)."""
