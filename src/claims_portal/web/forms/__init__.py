"""The pages on which forms are read, written, checked and sent."""
