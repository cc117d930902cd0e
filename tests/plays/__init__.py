"""Both sides of claims played at random against the real database, with a moving clock."""
