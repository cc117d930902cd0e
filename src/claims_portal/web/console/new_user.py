"""A new user."""

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts import states, user_choices, users
from claims_portal.accounts.email_addresses import fold
from claims_portal.accounts.inviting import invite
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import EmailTaken, NoSuchAccount, UserIdTaken
from claims_portal.web.console import user_words
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    all_of,
    date_shown,
    date_typed,
    read_or_post,
    shown,
    text,
    with_refusals,
)
from claims_portal.web.console.doors import manages_users
from claims_portal.web.console.user_filters import branch_choices
from claims_portal.web.fields import Field
from claims_portal.web.sessions import actor_of

JUST_NOW = timedelta(minutes=10)


@read_or_post
@manages_users
def new_user(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, None)
    actor, at, asked = actor_of(request), clock.now(), _asked_for(request.POST)
    try:
        account = invite(**asked, by=actor, at=at)
    except REFUSALS as refusal:
        made = _made_just_now(request, asked, refusal)
        if made is None:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return _show(request, request.POST, all_of(refusal), status)
        account = made
    told = _("%(user)s is created. A link was sent to %(email)s.")
    messages.success(request, told % {"user": account.user_name, "email": account.email})
    return redirect("user", account.user_name)


def _asked_for(given: QueryDict) -> dict[str, Any]:
    return {
        "user_name": given.get("userId", "").strip(),
        "forename": given.get("forename", ""),
        "second_name": given.get("secondName", ""),
        "surname": given.get("surname", ""),
        "telephone": given.get("telephone", ""),
        "email": given.get("email", ""),
        "branch": given.get("branchId", ""),
        "profiles": given.getlist("profiles"),
        "expires_on": date_typed(given, "expiresOn"),
    }


def _made_just_now(request: HttpRequest, asked: dict[str, Any], refusal: Exception) -> User | None:
    """The account that the first of two clicks has created, exactly as the second asks for it."""
    if not any(isinstance(one, UserIdTaken | EmailTaken) for one in all_of(refusal)):
        return None
    try:
        account = users.find(actor_of(request), asked["user_name"])
    except NoSuchAccount:
        return None
    names = [asked[name].strip() for name in ("forename", "second_name", "surname")]
    is_same = (
        fold(account.email) == fold(asked["email"])
        and [account.forename, account.second_name, account.surname] == names
        and {one.value for one in user_words.profiles_of(account)} == set(asked["profiles"])
        and clock.now() - account.created_at < JUST_NOW
    )
    return account if is_same else None


def _show(
    request: HttpRequest,
    given: QueryDict | None,
    refusals: Sequence[Exception] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    choices = user_choices.of(actor_of(request))
    chosen = given.getlist("profiles") if given is not None else []
    groups = [Asked(one) for one in user_words.profile_groups(choices.profiles, chosen)]
    about = _about_the_person(given)
    access = _about_the_access(given, branch_choices(choices.branches))
    marked, problems = with_refusals([*about, *groups, *access], refusals)
    context = {
        "about": marked[: len(about)],
        "groups": [one.field for one in marked[len(about) : -len(access)]],
        "access": marked[-len(access) :],
        "problems": problems,
    }
    return render(request, "portal/console/new_user.html", context, status=status)


def _about_the_person(given: QueryDict | None) -> list[Asked]:
    id_hint = _(
        "3 to 50 letters, digits, dots, dashes and underscores; no e-mail address. "
        "It is unique in the whole portal and can never be changed."
    )
    email_hint = _("The person’s own business address: no shared mailbox, no free-mail host.")
    return [
        text("userId", _("User ID"), shown(given, "userId"), hint=id_hint, width="20"),
        text("forename", _("Forename"), shown(given, "forename")),
        text("secondName", _("Second name"), shown(given, "secondName"), required=False),
        text("surname", _("Surname"), shown(given, "surname")),
        text("email", _("E-mail address"), shown(given, "email"), hint=email_hint, type="email"),
        text("telephone", _("Telephone"), shown(given, "telephone"), required=False, type="tel",
             width="20"),
    ]  # fmt: skip


def _about_the_access(given: QueryDict | None, branches: Sequence[Any]) -> list[Asked]:
    expiry = date_shown(given, "expiresOn", states.default_expiry(clock.today()))
    return [
        Asked(Field("branchId", _("Branch"), shown(given, "branchId"), choices=branches), "select"),
        Asked(Field("expiresOn", _("Expires on"), expiry,
                    hint=_("Two years from now, unless you choose another date")), "date"),
    ]  # fmt: skip
