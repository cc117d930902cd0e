"""The browsers that look at pages: signed in, half signed in, with a mailed link, or strangers."""

import re
from collections.abc import Callable

from django.db import transaction
from django.test import Client

from claims_portal import clock
from claims_portal.accounts import addresses, web_sessions
from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from claims_portal.operators import sessions, setting_up
from claims_portal.operators.models import Staff
from claims_portal.operators.sessions import From
from claims_portal.records.audit import THE_PORTAL
from claims_portal.web.operator.realm import COOKIE
from claims_portal.web.sessions import LAST_SEEN_AT, SIGNED_IN_AT
from claims_portal.web.ticked import MOST
from tests import mailbox, make
from tests.pages.office import CHIEF, ask_for_recovery
from tests.registration import applicant

NEW_PASSWORD = "Nine-lanterns-over-7-hills"  # noqa: S105 - of nobody


def stranger() -> Client:
    return Client(headers={"host": "localhost:8000"})


def signed_in(user_name: str) -> Client:
    client = stranger()
    account, at = User.objects.get(user_name=user_name), clock.now()
    client.force_login(account)
    # What a sign-in notes of its session, which would else be left to the first page.
    session = client.session
    session[SIGNED_IN_AT] = session[LAST_SEEN_AT] = at.timestamp()
    session.save()
    key = session.session_key or ""
    web_sessions.begin(account, key, signed_in_at=at, at=at, address="127.0.0.1", browser="")
    return client


def told_of_many(user_name: str, key: str, results: object) -> Client:
    """Who did something for many at once: the next page tells what became of each."""
    client = signed_in(user_name)
    session = client.session
    session[key] = results
    session.save()
    return client


def about_to_acknowledge(user_name: str, key: str) -> Client:
    """Who ticked as many claims as a page of the worklist may have, and is asked now."""
    actor = User.objects.get(user_name=user_name).as_actor()
    claims = Claim.objects.visible_to(actor).order_by("-pk")[:MOST]
    return told_of_many(user_name, key, [f"{one.pk}:{one.activity_id}" for one in claims])


def setting_up_app(user_name: str) -> Client:
    client = signed_in(user_name)
    _sent(client, "/account/second-factor/app/begin")
    return client


def staff() -> Client:
    client, member = stranger(), Staff.objects.get(staff_id=CHIEF)
    client.cookies[COOKIE] = sessions.begin(
        member, proved=True, where=From("127.0.0.1"), at=clock.now()
    )
    return client


def staff_half_signed_in() -> Client:
    client = stranger()
    _sent(client, "/operator/sign-in", name=CHIEF, password=make.PASSWORD)
    return client


def staff_setting_up() -> Client:
    """A new member, whose password is chosen and whose app is not set up."""
    client = stranger()
    with transaction.atomic():
        code = setting_up.issue(make.staff(), by=THE_PORTAL, at=clock.now())
    _sent(client, "/operator/set-up", code=code, new=NEW_PASSWORD, again=NEW_PASSWORD)
    return client


def half_signed_in(name: str) -> Client:
    client = stranger()
    _sent(client, "/sign-in", name=name, password=make.PASSWORD)
    return client


def choosing_account(email: str) -> Client:
    """Whose address serves several organisations."""
    client = half_signed_in(email)
    _sent(client, "/sign-in/code", code=_mailed_code())
    return client


def forgot_password(user_name: str) -> Client:
    """A code was mailed."""
    client, account = stranger(), User.objects.get(user_name=user_name)
    _sent(client, "/new-password", user_name=account.user_name, email=account.email)
    return client


def choosing_password(user_name: str) -> Client:
    client = forgot_password(user_name)
    _sent(client, "/new-password/code", code=_mailed_code())
    return client


def with_link(link: str, send: Callable[[], None]) -> Client:
    """Who followed the link of the mail that this sends."""
    client = stranger()
    send()
    bodies = (str(one.body) for one in reversed(mailbox.delivered()))
    found = next(filter(None, (re.search(rf"{link}\S+", body) for body in bodies)))
    _opened(client, found[0])
    return client


def verifying(account: User) -> Client:
    return with_link(
        r"/verify-address\?link=",
        lambda: addresses.send_link(account, f"new.{account.email}", at=clock.now()),
    )


def objecting(account: User) -> Client:
    return with_link(r"/recovery/object\?link=", lambda: ask_for_recovery(account, at=clock.now()))


def applying(name: str) -> Client:
    """An application with its answers, that was not sent."""
    return applicant.Applicant(email=f"one@firm{name.lower()}.example.com").fill_in().client


def applied(name: str) -> Client:
    return applicant.sent(email=f"two@firm{name.lower()}.example.com").client


def _mailed_code() -> str:
    found = re.search(r"\d{6}", mailbox.delivered()[-1].subject)
    return found[0] if found else ""


def _sent(client: Client, path: str, **typed: str) -> None:
    answer = client.post(path, typed)
    assert answer.status_code == 302, f"{path}: {answer.content.decode()}"


def _opened(client: Client, path: str) -> None:
    assert client.get(path).status_code == 302, path
