"""The combinations that were done, and undoing them while that is possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.profile_words import NAMES
from claims_portal.migration import undoing
from claims_portal.migration.models import Combination
from claims_portal.web.console import user_words
from claims_portal.web.console.asking import read_or_post
from claims_portal.web.console.confirming import Confirmation, confirmed
from claims_portal.web.console.doors import manages_users
from claims_portal.web.console.user_filters import Heading
from claims_portal.web.sessions import actor_of


@dataclass(frozen=True)
class Row:
    """What became one at one time."""

    survivor: str
    dropped: Sequence[str]
    at: datetime
    by: str
    reason: str
    brought: Sequence[str]
    undo_said: str
    undo_href: str = ""


@require_safe
@manages_users
def combinations_page(request: HttpRequest) -> HttpResponse:
    labels = (_("Stays"), _("Went into it"), _("When"), _("By"), _("What came with it"), _("Undo"))
    done = undoing.of_organisation(actor_of(request))
    context = {
        "rows": list(_rows(done, clock.now())),
        "columns": [Heading(label) for label in labels],
    }
    return render(request, "portal/console/moving/combinations.html", context)


@read_or_post
@manages_users
def undo_page(request: HttpRequest, user_name: str) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    done = undoing.of_organisation(actor)
    row = next(
        (one for one in _rows(done, at) if one.survivor == user_name and one.undo_href), None
    )
    if row is None and not any(one.survivor.user_name == user_name for one in done):
        raise Http404
    back = ", ".join(row.dropped) if row else ""
    names = {"user": user_name, "back": back}
    asked = Confirmation(
        title=_("Undo the combination"),
        about=user_name,
        said=[
            _("%(back)s can be used again, with the profiles and work it had.") % names,
            _("Work that somebody took on since stays where it is."),
            _("%(user)s loses the profiles that came with it, and is signed out everywhere.")
            % names,
        ],
        button=_("Undo"),
        back_href=reverse("combinations"),
        done=_("The combination into %(user)s is undone; %(back)s can be used again.") % names,
    )
    return confirmed(request, asked, lambda: undoing.undo(user_name, by=actor, at=at))


def _rows(done: Sequence[Combination], at: datetime) -> Iterator[Row]:
    """Each combination as a whole; only the newest into an account can be undone."""
    newest: set[int] = set()
    ordered = sorted(done, key=lambda one: (one.at, one.survivor_id), reverse=True)
    for (_at, survivor_pk), together in groupby(ordered, key=lambda one: (one.at, one.survivor_id)):
        members = list(together)
        is_newest = survivor_pk not in newest and members[0].undone_at is None
        if is_newest:
            newest.add(survivor_pk)
        yield _row(members, at, is_newest=is_newest)


def _row(members: list[Combination], at: datetime, *, is_newest: bool) -> Row:
    first = members[0]
    name = first.survivor.user_name
    why_not = undoing.why_not(members, at=at) if is_newest else ""
    if first.undone_at:
        told = _("Undone on %(at)s.") % {"at": user_words.at_time(first.undone_at)}
    elif not is_newest:
        told = _("Undo the newer one into this account first.")
    else:
        until = user_words.on_day(first.at + settings.COMBINING_MAY_BE_UNDONE_FOR)
        told = why_not or _("Until %(day)s.") % {"day": until}
    return Row(
        survivor=name,
        dropped=sorted(one.dropped.user_name for one in members),
        at=first.at,
        by=first.by_user,
        reason=first.reason,
        brought=_brought(members),
        undo_said=told,
        undo_href=reverse("undo-combination", args=[name]) if is_newest and not why_not else "",
    )


def _brought(members: list[Combination]) -> list[str]:
    names = {profile.value: name for profile, name in NAMES.items()}
    said = [names.get(one, one) for one in members[0].added_profiles]
    moved = [one.moved for one in members]
    allocated = sum(
        len(one.get(side, ())) for one in moved for side in ("representative", "compensator")
    )
    drafts = sum(len(one.get("drafts", ())) for one in moved)
    if allocated:
        said.append(_("Allocated claims: %(number)d") % {"number": allocated})
    if drafts:
        said.append(_("Drafts: %(number)d") % {"number": drafts})
    return said
