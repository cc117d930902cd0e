"""Webhooks run through the API: secrets once, every change in the audit, bad input told."""

from typing import Any

import pytest

from claims_portal.accounts import api_clients
from claims_portal.accounts.models import User
from claims_portal.records.models import AuditEntry
from claims_portal.webhooks import subscriptions
from claims_portal.webhooks.models import Delivery, SigningSecret, State, Subscription
from tests import make
from tests.api.conftest import Caller, Clock, codes, kind

NEW = {"url": "https://cases.example.com/portal", "events": ["claim:liability:*"]}


def created(who: Caller, **body: Any) -> dict[str, Any]:
    answer = who.post("/webhooks", {**NEW, **body})
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def test_a_webhook_is_created_and_its_secret_shown_this_once(as_administrator: Caller) -> None:
    made = created(as_administrator, description="Case system")
    webhook = made["webhook"]
    assert webhook == {
        "webhookId": webhook["webhookId"],
        "url": NEW["url"],
        "events": ["claim:liability:*"],
        "description": "Case system",
        "clientId": None,
        "enabled": True,
        "stoppedBecause": None,
        "failingSince": None,
        "waiting": 0,
        "dead": 0,
        "createdAt": "2026-11-23T09:30:00Z",
        "oldSecretEndsAt": None,
    }
    secret = made["secret"]
    assert secret.startswith("whsec_")
    path = f"/webhooks/{webhook['webhookId']}"
    later = [
        as_administrator.get("/webhooks"),
        as_administrator.get(path),
        as_administrator.send("PATCH", path, {"description": "x"}),
        as_administrator.post(f"{path}/test", {}),
        as_administrator.get(f"{path}/deliveries"),
        as_administrator.get("/audit"),
    ]
    for answer in later:
        assert answer.status_code < 300
        assert secret not in answer.content.decode()
    kept = SigningSecret.objects.get().sealed
    assert secret not in kept
    assert secret.removeprefix("whsec_") not in kept


def test_every_change_is_in_the_audit(as_administrator: Caller, the_clock: Clock) -> None:
    path = f"/webhooks/{created(as_administrator)['webhook']['webhookId']}"
    as_administrator.send("PATCH", path, {"events": ["*"], "url": "https://other.example.com"})
    as_administrator.send("PATCH", path, {"events": ["*"]})  # changes nothing
    for what in ("test", "rotate-secret", "end-old-secret", "disable", "enable"):
        assert as_administrator.post(f"{path}/{what}", {}).status_code in (200, 202)
    assert as_administrator.post(f"{path}/replay", {"dead": True}).status_code == 202
    assert as_administrator.send("DELETE", path).status_code == 204
    entries = AuditEntry.objects.filter(tag__startswith="organisation:webhook").order_by("number")
    assert [one.tag.rpartition(":")[2] for one in entries] == [
        "created", "changed", "tested", "secret-rotated", "old-secret-ended", "switched-off",
        "switched-on", "replayed", "deleted",
    ]  # fmt: skip
    changed = entries[1]
    assert changed.before["url"] == NEW["url"]
    assert changed.after["events"] == ["*"]
    assert (changed.by_user, changed.subject) == ("ADMIN_1", path.rpartition("/")[2])
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"url": "http://cases.example.com"}, "/url"),
        ({"url": "https://127.0.0.1/"}, "/url"),
        ({"url": "https://a.example.com/" + "x" * 500}, "/url"),
        ({"events": []}, "/events"),
        ({"events": ["claim:nothing:*"]}, "/events"),
        ({"events": ["claim:liability"]}, "/events"),
        ({"events": ["*", "%"]}, "/events"),
        ({"events": ["*"] * 51}, "/events"),
        ({"events": "claim:*"}, "/events"),
        ({"description": "x\u0000"}, "/description"),
        ({"secret": "whsec_x"}, "/secret"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    as_administrator: Caller, body: dict[str, Any], pointer: str
) -> None:
    answer = as_administrator.post("/webhooks", {**NEW, **body})
    assert answer.status_code == 422
    assert pointer in {where for where, _code in codes(answer)}
    assert not Subscription.objects.exists()


def test_every_fault_is_told_at_once(as_administrator: Caller) -> None:
    answer = as_administrator.post("/webhooks", {"url": "http://x", "events": ["nothing"]})
    assert {where for where, _code in codes(answer)} == {"/url", "/events"}


def test_a_webhook_may_be_of_a_program_with_which_it_ends(
    as_administrator: Caller, administrator: User, stranger: User
) -> None:
    own = api_clients.create(organisation=administrator.organisation, name="A", at=make.NOW)
    other = api_clients.create(organisation=stranger.organisation, name="B", at=make.NOW)
    made = created(as_administrator, clientId=own.client.client_id)["webhook"]
    assert made["clientId"] == own.client.client_id
    answer = as_administrator.post("/webhooks", {**NEW, "clientId": other.client.client_id})
    assert (answer.status_code, kind(answer)) == (404, "no-such-client")
    path = f"/webhooks/{made['webhookId']}"
    assert as_administrator.send("PATCH", path, {"clientId": ""}).json()["clientId"] is None


def test_two_secrets_sign_at_most(as_administrator: Caller, the_clock: Clock) -> None:
    made = created(as_administrator)
    path = f"/webhooks/{made['webhook']['webhookId']}"
    rotated = as_administrator.post(f"{path}/rotate-secret", {}).json()
    assert rotated["secret"] != made["secret"]
    assert rotated["webhook"]["oldSecretEndsAt"] == "2026-11-24T09:30:00Z"
    again = as_administrator.post(f"{path}/rotate-secret", {})
    assert (again.status_code, kind(again)) == (409, "two-secrets-sign")
    assert as_administrator.post(f"{path}/end-old-secret", {}).status_code == 200
    nothing = as_administrator.post(f"{path}/end-old-secret", {})
    assert (nothing.status_code, kind(nothing)) == (409, "no-old-secret")
    as_administrator.post(f"{path}/rotate-secret", {})
    the_clock.now += subscriptions.OLD_SECRET_SIGNS_FOR
    as_administrator.token = make.token(as_administrator.user.organisation, at=the_clock.now)
    assert as_administrator.post(f"{path}/rotate-secret", {}).status_code == 200
    assert SigningSecret.objects.count() == 2


def test_an_organisation_has_twenty_at_most(as_administrator: Caller) -> None:
    for _ in range(subscriptions.MOST):
        created(as_administrator)
    answer = as_administrator.post("/webhooks", NEW)
    assert (answer.status_code, kind(answer)) == (409, "too-many-webhooks")


@pytest.mark.parametrize(
    "body",
    [{}, {"dead": False}, {"dead": True, "after": "x"}, {"after": ""},
     {"since": "2026-11-01T00:00:00Z", "dead": True}],
)  # fmt: skip
def test_a_replay_says_one_thing(as_administrator: Caller, body: dict[str, Any]) -> None:
    path = f"/webhooks/{created(as_administrator)['webhook']['webhookId']}"
    answer = as_administrator.post(f"{path}/replay", body)
    assert (answer.status_code, kind(answer)) == (422, "nothing-to-replay")


def test_a_replay_after_a_bad_cursor_is_refused(as_administrator: Caller) -> None:
    path = f"/webhooks/{created(as_administrator)['webhook']['webhookId']}"
    assert as_administrator.post(f"{path}/replay", {"after": "x"}).status_code == 400


def test_nothing_is_replayed_to_a_webhook_that_is_off(as_administrator: Caller) -> None:
    path = f"/webhooks/{created(as_administrator)['webhook']['webhookId']}"
    off = as_administrator.post(f"{path}/disable", {}).json()
    assert (off["enabled"], off["stoppedBecause"]) == (False, "Switched off by an administrator")
    for what, body in (("test", {}), ("replay", {"dead": True})):
        answer = as_administrator.post(f"{path}/{what}", body)
        assert (answer.status_code, kind(answer)) == (409, "webhook-stopped")
    assert as_administrator.post(f"{path}/enable", {}).json()["enabled"] is True


def test_the_log_comes_in_pages_and_by_state(as_administrator: Caller) -> None:
    path = f"/webhooks/{created(as_administrator)['webhook']['webhookId']}"
    for _ in range(3):
        sent = as_administrator.post(f"{path}/test", {}).json()
    assert (sent["state"], sent["attempts"], sent["type"]) == ("waiting", [], "webhook.test")
    Delivery.objects.filter(pk=sent["deliveryId"]).update(
        state=State.DEAD,
        attempts=[{"at": "2026-11-23T09:30:00Z", "tookMs": 3, "status": 500, "error": "", "answer": "x"}],
    )  # fmt: skip
    first = as_administrator.get(f"{path}/deliveries", {"limit": 2}).json()
    rest = as_administrator.get(
        f"{path}/deliveries", {"limit": 2, "cursor": first["nextCursor"]}
    ).json()
    assert [len(one["deliveries"]) for one in (first, rest)] == [2, 1]
    (dead,) = as_administrator.get(f"{path}/deliveries?state=dead").json()["deliveries"]
    assert dead["deliveryId"] == sent["deliveryId"]
    assert dead["attempts"][0]["status"] == 500
    assert as_administrator.get(f"{path}/deliveries?state=lost").status_code == 400
    assert as_administrator.get(f"{path}/deliveries?cursor=x").status_code == 400
    one = f"{path}/deliveries/{sent['deliveryId']}"
    again = as_administrator.post(f"{one}/replay", {})
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    waiting = as_administrator.post(f"{one}/replay", {})
    assert (waiting.status_code, kind(waiting)) == (409, "still-waiting")
    assert as_administrator.get(f"{path}/deliveries/999999").status_code == 404
