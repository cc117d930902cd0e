"""What an applicant does: begins, answers section by section, sends, answers again, withdraws.

Each verb is one transaction on the held application. What was sent stands in the operator's
audit; drafts of strangers do not.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from claims_portal.accounts.email_addresses import fold, must_be_well_formed
from claims_portal.claims.process.calendar import london_date
from claims_portal.operators.noting import note
from claims_portal.organisations.models import OrganisationKind
from claims_portal.records import audit
from claims_portal.registration import letters, links, sections, similar
from claims_portal.registration.models import (
    LONGEST_MESSAGE,
    Application,
    ApplicationEvent,
    ApplicationState,
)
from claims_portal.registration.refusals import (
    AnswerRefused,
    Incomplete,
    NotDeclared,
    NotEditable,
    NothingToWithdraw,
)
from claims_portal.registration.registers import COMPANIES_HOUSE, ICO
from claims_portal.registration.sections import Section
from claims_portal.sentences import said

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Without what is taken for something else, and without vowels: no reference is a word."""
APPLICATIONS_OF_AN_ADDRESS_A_DAY = 5
Kind = ApplicationEvent.Kind


@transaction.atomic
def begin(kind: str, email: str, *, at: datetime, form: UUID | None = None) -> None:
    """A new application, whose link is mailed. What comes of it is told to that mailbox alone.

    An address has five a day; what is asked for beyond is silently nothing, so that nobody
    fills a stranger's mailbox.
    """
    if kind not in OrganisationKind.values:
        raise AnswerRefused("kind", "Choose for whom you apply.")
    must_be_well_formed(email.strip())
    since = at - timedelta(days=1)
    lately = Application.objects.filter(email=fold(email), created_at__gt=since)
    if lately.count() >= APPLICATIONS_OF_AN_ADDRESS_A_DAY:
        return
    new = Application(
        reference=new_reference(), kind=kind, email=fold(email), made_by_form=form,
        created_at=at, saved_at=at,
    )  # fmt: skip
    links.give(new, at=at)
    if _is_made(new):
        letters.send_link(new)


@transaction.atomic
def send_link_again(email: str, reference: str, *, at: datetime) -> None:
    """Mail the link once more to the address that is kept; whether there is one is not told."""
    found = Application.objects.select_for_update().filter(
        email=fold(email), reference=folded_reference(reference)
    )
    application = found.first() if (email + reference).isascii() else None
    if application is None or at < application.link_sent_at + links.AGAIN_AFTER:
        return
    application.link_sent_at = at
    application.save(update_fields=["link_sent_at"])
    letters.send_link(application)


def opened(application: Application, *, at: datetime) -> None:
    """The link was opened: somebody reads that mailbox."""
    Application.objects.filter(pk=application.pk, opened_at=None).update(opened_at=at)


def save(
    application: Application, section: Section, given: sections.Given, *, at: datetime
) -> None:
    """Keep a section's answers; AccountRefusal says all that is wrong with them."""
    kept = section.take(given, OrganisationKind(application.kind))
    with _editing(application, at) as held:
        held.answers[section.slug] = kept


def add_branch(application: Application, given: sections.Given, *, at: datetime) -> None:
    """One wished branch more; the same one twice, by two clicks, is one."""
    new = sections.branch(given, OrganisationKind(application.kind))
    with _editing(application, at) as held:
        there = held.section("branches").get("branches", [])
        if new in there:
            return
        if any(similar.key(one["name"]) == similar.key(new["name"]) for one in there):
            raise AnswerRefused("name", "There is a branch of this name already.")
        _keep_branches(held, [*there, new])


def remove_branch(application: Application, name: str, *, at: datetime) -> None:
    with _editing(application, at) as held:
        there = held.section("branches").get("branches", [])
        _keep_branches(held, [one for one in there if one["name"] != name])


def send(
    application: Application, *, declared: bool, at: datetime, message: str = "", address: str = ""
) -> Application:
    """Send it for a decision, or send the answer to what was asked; sent twice, it is sent once."""
    with transaction.atomic():
        held = _held(application)
        if held.state == ApplicationState.SENT:
            return held
        if not held.is_editable:
            raise NotEditable
        _must_be_whole(held)
        if not declared:
            raise NotDeclared
        answers = held.state == ApplicationState.MORE_ASKED
        if answers and not message.strip():
            raise AnswerRefused("message", "Answer what we asked.")
        _must_fit(message)
        held.state, held.clock_began_on = ApplicationState.SENT, london_date(at)
        held.sent_at = held.sent_at or at
        held.revision += 1
        held.name_key, held.numbers = similar.key(held.name), numbers_of(held)
        held.save()
        happened(held, Kind.ANSWERED if answers else Kind.SENT, at, text=message.strip())
        _note("answered" if answers else "sent", held, address, at)
        letters.sent(held)
    return held


@transaction.atomic
def withdraw(application: Application, *, at: datetime, address: str = "") -> None:
    """A draft is deleted, what was sent is withdrawn and stays on record."""
    held = _held(application)
    if held.state == ApplicationState.DRAFT:
        held.delete()
        return
    if held.state not in (ApplicationState.SENT, ApplicationState.MORE_ASKED):
        raise NothingToWithdraw
    held.state, held.decided_at = ApplicationState.WITHDRAWN, at
    held.revision += 1
    held.save()
    happened(held, Kind.WITHDRAWN, at)
    _note("withdrawn", held, address, at)
    letters.withdrawn(held)


def happened(
    application: Application, kind: str, at: datetime, *, text: str = "", by_staff: str = ""
) -> None:
    ApplicationEvent.objects.create(
        application=application, kind=kind, at=at, text=text, by_staff=by_staff
    )


def numbers_of(application: Application) -> list[str]:
    """Every number that was given, as `register:number`."""
    given = application.section("registrations")
    named = (
        (given.get("regulator", ""), given.get("regulatorNumber", "")),
        (COMPANIES_HOUSE, given.get("companyNumber", "")),
        (ICO, given.get("icoNumber", "")),
    )
    return [f"{register}:{number}" for register, number in named if number]


def new_reference() -> str:
    chosen = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"R-{chosen[:4]}-{chosen[4:]}"


def folded_reference(typed: str) -> str:
    """R-7K4M-2XQP, however it was typed."""
    plain = "".join(one for one in typed.upper() if one.isalnum())
    return f"{plain[:1]}-{plain[1:5]}-{plain[5:]}"


@contextmanager
def _editing(application: Application, at: datetime) -> Iterator[Application]:
    with transaction.atomic():
        held = _held(application)
        if not held.is_editable:
            raise NotEditable
        yield held
        held.revision += 1
        held.saved_at = at
        held.save(update_fields=["answers", "revision", "saved_at"])


def _held(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def _is_made(new: Application) -> bool:
    """False where the same form made one before."""
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError as taken:
        if "made_by_form" not in str(taken):
            raise
        return False
    return True


def _keep_branches(held: Application, branches: list[sections.Answers]) -> None:
    section = sections.find("branches", held.kind)
    if section is None:
        raise NotEditable
    held.answers["branches"] = section.take({"branches": branches}, OrganisationKind(held.kind))


def _must_be_whole(application: Application) -> None:
    refused = [
        Incomplete(one.slug, one.title)
        for one in (*sections.missing(application), *sections.no_longer_right(application))
    ]
    if refused:
        refused[0].also = tuple(refused[1:])
        raise refused[0]


def _must_fit(message: str) -> None:
    if len(message) > LONGEST_MESSAGE or "\x00" in message:
        raise AnswerRefused(
            "message",
            said("Write at most %(longest_message)s characters.", longest_message=LONGEST_MESSAGE),
        )


def _note(what: str, application: Application, address: str, at: datetime) -> None:
    by = audit.Author(client="applicant", address=address)
    after = {"name": application.name, "kind": application.get_kind_display()}
    note(f"registration:application:{what}", application.reference, by=by, at=at, after=after)
