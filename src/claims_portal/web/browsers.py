"""What a browser is called: "Firefox on Windows", from the header in which it names itself.

So that people know their own sessions again; nothing depends on it.
"""

from collections.abc import Sequence

# The first that is found counts: most browsers claim to be others too.
BROWSERS = (
    ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"), ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    """Kept with the session, so in English whoever signs in."""
    browser = _first_of(BROWSERS, user_agent) or "Unknown browser"
    system = _first_of(SYSTEMS, user_agent)
    if not system:
        return browser
    return f"{browser} on {system}"


def _first_of(table: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((name for mark, name in table if mark in user_agent), "")
