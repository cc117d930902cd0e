"""A claim as it is read: its summary, the documents of both sides, its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims import disclosure, figures, internal_events
from claims_portal.claims.documents.codes import CLAIM_TYPES
from claims_portal.claims.models import Claim, Document, Event, InternalEvent
from claims_portal.claims.process.calendar import ONE_DAY
from claims_portal.claims.process.figures import Figures
from claims_portal.claims.process.sides import Side
from claims_portal.claims.summaries import Row as Answer
from claims_portal.claims.summaries import Section, document_type_of, pounds, summary_of
from claims_portal.organisations.models import Organisation
from claims_portal.web.files.listing import Print, prints_of
from claims_portal.web.wording import day_in_words, in_language, instant_in_words


@dataclass(frozen=True)
class Row:
    key: str
    value: str


@dataclass(frozen=True)
class Group:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class SentDocument:
    """A form as it was sent, in words."""

    id: str
    kind: str
    title: str
    sent_by: str
    sent_at: datetime
    sections: Sequence[Section]
    prints: Sequence[Print]


@dataclass(frozen=True)
class Happening:
    """An event as the timeline shows it."""

    title: str
    at: datetime
    by: str
    text: str


def summary_groups(
    claim: Claim, events: Iterable[Event] = (), *, alone: bool = False
) -> list[Group]:
    """Parties, references and dates; with the transfers among events that may be read.

    Whoever claims `alone` is the own representative.
    """
    compensator = claim.compensator.name if claim.compensator else ""
    ended = in_language(claim.phase_row.name) if claim.phase_row.end else ""
    parties = [
        Row(_("Claimant"), claim.claimant_name),
        Row(_("Date of birth"), _day(claim.date_of_birth)),
        *([] if alone else [Row(_("Claimant representative"), claim.representative.name)]),
        Row(_("Compensator"), compensator),
    ]
    references = [
        Row(_("Application ID"), claim.application_id),
        Row(_("Kind of claim"), in_language(CLAIM_TYPES[claim.process.claim_type].label)),
        Row(
            _("Your reference") if alone else _("Reference of the claimant representative"),
            claim.representative_reference,
        ),
        Row(_("Reference of the compensator"), claim.compensator_reference),
    ]
    if claim.registration_number:
        vehicle = Row(_("Vehicle registration of the claimant"), claim.registration_number)
        references.append(vehicle)
    dates = [
        Row(_("Begun"), _instant(claim.created_at)),
        Row(_("Sent"), _instant(claim.sent_at)),
        *_transferred(events),
        Row(_("Last changed"), _instant(claim.updated_at)),
        *([Row(_("Ended"), f"{_instant(claim.ended_at)}: {ended}")] if claim.ended_at else []),
    ]
    return [
        Group(_("Parties"), parties),
        Group(_("References"), references),
        Group(_("Dates"), dates),
    ]


def _transferred(events: Iterable[Event]) -> list[Row]:
    return [
        Row(_("Transferred"), f"{_instant(one.at)}\n{one.says}")
        for one in events
        if one.tag == disclosure.TAG_OF_TRANSFERS
    ]


def documents_of(claim: Claim, actor: Actor, sent: Sequence[Document]) -> list[SentDocument]:
    """What both sides sent, of `disclosure.documents_for`: the newest first, as this side may
    read it.
    """
    parties, counted = _parties(claim), figures.by_number(sent)
    return [
        _in_words(
            document,
            disclosure.body_for(actor.side, document.kind, document.body),
            parties,
            counted.get(document.number),
            prints_of(document, claim, actor),
        )
        for document in reversed(sent)
    ]


def history_of(claim: Claim, actor: Actor, events: Iterable[Event]) -> list[Happening]:
    """Every event that may be read, the newest first; people of the other side are not named.

    With what was done within one's own organisation, which the other side does not read.
    """
    parties = _parties(claim)
    told = [
        Happening(event.says, event.at, _by(event, actor, parties), _moved(event, claim))
        for event in events
    ]
    inside = [
        Happening(event.says, event.at, _person(event), _("Within your organisation"))
        for event in internal_events.of(claim, actor)
    ]
    return sorted([*told, *inside], key=lambda happening: happening.at)[::-1]


def documents_in_full(claim: Claim, documents: Sequence[Document]) -> list[SentDocument]:
    """As they were sent, for who may read what either side may (the operator, with a reason)."""
    sent = sorted(documents, key=lambda document: document.number)
    parties, counted = _parties(claim), figures.by_number(sent)
    return [
        _in_words(document, document.body, parties, counted.get(document.number))
        for document in documents
    ]


def history_in_full(claim: Claim, events: Iterable[Event]) -> list[Happening]:
    """With the people of both sides, by their User IDs."""
    return [
        Happening(
            event.says, event.at, named(event.user) if event.user else _("the system"),
            _moved(event, claim),
        )
        for event in events
    ]  # fmt: skip


def _in_words(
    document: Document,
    body: dict[str, Any],
    parties: dict[str, Organisation | None],
    counted: Figures | None,
    prints: Sequence[Print] = (),
) -> SentDocument:
    document_type = document_type_of(document.kind)
    sender = document.sent_by.organisation if document.sent_by else parties.get(document.side)
    return SentDocument(
        id=f"document-{document.number}",
        kind=document.kind,
        title=document_type.title,
        sent_by=sender.name if sender else document.side,
        sent_at=document.sent_at,
        sections=[*summary_of(document_type, body), *_counted(counted)],
        prints=prints,
    )


def _counted(found: Figures | None) -> list[Section]:
    if found is None:
        return []
    rows = [
        Answer(one.name, f"{pounds(one.amount)} ({in_language(one.formula)})") for one in found.sums
    ]
    return [Section(_("What it comes to"), "", tuple(rows))]


def _parties(claim: Claim) -> dict[str, Organisation | None]:
    return {
        Side.CLAIMANT_REPRESENTATIVE.value: claim.representative,
        Side.COMPENSATOR.value: claim.compensator,
    }


def _by(event: Event, actor: Actor, parties: dict[str, Organisation | None]) -> str:
    if not event.side:
        return _("the system")
    if event.user is None:
        party = parties.get(event.side)
        return party.name if party else in_language(Side(event.side).label)
    if event.user.organisation_id != actor.organisation_pk:
        # Of the compensator that had the claim then, which may have passed it on.
        return event.user.organisation.name
    return _person(event)


def _person(event: Event | InternalEvent) -> str:
    """Who did it, for who may know people's names."""
    if event.user is None:
        return ""
    said = named(event.user)
    if event.real_user is not None and event.real_user.pk != event.user.pk:
        said = _("%(person)s, signed in as %(account)s") % {
            "person": named(event.real_user),
            "account": event.user.user_name,
        }
    if event.client is not None:
        return _("%(person)s, by %(program)s") % {"person": said, "program": event.client.name}
    return said


def named(user: User) -> str:
    return f"{user.full_name} ({user.user_name})"


def _moved(event: Event, claim: Claim) -> str:
    """Where the event led, and until when the next one is awaited."""
    if event.phase_before == event.phase_after:
        return ""
    phase = claim.process.phase_by_code.get(event.phase_after)
    told = [
        _("Phase: %(phase)s") % {"phase": in_language(phase.name) if phase else event.phase_after}
    ]
    if event.times_out_on:
        last_day = day_in_words(event.times_out_on - ONE_DAY)
        told.append(_("Time limit: until the end of %(day)s") % {"day": last_day})
    return "\n".join(told)


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def _instant(instant: datetime | None) -> str:
    return instant_in_words(instant) if instant else ""
