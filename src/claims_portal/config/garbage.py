"""How a web process looks for objects that only hold each other."""

import gc


def look_seldom() -> None:
    """Once everything is loaded: what is there stays, and need not be looked at again.

    Nor is what comes after, so often: a form of claims is hundreds of objects without a cycle
    among them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)
