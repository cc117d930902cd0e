"""Claims of one organisation that go to another of its kind, many at once (identity facts 5.4)."""
