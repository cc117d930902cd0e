"""Lists of claims: what waits for this user, found by its keys, in pages that hold still."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.claims.search.orders import Order
from tests import make
from tests.api.conftest import Caller, caller, kind


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [int(line["applicationId"]) for line in answer.json()["claims"]]


def pages(who: Caller, query: str) -> list[list[int]]:
    """Every page, until there is none."""
    found, cursor = [], ""
    while cursor is not None:
        answer = who.get(f"/claims?{query}{cursor and f'&cursor={cursor}'}")
        found.append(ids(answer))
        cursor = answer.json()["nextCursor"]
    return found


@pytest.fixture
def seven(lawyer: User, insurer: User) -> list[Claim]:
    """Seven claims that wait for the insurer, sent on as many days, the last first."""
    sends = partial(make.claim, lawyer=lawyer, insurer=insurer)
    return [sends(now=make.NOW - timedelta(days=day)) for day in range(7)]


def test_the_worklist_shows_what_waits_for_this_side(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    theirs, mine = claim_at(), claim_at(at="LiabilityAdmitted")
    claim_at(at="Stage2SettlementPackConfirmationEnd")
    assert ids(as_insurer.get("/claims")) == [theirs.pk]
    assert ids(as_lawyer.get("/claims")) == [mine.pk]


def test_all_claims_of_the_side_are_listed_where_asked(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    made = [claim_at().pk, claim_at(at="Stage2SettlementPackConfirmationEnd").pk]
    for who in (as_lawyer, as_insurer):
        assert ids(who.get("/claims?scope=all")) == made[::-1]


def test_a_stranger_is_shown_nothing(as_stranger: Caller, claim_at: Any) -> None:
    claim_at()
    assert ids(as_stranger.get("/claims?scope=all")) == []
    assert ids(as_stranger.get("/claims?scope=all&surname=Boateng")) == []


def test_a_line_says_what_a_worklist_needs(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    (line,) = as_insurer.get("/claims").json()["claims"]
    assert line["applicationId"] == claim.application_id
    assert line["activityId"] == str(claim.activity_id)
    assert line["phase"] == {"code": "ClaimSubmitted", "name": "Claim submitted"}
    assert line["turn"] == "compensator"
    assert line["deadline"]["lastDayToAct"] == "2026-12-14"
    assert (line["claimantFirstName"], line["claimantSurname"]) == ("Grace", "Boateng")
    assert line["claimantRepresentative"] == "Organisation CR00101"
    assert line["compensator"] == "Organisation COMP001"
    assert line["lock"] is None


def test_the_most_urgent_comes_first(as_insurer: Caller, seven: list[Claim]) -> None:
    claims = as_insurer.get("/claims").json()["claims"]
    days = [claim["deadline"]["timesOutOn"] for claim in claims]
    assert len(days) == 7
    assert days == sorted(days)


@pytest.mark.parametrize("query", ["", "scope=all&", "scope=all&surname=b&", "claimType=rta&"])
@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
def test_pages_show_each_claim_once_in_order(
    as_insurer: Caller, seven: list[Claim], query: str, size: int
) -> None:
    whole = ids(as_insurer.get(f"/claims?{query}limit=100"))
    assert sorted(whole) == sorted(claim.pk for claim in seven)
    found = pages(as_insurer, f"{query}limit={size}")
    assert [pk for page in found for pk in page] == whole
    assert all(len(page) == size for page in found[:-1])
    assert found[-1]


@pytest.mark.parametrize("query", ["limit=3", "scope=all&limit=3"])
def test_a_claim_that_goes_meanwhile_does_not_shift_the_next_page(
    as_insurer: Caller, insurer: User, seven: list[Claim], query: str
) -> None:
    answer = as_insurer.get(f"/claims?{query}")
    first, cursor = ids(answer), answer.json()["nextCursor"]
    rest = [pk for pk in ids(as_insurer.get(f"/claims?{query[:-1]}100")) if pk not in first]
    make.act(
        Claim.objects.get(pk=first[0]), "reject-claim", {"reason": "wrong-organisation"}, by=insurer
    )
    assert ids(as_insurer.get(f"/claims?{query}&cursor={cursor}")) == rest[:3]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("phase=ClaimSubmitted", True),
        ("phase=LiabilityDecision", False),
        ("phase=", True),
        ("claimType=rta", True),
        ("claimType=el", False),
        ("reference=HR/2026/00418", True),
        ("reference=hr/2026/00418", True),
        ("reference=HR/2026", False),
        ("surname=Boateng", True),
        ("surname=boat", True),
        ("surname=ateng", False),
        ("surname=%25", False),
        ("surname=_oateng", False),
        ("surname=%FF", False),
        ("surname=*ateng", True),
        ("surname=*bo%20ATENG", True),
        ("registration=vo68+zzb", True),
        ("registration=WX19ZZA", True),
        ("niNumber=AB123456C", True),
        ("niNumber=AB123456D", False),
        ("dateOfBirth=1988-03-09", True),
        ("dateOfBirth=1988-03-10", False),
        ("branch=/COMP001", True),
        ("branch=/CR00101", True),
        ("branch=/COMP002", False),
        ("allocatedTo=nobody", True),
        ("allocatedTo=me", False),
        ("startedFrom=2026-11-23&startedTo=2026-11-23", True),
        ("sentFrom=2026-11-24", False),
        ("updatedTo=2026-11-22", False),
        ("updatedSince=2026-11-23T09:30:00Z", True),
        ("updatedSince=2026-11-23T11:30:00%2B01:00", False),
        ("sort=-update&surname=b", True),
        ("surname=Boateng&phase=LiabilityDecision", False),
        ("surname=Boateng&phase=ClaimSubmitted&claimType=rta&reference=HR/2026/00418", True),
    ],
)
def test_claims_are_found_by_their_keys(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any, query: str, found: bool
) -> None:
    claim = claim_at()
    expected = [claim.pk] if found else []
    assert ids(as_insurer.get(f"/claims?{query}")) == expected
    assert ids(as_lawyer.get(f"/claims?scope=all&{query}")) == expected
    assert ids(as_lawyer.get(f"/claims?{query}")) == []


@pytest.mark.parametrize("typed", ["{}", "{:016d}", "{:08d}"])
def test_a_claim_is_found_by_its_application_id(
    as_lawyer: Caller, claim_at: Any, typed: str
) -> None:
    claim = claim_at()
    query = f"/claims?scope=all&applicationId={typed.format(claim.pk)}"
    assert ids(as_lawyer.get(query)) == [claim.pk]


@pytest.mark.parametrize("order", list(Order))
def test_lists_come_in_the_order_asked_for(
    as_lawyer: Caller, as_insurer: Caller, seven: list[Claim], order: str
) -> None:
    columns = {
        "deadline": "times_out_on", "start": "created_at", "update": "updated_at", "id": "pk",
    }  # fmt: skip
    column = columns[order.removeprefix("-")]
    by_column = sorted(Claim.objects.all(), key=lambda claim: (getattr(claim, column), claim.pk))
    expected = [claim.pk for claim in by_column]
    if order.startswith("-"):
        expected.reverse()
    for who, scope in ((as_lawyer, "all"), (as_insurer, "all"), (as_insurer, "worklist")):
        found = pages(who, f"scope={scope}&sort={order}&limit=3")
        assert [pk for page in found for pk in page] == expected


def test_a_line_says_to_whom_its_own_side_allocated_the_claim(
    as_lawyer: Caller, as_insurer: Caller, insurer: User, claim_at: Any
) -> None:
    claim = claim_at()
    Claim.objects.filter(pk=claim.pk).update(compensator_handler=insurer)
    for who, says in ((as_insurer, ("INSURER", "001")), (as_lawyer, (None, None))):
        (line,) = who.get("/claims?scope=all").json()["claims"]
        whole = who.get(f"/claims/{claim.pk}").json()["claim"]
        for one in (line, whole):
            assert (one["allocatedTo"], one["branchId"]) == says


def test_claims_are_found_by_the_compensators_reference(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at(at="LiabilityDecision")
    assert ids(as_insurer.get("/claims?reference=nm/26/1")) == [claim.pk]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "limit=101", "limit=abc", "limit=1.5", "limit=", "limit=99999999999999999999",
     "scope=everything", "scope=", "surname=%00", "phase=%00", "reference=a%00b", "cursor=%00",
     "surname=" + "x" * 101, "dateOfBirth=1.2.1988", "sentFrom=2026-02-30", "sentTo=", "sort=name",
     "sort=--id", "sort=", "updatedSince=2026-11-23", "updatedSince=2026-11-23T09:30:00", "colour=red", "Limit=1"],
)  # fmt: skip
def test_a_parameter_out_of_bounds_cannot_be_read(as_insurer: Caller, query: str) -> None:
    answer = as_insurer.get(f"/claims?{query}")
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert "parsed_" not in answer.json()["detail"]


def cursor(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("scope", ["worklist", "all"])
@pytest.mark.parametrize(
    "forged",
    ["x", "%C3%A9", "-1", "1.5", "Infinity", "!!!!", "%20", "9" * 19, "%D9%A3x",
     cursor("2026-01-01"), cursor("2026-13-01:1"), cursor("2026-01-01:x"), cursor("2026-01-01:-1"),
     cursor("2026-01-01:1:1"), cursor("2026-01-01:" + "9" * 20), cursor(":"), cursor("\x00:1"),
     cursor("infinity:1"), cursor("2026-01-01'--:1")],
)  # fmt: skip
def test_a_forged_cursor_cannot_be_read(as_insurer: Caller, scope: str, forged: str) -> None:
    answer = as_insurer.get(f"/claims?scope={scope}&cursor={forged}")
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert answer.json()["errors"][0]["pointer"] == "cursor"


def test_a_cursor_of_one_list_is_not_read_by_another(
    as_insurer: Caller, seven: list[Claim]
) -> None:
    for one, other in (("worklist", "all"), ("all", "worklist")):
        given = as_insurer.get(f"/claims?scope={one}&limit=2").json()["nextCursor"]
        assert as_insurer.get(f"/claims?scope={other}&cursor={given}").status_code == 400


def test_a_cursor_of_somebody_else_shows_nothing_of_theirs(
    as_insurer: Caller, as_stranger: Caller, seven: list[Claim]
) -> None:
    given = as_insurer.get("/claims?limit=2").json()["nextCursor"]
    assert ids(as_stranger.get(f"/claims?cursor={given}")) == []


def test_a_dispatcher_is_shown_new_claims_only(insurer: User, claim_at: Any) -> None:
    dispatcher = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_DISPATCHER)
    new = claim_at()
    claim_at(at="LiabilityDecision")
    for query in ("", "?scope=all"):
        assert ids(caller(dispatcher).get(f"/claims{query}")) == [new.pk]


def test_a_branch_handler_is_shown_claims_of_its_branch_only(insurer: User, claim_at: Any) -> None:
    second = make.branch(insurer.organisation, "002")
    handler = make.user(insurer.organisation, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, branch=second)
    claim_at()
    here = claim_at()
    Claim.objects.filter(pk=here.pk).update(compensator_branch=second)
    for query in ("", "?scope=all", "?scope=all&surname=Boateng"):
        assert ids(caller(handler).get(f"/claims{query}")) == [here.pk]
