"""Why a command of the cut-over does nothing, or stops."""


class CutOverRefused(Exception):
    """Nothing more was done; the sentence says why and what to do."""


class TooEarly(CutOverRefused):
    """The intake is still open: call again when it is closed."""
