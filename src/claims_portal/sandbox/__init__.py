"""A portal to try programs on: a clock to move, a counterpart to play against, faults to order.

Nothing of it exists unless the portal is served as a sandbox (`settings.SANDBOX`).
"""
