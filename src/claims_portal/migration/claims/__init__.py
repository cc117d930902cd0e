"""Claims of the old platform: their documents read, and the claims made of them."""
