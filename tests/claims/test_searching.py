"""Claims are found by every key of the process facts, in every order, in pages that hold still."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import worklist
from claims_portal.claims.models import Claim
from claims_portal.claims.search import pages
from claims_portal.claims.search.orders import Order
from claims_portal.claims.search.query import Scope, SearchQuery
from claims_portal.cursors import BadCursor
from tests import make


def found(user: User, **asked: Any) -> list[int]:
    query = SearchQuery(scope=asked.pop("scope", Scope.ALL), **asked)
    return [line.pk for line in pages.page(user.as_actor(), query, size=100).lines]


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    """One that says everything, accepted, and beside it one that says something else."""
    other = make.cnf(compensator=insurer.organisation)
    other["claimant"]["person"] |= {"surname": "Núñez-Hart", "dateOfBirth": "1999-02-03"}
    other["claimant"]["nationalInsuranceNumber"] = "CE654321A"
    other["claimant"]["vehicle"]["registration"] = "AA11AAA"
    other["defendant"]["vehicle"]["registration"] = "BB22BBB"
    other["claimantRepresentative"]["reference"] = "ANOTHER/1"
    earlier = make.NOW - timedelta(days=20)
    make.claim(lawyer=lawyer, insurer=insurer, body=other, now=earlier)
    return make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")


# fmt: off
KEYS: list[tuple[dict[str, Any], bool]] = [
    # what is asked, whether it is the claim and nothing else
    ({"surname": "Boateng"}, True),
    ({"surname": "bOAT"}, True),
    ({"surname": " boa teng "}, True),
    ({"surname": "oateng"}, False),
    ({"surname": "*oateng"}, True),
    ({"surname": "*OATE"}, True),
    ({"surname": "* ateng"}, True),
    ({"surname": "*"}, False),
    ({"surname": "*x"}, False),
    ({"surname": "%"}, False),
    ({"surname": "_oateng"}, False),
    ({"reference": "HR/2026/00418"}, True),
    ({"reference": "hr 2026 00418"}, True),
    ({"reference": "HR/2026"}, False),
    ({"reference": "nm/26/1"}, True),
    ({"reference": "NM261"}, True),
    ({"reference": "/"}, False),
    ({"registration": "VO68 ZZB"}, True),
    ({"registration": "vo68zzb"}, True),
    ({"registration": "VO68"}, False),
    ({"ni_number": "ab 12 34 56 c"}, True),
    ({"ni_number": "AB123456"}, False),
    ({"phase": "LiabilityDecision"}, True),
    ({"phase": "Nowhere"}, False),
    ({"branch": "/COMP001", "phase": "LiabilityDecision"}, True),
    ({"branch": "/CR00101", "phase": "LiabilityDecision"}, True),
    ({"branch": "/comp001/", "phase": "LiabilityDecision"}, True),
    ({"branch": "/COMP999"}, False),
    ({"branch": "/CR00101/001"}, False),
    ({"allocated_to": "nobody", "phase": "LiabilityDecision"}, True),
    ({"allocated_to": "me"}, False),
    ({"allocated_to": "SOMEBODY"}, False),
    ({"started_from": date(2026, 11, 23)}, True),
    ({"started_from": date(2026, 11, 24)}, False),
    ({"started_from": date(2026, 11, 23), "started_to": date(2026, 11, 23)}, True),
    ({"sent_from": date(2026, 11, 10), "sent_to": date(2026, 12, 1)}, True),
    ({"updated_from": date(2026, 11, 10), "updated_to": date.max}, True),
    ({"started_to": date.min}, False),
    ({"updated_since": make.NOW}, True),
    ({"updated_since": make.NOW + timedelta(microseconds=1)}, False),
    ({"surname": "boat", "phase": "ClaimSubmitted"}, False),
    ({"surname": "boat", "reference": "NM/26/1", "claim_type": "rta"}, True),
    ({"claim_type": "el"}, False),
]
# fmt: on


@pytest.mark.parametrize(("asked", "is_it"), KEYS, ids=lambda value: str(value)[:60])
def test_a_claim_is_found_by_its_keys(
    claim: Claim, lawyer: User, insurer: User, asked: dict[str, Any], is_it: bool
) -> None:
    for user in (lawyer, insurer):
        assert found(user, **asked) == ([claim.pk] if is_it else [])


def test_the_date_of_birth_is_a_key(claim: Claim, lawyer: User) -> None:
    assert claim.date_of_birth is not None
    assert found(lawyer, date_of_birth=claim.date_of_birth) == [claim.pk]
    assert found(lawyer, date_of_birth=date(1999, 2, 4)) == []


@pytest.mark.parametrize("typed", ["{}", "0{}", "000000{}", " {} "])
def test_the_application_id_is_found_with_or_without_zeros(
    claim: Claim, lawyer: User, typed: str
) -> None:
    assert found(lawyer, application_id=typed.format(claim.pk)) == [claim.pk]


@pytest.mark.parametrize("typed", ["0", "-1", "1.0", "x", "9" * 17, "²", "1 2"])
def test_what_is_no_application_id_finds_nothing(claim: Claim, lawyer: User, typed: str) -> None:
    assert found(lawyer, application_id=typed) == []


def test_accents_are_found_without_them(claim: Claim, lawyer: User) -> None:
    assert len(found(lawyer, surname="nunez")) == 1
    assert found(lawyer, surname="*ezh") == found(lawyer, surname="NÚÑEZ HART") != []


def test_the_vehicles_of_both_are_keys(claim: Claim, insurer: User) -> None:
    (other,) = found(insurer, registration="bb22 bbb")
    assert found(insurer, registration="AA11AAA") == [other]


def test_the_keys_follow_a_corrected_form(claim: Claim, lawyer: User, insurer: User) -> None:
    sent = make.claim(lawyer=lawyer, insurer=insurer)
    rejected = make.act(sent, "reject-claim", {"reason": "wrong-organisation"}, by=insurer)
    taken_note = make.act(rejected, "acknowledge-rejection", {}, by=lawyer)
    body = make.cnf(compensator=insurer.organisation)
    body["claimant"]["person"]["surname"] = "Corrected"
    body["claimantRepresentative"]["reference"] = "NEW/7"
    make.act(taken_note, "resend-claim", body, by=lawyer)
    for asked in ({"surname": "corrected"}, {"reference": "new7"}):
        assert found(insurer, **asked) == [sent.pk]


def test_a_compensator_searches_its_own_branches(claim: Claim, lawyer: User, insurer: User) -> None:
    second = make.branch(insurer.organisation, "002")
    Claim.objects.filter(pk=claim.pk).update(compensator_branch=second)
    for path in ("002", "/COMP001/002", "/comp001/002"):
        assert found(insurer, branch=path) == [claim.pk]
    assert found(insurer, branch="003") == []
    # At which of them a claim lies is not for the other side to know.
    for path in ("002", "/COMP001/002"):
        assert found(lawyer, branch=path) == []


def test_claims_are_searched_by_whom_they_are_allocated_to(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    Claim.objects.filter(pk=claim.pk).update(compensator_handler=insurer)
    for whom in ("me", "INSURER", "insurer"):
        assert found(insurer, allocated_to=whom) == [claim.pk]
    assert claim.pk not in found(insurer, allocated_to="nobody")
    assert found(lawyer, allocated_to="INSURER") == []
    assert claim.pk in found(lawyer, allocated_to="nobody")


def test_a_day_is_a_day_in_london(lawyer: User, insurer: User) -> None:
    in_summer = datetime.fromisoformat("2026-06-30T23:30:00+00:00")
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(sent_at=in_summer)
    first_of_july = date(2026, 7, 1)
    assert found(lawyer, sent_from=first_of_july, sent_to=first_of_july) == [claim.pk]
    assert found(lawyer, sent_to=date(2026, 6, 30)) == []


@pytest.fixture
def many(lawyer: User, insurer: User) -> list[Claim]:
    """Claims of which several share a deadline, a start or an update, and some have no limit."""
    phases = ("ClaimSubmitted", "LiabilityDecision", "LiabilityAdmitted", "StartOfStage21")
    made = [
        make.claim(
            lawyer=lawyer,
            insurer=insurer,
            at=phases[number % 4],
            now=make.days_later(-(number % 3)),
        )
        for number in range(11)
    ]
    return list(Claim.objects.filter(pk__in=[claim.pk for claim in made]))


def place(claim: Claim, order: Order) -> Any:
    match order.removeprefix("-"):
        case "deadline":
            return (claim.times_out_on or date.max, claim.pk)
        case "start":
            return (claim.created_at, claim.pk)
        case "update":
            return (claim.updated_at, claim.pk)
    return claim.pk


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("size", [1, 2, 5, 11])
def test_pages_show_each_claim_once_in_every_order(
    many: list[Claim], lawyer: User, order: Order, scope: Scope, size: int
) -> None:
    expected = sorted(
        (one for one in many if scope is Scope.ALL or one.turn == "claimant-representative"),
        key=lambda claim: place(claim, order),
        reverse=order.descending,
    )
    query = SearchQuery(scope=scope, sort=order, claim_type="rta")
    shown: list[int] = []
    cursor = None
    while True:
        page = pages.page(lawyer.as_actor(), query, cursor=cursor, size=size)
        shown += [line.pk for line in page.lines]
        cursor = page.next_cursor
        if cursor is None:
            break
        assert len(page.lines) == size
    assert shown == [claim.pk for claim in expected]


def test_for_the_compensator_a_claim_begins_when_it_is_sent(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    written_on = date(2026, 11, 10)
    Claim.objects.filter(pk=claim.pk).update(created_at=make.NOW - timedelta(days=13))
    asked = {"started_from": written_on, "started_to": written_on}
    assert found(lawyer, **asked) == [claim.pk]
    assert found(insurer, **asked) == []
    assert found(insurer, sort=Order.FIRST_BEGUN)[-1] == claim.pk


@pytest.mark.parametrize("span", ["started_from", "sent_from", "updated_from"])
def test_of_a_span_of_days_the_last_comes_first(
    many: list[Claim], insurer: User, span: str
) -> None:
    asked = {span: date(2026, 11, 1)}
    column = "updated_at" if span == "updated_from" else "sent_at"
    ordered = Claim.objects.order_by(f"-{column}", "-pk").values_list("pk", flat=True)
    assert found(insurer, **asked) == list(ordered)


def test_a_cursor_is_of_one_order(many: list[Claim], lawyer: User) -> None:
    given = {
        order: pages.page(
            lawyer.as_actor(), SearchQuery(scope=Scope.ALL, sort=order), size=2
        ).next_cursor
        for order in Order
    }
    for one, other in pairwise([*Order, Order.MOST_URGENT]):
        with pytest.raises(BadCursor):
            query = SearchQuery(scope=Scope.ALL, sort=one)
            pages.page(lawyer.as_actor(), query, cursor=given[other])


def test_the_worklist_alone_is_asked_of_the_hot_statement(many: list[Claim], lawyer: User) -> None:
    actor = lawyer.as_actor()
    plain = pages.page(actor, SearchQuery(), size=3)
    assert plain == worklist.page(actor, size=3)
    filtered = pages.page(actor, SearchQuery(claim_type="rta"), size=3)
    assert filtered.lines == plain.lines


@pytest.mark.parametrize("profile", [Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_RTA_TEAM_LEADER])
def test_a_phase_is_counted_up_to_a_bound(
    many: list[Claim], insurer: User, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor: Actor = replace(make.user(insurer.organisation, profile).as_actor())
    counted = worklist.counts_by_phase(actor)
    assert counted == {"ClaimSubmitted": 3, "LiabilityDecision": 3}
    monkeypatch.setattr(worklist, "MOST_COUNTED", 2)
    assert worklist.counts_by_phase(actor) == {"ClaimSubmitted": 2, "LiabilityDecision": 2}
