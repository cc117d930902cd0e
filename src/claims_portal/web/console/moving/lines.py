"""Accounts as the pages of the move show them: what one needs to see to decide about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from claims_portal.accounts import user_list
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.states import Plain, plain_state
from claims_portal.claims import leaving
from claims_portal.web.console import user_words
from claims_portal.web.console.user_filters import Heading


@dataclass(frozen=True)
class Line:
    account: User
    profiles: list[str]
    state: Plain
    colour: str
    work: leaving.Work


def lines_of(by: Actor, user_ids: Iterable[str], *, at: datetime) -> dict[str, Line]:
    """The accounts of these User IDs that are in reach, by User ID; a fixed number of queries."""
    accounts = user_list.chosen(by, sorted(set(user_ids)))
    works = leaving.works_of(accounts, at=at)
    return {one.user_name: _line(one, works[one.pk], at) for one in accounts}


def _line(account: User, work: leaving.Work, at: datetime) -> Line:
    state = plain_state(account, at=at)
    names = user_words.profile_names(account)
    return Line(account, names, state, user_words.COLOURS[state.state], work)


def headings(*, last: str = "") -> list[Heading]:
    labels = [
        _("User ID"), _("Name and e-mail"), _("Profiles"), _("Branch"), _("State"),
        _("Last sign-in"), _("Claims held"),
    ]  # fmt: skip
    return [Heading(label) for label in (*labels, *filter(None, [last]))]
