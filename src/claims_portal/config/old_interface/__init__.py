"""The way from the old interface: each of its operations with a call before and after."""
