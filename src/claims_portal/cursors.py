"""Where the next page of a list begins, as a text that only the portal reads."""

from base64 import b64decode, urlsafe_b64encode


class BadCursor(Exception):
    """A cursor that no answer of ours gave, and as what it was sent."""

    def __init__(self, name: str = "cursor") -> None:
        super().__init__("This cursor was not given by the portal.")
        self.name = name


def write(place: str) -> str:
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read(cursor: str) -> str:
    """The place that `write` was given; BadCursor when it never was."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        place = b64decode(padded, altchars=b"-_", validate=True).decode()
    except ValueError as broken:
        raise BadCursor from broken
    if "\x00" in place:
        raise BadCursor
    return place
