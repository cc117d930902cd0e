"""A firm and an insurer with much of everything, and the browsers of their people."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from string import Formatter

from django.db import transaction
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.organisations.models import Organisation
from tests.pages import casework, office, people, places, visitors
from tests.pages.table import Row

TYPES = ("rta", "el", "eld", "pl")


@transaction.atomic
def furnish(
    pairs: Sequence[tuple[Organisation, Organisation]],
    *,
    taker: Organisation,
    rows: int,
    at: datetime,
    types: tuple[str, ...] = TYPES,
) -> None:
    """Rows of everything for these firms and insurers, and for the operator.

    `taker` is a firm to which the first one wants to give claims.
    """
    for firm, insurer in pairs:
        for one in (firm, insurer):
            people.furnish(one, rows=rows, at=at)
        twice = User.objects.filter(user_name__in=[f"TWICE{firm.code}", f"TWICE{insurer.code}"])
        twice.update(email=f"kim@serves{firm.code}.example.com")
        casework.furnish(firm, insurer, types=types, rows=rows, at=at)
    office.furnish([firm for firm, _ in pairs], pairs[0][1], taker=taker, rows=rows, at=at)


@dataclass
class World:
    firm: Organisation
    insurer: Organisation
    _browsers: dict[str, Client] = field(default_factory=dict)
    _places: dict[str, Sequence[object]] = field(default_factory=dict)

    def pages(self, row: Row) -> Iterator[str]:
        """Where the pages of a row are."""
        return self.filled_in(row.path)

    def filled_in(self, path: str) -> Iterator[str]:
        names = [name for _, name, _, _ in Formatter().parse(path) if name]
        for chosen in product(*map(self.values, names)):
            yield path.format(**dict(zip(names, chosen, strict=True)))

    def values(self, name: str) -> Sequence[object]:
        if name not in self._places:
            self._places[name] = places.values(self, name)
        return self._places[name]

    def browser(self, who: str) -> Client:
        if who not in self._browsers:
            self._browsers[who] = WHO[who](self)
        return self._browsers[who]

    def account(self, name: str, of: Organisation) -> User:
        return User.objects.get(user_name=f"{name}{of.code}")


CLAIMS_DONE = [["0000000000000017", "Ann Boateng", "Allocated."]] * 50
USERS_DONE = {"title": "Disable", "results": [["P1", "Kim One", "Disabled."]] * 50}
# fmt: off
WHO: dict[str, Callable[[World], Client]] = {
    "lawyer": lambda world: visitors.signed_in(f"HANDLER{world.firm.code}"),
    "leader": lambda world: visitors.signed_in(f"LEADS{world.firm.code}"),
    "boss": lambda world: visitors.signed_in(f"BOSS{world.firm.code}"),
    "insurer": lambda world: visitors.signed_in(f"HANDLER{world.insurer.code}"),
    "insurers leader": lambda world: visitors.signed_in(f"LEADS{world.insurer.code}"),
    "ticked": lambda world: visitors.told_of_many(
        f"HANDLER{world.firm.code}", "claims_ticked", CLAIMS_DONE),
    "asked": lambda world: visitors.about_to_acknowledge(
        f"HANDLER{world.firm.code}", "claims_to_acknowledge"),
    "changed many": lambda world: visitors.told_of_many(
        f"BOSS{world.firm.code}", "users_in_bulk", USERS_DONE),
    "sets up app": lambda world: visitors.setting_up_app(f"HANDLER{world.firm.code}"),
    "several accounts": lambda world: visitors.choosing_account(
        world.account("TWICE", world.firm).email),
    "any factor": lambda world: visitors.half_signed_in(f"ANYFACTOR{world.firm.code}"),
    "mailed code": lambda world: visitors.half_signed_in(f"OTHER{world.firm.code}"),
    "forgot": lambda world: visitors.forgot_password(f"OTHER{world.firm.code}"),
    "chooses password": lambda world: visitors.choosing_password(f"OTHER{world.insurer.code}"),
    "objects": lambda world: visitors.objecting(world.account("BOSS", world.insurer)),
    "verifies": lambda world: visitors.verifying(world.account("OTHER", world.firm)),
    "stranger": lambda _: visitors.stranger(),
    "staff": lambda _: visitors.staff(),
    "staff, half signed in": lambda _: visitors.staff_half_signed_in(),
    "staff, setting up": lambda _: visitors.staff_setting_up(),
    "applies": lambda world: visitors.applying(world.firm.code),
    "applied": lambda world: visitors.applied(world.firm.code),
}
# fmt: on
