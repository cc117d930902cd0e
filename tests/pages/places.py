"""What fills the braces of the table: mostly the links that another page has."""

import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from claims_portal.files.models import Attachment
from tests.pages import casework

if TYPE_CHECKING:
    from tests.pages.world import World

CONSOLE, OPERATOR = "/administration", "/operator"
# fmt: off
LINKED: dict[str, tuple[str, str, str, int]] = {
    # place: who looks, at which page, what the links look like, how many of them at most
    "second_page_of_worklist": ("lawyer", "/", r'(/\?[^"]*cursor=[^"]+)', 1),
    "second_page_of_claims": ("lawyer", "/claims", r'(/claims\?[^"]*cursor=[^"]+)', 1),
    "section": ("lawyer", "/claims/{draft}/form", r"/claims/(\d+/form/(?!check|discard|draft)[\w-]+)", 99),
    "note": ("lawyer", "/claims/{busy}", r"/claims/\d+/notes/(\d+)", 1),
    "passkey": ("lawyer", "/account/second-factor", r"/passkeys/(\d+)/name", 1),
    "archived": ("leader", "/archive", r"/archive/(\d+)", 3),
    "transfer": ("boss", f"{CONSOLE}/transfers", rf"{CONSOLE}/transfers/(\d+)", 1),
    "branch": ("boss", f"{CONSOLE}/branches", rf"{CONSOLE}/branches/(\d+)", 2),
    "client": ("boss", f"{CONSOLE}/api-clients", rf"{CONSOLE}/api-clients/([\w-]+)", 1),
    "secret": ("boss", f"{CONSOLE}/api-clients/{{client}}", r"/secrets/(\d+)/revoke", 1),
    "key": ("boss", f"{CONSOLE}/api-clients/{{client}}", r"/keys/(\d+)/revoke", 1),
    "webhook": ("boss", f"{CONSOLE}/webhooks", rf"{CONSOLE}/webhooks/([\w-]+)", 1),
    "delivery": ("boss", f"{CONSOLE}/webhooks/{{webhook}}/log", r"/log/(\d+)", 1),
    "combined": ("boss", f"{CONSOLE}/migration/combinations", r"/combinations/(\w+)/undo", 1),
    "sharing": ("boss", f"{CONSOLE}/migration", r"combine\?([^\"]+)", 1),
    "application": ("staff", f"{OPERATOR}/registrations", r"/registrations/([\w-]+)", 1),
    "request": ("staff", f"{OPERATOR}/registrations", r"/claim-types/(\d+)", 1),
    "code": ("staff", f"{OPERATOR}/directory/codes", r"/directory/codes/([^/\"]+/[^/\"]+)", 1),
    "list": ("staff", f"{OPERATOR}/directory", r"/directory/lists/([\w-]+)", 9),
    "approval": ("staff", f"{OPERATOR}/requests", r"/requests/(\d+)", 1),
    "file": ("staff", f"{OPERATOR}/move/files", r"/move/files/(\d+)", 1),
    "letter": ("staff", f"{OPERATOR}/move/letters", r"/move/letters/(\d+)", 1),
    "group": ("stranger", "/developers", r"/developers/operations/([\w-]+)", 99),
    "old": ("stranger", "/developers/from-the-old-interface",
            r"/developers/from-the-old-interface/(\w+)", 99),
    "guide": ("stranger", "/help/", r"/help/([\w-]+)", 99),
    "slug": ("applies", "/register/application", r"/application/section/([\w-]+)", 99),
}
# fmt: on
Values = Sequence[object]


def _each_phase(claims: Sequence[Claim]) -> Values:
    """One claim of each phase and type."""
    return list({(one.claim_type, one.phase): one.pk for one in claims}.values())


def _claims(world: "World", *, of: str) -> Values:
    actor = User.objects.get(user_name=of).as_actor()
    # The newest: those that stand at each phase were made last.
    return _each_phase(list(Claim.objects.visible_to(actor).order_by("-pk")[:300]))


KNOWN: dict[str, Callable[["World"], Values]] = {
    "claim": lambda world: _claims(world, of=f"HANDLER{world.firm.code}"),
    "sent": lambda world: _claims(world, of=f"HANDLER{world.insurer.code}"),
    "busy": lambda world: [_busy(world).pk],
    "draft": lambda world: _drafts(world),
    "lawyers_action": lambda world: casework.actions_of(world.account("HANDLER", world.firm)),
    "insurers_action": lambda world: casework.actions_of(world.account("HANDLER", world.insurer)),
    "colleague": lambda world: [f"{world.firm.code}P{number}" for number in (3, 6)],
    "disabled": lambda world: [f"{world.firm.code}P6"],
    "handler": lambda world: [f"HANDLER{world.firm.code}"],
    "insurers_handler": lambda world: [f"HANDLER{world.insurer.code}"],
    "gone": lambda world: [f"GONE{world.firm.code}"],
    "survivor": lambda world: [
        f"{one}&survivor={parse_qs(str(one))['user'][-1]}" for one in world.values("sharing")
    ],
    "boss": lambda world: [f"BOSS{world.firm.code}"],
    "organisation": lambda world: [world.firm.code],
}


def values(world: "World", name: str) -> Values:
    if name in KNOWN:
        return list(KNOWN[name](world))
    who, path, pattern, most = LINKED[name]
    found: list[object] = []
    for page in world.filled_in(path):
        text = unescape(world.browser(who).get(page).content.decode())
        found += re.findall(rf'(?:href|action)="[^"]*?{pattern}', text)
    return list(dict.fromkeys(found))[:most]


def _busy(world: "World") -> Claim:
    return Attachment.objects.filter(organisation=world.firm).latest("pk").claim


def _drafts(world: "World") -> Values:
    written = Claim.objects.filter(representative=world.firm, sent_at=None)
    return _each_phase(list(written.order_by("-pk")[:20]))
