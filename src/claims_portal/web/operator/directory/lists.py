"""Insurer index, hospitals and addresses: taken in from a CSV file once looked at."""

from http import HTTPStatus
from io import StringIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal import clock
from claims_portal.organisations import directory
from claims_portal.organisations.list_files import MOST_NAMED, Change, ListRefused
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import read_or_post

LARGEST = 900_000
"""Bytes of a file: it goes through the page that shows its differences."""
TITLES = {
    "insurers": words("Insurer index"),
    "hospitals": words("Hospitals"),
    "addresses": words("Addresses"),
}


@read_or_post
def page(request: HttpRequest, name: str) -> HttpResponse:
    """A file shows what it would change; its text, sent again, is taken in."""
    if name not in directory.LISTS:
        raise Http404
    faults: list[str] = []
    change: Change | None = None
    text = ""
    if request.method == "POST":
        try:
            text = _text(request)
            if request.POST.get("do") == "take":
                done = directory.take_in(
                    name, StringIO(text), by=realm.actor_of(request).author, at=clock.now()
                )
                messages.success(request, _told(done))
                return redirect("operator-list", name)
            change = directory.compared(name, StringIO(text))
        except ListRefused as refused:
            faults = refused.faults[:MOST_NAMED]
    context = {
        "title": TITLES[name],
        "list": name,
        "list_columns": ", ".join(directory.LISTS[name].columns),
        "entries": directory.LISTS[name].count(),
        "faults": faults,
        "change": change,
        "parts": _parts(change) if change else [],
        "text": text,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return render(request, "portal/operator/directory/list.html", context, status=status)


def _text(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        text = request.POST.get("text", "")
        if not text:
            raise ListRefused([_("Choose a file.")])
        return text
    if (file.size or 0) > LARGEST:
        raise ListRefused([_("The file is too large; use the command `claims-portal directory`.")])
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ListRefused([_("The file is no UTF-8 text.")]) from None


def _parts(change: Change) -> list[tuple[str, list[str], int]]:
    named = ((_("Added"), change.added), (_("Changed"), change.changed),
             (_("Taken off"), change.removed))  # fmt: skip
    return [(label, list(entries.named), entries.number) for label, entries in named]


def _told(change: Change) -> str:
    return (
        _("Taken in: %(added)d added, %(changed)d changed, %(removed)d taken off.") % change.numbers
    )
