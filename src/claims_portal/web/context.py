"""What every page shows around its content: the menu and the account."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Right
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.sides import Side
from claims_portal.web.sessions import actor_of


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool = False


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the names are those that base.html takes."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_authenticated:
        return {}
    actor = actor_of(request)
    administering = request.path.startswith(reverse("administration"))
    return {
        "navigation": navigation(actor, request.path, administering=administering),
        "sections": sections(actor, administering=administering),
        "stands_in_for": actor.user_name if actor.is_signed_in_as_another else "",
        "account": {
            "name": user.user_name,
            "organisation": f"{user.full_name}, {user.organisation.name}",
            "links": account_links(actor),
            "sign_out_href": reverse("sign-out"),
        },
    }


def sections(actor: Actor, *, administering: bool) -> list[Link]:
    """The switch between claims and administration, for who has both: no new sign-in."""
    if not (works_claims(actor) and actor.may(Right.MANAGE_USERS)):
        return []
    return [
        Link(_("Claims"), reverse("worklist"), current=not administering),
        Link(_("Administration"), reverse("administration"), current=administering),
    ]


def account_links(actor: Actor) -> list[Link]:
    links = [Link(_("For developers"), reverse("developers"))]
    if actor.may(Right.SIGN_IN_AS_OTHERS):
        links.insert(0, Link(_("Sign in as another user"), reverse("standing-in")))
    if not actor.is_signed_in_as_another:
        links.insert(0, Link(_("Your account"), reverse("own-account")))
    return links


def works_claims(actor: Actor) -> bool:
    """Whether any profile gives claims to see; an administrator alone has none."""
    return any(grant.claim_types for grant in actor.grants)


def may_send_claims(actor: Actor) -> bool:
    return actor.side is Side.CLAIMANT_REPRESENTATIVE and any(
        actor.may(Right.HANDLE_CLAIMS, claim_type) for claim_type in CURRENT
    )


def navigation(actor: Actor, path: str, *, administering: bool) -> list[Link]:
    """What this account can go to; what it may not use is not there."""
    pages = _administration() if administering else _claims(actor)
    return [Link(label, href, current=href == path) for label, href in pages]


def _claims(actor: Actor) -> list[tuple[str, str]]:
    pages = []
    if works_claims(actor):
        pages += [(_("Worklist"), reverse("worklist")), (_("All claims"), reverse("claims"))]
    if may_send_claims(actor):
        pages += [(_("New claim"), reverse("new-claim"))]
    return pages


def _administration() -> list[tuple[str, str]]:
    return [(_("Overview"), reverse("administration"))]
