"""Characters that nobody sees and that turn round what everybody reads.

With one of them in it, a title that says “reportfdp.exe” is read as “reportexe.pdf”. Arabic and
Hebrew need none: their letters say themselves which way they run.
"""

TURNS = dict.fromkeys(
    # Marks, embeddings with overrides, isolates: all that Unicode calls Bidi_Control.
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""For `str.translate`."""


def without_turns(text: str) -> str:
    """The text in the order in which it is stored."""
    return text if text.isascii() else text.translate(TURNS)
