"""Where a person belongs who asked for claims and has none: routed by profile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profile_words import explained
from claims_portal.accounts.profiles import Profile, Right
from claims_portal.claims import archive
from claims_portal.retention import hiding


def to_where_one_belongs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The agreement that must be accepted first, the administration, or why there is nothing."""
    if not actor.agreement_accepted:
        return redirect("agreement")
    if actor.may(Right.MANAGE_USERS):
        return redirect("administration")
    if hiding.may(actor):
        return redirect("deletions")
    if archive.may(actor):
        return redirect("archive")
    held = set(User.objects.get(pk=actor.user_pk).profiles.values_list("profile", flat=True))
    profiles = [explained(profile) for profile in Profile if profile.value in held]
    return render(request, "portal/no_claims.html", {"actor": actor, "profiles": profiles})
