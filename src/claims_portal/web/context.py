"""What every page shows around its content: the menu and the account."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Right
from claims_portal.claims import archive
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.sides import Side
from claims_portal.notices import service
from claims_portal.retention import hiding
from claims_portal.web import figures, languages, moving, notice_counts, team
from claims_portal.web.forms.plainly import is_alone
from claims_portal.web.help import guides, pages
from claims_portal.web.links import Link
from claims_portal.web.operator import menu as operator_menu
from claims_portal.web.operator import realm
from claims_portal.web.sessions import actor_of


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the names are those that base.html takes."""
    told = {
        "service_notices": service.current(at=clock.now()),
        "languages": languages.offered(request),
    }
    if realm.is_operators(request):
        return told | operator_menu.around(request)
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_authenticated:
        return told | {"help_links": help_links(request)}
    actor = actor_of(request)
    administering = is_administering(actor, request.path)
    return told | {
        "help_links": help_links(request),
        "worklist_name": worklist_name(actor),
        "navigation": navigation(request, actor, administering=administering),
        "sections": sections(actor, administering=administering),
        "stands_in_for": actor.user_name if actor.is_signed_in_as_another else "",
        "account": {
            "name": user.user_name,
            "organisation": f"{user.full_name}, {user.organisation.name}",
            "links": account_links(actor),
            "sign_out_href": reverse("sign-out"),
        },
    }


def help_links(request: HttpRequest) -> list[Link]:
    """The guide that belongs to this page, and all help."""
    here = request.resolver_match.url_name if request.resolver_match else None
    guide = guides.of_screen(here) if here else None
    links = [Link(_("Help"), reverse("help"))]
    if guide is not None:
        href = reverse("help-guide", args=[guide.slug])
        links.insert(0, Link(_("Help with this page: %(guide)s") % {"guide": guide.title}, href))
    if pages.may_ask(request):
        about = urlencode({"about": request.path})
        links.append(Link(_("Ask the operator"), f"{reverse('help-ask')}?{about}"))
    return links


def is_administering(actor: Actor, path: str) -> bool:
    """Whether a page belongs to the console; the agreement does for who can accept it."""
    if path.startswith(reverse("agreement")):
        return actor.may(Right.MANAGE_ORGANISATION)
    return path.startswith(reverse("administration"))


def sections(actor: Actor, *, administering: bool) -> list[Link]:
    """The switch between claims and administration, for who has both: no new sign-in."""
    if not (works_claims(actor) and actor.may(Right.MANAGE_USERS)):
        return []
    return [
        Link(_("Claims"), reverse("worklist"), current=not administering),
        Link(_("Administration"), reverse("administration"), current=administering),
    ]


def account_links(actor: Actor) -> list[Link]:
    links = [
        Link(_("User agreement"), reverse("agreement")),
        Link(_("For developers"), reverse("developers")),
    ]
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


def navigation(request: HttpRequest, actor: Actor, *, administering: bool) -> list[Link]:
    """What this account can go to; what it may not use is not there."""
    if administering:
        return _administration(request, actor)
    pages = _claims(request, actor)
    return [Link(label, href, current=href == request.path) for label, href in pages]


def worklist_name(actor: Actor) -> str:
    """What the first page is called for this account."""
    return _("Your claim") if is_alone(actor) else _("Worklist")


def _claims(request: HttpRequest, actor: Actor) -> list[tuple[str, str]]:
    pages = []
    if works_claims(actor):
        pages += [
            (worklist_name(actor), reverse("worklist")),
            (_("All claims"), reverse("claims")),
            (notice_counts.label(request, actor), reverse("notices")),
        ]
    if team.may_see(actor):
        pages += [(_("Team"), reverse("team"))]
    if may_send_claims(actor):
        pages += [(_("New claim"), reverse("new-claim"))]
    if archive.may(actor):
        pages += [(_("Archive"), reverse("archive"))]
    if hiding.may(actor):
        pages += [(_("Deleted claims"), reverse("deletions"))]
    if works_claims(actor) and figures.may_see(actor):
        pages += [(_("Figures"), reverse("own-figures"))]
    return pages


def _administration(request: HttpRequest, actor: Actor) -> list[Link]:
    """Each part of the console; current on all pages of that part."""
    path, overview = request.path, reverse("administration")
    parts = [
        (_("Users"), reverse("users"), "new-user"),
        (_("Branches"), reverse("branches"), "new-branch"),
        (_("Organisation"), reverse("organisation"), "transfers"),
        (_("API clients"), reverse("api-clients"), "new-api-client"),
        (_("Webhooks"), reverse("webhooks"), "new-webhook"),
        (_("Access review"), reverse("access-review"), ""),
        (_("Audit"), reverse("audit"), ""),
    ]
    if not works_claims(actor):
        parts.append((_("Figures"), reverse("own-figures"), ""))
    if path.startswith(reverse("move")) or moving.is_concerned(request):
        parts.append((_("The move"), reverse("move"), ""))
    return [
        Link(_("Overview"), overview, current=path == overview),
        *(
            Link(label, href, path.startswith((href, f"{overview}/{other or '/'}")))
            for label, href, other in parts
        ),
    ]
