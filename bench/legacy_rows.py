"""One account as a row of a file, one finding as a line of its oracle."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, TextIO

from bench.legacy_names import FORENAMES, SURNAMES

SHARED_BOXES = ("info", "enquiries", "office", "reception", "claims", "support", "admin", "post")


class State(NamedTuple):
    """enabled, active, and whether the expiry date is past."""

    enabled: str = "yes"
    active: str = "yes"
    expired: bool = False


USABLE, LEFT_FIRM = State(), State("no", "no")
ASLEEP = (State("no", "yes"), State(expired=True), State("no", "yes", expired=True))


class Person(NamedTuple):
    forename: str
    surname: str
    mailbox: str


@dataclass
class Firm:
    """An organisation while its rows are made. `begins` are the first cells, by branch."""

    code: str
    kind: str
    claim_types: tuple[str, ...]
    domain: str
    begins: list[str]
    size: int
    first_person: int
    people: int = 0
    outsiders: int = 0
    rows: list[str] = field(default_factory=list)
    shared_boxes: Iterator[str] = field(default_factory=lambda: iter(SHARED_BOXES))

    @property
    def room(self) -> int:
        return self.size - len(self.rows)

    @property
    def administrator(self) -> str:
        return f"{self.kind} Administrator"

    def claims_profile(self, number: int) -> str:
        what = ("Claim Handler", "Claim Handler", "Team Leader")[number % 3]
        return f"{self.kind} {self.claim_types[number % len(self.claim_types)]} {what}"


class Export:
    """Makes rows of accounts, and writes the oracle of what was planted in them."""

    def __init__(self, seed: int, today: date, oracle: TextIO) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing secret
        self.planted: Counter[int] = Counter()
        self._oracle = oracle
        self._days = {expired: self._day_cells(today, expired=expired) for expired in (False, True)}
        self._numbers = 0
        self.travellers: list[tuple[Firm, str, str]] = []
        """Accounts of firms before, whose addresses wait to be used elsewhere."""

    def chance(self, choices: int) -> int:
        return int(self.random.random() * choices)

    def next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def traveller_from_elsewhere(self, firm: Firm) -> tuple[Firm, str, str] | None:
        if self.travellers and self.travellers[0][0] is not firm:
            return self.travellers.pop(0)
        return None

    def person(self, firm: Firm) -> Person:
        """Somebody of the firm whose name nobody else there has."""
        number = firm.first_person + firm.people
        firm.people += 1
        forename, surname = FORENAMES[number % len(FORENAMES)], SURNAMES[number % len(SURNAMES)]
        return Person(forename[0], surname[0], f"{forename[1]}.{surname[1]}@{firm.domain}")

    def account(
        self,
        firm: Firm,
        person: Person,
        profiles: str,
        *,
        address: str | None = None,
        contact: str | None = None,
        verified: bool = True,
        state: State = USABLE,
        branch: int = 0,
        channel: str = "web",
    ) -> str:
        """Adds a row; gives the User ID. The person's own address, unless another is given."""
        number = self.next_number()
        address = person.mailbox if address is None else address
        name = "ADMIN_" if profiles.endswith("Administrator") else f"{person.mailbox[:3].upper()}_"
        user_id = f"{name.replace('.', 'X')}{number:06X}"
        days = self._days[state.expired]
        firm.rows.append(
            f"{firm.begins[branch]}{user_id},{person.forename},{person.surname},"
            f"{address if contact is None else contact},{address},{'yes' if verified else 'no'},"
            f"{'' if number % 3 else f'07700 {number % 1_000_000:06}'},{profiles},"
            f"{state.enabled},{state.active},{days[self.chance(len(days))]},{channel}\n"
        )
        return user_id

    def found(self, firm: Firm, case: int, *user_ids: str) -> None:
        self.planted[case] += 1
        named = '", "'.join(sorted(user_ids))
        self._oracle.write(
            f'{{"organisationId": "{firm.code}", "case": {case}, "userIds": ["{named}"]}}\n'
        )

    def _day_cells(self, today: date, *, expired: bool) -> list[str]:
        """Created, expires, last used, password changed."""

        def day(earliest: int, latest: int) -> date:
            return today + timedelta(days=self.random.randint(earliest, latest))

        return [
            f"{day(-3_000, -800)},{day(-700, -1) if expired else day(90, 700)},"
            f"{day(-80, -1)},{day(-80, -1)}"
            for _ in range(5_000)
        ]
