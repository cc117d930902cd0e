"""Which accounts are in which situation of the decision table (identity facts 3.1).

Pure: takes the accounts of one organisation as they are, gives findings. An
address is compared folded (case 25); a group is the *active* web accounts that
have one address, since the cure is to disable (facts 3.1, 3.4).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims_portal.migration.cases import CASES, CONTACT_DIFFERS, Advice, Finding, Step, Weight


class Account(NamedTuple):
    """An account as the decision needs it. Addresses as they were typed, and folded."""

    user_id: str
    address: str
    folded: str
    contact_folded: str
    verified: bool
    enabled: bool
    active: bool
    expired: bool
    administers: bool
    claim_types: frozenset[str]
    branch_only: bool
    branch: str
    names: str
    """Forename and surname, folded; empty unless both are there."""
    api_only: bool = False
    last_used: str = ""
    work: int = 0
    """Locks and allocations it holds."""
    profiles: tuple[str, ...] = ()
    fingerprint: str = ""

    @property
    def works_claims(self) -> bool:
        return bool(self.claim_types)

    @property
    def is_sleeping(self) -> bool:
        """Active, but disabled by the portal or expired."""
        return not self.enabled or self.expired


@dataclass(frozen=True)
class Surroundings:
    """What must be known beside the accounts themselves."""

    organisation_id: str
    unrepresented: bool = False
    compensator: bool = False
    shared_mailbox_on_record: bool = False
    own_domains: Collection[str] = ()
    used_elsewhere: Collection[str] = ()
    """Folded addresses that active accounts of other organisations have."""
    after_cut_over: bool = False


WhyNotBusiness = Callable[[str], int]
"""The case (15 or 16) of an address that is no business address of one person, or 0."""


def decide(
    accounts: Sequence[Account], around: Surroundings, why_not_business: WhyNotBusiness
) -> list[Finding]:
    """Every finding about one organisation, in the order of the table."""
    web = [one for one in accounts if one.active and not one.api_only]
    groups = groups_of(web)
    in_group = {one.user_id for members in groups.values() for one in members}
    found = list(_of_groups(groups, around))
    for account in accounts:
        found += _of_account(account, account.user_id in in_group, around, why_not_business)
    holders = {one.folded for one in web}
    found += [
        _finding(around, 23, [one])
        for one in accounts
        if not one.active and one.folded and one.folded in holders
    ]
    found += _same_person(web, in_group, around)
    if around.shared_mailbox_on_record:
        found.append(_finding(around, 17, []))
    return sorted(found, key=lambda one: (one.case == 0, one.case, one.user_ids))


def groups_of(web: Iterable[Account]) -> Mapping[str, list[Account]]:
    """Those that share an address, by the folded address."""
    by_address: dict[str, list[Account]] = defaultdict(list)
    for account in web:
        if account.folded:
            by_address[account.folded].append(account)
    return {address: members for address, members in by_address.items() if len(members) > 1}


def case_of_group(members: Sequence[Account]) -> int:
    """Cases 1 to 11: how accounts that share an address stand to each other."""
    if len(members) > 2:
        return 10
    verified = sum(one.verified for one in members)
    administering = [one for one in members if one.administers]
    if not administering or all(one.works_claims for one in administering):
        wrong_way_round = len(administering) == 1
        return 2 if wrong_way_round else _case_of_claims_ids(members, verified)
    if not any(one.works_claims for one in members):
        return 11
    if verified == 0:
        return 9
    if verified == 2:
        return 1
    survivor = survivor_of(members)
    return 4 if survivor.verified else 3


def _case_of_claims_ids(members: Sequence[Account], verified: int) -> int:
    if verified < 2:
        return 9 - verified
    first, second = members
    if (first.branch_only or second.branch_only) and first.branch != second.branch:
        return 7
    apart = not (first.claim_types & second.claim_types)
    return 6 if apart and first.works_claims and second.works_claims else 5


def rank(one: Account) -> int:
    """How good a survivor it is by rule: a Claims User ID, one that also administers, none."""
    if not one.works_claims:
        return 0
    return 1 if one.administers else 2


class Standing(NamedTuple):
    """What makes one a better survivor than another, the most important first.

    Facts 3.4: among Claims User IDs the administrator chooses.
    """

    rank: int
    usable: bool
    verified: bool
    work: int
    last_used: str


def standing_of(one: Account) -> Standing:
    return Standing(rank(one), not one.is_sleeping, one.verified, one.work, one.last_used)


def survivor_of(members: Sequence[Account]) -> Account:
    """The User ID proposed to stay: the Claims User ID, never the administrator's by choice."""
    return max(sorted(members, key=lambda one: one.user_id), key=standing_of)


def why_it_survives(members: Sequence[Account]) -> str:
    """The first field of Standing in which the survivor is ahead of the next; else nothing."""
    best, *others = sorted(map(standing_of, members), reverse=True)
    for name, ours, theirs in zip(Standing._fields, best, max(others, default=best), strict=True):
        if ours != theirs:
            return name
    return ""


def _of_groups(groups: Mapping[str, list[Account]], around: Surroundings) -> Iterator[Finding]:
    for address, members in groups.items():
        yield _finding(around, case_of_group(members), members)
        if address in around.used_elsewhere:
            yield _finding(around, 14, members)
        if any(one.is_sleeping for one in members):
            yield _finding(around, 24, members)
        if len({one.address for one in members}) > 1:
            yield _finding(around, 25, members)
        if around.after_cut_over:
            yield _finding(around, 28, members)


def _of_account(
    one: Account, in_group: bool, around: Surroundings, why_not_business: WhyNotBusiness
) -> Iterator[Finding]:
    if not one.active:
        return
    if one.api_only:
        yield _finding(around, 22, [one])
        return
    cases = list(_cases_of(one, in_group, around, why_not_business))
    if one.contact_folded and one.contact_folded != one.folded:
        cases.append(CONTACT_DIFFERS)
    if not (in_group or one.is_sleeping or not _IN_THE_WAY.isdisjoint(cases)):
        cases.append(21)
    for case in cases:
        yield _finding(around, case, [one])


_IN_THE_WAY = frozenset(
    row.number for row in CASES.values() if row.weight in (Weight.BLOCKS, Weight.WARNS)
)


def _cases_of(
    one: Account, in_group: bool, around: Surroundings, why_not_business: WhyNotBusiness
) -> Iterator[int]:
    if not one.names:
        yield 18
    if not one.folded:
        yield 19
        return
    if not in_group and not one.verified:
        yield 20
    if not in_group and one.folded in around.used_elsewhere:
        yield 13
    yield from _cases_of_host(one, around, why_not_business(one.folded))


def _cases_of_host(one: Account, around: Surroundings, refused: int) -> Iterator[int]:
    if around.unrepresented:
        if refused == 15:
            yield 26
    elif refused:
        yield refused
    elif _is_of_another_firm(one, around):
        yield 27


def _is_of_another_firm(one: Account, around: Surroundings) -> bool:
    if not around.compensator or not around.own_domains:
        return False
    host = one.folded.rpartition("@")[2]
    return not any(host == own or host.endswith(f".{own}") for own in around.own_domains)


def _same_person(
    web: Sequence[Account], in_group: Collection[str], around: Surroundings
) -> Iterator[Finding]:
    """Case 12: an administrator ID and a Claims User ID of one name, each with its own address."""
    by_name: dict[str, list[Account]] = {
        one.names: []
        for one in web
        if one.administers and not one.works_claims and one.names and one.folded
    }
    for one in web:
        if one.names in by_name and one.folded and one.user_id not in in_group:
            by_name[one.names].append(one)
    for members in by_name.values():
        bosses = [one for one in members if one.administers and not one.works_claims]
        workers = [one for one in members if one.works_claims]
        if bosses and workers:
            yield _finding(around, 12, [*bosses, *workers])


def _finding(around: Surroundings, case: int, accounts: Sequence[Account]) -> Finding:
    user_ids = tuple(sorted([one.user_id for one in accounts]))
    steps = CASES[case].steps
    advice = tuple([_advice(step, steps, accounts, user_ids) for step in steps]) if steps else ()
    return Finding(around.organisation_id, case, user_ids, advice)


def _advice(
    step: Step, steps: Sequence[Step], accounts: Sequence[Account], user_ids: tuple[str, ...]
) -> Advice:
    if step is Step.COMBINE:
        return Advice(step, user_ids, survivor_of(accounts).user_id)
    if step is Step.VERIFY and Step.GIVE_ADDRESS not in steps:
        return Advice(step, tuple(sorted(one.user_id for one in accounts if not one.verified)))
    if step is Step.DISABLE:
        return Advice(step, tuple(sorted(one.user_id for one in accounts if one.is_sleeping)))
    if step is Step.ENABLE:
        return Advice(step, tuple(sorted(one.user_id for one in accounts if not one.enabled)))
    if step is Step.EXTEND:
        return Advice(step, tuple(sorted(one.user_id for one in accounts if one.expired)))
    return Advice(step, user_ids)
