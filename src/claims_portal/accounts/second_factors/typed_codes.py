"""Codes as people type them."""

import re

_BETWEEN = re.compile(r"[\s-]+")
LONGEST = 50


def bare(typed: str) -> str:
    """Without blanks and dashes, which only help reading; too long is nothing."""
    return _BETWEEN.sub("", typed) if len(typed) <= LONGEST else ""
