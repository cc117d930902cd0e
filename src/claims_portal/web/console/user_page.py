"""One user: everything known, in plain words, and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import user_history
from claims_portal.accounts.models import AddressVerification, User, WebSession
from claims_portal.accounts.profile_words import explained
from claims_portal.accounts.second_factors import factors
from claims_portal.accounts.second_factors.kinds import NAMES
from claims_portal.accounts.states import State, plain_state
from claims_portal.web.console import audit_words, user_words
from claims_portal.web.console.asking import account_of
from claims_portal.web.console.changing import Subject
from claims_portal.web.console.doors import manages_users
from claims_portal.web.console.user_changes import CHANGES
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

LONGEST_NUMBER = 9
NOT_STARTED = frozenset({State.UNVERIFIED, State.NEVER_SIGNED_IN})


@dataclass(frozen=True)
class Row:
    key: str
    value: str


@dataclass(frozen=True)
class Action:
    label: str
    href: str
    kind: str
    at_once: bool = False
    """Sent by the button itself, not by a page of its own."""


@dataclass(frozen=True)
class Event:
    """What the timeline takes."""

    title: str
    at: datetime
    by: str
    text: str


@require_safe
@manages_users
def user_page(request: HttpRequest, user_name: str) -> HttpResponse:
    at = clock.now()
    account = account_of(request, user_name)
    subject = Subject(account, actor_of(request), at)
    state = plain_state(account, at=at)
    history = user_history.of(account, below=_below(request))
    context = {
        "person": account,
        "state": state,
        "colour": user_words.COLOURS[state.state],
        "actions": _actions(subject, state.state),
        "not_started": state.state in NOT_STARTED,
        "details": _details(account),
        "access": _access(account, subject),
        "profiles": [explained(profile) for profile in user_words.profiles_of(account)],
        "history": [_event(audit_words.told(one)) for one in history.entries],
        "older": history.older,
    }
    return render(request, "portal/console/user.html", context)


def _below(request: HttpRequest) -> int | None:
    number = request.GET.get("below", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return int(number) if is_number else None


def _actions(subject: Subject, state: State) -> list[Action]:
    """What makes sense now: the way out of the state first, disabling last."""
    way_out = {
        State.EXPIRED: "extend", State.UNVERIFIED: "verification",
        State.DISABLED_BY_PORTAL: "enable", State.DISABLED_BY_ADMINISTRATOR: "enable",
    }.get(state)  # fmt: skip
    name = subject.account.user_name
    actions = [
        Action(
            str(change.title), reverse(f"user-{change.slug}", args=[name]),
            "primary" if change.slug == way_out else _kind(change.kind), change.at_once,
        )
        for change in CHANGES
        if change.sensible(subject)
    ]  # fmt: skip
    profiles = Action(_("Change profiles"), reverse("user-profiles", args=[name]), "secondary")
    actions.insert(-1, profiles)
    return sorted(actions, key=lambda action: action.kind != "primary")


def _kind(kind: str) -> str:
    return "secondary" if kind == "primary" else kind


def _details(account: User) -> list[Row]:
    return [
        Row(_("User ID"), account.user_name),
        Row(_("Name"), account.full_name),
        Row(_("Telephone"), account.telephone),
        Row(_("Mobile"), account.mobile),
        Row(_("Branch"), str(account.branch) if account.branch else ""),
        Row(_("E-mail address"), account.email),
        Row(_("Verified"), _verified(account)),
    ]


def _verified(account: User) -> str:
    lines = [_("Not yet")]
    if account.email_verified_at:
        lines = [_("On %(day)s") % {"day": user_words.on_day(account.email_verified_at)}]
    sent = AddressVerification.objects.filter(user=account).first()
    if sent is not None:
        told = _("A link was sent to %(email)s on %(sent)s; it can be opened until %(until)s.")
        if sent.expires_at <= clock.now():
            told = _("A link was sent to %(email)s on %(sent)s; it could be opened until %(until)s "
                     "and was not.")  # fmt: skip
        lines.append(
            told % {
                "email": sent.email, "sent": user_words.at_time(sent.sent_at),
                "until": user_words.at_time(sent.expires_at),
            }
        )  # fmt: skip
    return "\n".join(lines)


def _access(account: User, subject: Subject) -> Sequence[Row]:
    work = _("%(locked)s locked, %(allocated)s allocated") % {
        "locked": subject.work.locked, "allocated": subject.work.allocated,
    }  # fmt: skip
    return [
        Row(_("Enabled"), user_words.yes_or_no(account.enabled)),
        Row(_("Active"), user_words.yes_or_no(account.active)),
        Row(_("Expires on"), user_words.on_day(account.expires_on)),
        Row(_("Last used"), _when(account.last_used_at)),
        Row(_("Password"), _password(account)),
        Row(_("Second factors"), ", ".join(_factors(account))),
        Row(_("Open sessions"), str(WebSession.objects.filter(user=account).count())),
        Row(_("Claims held"), work if subject.work.any else _("None")),
        Row(_("Created"), user_words.on_day(account.created_at)),
    ]


def _password(account: User) -> str:
    if not account.has_usable_password():
        return _("None: the person chooses one at the next sign-in")
    return _("Chosen on %(day)s") % {"day": user_words.on_day(account.password_changed_at)}


def _factors(account: User) -> list[str]:
    return [in_language(NAMES[kind]) for kind in factors.kinds_of([account])[account.pk]]


def _event(told: audit_words.Told) -> Event:
    lines = [
        _("%(label)s: %(after)s (before: %(before)s)") % vars(change)
        if change.before
        else f"{change.label}: {change.after}"
        for change in told.changes
    ]
    if told.entry.reason:
        lines.append(_("Reason: %(reason)s") % {"reason": told.entry.reason})
    by = told.by
    if told.where:
        by = _("%(who)s, from %(address)s") % {"who": told.by, "address": told.where}
    return Event(told.title, told.entry.at, by, "\n".join(lines))


def _when(at: datetime | None) -> str:
    return user_words.at_time(at) if at else _("Never")
