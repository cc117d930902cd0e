"""Creating a user on the page: refusals at their fields, what was typed is kept, once is once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.records.models import AuditEntry
from tests import mailbox, make

PAGE = "/administration/new-user"
NEW: dict[str, Any] = {
    "userId": "KLARK",
    "forename": "Kim",
    "secondName": "",
    "surname": "Lark",
    "email": "kim.lark@cr00101.example.com",
    "telephone": "0117 496 0101",
    "branchId": "001",
    "profiles": ["cr-rta-claim-handler"],
}


def date_of(day: object, month: object, year: object) -> dict[str, object]:
    return {"expiresOn-day": day, "expiresOn-month": month, "expiresOn-year": year}


def test_a_user_is_created_and_gets_a_link(console: Client) -> None:
    assert "Create the user" in console.get(PAGE).content.decode()
    answer = console.post(PAGE, NEW, follow=True)
    assert answer.redirect_chain == [("/administration/users/KLARK", 302)]
    content = answer.content.decode()
    assert "KLARK is created. A link was sent to kim.lark@cr00101.example.com." in content
    assert "What the person does next" in content
    assert [mail.to for mail in mailbox.delivered()] == [["kim.lark@cr00101.example.com"]]
    account = User.objects.get(user_name="KLARK")
    assert account.expires_on.year == account.created_at.year + 2


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"userId": "KL"}, "userId", "3 to 50 letters"),
        ({"userId": "kim@x.example.com"}, "userId", "not an e-mail address"),
        ({"userId": "stranger"}, "userId", "is taken in the portal"),
        ({"userId": "K\x00LARK"}, "userId", "3 to 50 letters"),
        ({"userId": "K" * 5000}, "userId", "3 to 50 letters"),
        ({"forename": " "}, "forename", "write the forename"),
        ({"surname": "-"}, "surname", "write the surname"),
        ({"surname": "L" * 101}, "surname", "at most 100 characters"),
        ({"secondName": "L\x00"}, "secondName", "without control characters"),
        ({"forename": "Kim\u202e"}, "forename", "without control characters"),
        ({"telephone": "0" * 101}, "telephone", "at most 100 characters"),
        ({"email": "kim"}, "email", "not an e-mail address"),
        ({"email": ""}, "email", "not an e-mail address"),
        ({"email": "k\x00m@cr00101.example.com"}, "email", "not an e-mail address"),
        ({"email": "k" * 300 + "@cr00101.example.com"}, "email", "too long"),
        ({"email": "kim@cr00101.example.com\r\nBcc: x@example.com"}, "email",
         "not an e-mail address"),
        ({"email": "kim@cr00101.example.com, x@example.com"}, "email", "not an e-mail address"),
        ({"email": "k\u0456m@cr00101.example.com"}, "email", "plain Latin letters"),
        ({"email": "kim@cr00101.ex\u0430mple.com"}, "email", "plain Latin letters"),
        ({"email": "kim@gmail.com"}, "email", "free-mail host"),
        ({"email": "kim@mailinator.com"}, "email", "throw-away"),
        ({"email": "info@cr00101.example.com"}, "email", "several people read"),
        ({"email": "kim@elsewhere.example.com"}, "email", "organisation’s list"),
        ({"email": "USER1@cr00101.example.com"}, "email", "The account LAWYER"),
        ({"profiles": []}, "profiles", "at least one profile"),
        ({"profiles": ["comp-administrator"]}, "profiles", "a profile of compensators"),
        ({"profiles": ["cr-elpl-team-leader"]}, "profiles", "does not deal"),
        ({"profiles": ["\x00"]}, "profiles", "no profile"),
        ({"branchId": "009"}, "branchId", "no such branch"),
        ({"branchId": "\x00"}, "branchId", "no such branch"),
        (date_of(31, 2, 2030), "expiresOn", "in the future"),
        (date_of(1, 1, 2020), "expiresOn", "in the future"),
        (date_of("9" * 5000, 1, 2030), "expiresOn", "in the future"),
        (date_of("٣", 1, 2030), "expiresOn", "in the future"),
        (date_of("", 1, 2030), "expiresOn", "in the future"),
    ],
)  # fmt: skip
def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(
    console: Client, stranger: User, changes: dict[str, Any], field: str, said: str
) -> None:
    answer = console.post(PAGE, NEW | changes)
    content = answer.content.decode().replace("&#x27;", "’")
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in content
    assert said in content.split(f'id="{field}-error"')[1][:400]
    for name in ("forename", "surname", "telephone"):
        assert f'name="{name}" type="' in content
        if name not in changes:
            assert f'value="{NEW[name]}"' in content
    assert not User.objects.filter(user_name="KLARK").exists()
    assert not mailbox.delivered()


def test_all_that_is_wrong_is_said_at_once(console: Client) -> None:
    content = console.post(PAGE, {}).content.decode()
    for field in ("userId", "forename", "surname", "email", "profiles"):
        assert f'<a href="#{field}">' in content


def test_a_plus_tag_makes_no_second_account_for_one_mailbox(console: Client) -> None:
    console.post(PAGE, NEW | {"email": "kim.lark+rta@cr00101.example.com"})
    assert User.objects.get(user_name="KLARK").email == "kim.lark+rta@cr00101.example.com"
    for email in ("kim.lark+2@cr00101.example.com", "Kim.Lark@cr00101.example.com"):
        answer = console.post(PAGE, NEW | {"userId": "KIM2", "email": email})
        assert answer.status_code == 422
        assert "what stands after a plus sign" in answer.content.decode()
    assert not User.objects.filter(user_name="KIM2").exists()


def test_the_second_of_two_clicks_finds_it_done(console: Client) -> None:
    for _click in range(2):
        answer = console.post(PAGE, NEW, follow=True)
        assert "KLARK is created" in answer.content.decode()
    assert User.objects.filter(user_name="KLARK").count() == 1
    assert len(mailbox.delivered()) == 1


def test_somebody_else_of_the_same_user_id_is_not_taken_for_a_second_click(
    console: Client,
) -> None:
    console.post(PAGE, NEW)
    answer = console.post(PAGE, NEW | {"surname": "Larkin"})
    assert answer.status_code == 422
    assert "is taken in the portal" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_instant_create_one() -> None:
    boss = make.user(make.organisation("CR00101"), Profile.CR_ADMINISTRATOR, user_name="BOSS")
    barrier = Barrier(2)

    def click(_number: int) -> int:
        client = Client(raise_request_exception=False)
        client.force_login(boss)
        barrier.wait(timeout=10)
        try:
            return client.post(PAGE, NEW).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(click, range(2))) == [302, 302]
    assert AuditEntry.objects.filter(tag="account:user:created").count() == 1
