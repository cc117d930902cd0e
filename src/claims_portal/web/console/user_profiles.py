"""The profiles of a user: ticked with their explanations; widening asks once more."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts import profile_rules, user_choices, users
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.saving import version_of
from claims_portal.web.console import user_words
from claims_portal.web.console.asking import (
    CONFLICTS,
    REFUSALS,
    Asked,
    account_of,
    all_of,
    read_or_post,
    with_refusals,
)
from claims_portal.web.console.changing import done
from claims_portal.web.console.doors import manages_users
from claims_portal.web.sessions import actor_of


@read_or_post
@manages_users
def profiles_page(request: HttpRequest, user_name: str) -> HttpResponse:
    account = account_of(request, user_name)
    held = user_words.profiles_of(account)
    if request.method != "POST":
        return _show(request, account, [profile.value for profile in held])
    chosen = request.POST.getlist("profiles")
    wider = _widened(held, chosen)
    if wider and request.POST.get("widen") != "yes":
        context = {"person": account, "chosen": chosen, "wider": wider}
        context["seen"] = request.POST.get("seen", "")
        return render(request, "portal/console/user_widening.html", context)
    seen = request.POST.get("seen", "")[:64]
    try:
        users.set_profiles(account, chosen, by=actor_of(request), at=clock.now(), seen=seen)
    except REFUSALS as refusal:
        conflict = isinstance(refusal, CONFLICTS)
        status = HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        account = account_of(request, user_name)
        return _show(request, account, chosen, all_of(refusal), status)
    told = _("The profiles of %(user)s are saved.") % {"user": account.user_name}
    return done(request, account, told)


def _widened(held: Sequence[Profile], chosen: Sequence[str]) -> list[str]:
    return profile_rules.widened(held, [one for one in Profile if one.value in chosen])


def _show(
    request: HttpRequest,
    account: User,
    chosen: Sequence[str],
    refusals: Sequence[Exception] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    possible = user_choices.of(actor_of(request)).profiles
    groups = [Asked(group) for group in user_words.profile_groups(possible, chosen)]
    groups, problems = with_refusals(groups, refusals)
    context = {
        "person": account,
        "groups": [one.field for one in groups],
        "problems": problems,
        "seen": version_of(account),
    }
    return render(request, "portal/console/user_profiles.html", context, status=status)
