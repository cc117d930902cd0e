"""Filters that a user keeps, and the counts of its worklist, by the API."""

from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import worklist
from claims_portal.claims.models import SavedFilter
from claims_portal.claims.search import saved
from tests import make
from tests.api.conftest import Caller, caller, codes, kind

QUERY = {"scope": "all", "surname": "*boat", "sentFrom": "2026-11-01", "sort": "-update"}


def keep(who: Caller, name: str = "Recent", query: Any = None) -> Any:
    return who.post("/saved-filters", {"name": name, "query": QUERY if query is None else query})


def names(who: Caller) -> list[str]:
    return [one["name"] for one in who.get("/saved-filters").json()["filters"]]


def test_a_filter_is_kept_followed_and_deleted(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    answer = keep(as_lawyer, "  My   recent ones ")
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["name"], told["query"]) == ("My recent ones", QUERY)
    (listed,) = as_lawyer.get("/saved-filters").json()["filters"]
    assert listed == told
    found = as_lawyer.get(told["href"].removeprefix("/api/v1")).json()
    assert [one["applicationId"] for one in found["claims"]] == [claim.application_id]
    path = f"/saved-filters/{told['filterId']}"
    assert as_lawyer.send("DELETE", path).status_code == 204
    assert names(as_lawyer) == []
    answer = as_lawyer.send("DELETE", path)
    assert (answer.status_code, kind(answer)) == (404, "no-such-filter")


def test_the_same_name_is_replaced(as_lawyer: Caller) -> None:
    keep(as_lawyer, "Recent")
    keep(as_lawyer, "RECENT", {})
    (one,) = as_lawyer.get("/saved-filters").json()["filters"]
    assert (one["name"], one["query"], one["href"]) == ("RECENT", {}, "/api/v1/claims")


def test_filters_are_of_one_user(as_lawyer: Caller, lawyer: User) -> None:
    number = keep(as_lawyer).json()["filterId"]
    colleague = caller(make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER))
    assert names(colleague) == []
    keep(colleague)
    answer = colleague.send("DELETE", f"/saved-filters/{number}")
    assert (answer.status_code, kind(answer)) == (404, "no-such-filter")
    assert names(as_lawyer) == ["Recent"]


# fmt: off
UNFIT: list[tuple[Any, set[tuple[str, str]]]] = [
    ({"query": {}},                                       {("/name", "MustBeProvided")}),
    ({"name": "x"},                                       {("/query", "MustBeProvided")}),
    ({"name": "", "query": {}},                           {("/name", "FormatNotValid")}),
    ({"name": " ", "query": {}},                          {("/name", "filter-refused")}),
    ({"name": "a\u0000", "query": {}},                    {("/name", "filter-refused")}),
    ({"name": "x" * 61, "query": {}},                     {("/name", "FormatNotValid")}),
    ({"name": "x", "query": {"colour": "red"}},           {("/query/colour", "MustNotBeProvided")}),
    ({"name": "x", "query": {"sentFrom": "2026-02-31"}},  {("/query/sentFrom", "FormatNotValid")}),
    ({"name": "x", "query": {"sort": "name"}},            {("/query/sort", "WrongValue")}),
    ({"name": "x", "query": {"surname": "\u0000"}},       {("/query/surname", "FormatNotValid")}),
    ({"name": "x", "query": []},                          {("/query", "FormatNotValid")}),
    ({"name": "x", "query": {"cursor": "1"}},             {("/query/cursor", "MustNotBeProvided")}),
]
# fmt: on


@pytest.mark.parametrize(("body", "faults"), UNFIT)
def test_what_is_no_filter_is_refused_at_its_field(
    as_lawyer: Caller, body: Any, faults: set[tuple[str, str]]
) -> None:
    answer = as_lawyer.post("/saved-filters", body)
    assert answer.status_code == 422, answer.content
    assert {pointer for pointer, _code in codes(answer)} == {pointer for pointer, _code in faults}
    assert not SavedFilter.objects.exists()


def test_no_more_filters_are_kept_than_fit(
    as_lawyer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MOST", 2)
    assert [keep(as_lawyer, name).status_code for name in ("a", "b", "c", "B")] == [
        201, 201, 422, 201,
    ]  # fmt: skip
    assert names(as_lawyer) == ["B", "a"]


def test_counts_by_phase_are_those_of_the_worklist(
    as_insurer: Caller, as_lawyer: Caller, claim_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in ("ClaimSubmitted", "ClaimSubmitted", "LiabilityDecision", "LiabilityAdmitted"):
        claim_at(at=at)
    assert as_insurer.get("/claims/counts").json()["phases"] == [
        {"phase": {"code": "ClaimSubmitted", "name": "Claim submitted"}, "number": 2, "orMore": False},
        {"phase": {"code": "LiabilityDecision", "name": "Liability decision"}, "number": 1, "orMore": False},
    ]  # fmt: skip
    (told,) = as_lawyer.get("/claims/counts").json()["phases"]
    assert (told["phase"]["code"], told["number"]) == ("LiabilityAdmitted", 1)
    monkeypatch.setattr(worklist, "MOST_COUNTED", 1)
    assert [one["orMore"] for one in as_insurer.get("/claims/counts").json()["phases"]] == [
        True
    ] * 2
