"""How a web process looks for objects that only hold each other."""

import gc

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from claims_portal.config.content_security_policy import GetResponse


def look_seldom() -> None:
    """Once everything is loaded: what is there stays, and need not be looked at again.

    Nor is what comes after, so often: a form of claims is hundreds of objects without a cycle
    among them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)


def between_pages(get_response: GetResponse) -> GetResponse:
    """A long page is 100,000 objects that all go when it is done: no look at them meanwhile.

    Each answer that ends lets the process look again, also while another is being made.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        gc.disable()
        try:
            return get_response(request)
        finally:
            gc.enable()

    return answer
