"""A form that makes something, sent twice by two clicks, makes it once.

The page gives the form a token; what is made is kept with it (`made_by_form`).
"""

from hashlib import sha256
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest

FIELD = "formToken"


def new_token() -> str:
    return str(uuid4())


def of(request: HttpRequest, file: bytes = b"") -> UUID | None:
    """This form as it was filled in; sent again with other answers, it is another.

    None for a program that posts without the page: each of its posts counts.
    """
    given = request.POST.copy()
    given.pop("csrfmiddlewaretoken", None)
    try:
        return uuid5(UUID(given.get(FIELD, "")), given.urlencode() + sha256(file).hexdigest())
    except ValueError:
        return None
