"""Account files of the old platform, of any size, with a stated mix of situations.

    python -m bench.legacy_accounts build/accounts.csv --accounts 1000000

Beside the file stands its oracle, `accounts.csv.oracle.jsonl`: every situation of
the decision table (identity facts 3.1) that was planted, as {organisationId, case,
userIds}. It knows what was planted and nothing else, and shares no code with what
decides. What is to be found in the file is the oracle and no more, but for this:

- Case 0 stands for a contact address that differs from the other.
- Cases 17 and 28 cannot stand in an account file: the one is about the
  organisation's own record, the other about the day of the cut-over, from which on
  every group of cases 1 to 11 is one of 28 too.
- "Ready" (21) is listed for accounts that need nothing, beside 12, 13, 26 and 27
  where these are theirs. Of accounts alone with their address that have expired or
  were disabled by the portal the table says nothing, and so does the oracle.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bench.legacy_names import FORENAMES, SURNAMES
from bench.legacy_rows import Export, Firm
from bench.legacy_situations import MIX, READY, SITUATIONS, administrator, ready, unrepresented

HEADER = (
    "organisation_id,organisation_name,organisation_type,claim_types,branch_id,branch_name,"
    "branch_type,user_id,forename,surname,email,mfa_email,mfa_verified,mobile,profiles,enabled,"
    "active,created_on,expires_on,last_used_on,password_changed_on,channel"
)
TODAY = date(2026, 11, 25)
UNREPRESENTED, COMPENSATORS = 0.06, 0.08
"""Shares of the organisations. An unrepresented claimant has one account: case 26, or ready."""

TOWNS = ("Bristol", "Hull", "Leeds", "York", "Caerdydd", "Swansea", "Derby", "Kendal", "Truro")
LARGEST = 4_000
"""Accounts of the largest firm, about: so that no two people of a firm have one name."""


def write(
    path: Path,
    *,
    accounts: int = 1_000_000,
    organisations: int = 30_000,
    seed: int = 1,
    mix: Mapping[int, float] = MIX,
    today: date = TODAY,
) -> Mapping[int, int]:
    """Write the file and its oracle; gives how often each case was planted.

    `today` decides which accounts have expired. The same arguments give the same bytes.
    """
    oracle = path.with_name(f"{path.name}.oracle.jsonl")
    with path.open("w", encoding="utf-8") as file, oracle.open("w", encoding="utf-8") as beside:
        export = Export(seed, today, beside)
        file.write(f"{HEADER}\n")
        planting = _Planting(export, mix)
        for firm in _firms(export, accounts, organisations):
            planting.fill(firm)
            file.writelines(firm.rows)
    return export.planted


class _Planting:
    """Fills one firm after the other, so that the mix is kept over all of them."""

    def __init__(self, export: Export, mix: Mapping[int, float]) -> None:
        self._export = export
        self._owed = Counter({case: 1 for case, share in mix.items() if share})
        """What could not be planted yet; at first each of the cases once."""
        self._deck: list[int] = []
        self._cases = [*mix, READY]
        self._weights = [share / SITUATIONS[case].accounts for case, share in mix.items()]
        self._weights.append(max(0.0, 1_000 - sum(mix.values())))

    def fill(self, firm: Firm) -> None:
        if firm.kind == "LIP":
            unrepresented(self._export, firm)
            return
        administrator(self._export, firm)
        for case in [case for case, number in self._owed.items() if number]:
            while self._owed[case] and firm.room > firm.size // 3 and self._plant(case, firm):
                self._owed[case] -= 1
        while firm.room > 0:
            case = self._next()
            if case == READY or not self._plant(case, firm):
                self._owed[case] += case != READY
                ready(self._export, firm)
        self._export.random.shuffle(firm.rows)

    def _next(self) -> int:
        if not self._deck:
            self._deck = self._export.random.choices(self._cases, self._weights, k=10_000)
        return self._deck.pop()

    def _plant(self, case: int, firm: Firm) -> bool:
        situation = SITUATIONS[case]
        if situation.accounts > firm.room or not situation.fits(firm):
            return False
        situation.plant(self._export, firm)
        return True


def _firms(export: Export, accounts: int, organisations: int) -> Iterator[Firm]:
    chance = export.random
    unrepresented = int(organisations * UNREPRESENTED)
    firms = organisations - unrepresented
    spare = accounts - unrepresented - 2 * firms
    if firms < 1 or spare < 0:
        raise ValueError("There must be two accounts for each organisation, at least.")
    weights = [min(chance.paretovariate(1.1), 60) for _ in range(firms)]
    scale = spare / sum(weights)
    sizes = [2 + min(int(weight * scale), LARGEST) for weight in weights]
    for number in range(accounts - unrepresented - sum(sizes)):
        sizes[number % firms] += 1
    kinds = ["COMP" if chance.random() < COMPENSATORS else "CR" for _ in sizes]
    kinds[-1] = "COMP"
    made = [*zip(kinds, sizes, strict=True), *[("LIP", 1)] * unrepresented]
    chance.shuffle(made)
    for number, (kind, size) in enumerate(made, start=1):
        yield _firm(export, number, kind, size)


def _firm(export: Export, number: int, kind: str, size: int) -> Firm:
    first, second = (SURNAMES[export.chance(len(SURNAMES))] for _ in "12")
    name = f"{first[0]} {second[0]} & Co" if number % 4 else f'"{first[0]}, {second[0]} & Partners"'
    if kind == "LIP":
        name = f"{FORENAMES[number % len(FORENAMES)][0]} {first[0]}"
    types = (("RTA", "ELPL"), ("RTA",), ("RTA", "ELPL"), ("ELPL",))[number % 4]
    code = f"{kind}{number:05}"
    branches = min(999, 2 + size // 60) if kind == "COMP" else 1 + min(size // 40, 5)
    begins = [
        f"{code},{name},{kind},{';'.join(types)},{branch:03},{TOWNS[branch % len(TOWNS)]},"
        f"{'central' if kind == 'COMP' and branch == 1 else 'handling'},"
        for branch in range(1, branches + 1)
    ]
    domain = f"{first[1]}{number}.example.com"
    return Firm(code, kind, types, domain, begins, size, export.chance(10_000))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("path", type=Path)
    parser.add_argument("--accounts", type=int, default=1_000_000)
    parser.add_argument("--organisations", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY)
    given = parser.parse_args()
    began = time.perf_counter()
    planted = write(**vars(given))
    took = time.perf_counter() - began
    print(f"{given.accounts:,} accounts in {took:.1f} s")
    print("\n".join(f"case {case:>2}: {number:>8,}" for case, number in sorted(planted.items())))


if __name__ == "__main__":
    main()
