"""Something done for several users: chosen in the list, confirmed, and told one by one.

What differs from user to user is shown before it is confirmed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import addresses, states, user_list, user_rules, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.states import plain_state
from claims_portal.claims.process.calendar import london_date
from claims_portal.web.console import user_filters, user_words
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    all_of,
    date_of,
    date_shown,
    read_or_post,
    shown,
    text,
    with_refusals,
)
from claims_portal.web.console.doors import manages_users
from claims_portal.web.fields import Field
from claims_portal.web.sessions import actor_of

MOST = 500
NO_NUMBER = -1
EXTENSION = ("expiresOn-day", "expiresOn-month", "expiresOn-year", "daysApart")
RESULTS = "users_in_bulk"
"""The session's key of what was done last, for the page after it."""

ASKED, CONFIRMED = "asked", "yes"
"""How far it is: what was asked is answered, and what will happen was seen."""

Told = tuple[User, str]
Foreseen = tuple[User, str, str]
"""What is so now, and what will be."""


@dataclass(frozen=True)
class Deed:
    """What can be done for several users at once."""

    title: str | Promise
    button: str | Promise
    said: str | Promise
    ask: Callable[[QueryDict, datetime], Sequence[Asked]]
    foresee: Callable[[Sequence[User], QueryDict, datetime], Sequence[Foreseen]] | None
    """What will become of each user, where that is not the same for all."""
    do: Callable[[Sequence[User], QueryDict, Actor, datetime], Sequence[Told]]


@read_or_post
@manages_users
def users_in_bulk(request: HttpRequest) -> HttpResponse:
    """First how, then what will happen, to whom; once confirmed it is done: all or nothing."""
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return redirect("users")
    actor, at = actor_of(request), clock.now()
    accounts = _chosen(actor, request.POST, at)
    if not accounts or len(accounts) > MOST:
        told = _("Tick at least one user.") if not accounts else _("Choose at most 500 at once.")
        messages.error(request, told)
        return redirect("users")
    stage = "" if "again" in request.POST else request.POST.get("confirmed")
    try:
        if stage == ASKED and deed.foresee is not None:
            return _show_expiries(request, deed, deed.foresee(accounts, request.POST, at))
        if stage != CONFIRMED:
            return _ask(request, deed, accounts, at)
        done = deed.do(accounts, request.POST, actor, at)
    except REFUSALS as refusal:
        return _ask(request, deed, accounts, at, all_of(refusal))
    results = [[one.user_name, one.full_name, sentence] for one, sentence in done]
    request.session[RESULTS] = {"title": str(deed.title), "results": results}
    return redirect("users-in-bulk-done")


@require_safe
@manages_users
def users_in_bulk_done(request: HttpRequest) -> HttpResponse:
    done = request.session.get(RESULTS)
    if done is None:
        return redirect("users")
    columns = [user_filters.Heading(label) for label in (_("User ID"), _("Name"), _("Result"))]
    context = {"title": done["title"], "results": done["results"], "columns": columns}
    return render(request, "portal/console/users_in_bulk_done.html", context)


def _chosen(actor: Actor, given: QueryDict, at: datetime) -> list[User]:
    """One more than may be, where there are too many."""
    if given.get("everyone") == "yes":
        wanted = user_filters.wanted_of(QueryDict(given.get("query", "")))
        return list(islice(user_list.every(actor, wanted, at=at), MOST + 1))
    return user_list.chosen(actor, given.getlist("user")[: MOST + 1])


def _ask(
    request: HttpRequest,
    deed: Deed,
    accounts: Sequence[User],
    at: datetime,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    asked, problems = with_refusals(deed.ask(request.POST, at), refusals)
    context = {
        "deed": deed,
        "do": request.POST["do"],
        "leads_to": CONFIRMED if deed.foresee is None else ASKED,
        "button": deed.button if deed.foresee is None else _("Continue"),
        "accounts": [(one, plain_state(one, at=at)) for one in accounts],
        "asked": asked,
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusals else HTTPStatus.OK
    return render(request, "portal/console/users_in_bulk.html", context, status=status)


def _show_expiries(request: HttpRequest, deed: Deed, foreseen: Sequence[Foreseen]) -> HttpResponse:
    labels = (_("User ID"), _("Name"), _("Expires now"), _("Will expire"))
    context = {
        "deed": deed,
        "kept": [("do", request.POST["do"]), ("confirmed", CONFIRMED)]
        + [(name, request.POST.get(name, "")) for name in EXTENSION],
        "foreseen": foreseen,
        "columns": [user_filters.Heading(label) for label in labels],
    }
    return render(request, "portal/console/users_in_bulk_foreseen.html", context)


def _ask_extension(given: QueryDict, at: datetime) -> list[Asked]:
    given_or_none = given if given.get("confirmed") else None
    usual = states.default_expiry(london_date(at))
    expiry = date_shown(given_or_none, "expiresOn", usual)
    hint = _("So that not all end on one day. 0: all on the same date. "
             "7: the second ends a week after the first.")  # fmt: skip
    return [
        Asked(Field("expiresOn", _("New expiry date"), expiry,
                    hint=_("For example 31 3 2028. Nobody’s expiry is made earlier.")), "date"),
        text("daysApart", _("Days between one user and the next"),
             shown(given_or_none, "daysApart", "0"), hint=hint, width="4"),
    ]  # fmt: skip


def _foresee_extension(
    accounts: Sequence[User], given: QueryDict, at: datetime
) -> Sequence[Foreseen]:
    expiries = user_rules.new_expiries(
        accounts, date_of(given, "expiresOn"), days_apart=_days_apart(given), at=at
    )
    return [
        (one, user_words.on_day(one.expires_on), user_words.on_day(day))
        for one, day in expiries.items()
    ]


def _days_apart(given: QueryDict) -> int:
    days = given.get("daysApart", "").strip()
    is_number = days.isascii() and days.isdecimal() and len(days) <= 4
    return int(days) if is_number else NO_NUMBER


def _extend(accounts: Sequence[User], given: QueryDict, by: Actor, at: datetime) -> Sequence[Told]:
    until, days_apart = date_of(given, "expiresOn"), _days_apart(given)
    before = {one.pk: one.expires_on for one in accounts}
    extended = users.extend(accounts, until, days_apart=days_apart, by=by, at=at)
    return [(one, _extension_told(one, before[one.pk] != one.expires_on, at)) for one in extended]


def _extension_told(account: User, changed: bool, at: datetime) -> str:
    told = _("Expires on %(day)s.") if changed else _("Unchanged: lasts until %(day)s already.")
    told %= {"day": user_words.on_day(account.expires_on)}
    state = plain_state(account, at=at)
    if account.enabled:
        return told
    return _("%(told)s Still disabled: %(reason)s") % {"told": told, "reason": state.reason}


def _verify(accounts: Sequence[User], given: QueryDict, by: Actor, at: datetime) -> Sequence[Told]:
    told = addresses.send_many(accounts, by=by, at=at)
    return [(one, str(refusal or _("A link was sent."))) for one, refusal in told]


DEEDS = {
    "extend": Deed(
        words("Extend expiry"),
        words("Extend"),
        words("Either all of these users are extended, or none."),
        _ask_extension,
        _foresee_extension,
        _extend,
    ),
    "verify": Deed(
        words("Send verification links"),
        words("Send the links"),
        words("Whoever has verified the address already gets no link."),
        lambda given, at: (),
        None,
        _verify,
    ),
}
