"""A secret that is shown on one page, once.

It waits for that page sealed in the session, so that loading the page again neither shows
it nor makes another. It gets there in the transaction that makes it: the second of two
clicks finds both.
"""

from django.http import HttpRequest

from claims_portal import sealing

_KEY = "shown once: "


def keep(request: HttpRequest, subject: str, secret: str, *, purpose: str) -> None:
    """Have a secret wait; one that is empty was made by the same form just before."""
    session = request.session
    # Read anew: this request's own copy of the session may be older than the first click.
    kept = type(session)(session.session_key).get(_KEY + purpose)
    if secret:
        kept = {"subject": subject, "sealed": sealing.seal(secret, purpose=purpose)}
    if kept:
        session[_KEY + purpose] = kept
        session.save()
        session.modified = False


def take(request: HttpRequest, subject: str, *, purpose: str) -> str:
    """The secret that waits for this page; empty where none does, or does any more."""
    kept = request.session.get(_KEY + purpose, {})
    if kept.get("subject") != subject or request.method != "GET":
        return ""
    del request.session[_KEY + purpose]
    return sealing.unseal(kept["sealed"], purpose=purpose)
