"""The developers' pages say what the API does, and explain every problem it can answer with."""

import re
from typing import Any

import msgspec
import pytest
from django.test import Client

from claims_portal.api.problem_kinds import MEANINGS, fault_meanings, problem_kinds
from claims_portal.api.problems import TYPES
from claims_portal.api.urls import openapi_document
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.web.reference import reference_of, rows_of


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(openapi_document())
    return found


def test_every_operation_is_listed(db: None, client: Client, document: dict[str, Any]) -> None:
    page = client.get("/developers").content.decode()
    for path, methods in document["paths"].items():
        assert path in page
        for method in methods.keys() & {"get", "post", "put", "patch", "delete"}:
            assert methods[method]["summary"].split(".")[0] in page.replace("&#x27;", "'")


def test_every_link_of_the_reference_leads_somewhere(db: None, client: Client) -> None:
    page = client.get("/developers").content.decode()
    targets = re.findall(r'href="#([^"]+)"', page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(targets) > 50
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_links_to_errors_lead_somewhere(db: None, client: Client) -> None:
    page = client.get("/developers").content.decode()
    errors = client.get("/developers/errors").content.decode()
    ids = re.findall(r' id="([^"]+)"', errors)
    targets = set(re.findall(r'href="/developers/errors#([^"]+)"', page))
    assert targets and targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_problem_is_explained_at_its_fragment(db: None, client: Client) -> None:
    page = client.get("/developers/errors").content.decode()
    codes = {code for code, _title in TYPES.values()}
    codes |= {one.code for one in ClaimRefusal.__subclasses__() if hasattr(one, "code")}
    for code in codes:
        assert f'id="{code}"' in page


def test_every_kind_and_fault_has_a_meaning() -> None:
    kinds = problem_kinds()
    assert {kind.code for kind in kinds} <= MEANINGS.keys()
    assert all(fault_meanings().values())


def test_bodies_are_laid_out_flat(document: dict[str, Any]) -> None:
    reference = reference_of(document)
    schema = next(one for one in reference.schemas if one.name == "RtaCnf")
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
    assert [row.path for row in accept.parameters] == ["number", "If-Match"]
    assert [row.type for row in accept.parameters] == ["whole number", "text"]
    assert accept.body == "AcceptClaim"
    assert [answer.status for answer in accept.answers] == ["200"]
    assert {"401", "404", "409", "412", "423", "428"} <= {one.status for one in accept.errors}
