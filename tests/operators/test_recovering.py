"""An administrator is let in again: evidence, notice, waiting time, objection, two people."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import Passkey, User
from claims_portal.accounts.profiles import Profile
from claims_portal.operators import approvals, recovering
from claims_portal.operators.models import Approval, Staff
from claims_portal.operators.refusals import AskedAlready, NotWaiting, OperatorRefusal
from claims_portal.operators.roles import Role
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.claims.together import at_once
from tests.operators.conftest import acting
from tests.web.operator.conftest import SignedIn, signed_in

__all__ = ["signed_in"]
PATH = "/operator/look-up/users/ADMIN_1"
REASON = "Lost her telephone; called back on 0117 496 0123."
WISH = {"evidence": ["called-back", "record"], "reason": REASON, "lostFactors": "yes"}
SECRET = re.compile(r"/recovery/object\?link=(\S+)")


@pytest.fixture
def locked_out(administrator: User) -> User:
    """The sole administrator, whose account has expired and whose passkey is lost."""
    User.objects.filter(pk=administrator.pk).update(expires_on=make.NOW.date() - timedelta(days=9))
    Passkey.objects.create(
        user=administrator, name="Telephone", credential_id=b"1", public_key=b"2", sign_count=0,
        created_at=make.NOW,
    )  # fmt: skip
    return administrator


def asked(client: Client, **changes: Any) -> str:
    answer = client.post(f"{PATH}/let-in", WISH | changes)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> datetime:
    at = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def confirmed(client: Client, page: str) -> str:
    answer = client.post(f"{page}/decide", {"do": "confirm"}, follow=True)
    return answer.content.decode()


def mailed_link() -> re.Match[str]:
    found = SECRET.search(str(mailbox.delivered()[0].body))
    assert found
    return found


def test_the_procedure_from_the_question_to_the_link(
    signed_in: SignedIn, supporter: Staff, protector: Staff, locked_out: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = asked(signed_in(supporter))
    told = sorted(one.to[0] for one in mailbox.delivered())
    assert told == sorted([locked_out.organisation.email, locked_out.email])
    assert "The organisation was told and may object" in confirmed(signed_in(protector), page)
    assert Approval.objects.get().state == "waiting"

    at = later(monkeypatch, 6)
    confirmed(signed_in(supporter), page)
    assert Approval.objects.get().state == "waiting", "who asked confirms nothing"
    confirmed(signed_in(protector), page)
    assert Approval.objects.get().state == "done"
    locked_out.refresh_from_db()
    assert locked_out.enabled
    assert locked_out.expires_on > at.date()
    assert not locked_out.has_usable_password()
    assert not locked_out.passkeys.exists()
    mails = [str(one.body) for one in mailbox.delivered()]
    assert sum("/verify-address?link=" in one for one in mails) == 1
    assert sum("let this account in again" in one for one in mails) == 2
    entry = AuditEntry.objects.get(tag="account:administrator:recovered")
    assert (entry.by_staff, entry.reason) == ("PROTECTOR", REASON)
    assert not list(audit.broken_links())


def test_the_organisation_objects(
    signed_in: SignedIn, supporter: Staff, protector: Staff, locked_out: User, client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = asked(signed_in(supporter))
    link = mailed_link()[0]
    assert client.get(link)["Location"] == "/recovery/object"
    assert "ADMIN_1" in client.get("/recovery/object").content.decode()
    assert Approval.objects.get().state == "waiting", "looking changes nothing"
    assert "You objected" in client.post("/recovery/object").content.decode()
    assert Approval.objects.get().state == "refused"
    later(monkeypatch, 6)
    told = confirmed(signed_in(protector), page)
    assert "no longer waits" in told
    assert "objected" in told
    assert AuditEntry.objects.filter(
        tag="operator:recovery:objected", organisation_code="CR00101"
    ).exists()
    client.get(link)
    assert client.get("/recovery/object").status_code == 404


@pytest.mark.parametrize("link", ["x", "é", "%00", ""])
def test_a_wrong_link_objects_to_nothing(
    signed_in: SignedIn, supporter: Staff, locked_out: User, client: Client, link: str
) -> None:
    asked(signed_in(supporter))
    client.get(f"/recovery/object?link={link}")
    assert client.post("/recovery/object").status_code == 404
    assert Approval.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"evidence": ["record"]}, "At least 2 things"),
        ({"evidence": ["record", "record", "made-up"]}, "At least 2 things"),
        ({"reason": "short"}, "at least 10 characters"),
        ({"email": "someone@gmail.com"}, "free-mail host"),
        ({"email": "nobody"}, "not an e-mail address"),
    ],
)
def test_what_is_not_asked_for(
    signed_in: SignedIn, supporter: Staff, locked_out: User, changes: dict[str, Any], says: str
) -> None:
    answer = signed_in(supporter).post(f"{PATH}/let-in", WISH | changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Approval.objects.exists()
    assert not mailbox.delivered()


def test_not_while_another_administrator_can_do_it(
    signed_in: SignedIn, supporter: Staff, protector: Staff, locked_out: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = asked(signed_in(supporter))
    make.user(locked_out.organisation, Profile.CR_ADMINISTRATOR, user_name="HELPER")
    later(monkeypatch, 6)
    assert "HELPER can sign in" in confirmed(signed_in(protector), page)
    again = signed_in(supporter).post("/operator/look-up/users/LAWYER/let-in", WISH)
    assert "HELPER can sign in" in again.content.decode()
    assert Approval.objects.count() == 1


def test_a_sole_administrator_who_lost_the_second_factor_is_helped(
    signed_in: SignedIn, supporter: Staff, protector: Staff, administrator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before = administrator.email
    page = asked(signed_in(supporter), email="new.phone@cr00101.example.com")
    later(monkeypatch, 6)
    confirmed(signed_in(protector), page)
    administrator.refresh_from_db()
    assert administrator.email == "new.phone@cr00101.example.com"
    told = [one for one in mailbox.delivered() if one.to == [before]]
    assert len(told) == 2, "the address of before is told of both"


def test_a_forgotten_user_id_goes_to_the_address_on_record(
    signed_in: SignedIn, supporter: Staff, administrator: User
) -> None:
    desk = signed_in(supporter)
    assert desk.post(f"{PATH}/send-user-id", {"reason": ""}).status_code == 422
    assert desk.post(f"{PATH}/send-user-id", {"reason": REASON})["Location"] == PATH
    (sent,) = mailbox.delivered()
    assert sent.to == [administrator.email]
    assert "ADMIN_1" in str(sent.body)
    codes = AuditEntry.objects.filter(tag="operator:user-id:sent").values_list(
        "organisation_code", flat=True
    )
    assert sorted(codes) == ["", "CR00101"]


def test_the_pages_say_what_there_is(
    signed_in: SignedIn, supporter: Staff, locked_out: User
) -> None:
    desk = signed_in(supporter)
    assert "Let this person in again" in desk.get(PATH).content.decode()
    for path in ("let-in", "send-user-id"):
        assert desk.get(f"{PATH}/{path}").status_code == 200
        assert desk.get(f"/operator/look-up/users/NOBODY/{path}").status_code == 404


def test_every_known_address_is_told_once(locked_out: User) -> None:
    other = make.user(
        locked_out.organisation, Profile.CR_ADMINISTRATOR, email="INFO@cr00101.example.com"
    )
    assert len(recovering.known_addresses(locked_out)) == 2
    User.objects.filter(pk=other.pk).update(email="else@cr00101.example.com", enabled=False)
    assert "else@cr00101.example.com" in recovering.known_addresses(locked_out)


def test_asked_twice_nobody_is_told_twice(supporter: Staff, locked_out: User) -> None:
    wish = recovering.Wish("ADMIN_1", ["called-back", "record"])
    recovering.ask(wish, reason=REASON, by=acting(supporter), at=clock.now())
    with pytest.raises(AskedAlready):
        recovering.ask(wish, reason=REASON, by=acting(supporter), at=clock.now())
    assert len(mailbox.delivered()) == 2


@pytest.mark.django_db(transaction=True)
def test_an_objection_while_it_is_confirmed_ends_in_one_of_the_two(locked_out: User) -> None:
    asks, confirms = (
        acting(make.staff(role, staff_id=name))
        for role, name in ((Role.SUPPORT, "ASKS"), (Role.DATA_PROTECTION, "CONFIRMS"))
    )
    wish = recovering.Wish("ADMIN_1", ["called-back", "record"])
    made = recovering.ask(wish, reason=REASON, by=asks, at=clock.now())
    secret, at = mailed_link()[1], clock.now() + timedelta(days=6)
    done = at_once(
        lambda: recovering.objected(secret, at=at),
        lambda: approvals.confirm(made.pk, by=confirms, at=at),
    )
    refused = [one for one in done if isinstance(one, OperatorRefusal)]
    assert len(refused) == 1, done
    made.refresh_from_db()
    assert (made.state == "done") is not isinstance(refused[0], NotWaiting)
    locked_out.refresh_from_db()
    assert locked_out.has_usable_password() is (made.state == "refused")
