"""The operator's pages of the move from the old platform."""
