"""The profiles of a user: ticked with their explanations; widening asks once more."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts import profile_rules, user_choices, users
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.saving import version_of
from claims_portal.web.console import user_words
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    account_of,
    all_of,
    read_or_post,
    seen_next,
    seen_of,
    status_of,
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
        context["seen"] = seen_of(request.POST)
        return render(request, "portal/console/user_widening.html", context)
    by, seen = actor_of(request), seen_of(request.POST)
    try:
        users.set_profiles(account, chosen, by=by, at=clock.now(), seen=seen)
    except REFUSALS as refusal:
        account = account_of(request, user_name)
        return _show(request, account, chosen, request.POST, all_of(refusal))
    told = _("The profiles of %(user)s are saved.") % {"user": account.user_name}
    return done(request, account, told)


def _widened(held: Sequence[Profile], chosen: Sequence[str]) -> list[str]:
    return profile_rules.widened(held, [one for one in Profile if one.value in chosen])


def _show(
    request: HttpRequest,
    account: User,
    chosen: Sequence[str],
    given: QueryDict | None = None,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    status = status_of(refusals)
    possible = user_choices.of(actor_of(request)).profiles
    groups = [Asked(group) for group in user_words.profile_groups(possible, chosen)]
    groups, problems = with_refusals(groups, refusals)
    context = {
        "person": account,
        "groups": [one.field for one in groups],
        "problems": problems,
        "seen": seen_next(version_of(account), given, status),
    }
    return render(request, "portal/console/user_profiles.html", context, status=status)
