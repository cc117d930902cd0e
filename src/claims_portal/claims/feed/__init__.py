"""The event feed: what is news to an organisation, for its programs.

The same events that history and inbox show, in the order in which they can be told
without missing one (see `pages`), as a shape that programs read (see `shapes`).
"""
