"""Webhooks in the console: what the API does, on pages; the secret is seen once."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from claims_portal.accounts import api_clients
from claims_portal.accounts.models import User
from claims_portal.records.models import AuditEntry
from claims_portal.webhooks import subscriptions
from claims_portal.webhooks.models import Delivery, SigningSecret, State, Stopped, Subscription
from tests import make
from tests.web.forms.posting import posted_from

LIST = "/administration/webhooks"
NEW = "/administration/new-webhook"
SECRET = re.compile(r'<code id="secret">(whsec_[^<]+)</code>')
GIVEN = {"url": "https://cases.example.com/portal", "events": "claim:liability:*\nclaim:exit:*"}


@pytest.fixture
def made(console: Client) -> Subscription:
    answer = console.post(NEW, {**GIVEN, "description": "Case system"})
    assert answer.status_code == 302
    return Subscription.objects.get()


def page(console: Client, webhook: Subscription, rest: str = "") -> str:
    answer = console.get(f"{LIST}/{webhook.public_id}{rest}", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_webhook_is_added_and_its_secret_shown_once(console: Client, made: Subscription) -> None:
    assert made.event_types == ["claim:liability:*", "claim:exit:*"]
    answer = console.get(f"{LIST}/{made.public_id}/secret")
    assert "no-store" in answer["Cache-Control"]
    secret = SECRET.search(answer.content.decode())
    assert secret is not None
    again = page(console, made, "/secret")
    assert secret[1] not in again
    assert "was shown once" in again
    assert secret[1] not in page(console, made) + console.get(LIST).content.decode()
    assert secret[1] not in str(list(AuditEntry.objects.values()))


def test_the_secret_waits_sealed(console: Client, made: Subscription) -> None:
    kept = str(dict(console.session.items()))
    secret = SECRET.search(page(console, made, "/secret"))
    assert secret is not None
    assert secret[1] not in kept


def test_one_form_sent_twice_adds_one(console: Client) -> None:
    token = re.search(r'name="formToken" value="([^"]+)"', console.get(NEW).content.decode())
    assert token is not None
    for _ in range(2):
        assert console.post(NEW, {**GIVEN, "formToken": token[1]}).status_code == 302
    assert Subscription.objects.count() == 1
    assert SECRET.search(page(console, Subscription.objects.get(), "/secret"))


def test_what_was_typed_wrong_is_told_at_its_field_and_kept(console: Client) -> None:
    given = {"url": "http://x", "events": "claim:nothing", "description": "Mine"}
    answer = console.post(NEW, given)
    told = answer.content.decode()
    assert answer.status_code == 422
    for field in ("url", "events"):
        assert f'href="#{field}"' in told
        assert f'id="{field}-error"' in told
    for typed in given.values():
        assert typed in told
    assert not Subscription.objects.exists()


def test_it_is_changed(console: Client, made: Subscription) -> None:
    shown = page(console, made, "/edit")
    assert "claim:liability:*\nclaim:exit:*" in shown
    client = api_clients.create(organisation=made.organisation, name="Cases", at=make.NOW).client
    console.post(
        f"{LIST}/{made.public_id}/edit",
        {"url": "https://other.example.com", "events": "*", "clientId": client.client_id},
    )
    changed = Subscription.objects.get()
    assert (changed.url, changed.event_types, changed.client) == (
        "https://other.example.com", ["*"], client,
    )  # fmt: skip
    assert "Cases" in page(console, made)


def test_an_old_page_does_not_undo_what_a_colleague_changed(
    console: Client, administrator: User, made: Subscription
) -> None:
    old = posted_from(page(console, made, "/edit"), description="Mine")
    wanted = subscriptions.wanted_of(made) | {"url": "https://moved.example.com"}
    subscriptions.change(
        made, subscriptions.Wanted(**wanted), by=administrator.as_actor(), at=make.NOW
    )
    path = f"{LIST}/{made.public_id}/edit"
    faulty = console.post(path, {**old, "events": ""})
    assert faulty.status_code == 422
    told = console.post(path, posted_from(faulty.content.decode(), events="*"))
    assert told.status_code == 409
    assert "changed after you opened the page" in told.content.decode()
    kept = Subscription.objects.get()
    assert (kept.url, kept.description) == ("https://moved.example.com", "Case system")
    again = posted_from(told.content.decode())
    assert console.post(path, again).status_code == 302
    assert Subscription.objects.get().description == "Mine"


def test_it_is_switched_off_and_on(console: Client, made: Subscription) -> None:
    path = f"{LIST}/{made.public_id}"
    assert "Nothing is sent to it any more" in page(console, made, "/off")
    assert not Subscription.objects.get().stopped
    console.post(f"{path}/off")
    assert Subscription.objects.get().stopped == Stopped.BY_HAND
    assert "Switched off by an administrator" in page(console, made)
    console.post(f"{path}/on")
    assert not Subscription.objects.get().stopped


def test_secrets_are_replaced_without_a_gap(console: Client, made: Subscription) -> None:
    path = f"{LIST}/{made.public_id}"
    first = SECRET.search(page(console, made, "/secret"))
    console.post(f"{path}/new-secret")
    second = SECRET.search(page(console, made, "/secret"))
    assert first and second and first[1] != second[1]
    assert SigningSecret.objects.count() == 2
    assert "signs beside the new one" in page(console, made)
    answer = console.post(f"{path}/new-secret", follow=True)
    assert "Two secrets sign" in answer.content.decode()
    console.post(f"{path}/end-old-secret")
    assert SigningSecret.objects.count() == 1


def test_a_test_message_waits_and_its_log_tells_what_came_of_it(
    console: Client, made: Subscription
) -> None:
    answer = console.post(f"{LIST}/{made.public_id}/test", follow=True)
    assert "A test message is on its way" in answer.content.decode()
    assert "It was not tried yet" in answer.content.decode()
    attempt = {
        "at": "2026-11-23T09:30:00Z", "tookMs": 12, "status": 500, "error": "",
        "answer": "<script>alert(1)</script>",
    }  # fmt: skip
    Delivery.objects.update(state=State.DEAD, attempts=[attempt])
    delivery = Delivery.objects.get()
    told = page(console, made, f"/log/{delivery.pk}")
    assert "12 ms" in told
    assert "&lt;script&gt;" in told
    assert "<script>alert" not in told
    assert delivery.message_id in page(console, made, "/log?state=dead")
    assert delivery.message_id not in page(console, made, "/log?state=delivered")
    console.post(f"{LIST}/{made.public_id}/log/{delivery.pk}/replay")
    assert Delivery.objects.get().state == State.WAITING


def test_what_was_given_up_is_sent_again(console: Client, made: Subscription) -> None:
    for number in range(3):
        made.deliveries.create(
            message_id=f"test-{number}", type="webhook.test", state=State.DEAD, due_at=make.NOW,
            created_at=make.NOW,
        )  # fmt: skip
    path = f"{LIST}/{made.public_id}/replay"
    assert "What was given up" in console.get(path).content.decode()
    answer = console.post(path, {"what": "dead"}, follow=True)
    assert "3 messages will be sent" in answer.content.decode()
    assert Delivery.objects.filter(state=State.WAITING).count() == 3


def test_every_event_since_a_day_is_sent(
    console: Client, made: Subscription, lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    path = f"{LIST}/{made.public_id}/replay"
    day = {"since-day": "1", "since-month": "11", "since-year": "2026"}
    answer = console.post(path, {"what": "since", **day}, follow=True)
    assert "1 message will be sent" in answer.content.decode()
    wrong = console.post(path, {"what": "since", "since-day": "x"})
    assert wrong.status_code == 422
    assert console.post(path, {"what": "since"}).status_code == 422


def test_it_is_deleted_with_all_it_has(console: Client, made: Subscription) -> None:
    path = f"{LIST}/{made.public_id}/delete"
    assert "Delete the webhook" in console.get(path).content.decode()
    assert "is deleted" in console.post(path, follow=True).content.decode()
    assert not Subscription.objects.exists()
    assert not SigningSecret.objects.exists()


def test_a_webhook_that_the_portal_switched_off_stands_on_the_first_page(
    console: Client, made: Subscription
) -> None:
    assert "switched off" not in console.get("/administration").content.decode()
    Subscription.objects.update(
        stopped=Stopped.FAILING, failures=3, failing_since=make.NOW - timedelta(days=3)
    )
    assert (
        "Webhooks that the portal switched off" in console.get("/administration").content.decode()
    )
    assert "it failed for too long" in page(console, made)


PAGES = ["", "/edit", "/off", "/on", "/delete", "/end-old-secret", "/secret", "/replay", "/log"]


@pytest.mark.parametrize("rest", PAGES)
def test_another_organisations_webhook_is_not_there(
    client: Client, made: Subscription, stranger: User, rest: str
) -> None:
    stranger.profiles.create(profile="cr-administrator")
    client.force_login(stranger)
    for method in (client.get, client.post):
        assert method(f"{LIST}/{made.public_id}{rest}").status_code in (404, 405)
    assert Subscription.objects.get() == made


@pytest.mark.parametrize("rest", [*PAGES, "/test", "/new-secret"])
def test_who_administers_nothing_is_kept_out(
    client: Client, made: Subscription, lawyer: User, rest: str
) -> None:
    client.force_login(lawyer)
    assert client.post(f"{LIST}/{made.public_id}{rest}").status_code in (403, 405)
    assert client.get(LIST).status_code == 403
    assert client.post(NEW, GIVEN).status_code == 403
    assert Subscription.objects.get().stopped == ""
