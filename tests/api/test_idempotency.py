"""Idempotency-Key: whatever is sent again is done once, and answered alike."""

import json
from datetime import timedelta
from importlib import resources
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from claims_portal.accounts import once
from claims_portal.accounts.models import AnsweredCall, ApiClient, User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.organisations import relations
from claims_portal.organisations.models import RelationKind, UserAgreement
from claims_portal.webhooks.models import SigningSecret
from tests import make
from tests.api.conftest import Caller, caller, codes, kind, stored
from tests.api.operations import FOR_ADMINISTRATORS, SEEN, Operation, everything, ids_of
from tests.api.test_contract import DOCUMENT, OPERATIONS
from tests.claims.together import at_once

KEY = "5a1e7b1c-0d0c-4c5e-9b3a-8f1b2c3d4e5f"
POSTED = [one for one in FOR_ADMINISTRATORS if one.method == "POST"]


def same(first: Any, again: Any) -> None:
    """The second answer is the first one, and says that it is."""
    assert first.status_code in (200, 201, 202), first.content
    assert again.status_code == first.status_code, again.content
    assert again.content == first.content
    assert (again["Content-Type"], again.get("ETag")) == (first["Content-Type"], first.get("ETag"))
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")


@pytest.mark.parametrize("key", [KEY, f'"{KEY}"', "x", "~" * 255])
def test_a_claim_sent_twice_is_one(as_lawyer: Caller, insurer: User, key: str) -> None:
    body = make.cnf(compensator=insurer.organisation)
    first = as_lawyer.post("/claims", body, Idempotency_Key=key)
    before = stored()
    same(first, as_lawyer.post("/claims", body, Idempotency_Key=key))
    assert stored() == before
    assert Claim.objects.count() == 1


def test_a_claim_sent_twice_as_xml_is_one(as_lawyer: Caller, insurer: User) -> None:
    raw = resources.files("claims_portal.samples").joinpath("rta_cnf.xml").read_bytes()
    sent = [
        as_lawyer.post("/claims", raw, Content_Type="application/xml", Idempotency_Key=KEY)
        for _ in range(2)
    ]
    same(*sent)
    headers = [{name: one[name] for name in one.headers if "json" in name.lower()} for one in sent]
    assert headers[0] == headers[1] != {}


def test_a_step_sent_twice_is_done_once(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    body = {"compensatorReference": "NM/26/1"}
    first, again = (
        as_insurer.act(claim, "accept-claim", body, Idempotency_Key=KEY) for _ in range(2)
    )
    same(first, again)
    assert Event.objects.filter(claim=claim, action="accept-claim").count() == 1


def test_a_step_is_answered_as_then_whatever_happened_since(
    as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    body = {"compensatorReference": "NM/26/1"}
    first = as_insurer.act(claim, "accept-claim", body, Idempotency_Key=KEY)
    now = Claim.objects.get(pk=claim.pk)
    response = as_insurer.act(now, "apply-article-75", {"applies": False})
    assert response.status_code == 200, response.content
    same(first, as_insurer.act(claim, "accept-claim", body, Idempotency_Key=KEY))


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("allocate-to-user", {"userId": "INSURER"}),
        ("allocate-to-branch", {"branchId": "002"}),
        ("reassign-claim", {"organisationId": "COMP002"}),
    ],
)
def test_work_on_a_claim_sent_twice_is_done_once(
    insurer: User, claim_at: Any, action: str, body: Any
) -> None:
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER)
    make.branch(insurer.organisation, "002")
    brand = make.organisation("COMP002", kind="COMP")
    kind_of = {"kind": RelationKind.OWN_BRAND, "reason": "One house", "at": make.NOW}
    relations.add(insurer.organisation.code, brand.code, **kind_of)
    claim, who = claim_at(), caller(leader)
    first = who.act(claim, action, body, Idempotency_Key=KEY)
    before = stored()
    same(first, who.act(claim, action, body, Idempotency_Key=KEY))
    assert stored() == before


def test_a_filter_sent_twice_is_one(as_lawyer: Caller) -> None:
    sent = [
        as_lawyer.post("/saved-filters", {"name": "Mine", "query": {}}, Idempotency_Key=KEY)
        for _ in range(2)
    ]
    same(*sent)


@pytest.mark.parametrize("operation", POSTED, ids=lambda one: one.route)
def test_administration_sent_twice_is_done_once(
    as_administrator: Caller, lawyer: User, operation: Operation
) -> None:
    UserAgreement.objects.create(version="2", text="Be good.", in_force_from=make.NOW)
    path, body = operation.path(**ids_of(lawyer)), operation.body
    names = {"forename": lawyer.forename, "surname": lawyer.surname}
    make.user(lawyer.organisation, Profile.CR_ELPL_CLAIM_HANDLER, user_name="TWIN", **names)
    if operation.route.endswith("undo-combination"):
        both = {"userIds": ["LAWYER", "TWIN"], "survivor": "LAWYER"}
        as_administrator.send("POST", "/users/combine", both)
    if body == {"seen": SEEN}:
        body = {"seen": as_administrator.get("/access-review").json()["seen"]}
    if operation.route.endswith("rotate-secret"):
        SigningSecret.objects.exclude(ends_at=None).delete()
    first = as_administrator.send("POST", path, body, Idempotency_Key=KEY)
    before = everything()
    same(first, as_administrator.send("POST", path, body, Idempotency_Key=KEY))
    assert everything() == before


def test_a_kept_secret_is_sealed(as_administrator: Caller) -> None:
    answer = as_administrator.post("/api-clients", {"name": "x"}, Idempotency_Key=KEY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answered::text FROM accounts_answeredcall answered")
        (kept,) = cursor.fetchall()
    assert answer.json()["clientSecret"] not in kept[0]
    assert answer.json()["client"]["clientId"] not in kept[0]


def test_the_key_of_another_call_is_refused(
    as_lawyer: Caller, lawyer: User, insurer: User, claim_at: Any
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    assert as_lawyer.post("/claims", body, Idempotency_Key=KEY).status_code == 201
    before = stored()
    colleague = make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="COLLEAGUE")
    other_user = Caller(colleague, as_lawyer.token)
    other_body = json.loads(json.dumps(body))
    other_body["claimantRepresentative"]["reference"] = "another"
    for answer in (
        as_lawyer.post("/claims", other_body, Idempotency_Key=KEY),
        as_lawyer.post("/claims?validateOnly=true", body, Idempotency_Key=KEY),
        as_lawyer.post("/saved-filters", {"name": "Mine", "query": {}}, Idempotency_Key=KEY),
        other_user.post("/claims", body, Idempotency_Key=KEY),
    ):
        assert (answer.status_code, kind(answer)) == (422, "idempotency-key-reused")
        assert codes(answer) == {("Idempotency-Key", "WrongValue")}
        assert answer.json()["title"] == "The Idempotency-Key was given with another call"
    assert stored() == before


def test_each_client_has_keys_of_its_own(as_lawyer: Caller, lawyer: User, insurer: User) -> None:
    body = make.cnf(compensator=insurer.organisation)
    for who in (as_lawyer, caller(lawyer)):
        answer = who.post("/claims", body, Idempotency_Key=KEY)
        assert (answer.status_code, answer.get("Idempotency-Replayed")) == (201, None)
    assert Claim.objects.count() == 2


def test_what_was_refused_is_looked_at_anew(as_lawyer: Caller, insurer: User) -> None:
    wrong = as_lawyer.post("/claims", {"claimType": "rta"}, Idempotency_Key=KEY)
    assert wrong.status_code == 422
    taken = as_lawyer.post("/saved-filters", {"name": ""}, Idempotency_Key=KEY)
    assert taken.status_code == 422
    assert not AnsweredCall.objects.exists()
    body = make.cnf(compensator=insurer.organisation)
    assert as_lawyer.post("/claims", body, Idempotency_Key=KEY).status_code == 201


def test_a_dry_run_keeps_nothing(as_lawyer: Caller, insurer: User) -> None:
    body = make.cnf(compensator=insurer.organisation)
    for _ in range(2):
        answer = as_lawyer.post("/claims?validateOnly=true", body, Idempotency_Key=KEY)
        assert (answer.status_code, answer.json()["valid"]) == (200, True)
    assert not AnsweredCall.objects.exists()


@pytest.mark.parametrize("key", ["", " ", "a b", "é", "x" * 256, '""', "a\tb", '"a b"'])
def test_a_key_that_is_none_is_refused(as_lawyer: Caller, insurer: User, key: str) -> None:
    body = make.cnf(compensator=insurer.organisation)
    answer = as_lawyer.post("/claims", body, Idempotency_Key=key)
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert codes(answer) == {("Idempotency-Key", "FormatNotValid")}
    assert not Claim.objects.exists()


def test_a_key_says_nothing_where_nothing_is_posted(as_lawyer: Caller) -> None:
    assert as_lawyer.get("/claims", Idempotency_Key="a b").status_code == 200


def test_keys_are_forgotten_when_their_time_is_over(as_lawyer: Caller, insurer: User) -> None:
    body = make.cnf(compensator=insurer.organisation)
    as_lawyer.post("/claims", body, Idempotency_Key=KEY)
    kept_for = settings.IDEMPOTENCY_KEYS_KEPT_FOR
    assert kept_for >= timedelta(hours=24)
    assert once.forget_old(at=make.NOW + kept_for) == 0
    assert once.forget_old(at=make.NOW + kept_for + timedelta(seconds=1)) == 1
    again = as_lawyer.post("/claims", body, Idempotency_Key=KEY)
    assert again.get("Idempotency-Replayed") is None


@pytest.mark.django_db(transaction=True)
def test_a_call_that_is_being_done_is_not_begun_again(administrator: User) -> None:
    """It is free again as soon as the first one ends, however it ends."""
    who = caller(administrator)
    client = ApiClient.objects.get()

    def post() -> Any:
        return who.post("/branches", {"name": "Bath"}, Idempotency_Key=KEY)

    with transaction.atomic():
        once.begin(once.Once(client.pk, KEY, b"x"), at=make.NOW)
        (meanwhile,) = at_once(post)
        transaction.set_rollback(True)
    assert (meanwhile.status_code, kind(meanwhile)) == (409, "idempotency-key-in-use")
    assert post().status_code == 201


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_one_step_of_many_at_once(lawyer: User, insurer: User, _again: int) -> None:
    sender, receiver = caller(lawyer), caller(insurer)
    body = make.cnf(compensator=insurer.organisation)
    sent = at_once(*[lambda: sender.post("/claims", body, Idempotency_Key=KEY)] * 5)
    assert {(one.status_code, one.content) for one in sent} == {(201, sent[0].content)}
    (claim,) = Claim.objects.all()
    accepted = at_once(
        *[lambda: receiver.act(claim, "accept-claim", {"compensatorReference": "x"},
                               Idempotency_Key=KEY)] * 5
    )  # fmt: skip
    assert {(one.status_code, one.content) for one in accepted} == {(200, accepted[0].content)}
    assert (Document.objects.count(), Event.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_one_account_of_many_calls_at_once(administrator: User, _again: int) -> None:
    who = caller(administrator)
    new = next(one for one in POSTED if one.route == "users")
    answers = at_once(*[lambda: who.post("/users", new.body, Idempotency_Key=KEY)] * 5)
    done = [one for one in answers if one.status_code == 201]
    assert {one.content for one in done} == {done[0].content}
    others = [one for one in answers if one.status_code != 201]
    assert {kind(one) for one in others} <= {"idempotency-key-in-use"}
    assert User.objects.filter(user_name="KLARK").count() == 1


@pytest.mark.parametrize("path", [path for method, path in OPERATIONS if method == "post"])
def test_every_post_says_that_it_takes_a_key(path: str) -> None:
    operation = DOCUMENT["paths"][path]["post"]
    references = [one.get("$ref") for one in operation["parameters"]]
    assert "#/components/parameters/IdempotencyKey" in references
    assert {"409", "422"} <= set(operation["responses"])
