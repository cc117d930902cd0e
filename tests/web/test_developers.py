"""The developers' pages say what the API does, and explain every problem it can answer with."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client

from claims_portal.accounts import email_addresses
from claims_portal.accounts.addresses import LinkRefused
from claims_portal.accounts.administrators import LastAdministrator
from claims_portal.accounts.refusals import AccountRefusal, EmailRefused
from claims_portal.accounts.scopes import all_scopes
from claims_portal.api.problem_kinds import MEANINGS, fault_meanings, problem_kinds
from claims_portal.api.problems import TYPES, BodyRefused
from claims_portal.api.urls import openapi_document
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.web.reference import reference_of, rows_of

REACHED = {
    f"claims_portal.{module}"
    for module in (
        "accounts.addresses", "accounts.api_clients", "accounts.organisation",
        "accounts.profile_rules", "accounts.record_rules", "accounts.refusals",
        "accounts.user_rules", "accounts.users", "accounts.access_review", "claims.leaving",
        "webhooks.refusals",
    )
}  # fmt: skip
"""Where the verbs behind the API have their refusals."""


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(openapi_document())
    return found


@pytest.fixture(scope="module")
def slugs(document: dict[str, Any]) -> list[str]:
    return [group.slug for group in reference_of(document).groups]


def test_every_operation_is_listed(db: None, client: Client, document: dict[str, Any]) -> None:
    page = client.get("/developers").content.decode()
    for path, methods in document["paths"].items():
        assert path in page
        for method in methods.keys() & {"get", "post", "put", "patch", "delete"}:
            assert methods[method]["summary"].split(".")[0] in page.replace("&#x27;", "'")


def test_what_calls_have_in_common_is_told_in_one_place(db: None, client: Client) -> None:
    page = client.get("/developers").content.decode()
    told = page.partition('id="concepts"')[2].partition("</dl>")[0]
    for name in (
        *all_scopes(), "client_assertion_type", "/oauth/revoke", "RateLimit-Policy", "Retry-After",
        "Idempotency-Key", "If-Match", "If-None-Match", "validateOnly", "fields", "nextCursor",
        "updatedSince", "/claims/actions", "X-Correlation-ID",
    ):  # fmt: skip
        assert name in told


def test_every_link_of_the_reference_leads_somewhere(
    db: None, client: Client, slugs: list[str]
) -> None:
    pages = {f"/developers/operations/{slug}" for slug in slugs} | {"/developers"}
    texts = {path: client.get(path).content.decode() for path in pages}
    places = {path: re.findall(r' id="([^"]+)"', text) for path, text in texts.items()}
    followed = 0
    for path, text in texts.items():
        assert len(places[path]) == len(set(places[path]))
        for page, place in re.findall(r'href="(/developers[^"#]*)?#([^"]+)"', text):
            if (page or path) in places:
                assert place in places[page or path]
                followed += 1
    assert followed > 500


def test_a_subject_that_is_none_is_not_found(db: None, client: Client) -> None:
    assert client.get("/developers/operations/nothing").status_code == 404


def test_links_to_errors_lead_somewhere(db: None, client: Client, slugs: list[str]) -> None:
    errors = client.get("/developers/errors").content.decode()
    ids = re.findall(r' id="([^"]+)"', errors)
    for slug in slugs:
        page = client.get(f"/developers/operations/{slug}").content.decode()
        targets = set(re.findall(r'href="/developers/errors#([^"]+)"', page))
        assert targets and targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_problem_is_explained_at_its_fragment(db: None, client: Client) -> None:
    page = client.get("/developers/errors").content.decode()
    codes = {code for code, _title in TYPES.values()}
    codes |= {one.code for one in ClaimRefusal.__subclasses__() if hasattr(one, "code")}
    for code in codes:
        assert f'id="{code}"' in page


def account_refusals(parent: type[Exception] = AccountRefusal) -> set[type[Exception]]:
    """The refusals that the verbs behind the API may raise."""
    below = {two for one in parent.__subclasses__() for two in account_refusals(one)}
    reached = {one for one in below if one.__module__ in REACHED} - {LinkRefused}
    return reached | ({parent} if hasattr(parent, "code") else set())


def test_every_refusal_of_administration_is_explained_with_its_own_code(
    db: None, client: Client
) -> None:
    page = client.get("/developers/errors").content.decode()
    codes = {code for kind in account_refusals() for code in getattr(kind, "codes", [kind.code])}
    codes |= {LastAdministrator.code, BodyRefused.code}
    assert len(codes) > 25
    told = {kind.code for kind in problem_kinds()}
    for code in codes:
        assert code in told
        assert f'id="{code}"' in page


def test_every_reason_against_an_address_is_explained() -> None:
    raised = re.findall(r'"(email-[a-z-]+)"', Path(email_addresses.__file__).read_text())
    assert raised
    assert set(raised) == set(EmailRefused.codes)


@pytest.mark.django_db
def test_each_kind_stands_once_under_the_status_it_comes_with(client: Client) -> None:
    kinds = problem_kinds()
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert [kind.status for kind in kinds] == sorted(kind.status for kind in kinds)
    page = client.get("/developers/errors").content.decode()
    conflict = page.partition('id="status-409"')[2].partition("<section")[0]
    assert 'id="last-administrator"' in conflict


def test_a_title_says_what_its_own_kind_is() -> None:
    """Not what another kind of its status is: programs show it to people."""
    of_the_phase = TYPES[HTTPStatus.CONFLICT][1]
    assert [kind.code for kind in problem_kinds() if kind.title == of_the_phase] == [
        "action-not-possible"
    ]


def test_every_kind_and_fault_has_a_meaning() -> None:
    kinds = problem_kinds()
    assert {kind.code for kind in kinds} <= MEANINGS.keys()
    assert all(fault_meanings().values())


def test_bodies_are_laid_out_flat(document: dict[str, Any]) -> None:
    reference = reference_of(document)
    claims = next(group for group in reference.groups if group.tag == "Claims")
    schema = next(one for one in claims.schemas if one.name == "RtaCnf")
    rows = {row.path: row for row in schema.rows}
    assert rows["claimant.person.surname"].required
    assert rows["claimant.person.surname"].type == "text"
    assert any("length at most" in limit for limit in rows["claimant.person.surname"].limits)
    assert "mr" in rows["claimant.person.title"].choices
    assert rows["accident.date"].type == "date"
    assert any(path.startswith("hospitals[].") for path in rows)
    assert not rows["additionalComments"].required
    assert rows["additionalComments"].type == "text or null"


def test_a_group_within_itself_ends() -> None:
    node = {
        "type": "object",
        "properties": {"next": {"$ref": "#/components/schemas/Node"}, "name": {"type": "string"}},
    }
    document = {"components": {"schemas": {"Node": node}}}
    assert [row.path for row in rows_of(document, node, within=("Node",))] == ["next", "name"]


def test_operation_tells_parameters_answers_and_errors(document: dict[str, Any]) -> None:
    reference = reference_of(document)
    accept = next(one for one in reference.operations if one.path.endswith("/accept-claim"))
    assert [row.path for row in accept.parameters] == [
        "number", "If-Match", "validateOnly", "Idempotency-Key", "X-Correlation-ID",
    ]  # fmt: skip
    types = ["whole number", "text", "true or false", "text", "text"]
    assert [row.type for row in accept.parameters] == types
    assert accept.bodies == ["AcceptClaim"]
    assert [answer.status for answer in accept.answers] == ["200"]
    assert {"401", "404", "409", "412", "423", "428"} <= {one.status for one in accept.errors}


def test_operations_are_grouped_and_described(document: dict[str, Any]) -> None:
    reference = reference_of(document)
    groups = {group.tag: group.operations for group in reference.groups}
    assert list(groups) == [
        "Claims", "Drafts", "Actions of a claim", "Work on a claim", "Notifications", "Events",
        "Directory", "Reference", "Files of a claim", "Users", "Organisation", "API clients",
        "Webhooks", "Access review and audit",
    ]  # fmt: skip
    assert sum(len(operations) for operations in groups.values()) == len(reference.operations)
    leave = next(one for one in groups["Users"] if one.path.endswith("/leave"))
    assert leave.summary.startswith("A person leaves")
    assert leave.description[0].startswith("For administrators.")
    assert leave.bodies == ["Leaving"]
