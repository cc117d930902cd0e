"""The users of the organisation as a list, on a page and as a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import user_choices, user_list
from claims_portal.accounts.models import User
from claims_portal.accounts.states import Plain, plain_state
from claims_portal.web.console import user_filters, user_words
from claims_portal.web.console.doors import manages_users
from claims_portal.web.sessions import actor_of
from claims_portal.web.spreadsheet import spreadsheet


@dataclass(frozen=True)
class Row:
    """An account with what the list says about it."""

    account: User
    profiles: list[str]
    state: Plain
    colour: str


@require_safe
@manages_users
def users_page(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    wanted = user_filters.wanted_of(request.GET)
    page = user_list.page(actor, wanted, number=user_filters.number_of(request.GET), at=at)
    choices = user_choices.of(actor)
    context = {
        "fields": user_filters.fields_of(wanted, choices.branches, choices.profiles),
        "filters": user_filters.filters_of(wanted, user_list.counts(actor)),
        "columns": user_filters.headings_of(wanted),
        "rows": [_row(account, at) for account in page.accounts],
        "page": page,
        "wanted": wanted,
        "query": user_filters.query_of(wanted),
        "narrowed": wanted != user_list.Wanted(sort=wanted.sort, descending=wanted.descending),
        "previous_href": _href(wanted, page.number - 1) if page.number > 1 else "",
        "next_href": _href(wanted, page.number + 1) if page.number < page.pages else "",
    }
    return render(request, "portal/console/users.html", context)


@require_safe
@manages_users
def users_spreadsheet(request: HttpRequest) -> HttpResponseBase:
    """All that the filters find, whatever page is shown."""
    actor, at = actor_of(request), clock.now()
    wanted = user_filters.wanted_of(request.GET)
    accounts = user_list.every(actor, wanted, at=at)
    return spreadsheet(f"users-{clock.today():%Y-%m-%d}.csv", _lines(accounts, at))


def _row(account: User, at: datetime) -> Row:
    state = plain_state(account, at=at)
    names = user_words.profile_names(account)
    return Row(account, names, state, user_words.COLOURS[state.state])


def _href(wanted: user_list.Wanted, number: int) -> str:
    return f"?{user_filters.query_of(wanted, page=number)}"


def _lines(accounts: Iterator[User], at: datetime) -> Iterator[list[object]]:
    yield [
        _("User ID"), _("Forename"), _("Second name"), _("Surname"), _("E-mail"),
        _("Address verified"), _("Telephone"), _("Mobile"), _("Profiles"), _("Branch"),
        _("State"), _("Reason"), _("Enabled"), _("Active"), _("Last used"), _("Expires"),
        _("Created"),
    ]  # fmt: skip
    for one in accounts:
        state = plain_state(one, at=at)
        yield [
            one.user_name, one.forename, one.second_name, one.surname, one.email,
            _day(one.email_verified_at), one.telephone, one.mobile,
            ", ".join(user_words.profile_names(one)), one.branch or "",
            state.label, state.reason, user_words.yes_or_no(one.enabled),
            user_words.yes_or_no(one.active), _day(one.last_used_at),
            one.expires_on.isoformat(), _day(one.created_at),
        ]  # fmt: skip


def _day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else ""
