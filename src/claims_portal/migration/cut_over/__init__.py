"""The cut-over: one planned window in which everything that is left moves over.

`checking` says whether to go; `beginning` closes the intake and takes the steps of
`steps`, each journaled with its result; `finishing` verifies and opens the new order;
`aborting` puts back what stood before. Each may be killed at any point and called again.
"""
