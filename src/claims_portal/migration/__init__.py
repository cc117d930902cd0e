"""The move from the old platform: accounts in, readiness, combining accounts, cut-over."""
