"""Private notes on a claim: a tab of its page, and a page for one's own note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import private_notes, rules
from claims_portal.claims.models import Claim, PrivateNote
from claims_portal.claims.models.private_notes import LONGEST_NOTE
from claims_portal.claims.private_notes import NoSuchNote, NoteRefused
from claims_portal.claims.refusals import NotAllowed
from claims_portal.web import once, resuming
from claims_portal.web.claim_reading import named
from claims_portal.web.fields import Field, typed
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

# A form that was sent after the session ended comes back by GET once one has signed in.
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Written:
    """A note in words; `href` leads to where its writer changes it, and is empty for others."""

    id: str
    text: str
    by: str
    at: datetime
    corrected_at: datetime | None
    href: str


@dataclass(frozen=True)
class Notes:
    lines: Sequence[Written]
    field: Field | None
    """What a new note is typed into; none for whom only reads."""
    form_token: str
    longest: int = LONGEST_NOTE


def notes_of(claim: Claim, actor: Actor, *, only_read: bool = False) -> Notes:
    may_write = not only_read and rules.is_workable(actor, claim)
    lines = [_in_words(one, actor, may_write) for one in private_notes.of(claim, actor)]
    return Notes(lines, _field() if may_write else None, once.new_token())


@read_or_post
def add(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    _must_be_workable(actor, claim)
    if request.method != "POST":
        return _form(request, claim, _field(_typed_before(request)))
    text = typed(request.POST.get("note"))
    try:
        private_notes.add(claim, text, by=actor, at=clock.now(), form=once.of(request))
    except NoteRefused as refused:
        return _form(request, claim, _field(text, in_language(refused)))
    messages.success(request, _("The note was added. The other party does not see it."))
    return redirect(_tab(number))


@read_or_post
def change(request: HttpRequest, number: int, note: int) -> HttpResponse:
    """One's own note: correct it, or delete it."""
    actor, at = actor_of(request), clock.now()
    claim = find(actor, number)
    _must_be_workable(actor, claim)
    try:
        kept = private_notes.own(claim, note, actor)
        if request.method != "POST":
            return _form(request, claim, _field(_typed_before(request, kept.text)), kept)
        if "delete" in request.POST:
            private_notes.delete(claim, note, by=actor, at=at)
            messages.success(request, _("The note was deleted."))
            return redirect(_tab(number))
        text = typed(request.POST.get("note"))
        private_notes.correct(claim, note, text, by=actor, at=at)
    except NoSuchNote:
        raise Http404 from None
    except NoteRefused as refused:
        return _form(request, claim, _field(text, in_language(refused)), kept)
    messages.success(request, _("The note was corrected."))
    return redirect(_tab(number))


def _typed_before(request: HttpRequest, otherwise: str = "") -> str:
    """What was sent after the session had ended, to be sent again."""
    kept = resuming.take(request)
    if kept is None:
        return otherwise
    messages.warning(request, resuming.told())
    return typed(kept.get("note"))


def _form(
    request: HttpRequest, claim: Claim, field: Field, note: PrivateNote | None = None
) -> HttpResponse:
    context = {
        "claim": claim,
        "field": field,
        "problems": [field] if field.error else [],
        "note": note,
        "longest": LONGEST_NOTE,
        "form_token": once.new_token(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if field.error else HTTPStatus.OK
    return render(request, "portal/private_note.html", context, status=status)


def _must_be_workable(actor: Actor, claim: Claim) -> None:
    try:
        rules.must_be_workable(actor, claim)
    except NotAllowed:
        raise Http404 from None


def _field(value: str = "", error: str = "") -> Field:
    hint = _("Only people of your organisation read it.")
    return Field("note", _("Note"), value, hint=hint, error=error)


def _in_words(one: PrivateNote, actor: Actor, may_write: bool) -> Written:
    own = may_write and one.written_by_id == actor.user_pk
    return Written(
        id=f"note-{one.pk}",
        text=one.text,
        by=named(one.written_by),
        at=one.written_at,
        corrected_at=one.corrected_at,
        href=reverse("private-note-page", args=[one.claim_id, one.pk]) if own else "",
    )


def _tab(number: int) -> str:
    return reverse("claim", args=[number]) + "#notes"
