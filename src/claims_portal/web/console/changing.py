"""Pages that change one account: each says what will happen, asks, and does it.

A page is a `Change`; `user_changes` has them all. What makes no sense for the
account as it is now is not offered, and leads back where somebody asks for it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.saving import version_of
from claims_portal.claims import leaving
from claims_portal.web import sessions
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    account_of,
    all_of,
    seen_next,
    seen_of,
    status_of,
    with_refusals,
)
from claims_portal.web.console.user_words import is_administrator
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

Words = str | Promise


@dataclass
class Subject:
    """The account of a page, who looks at it, and when."""

    account: User
    actor: Actor
    at: datetime
    seen: str = ""
    """The version of the account that the page was made of."""

    @cached_property
    def work(self) -> leaving.Work:
        return leaving.work_of(self.account, at=self.at)

    @property
    def is_own(self) -> bool:
        return self.account.pk == self.actor.user_pk

    @cached_property
    def is_administrator(self) -> bool:
        return is_administrator(self.account)


@dataclass(frozen=True)
class Change:
    """One page: when it makes sense, what it says and asks, and what it does."""

    slug: str
    title: Words
    button: Words
    do: Callable[[Subject, QueryDict], str]
    """Makes the change; the sentence that tells it. Raises one of REFUSALS."""
    sensible: Callable[[Subject], bool] = lambda subject: True
    said: Callable[[Subject], Sequence[str]] = lambda subject: ()
    ask: Callable[[Subject, QueryDict | None], Sequence[Asked]] = lambda subject, given: ()
    kind: str = "primary"
    at_once: bool = False
    """Done by the button on the user's page, without a page of its own."""


def changing(request: HttpRequest, user_name: str, change: Change) -> HttpResponse:
    account = account_of(request, user_name)
    subject = Subject(account, actor_of(request), clock.now(), seen_of(request.POST))
    if request.method == "POST":
        return _do(request, change, subject)
    if change.at_once or not change.sensible(subject):
        return redirect("user", account.user_name)
    return show(request, change, subject)


def _do(request: HttpRequest, change: Change, subject: Subject) -> HttpResponse:
    try:
        told = change.do(subject, request.POST)
    except REFUSALS as refusal:
        return refused(request, change, subject, refusal)
    return done(request, subject.account, told)


def refused(
    request: HttpRequest, change: Change, subject: Subject, refusal: Exception
) -> HttpResponse:
    subject.account = account_of(request, subject.account.user_name)
    if change.at_once or not change.sensible(subject):
        messages.error(request, in_language(refusal))
        return redirect("user", subject.account.user_name)
    return show(request, change, subject, request.POST, all_of(refusal))


def show(
    request: HttpRequest,
    change: Change,
    subject: Subject,
    given: QueryDict | None = None,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    asked, problems = with_refusals(change.ask(subject, given), refusals)
    status = status_of(refusals)
    context = {
        "change": change,
        "person": subject.account,
        "said": change.said(subject),
        "asked": asked,
        "problems": problems,
        "seen": seen_next(version_of(subject.account), given, status),
    }
    return render(request, "portal/console/user_change.html", context, status=status)


def done(request: HttpRequest, account: User, told: str) -> HttpResponse:
    """Back to the user's page; to the sign-in where the change ended one's own session."""
    if account.pk == request.user.pk and _session_ended(request, account):
        sessions.end(request)
        ended = _("It was your own account, so you are signed out.")
        messages.success(request, f"{told} {ended}")
        return redirect("sign-in")
    messages.success(request, told)
    return redirect("user", account.user_name)


def _session_ended(request: HttpRequest, account: User) -> bool:
    account.refresh_from_db(fields=["enabled"])
    return not account.enabled or not request.session.exists(request.session.session_key or "")
