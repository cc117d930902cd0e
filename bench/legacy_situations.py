"""The situations of the decision table (identity facts 3.1), each as what plants it.

Whatever is planted in an organisation has addresses and names of its own there, so
that no two situations meet.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bench.legacy_rows import ASLEEP, LEFT_FIRM, Export, Firm, Person

FREE_HOSTS = ("gmail.com", "hotmail.com", "outlook.com", "yahoo.co.uk", "icloud.com")
READY, UNREPRESENTED = 21, 26
SLEEPS, GONE = -1, -2
"""Beside the table: accounts alone with their address that expired or were disabled."""


Plant = Callable[[Export, Firm], None]


class Situation(NamedTuple):
    """How many accounts it takes, how many of 1,000 are in it, what plants it and where."""

    accounts: int
    share: float
    plant: Plant
    fits: Callable[[Firm], bool] = lambda firm: True


def administrator(export: Export, firm: Firm) -> None:
    export.found(firm, READY, export.account(firm, export.person(firm), firm.administrator))


def ready(export: Export, firm: Firm) -> None:
    number = export.chance(60)
    profiles = firm.claims_profile(number)
    if number % 20 == 0:
        profiles = f"{firm.administrator};{profiles}"
    branch = number % len(firm.begins)
    user_id = export.account(firm, export.person(firm), profiles, branch=branch)
    export.found(firm, READY, user_id)


def unrepresented(export: Export, firm: Firm) -> None:
    """One person, who may use any address, but must prove it like everybody."""
    person, number = export.person(firm), export.chance(10)
    free = number < 8
    address = f"claimant{export.next_number()}@{FREE_HOSTS[number % 5]}" if free else person.mailbox
    verified = number % 4 != 0
    user_id = export.account(
        firm, person, "CR Administrator;CR RTA Claim Handler", address=address, verified=verified
    )
    if free:
        export.found(firm, UNREPRESENTED, user_id)
    export.found(firm, READY if verified else 20, user_id)


def _pair(
    export: Export,
    firm: Firm,
    first: str,
    second: str,
    *,
    verified: tuple[bool, bool] = (True, True),
    branches: tuple[int, int] = (0, 0),
) -> tuple[str, str]:
    """Two accounts of one person with one address."""
    person = export.person(firm)
    return (
        export.account(firm, person, first, verified=verified[0], branch=branches[0]),
        export.account(firm, person, second, verified=verified[1], branch=branches[1]),
    )


def _administrator_and_claims(case: int, administrator: bool, claims: bool) -> Plant:
    def plant(export: Export, firm: Firm) -> None:
        profile = firm.claims_profile(export.chance(6))
        verified = (administrator, claims)
        pair = _pair(export, firm, firm.administrator, profile, verified=verified)
        export.found(firm, case, *pair)

    return plant


def _two_claims(case: int, first: bool, second: bool) -> Plant:
    def plant(export: Export, firm: Firm) -> None:
        profile = firm.claims_profile(export.chance(6))
        pair = _pair(export, firm, profile, profile, verified=(first, second))
        export.found(firm, case, *pair)

    return plant


def _wrong_way_round(export: Export, firm: Firm) -> None:
    profile = firm.claims_profile(export.chance(6))
    both = f"{firm.administrator};{profile}"
    export.found(firm, 2, *_pair(export, firm, both, profile))


def _two_types(export: Export, firm: Firm) -> None:
    pair = _pair(export, firm, f"{firm.kind} RTA Claim Handler", f"{firm.kind} ELPL Claim Handler")
    export.found(firm, 6, *pair)


def _two_branches(export: Export, firm: Firm) -> None:
    profile = f"COMP {firm.claim_types[0]} Branch Claim Handler"
    other = 1 + export.chance(len(firm.begins) - 1)
    export.found(firm, 7, *_pair(export, firm, profile, profile, branches=(0, other)))


def _three(export: Export, firm: Firm) -> None:
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    ids = [
        export.account(firm, person, one, verified=export.chance(3) > 0)
        for one in (firm.administrator, profile, profile)
    ]
    export.found(firm, 10, *ids)


def _two_administrators(export: Export, firm: Firm) -> None:
    export.found(firm, 11, *_pair(export, firm, firm.administrator, firm.administrator))


def _one_name_two_addresses(export: Export, firm: Firm) -> None:
    person = export.person(firm)
    own = export.account(firm, person, firm.claims_profile(export.chance(6)))
    boss = export.account(firm, person, firm.administrator, address=f"office.{person.mailbox}")
    export.found(firm, 12, own, boss)
    export.found(firm, READY, own)
    export.found(firm, READY, boss)


def _elsewhere_too(export: Export, firm: Firm) -> None:
    """The first of two firms that one address serves, or the second."""
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    met = export.traveller_from_elsewhere(firm)
    address = met[2] if met else person.mailbox
    user_id = export.account(firm, person, profile, address=address)
    export.found(firm, READY, user_id)
    if met:
        export.found(met[0], 13, met[1])
        export.found(firm, 13, user_id)
    else:
        export.travellers.append((firm, user_id, address))


def _elsewhere_and_here(export: Export, firm: Firm) -> None:
    met = export.traveller_from_elsewhere(firm)
    if met is None:
        _elsewhere_too(export, firm)
        return
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    pair = [export.account(firm, person, profile, address=met[2]) for _ in range(2)]
    export.found(met[0], 13, met[1])
    export.found(firm, 5, *pair)
    export.found(firm, 14, *pair)


def _free_mail(export: Export, firm: Firm) -> None:
    address = f"person{export.next_number()}@{FREE_HOSTS[export.chance(len(FREE_HOSTS))]}"
    profile = firm.claims_profile(export.chance(6))
    export.found(firm, 15, export.account(firm, export.person(firm), profile, address=address))


def _shared_box(export: Export, firm: Firm) -> None:
    box = next(firm.shared_boxes, None)
    if box is None:
        ready(export, firm)
        return
    profile, address = firm.claims_profile(export.chance(6)), f"{box}@{firm.domain}"
    export.found(firm, 16, export.account(firm, export.person(firm), profile, address=address))


def _no_name(export: Export, firm: Firm) -> None:
    person = export.person(firm)
    nobody = (Person("", "", person.mailbox), Person("", person.surname, person.mailbox))
    profile = firm.claims_profile(export.chance(6))
    export.found(firm, 18, export.account(firm, nobody[export.chance(2)], profile))


def _no_address(export: Export, firm: Firm) -> None:
    profile = firm.claims_profile(export.chance(6))
    person = export.person(firm)
    export.found(firm, 19, export.account(firm, person, profile, address="", verified=False))


def _unverified(export: Export, firm: Firm) -> None:
    profile = firm.claims_profile(export.chance(6))
    export.found(firm, 20, export.account(firm, export.person(firm), profile, verified=False))


def _api_only(export: Export, firm: Firm) -> None:
    """Lacks an address for the second factor, or shares one with a person."""
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    shares = export.chance(2) > 0
    system = Person("Case", "System", person.mailbox)
    if shares:
        export.found(firm, READY, export.account(firm, person, profile))
    address = None if shares else ""
    contact = person.mailbox
    user_id = export.account(
        firm, system, profile, address=address, contact=contact, verified=shares, channel="api"
    )
    export.found(firm, 22, user_id)


def _disabled_double(export: Export, firm: Firm) -> None:
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    export.found(firm, READY, export.account(firm, person, profile))
    export.found(firm, 23, export.account(firm, person, profile, state=LEFT_FIRM))


def _sleeping_double(export: Export, firm: Firm) -> None:
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    state = ASLEEP[export.chance(len(ASLEEP))]
    pair = (
        export.account(firm, person, profile),
        export.account(firm, person, profile, state=state),
    )
    export.found(firm, 5, *pair)
    export.found(firm, 24, *pair)


def _other_spelling(export: Export, firm: Firm) -> None:
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    spelt = (person.mailbox.title(), f"{person.mailbox} ", f" {person.mailbox.upper()}")
    pair = (
        export.account(firm, person, profile),
        export.account(firm, person, profile, address=spelt[export.chance(3)]),
    )
    export.found(firm, 5, *pair)
    export.found(firm, 25, *pair)


def _of_another_firm(export: Export, firm: Firm) -> None:
    person = export.person(firm)
    number = export.next_number()
    address = f"adjuster{number}@adjusters{number % 40}.example.org"
    firm.outsiders += 1
    profile = f"COMP {firm.claim_types[0]} Branch Claim Handler"
    user_id = export.account(firm, person, profile, address=address, branch=1)
    export.found(firm, 27, user_id)
    export.found(firm, READY, user_id)


def _contact_differs(export: Export, firm: Firm) -> None:
    person, profile = export.person(firm), firm.claims_profile(export.chance(6))
    contact = f"home.{person.mailbox}"
    export.found(firm, 0, export.account(firm, person, profile, contact=contact))


def _sleeps(export: Export, firm: Firm) -> None:
    state = ASLEEP[export.chance(len(ASLEEP))]
    export.account(firm, export.person(firm), firm.claims_profile(export.chance(6)), state=state)


def _gone(export: Export, firm: Firm) -> None:
    profile = firm.claims_profile(export.chance(6))
    export.account(firm, export.person(firm), profile, state=LEFT_FIRM)


def _is_compensator(firm: Firm) -> bool:
    return firm.kind == "COMP"


def _has_room_for_outsiders(firm: Firm) -> bool:
    """So that most of its accounts keep the firm's own domain."""
    return _is_compensator(firm) and firm.outsiders < firm.size // 6


def _is_representative(firm: Firm) -> bool:
    return firm.kind == "CR"


def _deals_with_both(firm: Firm) -> bool:
    return len(firm.claim_types) > 1


# fmt: off
SITUATIONS: Mapping[int, Situation] = {
    # case: accounts, how many of 1,000, what plants it, where it can be
    0:      Situation(1,  4, _contact_differs),
    1:      Situation(2, 60, _administrator_and_claims(1, True, True)),
    2:      Situation(2,  8, _wrong_way_round),
    3:      Situation(2, 10, _administrator_and_claims(3, True, False)),
    4:      Situation(2,  6, _administrator_and_claims(4, False, True)),
    5:      Situation(2, 16, _two_claims(5, True, True)),
    6:      Situation(2, 12, _two_types, _deals_with_both),
    7:      Situation(2,  6, _two_branches, _is_compensator),
    8:      Situation(2,  8, _two_claims(8, True, False)),
    9:      Situation(2,  6, _two_claims(9, False, False)),
    10:     Situation(3,  9, _three),
    11:     Situation(2,  4, _two_administrators),
    12:     Situation(2,  8, _one_name_two_addresses),
    13:     Situation(1, 12, _elsewhere_too, _is_representative),
    14:     Situation(2,  9, _elsewhere_and_here, _is_representative),
    15:     Situation(1, 14, _free_mail),
    16:     Situation(1,  8, _shared_box),
    18:     Situation(1,  8, _no_name),
    19:     Situation(1, 10, _no_address),
    20:     Situation(1, 25, _unverified),
    22:     Situation(2, 12, _api_only),
    23:     Situation(2, 16, _disabled_double),
    24:     Situation(2, 10, _sleeping_double),
    25:     Situation(2, 10, _other_spelling),
    27:     Situation(1, 10, _of_another_firm, _has_room_for_outsiders),
    SLEEPS: Situation(1, 30, _sleeps),
    GONE:   Situation(1, 60, _gone),
}
# fmt: on
MIX: Mapping[int, float] = {case: one.share for case, one in SITUATIONS.items()}
"""The rest of the accounts is ready: case 21."""
