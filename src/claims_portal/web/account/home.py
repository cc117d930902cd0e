"""One's own account, to read: others change it, but for password, sessions and factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import administrators, passwords, web_sessions
from claims_portal.accounts.models import User
from claims_portal.accounts.profile_words import explained
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import deadline_feeds, digests
from claims_portal.web.second_factors.recent_proof import own_account
from claims_portal.web.wording import in_language


@dataclass(frozen=True)
class Row:
    key: str
    value: str
    href: str = ""
    action: str = ""


@require_safe
@own_account
def home(request: HttpRequest) -> HttpResponse:
    account = cast(User, request.user)
    context = {
        "rows": _who(account),
        "security": _security(account),
        "notices": _notices(account),
        "profiles": _profiles(account),
        "administrators": _administrators(account, clock.now()),
    }
    return render(request, "portal/account/home.html", context)


def _who(account: User) -> list[Row]:
    branch = account.branch
    return [
        Row(_("Name"), account.full_name),
        Row(_("User ID"), account.user_name),
        Row(_("E-mail address"), account.email),
        Row(_("Organisation"), f"{account.organisation.name} ({account.organisation.code})"),
        Row(_("Branch"), f"{branch.number} {branch.name}" if branch else ""),
        Row(_("Account expires"), date_format(account.expires_on, "j F Y")),
    ]


def _security(account: User) -> list[Row]:
    ends = passwords.expires_at(account)
    signed_in = web_sessions.of(account).count()
    return [
        Row(
            _("Password"),
            _("Changed on %(changed)s. Change it by %(ends)s.")
            % {"changed": _day(account.password_changed_at), "ends": _day(ends)},
            reverse("change-password"),
        ),
        Row(_("Second factors"), _("How you prove that it is you."), reverse("second-factors")),
        Row(
            _("Signed in"),
            _("In %(number)d browsers") % {"number": signed_in}
            if signed_in != 1
            else _("In this browser"),
            reverse("own-sessions"),
            _("See"),
        ),
    ]


def _notices(account: User) -> list[Row]:
    feeds = len(deadline_feeds.of(account))
    return [
        Row(
            _("Notices by mail"), in_language(digests.wanted(account).label), reverse("own-notices")
        ),
        Row(
            _("Deadlines in your calendar"),
            ngettext("%(n)d secret address", "%(n)d secret addresses", feeds) % {"n": feeds}
            if feeds
            else _("Not set up"),
            reverse("own-deadline-feeds"),
        ),
        Row(
            _("Absence"),
            _("Say when you are away, and who covers your claims."),
            reverse("absences"),
        ),
    ]


def _profiles(account: User) -> Sequence[Row]:
    """Every profile with what it lets do."""
    names = sorted(account.profiles.values_list("profile", flat=True))
    told = [explained(Profile(name)) for name in names]
    return [Row(one.name, in_language(one.sentence)) for one in told]


def _administrators(account: User, at: datetime) -> list[str]:
    """Whom to ask about what one cannot change."""
    usable = administrators.usable(account.organisation_id, at=at)
    return sorted(one.full_name for one in usable if one.pk != account.pk)


def _day(at: datetime | None) -> str:
    return date_format(localtime(at), "j F Y") if at else _("never")
