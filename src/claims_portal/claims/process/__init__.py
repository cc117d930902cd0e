"""The claims process as tables, and the pure engine that reads them.

Nothing here knows of databases, users or the web; the clock, the calendar and
the facts of a claim are arguments. Sources are named row by row (R0 to R41 are
the rows of the process description; "RTA Protocol" is the Pre-Action Protocol
for Low Value Personal Injury Claims in Road Traffic Accidents).
"""
