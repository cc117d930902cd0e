"""The inbox as a page: what is news to one's side, cleared one by one or all at once."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import inbox
from claims_portal.claims.inbox import NoSuchNotice, Notice
from claims_portal.claims.process.notices import NoticeKind
from claims_portal.cursors import BadCursor
from claims_portal.web import notice_counts
from claims_portal.web.context import works_claims
from claims_portal.web.fields import typed
from claims_portal.web.forms.plainly import is_alone
from claims_portal.web.listing import Column
from claims_portal.web.routing import to_where_one_belongs
from claims_portal.web.second_factors.recent_proof import own_account
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

TAGS: dict[NoticeKind, tuple[str | Promise, str]] = {
    NoticeKind.STEP: ("", ""),
    NoticeKind.WARNING: (gettext_lazy("Due soon"), "yellow"),
    NoticeKind.LIMIT_REACHED: (gettext_lazy("Timed out"), "red"),
    NoticeKind.LIMIT_CHANGED: (gettext_lazy("Time limit changed"), "blue"),
}


NUMBER = "%(id)s"


@dataclass(frozen=True)
class Row:
    """A notice with its words before and after the claim's number, which is a link."""

    notice: Notice
    before: str
    after: str
    href: str
    tag: str
    colour: str
    claim: str
    """Claimant and own reference: people know a claim by these, not by its number."""


@require_safe
def notices_page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not works_claims(actor):
        return to_where_one_belongs(request, actor)
    cursor = typed(request.GET.get("cursor"))
    try:
        page = inbox.page(actor, at=clock.now(), cursor=cursor or None)
    except BadCursor as broken:
        raise BadRequest from broken
    notice_counts.forget(request)
    context = {
        "rows": [_row(one, actor) for one in page.notices],
        "columns": [Column(label) for label in (_("When"), _("What happened"), _("Clear"))],
        "newest": page.notices[0].at.isoformat() if page.notices and not cursor else "",
        "days": inbox.KEPT_FOR.days,
        "alone": is_alone(actor),
        "may_clear": not actor.is_signed_in_as_another,
        "next_href": _href(page.next_cursor) if page.next_cursor else "",
        "first_href": reverse("notices") if cursor else "",
    }
    return render(request, "portal/notices.html", context)


@require_POST
@own_account
def clear_one(request: HttpRequest, number: int) -> HttpResponse:
    try:
        inbox.dismiss(number, by=actor_of(request), at=clock.now())
    except NoSuchNotice as refused:
        messages.info(request, in_language(refused))
    else:
        messages.success(request, _("The notice was cleared."))
    notice_counts.forget(request)
    return redirect("notices")


@require_POST
@own_account
def clear_all(request: HttpRequest) -> HttpResponse:
    """Clears what was there when the page was read, and nothing that came after it."""
    try:
        until = datetime.fromisoformat(request.POST.get("until", ""))
    except ValueError as broken:
        raise BadRequest from broken
    if until.tzinfo is None:
        raise BadRequest
    inbox.clear(by=actor_of(request), at=clock.now(), until=until)
    notice_counts.forget(request)
    messages.success(request, _("All notices were cleared. Your colleagues keep theirs."))
    return redirect("notices")


def _row(notice: Notice, actor: Actor) -> Row:
    # In the catalogue a notice stands without its number, which is a link.
    text = in_language(notice.text.replace(notice.application_id, NUMBER, 1))
    before, _number, after = text.partition(NUMBER)
    tag, colour = TAGS[notice.kind]
    href = reverse("claim", args=[notice.claim_pk])
    references = (notice.representative_reference, notice.compensator_reference)
    own = references[actor.is_compensator]
    claim = ", ".join(filter(None, (notice.claimant, own)))
    return Row(notice, before, after, href, str(tag), colour, claim)


def _href(cursor: str) -> str:
    return f"{reverse('notices')}?{urlencode({'cursor': cursor})}"
