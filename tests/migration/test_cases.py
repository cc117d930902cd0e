"""The decision table of identity facts 3.1: each of the 28 cases is told apart."""

from typing import Any

import pytest

from claims_portal.migration.cases import CASES, Finding
from claims_portal.migration.deciding import Account, Surroundings, decide

RTA, ELPL = frozenset({"rta"}), frozenset({"el", "eld", "pl"})
ADDRESS = "jo.seile@firm.example.com"


def account(user_id: str, address: str = ADDRESS, **fields: Any) -> Account:
    """A usable, verified Claims User ID, but for what is said."""
    folded = fields.pop("folded", address.strip().casefold())
    return Account(
        **{
            "user_id": user_id, "address": address, "folded": folded,
            "contact_folded": folded, "verified": True, "enabled": True, "active": True,
            "expired": False, "administers": False, "claim_types": RTA, "branch_only": False,
            "branch": "001", "names": f"name of {user_id}", **fields,
        }
    )  # fmt: skip


def boss(user_id: str = "ADMIN_X", address: str = ADDRESS, **fields: Any) -> Account:
    return account(user_id, address, **{"administers": True, "claim_types": frozenset(), **fields})


def why_not_business(address: str) -> int:
    if address.endswith("@gmail.com"):
        return 15
    return 16 if address.startswith("info@") else 0


def decided(*accounts: Account, **around: Any) -> list[Finding]:
    return decide(accounts, Surroundings("CR00101", **around), why_not_business)


def cases(found: list[Finding]) -> set[tuple[int, str]]:
    return {(one.case, "+".join(one.user_ids)) for one in found}


# fmt: off
TABLE: list[tuple[str, list[Account], dict[str, Any], set[tuple[int, str]]]] = [
    ("case 1: admin ID and claims ID, both verified", [boss(), account("JO")], {}, {(1, "ADMIN_X+JO")}),
    ("case 1: admin ID beside a claims ID that administers too", [boss(), account("JO", administers=True)], {}, {(1, "ADMIN_X+JO")}),
    ("case 2: claims profiles were added to the admin ID", [boss(claim_types=RTA), account("JO")], {}, {(2, "ADMIN_X+JO")}),
    ("case 3: the claims ID is not verified", [boss(), account("JO", verified=False)], {}, {(3, "ADMIN_X+JO")}),
    ("case 4: the admin ID is not verified", [boss(verified=False), account("JO")], {}, {(4, "ADMIN_X+JO")}),
    ("case 5: two claims IDs, both verified", [account("JO"), account("JO2")], {}, {(5, "JO+JO2")}),
    ("case 6: two claims IDs of different claim types", [account("JO"), account("JO2", claim_types=ELPL)], {}, {(6, "JO+JO2")}),
    ("case 7: two branch IDs of different branches", [account("JO", branch_only=True), account("JO2", branch_only=True, branch="002")], {"compensator": True}, {(7, "JO+JO2")}),
    ("case 7: an ID of the organisation and one of another branch", [account("JO"), account("JO2", branch_only=True, branch="002")], {"compensator": True}, {(7, "JO+JO2")}),
    ("case 8: two claims IDs, one verified", [account("JO"), account("JO2", verified=False)], {}, {(8, "JO+JO2")}),
    ("case 9: two claims IDs, none verified", [account("JO", verified=False), account("JO2", verified=False)], {}, {(9, "JO+JO2")}),
    ("case 9: admin ID and claims ID, none verified", [boss(verified=False), account("JO", verified=False)], {}, {(9, "ADMIN_X+JO")}),
    ("case 10: three IDs", [boss(), account("JO"), account("JO2")], {}, {(10, "ADMIN_X+JO+JO2")}),
    ("case 11: two admin-only IDs", [boss(), boss("ADMIN_Y")], {}, {(11, "ADMIN_X+ADMIN_Y")}),
    ("case 12: one person's admin ID and claims ID with an address each", [boss(names="jo seile"), account("JO", "jo@firm.example.com", names="jo seile")], {}, {(12, "ADMIN_X+JO"), (21, "ADMIN_X"), (21, "JO")}),
    ("case 13: the address serves another organisation too", [account("JO")], {"used_elsewhere": {ADDRESS}}, {(13, "JO"), (21, "JO")}),
    ("case 14: that, and shared inside this organisation", [account("JO"), account("JO2")], {"used_elsewhere": {ADDRESS}}, {(5, "JO+JO2"), (14, "JO+JO2")}),
    ("case 15: free-mail", [account("JO", "jo@gmail.com")], {}, {(15, "JO")}),
    ("case 16: a shared mailbox", [account("JO", "info@firm.example.com")], {}, {(16, "JO")}),
    ("case 17: a shared mailbox on the organisation's record", [], {"shared_mailbox_on_record": True}, {(17, "")}),
    ("case 18: no person's name", [account("JO", names="")], {}, {(18, "JO")}),
    ("case 19: no address", [account("JO", "")], {}, {(19, "JO")}),
    ("case 20: unique and not verified", [account("JO", verified=False)], {}, {(20, "JO")}),
    ("case 21: ready", [account("JO")], {}, {(21, "JO")}),
    ("case 22: used by the API alone, without address or sharing one", [account("API", "", api_only=True), account("API2", ADDRESS, api_only=True), account("JO")], {}, {(22, "API"), (22, "API2"), (21, "JO")}),
    ("case 23: a disabled account has an address that another holds", [account("JO"), account("JO2", enabled=False, active=False)], {}, {(21, "JO"), (23, "JO2")}),
    ("case 24: one of two was disabled by the portal", [account("JO"), account("JO2", enabled=False)], {}, {(5, "JO+JO2"), (24, "JO+JO2")}),
    ("case 24: one of two has expired", [account("JO"), account("JO2", expired=True)], {}, {(5, "JO+JO2"), (24, "JO+JO2")}),
    ("case 25: addresses differ by capitals and blanks", [account("JO"), account("JO2", " Jo.Seile@firm.example.com")], {}, {(5, "JO+JO2"), (25, "JO+JO2")}),
    ("case 26: an unrepresented claimant with free-mail", [account("JO", "jo@gmail.com")], {"unrepresented": True}, {(26, "JO"), (21, "JO")}),
    ("case 27: a user of another firm inside a compensator", [account("TPA", "kim@tern.example.org", branch_only=True)], {"compensator": True, "own_domains": ["firm.example.com"]}, {(27, "TPA"), (21, "TPA")}),
    ("case 28: still shared when the platform moved", [boss(), account("JO")], {"after_cut_over": True}, {(1, "ADMIN_X+JO"), (28, "ADMIN_X+JO")}),
    ("beside the table: the contact address differs", [account("JO", contact_folded="old@firm.example.com")], {}, {(0, "JO")}),
    # Not confused with others:
    ("no case: plus tags are not folded", [account("JO", "jo+rta@firm.example.com"), account("JO2", "jo+el@firm.example.com")], {}, {(21, "JO"), (21, "JO2")}),
    ("no case: a disabled account alone", [account("JO", enabled=False, active=False)], {}, set()),
    ("no case: a subdomain of the compensator's own", [account("JO", "jo@sub.firm.example.com")], {"compensator": True, "own_domains": ["firm.example.com"]}, {(21, "JO")}),
    ("two at once: free-mail, and not verified", [account("JO", "jo@gmail.com", verified=False)], {}, {(15, "JO"), (20, "JO")}),
]
# fmt: on


@pytest.mark.parametrize(
    ("accounts", "around", "expected"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_case(
    accounts: list[Account], around: dict[str, Any], expected: set[tuple[int, str]]
) -> None:
    assert cases(decided(*accounts, **around)) == expected
    assert cases(decided(*reversed(accounts), **around)) == expected


def test_every_case_of_the_table_is_tested_under_its_name() -> None:
    told = {case for _name, _accounts, _around, expected in TABLE for case, _ in expected}
    assert told == set(CASES) == set(range(29))
    for name, _accounts, _around, expected in TABLE:
        if name.startswith("case "):
            assert int(name[5:].partition(":")[0]) in {case for case, _ in expected}, name
    named = {int(row[0][5:].partition(":")[0]) for row in TABLE if row[0].startswith("case ")}
    assert named == set(range(1, 29))


@pytest.mark.parametrize(
    ("accounts", "survivor"),
    [
        ([boss(), account("JO")], "JO"),
        ([boss(), account("JO", verified=False)], "JO"),
        ([boss(claim_types=RTA), account("JO", verified=False, expired=True)], "JO"),
        ([boss(), account("JO", administers=True)], "JO"),
        ([account("JO", verified=False), account("JO2")], "JO2"),
        ([account("JO", work=2), account("JO2", last_used="2026-11-01")], "JO"),
        ([account("JO", last_used="2026-10-01"), account("JO2", last_used="2026-11-01")], "JO2"),
        ([account("JO"), account("JO2")], "JO"),
        ([boss(last_used="2026-01-01"), boss("ADMIN_Y", last_used="2026-11-01")], "ADMIN_Y"),
        ([boss(), account("JO2", enabled=False), account("JO3")], "JO3"),
    ],
)
def test_the_claims_user_id_survives_never_the_administrators(
    accounts: list[Account], survivor: str
) -> None:
    group = next(one for one in decided(*accounts) if len(one.user_ids) > 1)
    combine = [advice for advice in group.advice if advice.step == "combine"]
    assert [advice.survivor for advice in combine] == [survivor]


def test_whoever_must_verify_is_named() -> None:
    found = decided(boss(), account("JO", verified=False))
    assert found[0].advice[0].user_ids == ("JO",)
