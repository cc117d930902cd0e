"""What a registrar does with an application: asks for more, refuses, approves.

Two registrars decide on one held row: the second is told what the first did. An approval
names the revision that was read, so that nothing is approved unseen.
"""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims_portal.accounts import addresses
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.registration import checks, founding, letters
from claims_portal.registration.applying import happened
from claims_portal.registration.checks import LOOKED_AT, Found
from claims_portal.registration.models import (
    LONGEST_MESSAGE,
    Application,
    ApplicationEvent,
    ApplicationState,
)
from claims_portal.registration.refusals import (
    CannotBeApproved,
    ChangedMeanwhile,
    DecidedMeanwhile,
    MessageRefused,
    NoSuchApplication,
    NoteMissing,
    NotLookedAt,
    ReasonsMissing,
)
from claims_portal.sentences import said

REASONS = {
    "not-authorised": "The regulator’s register shows no authorisation to conduct litigation in "
    "England and Wales under the number you gave.",
    "differs": "Name, address or telephone number are not as the regulator’s record has them.",
    "ico": "The Information Commissioner’s register does not show you under the number you gave.",
    "registered": "The organisation is registered already. Its administrators can add users, "
    "branches and kinds of claim.",
    "not-reached": "The person you named as administrator could not be reached, or did not know "
    "of the application.",
    "not-answered": "We asked for more, and it was not given.",
}
"""The reasons from which a refusal is chosen; the applicant reads them as they stand."""
FIRST_SIGN_IN = "new-password"


def seen_by(by: StaffActor) -> QuerySet[Application]:
    """What was sent, whatever became of it; a draft is its applicant's alone."""
    by.must(Right.SEE_REGISTRATIONS)
    return Application.objects.exclude(state=ApplicationState.DRAFT)


def find(reference: str, *, by: StaffActor) -> Application:
    seen = seen_by(by).select_related("organisation")
    found = seen.filter(reference=reference).first() if reference.isprintable() else None
    if found is None:
        raise NoSuchApplication
    return found


@transaction.atomic
def ask_more(reference: str, question: str, *, by: StaffActor, at: datetime) -> None:
    """The clock stands still until the applicant has answered."""
    found = _to_decide(reference, by)
    text = _message("question", question)
    if len(text) < 10:
        raise MessageRefused("question", "Write what you need from the applicant.")
    found.state, found.question = ApplicationState.MORE_ASKED, text
    found.save()
    happened(found, ApplicationEvent.Kind.MORE_ASKED, at, text=text, by_staff=by.staff_id)
    _note("more-asked", found, by, at)
    letters.more_asked(found, text)


@transaction.atomic
def refuse(
    reference: str, reasons: Collection[str], *, more: str = "", by: StaffActor, at: datetime
) -> None:
    """With reasons of the table, in the registrar's own words, or both."""
    found = _to_decide(reference, by, even_while_asked=True)
    chosen = [sentence for reason, sentence in REASONS.items() if reason in reasons]
    told = "\n\n".join(filter(None, (*chosen, _message("more", more))))
    if not told:
        raise ReasonsMissing
    _decided(found, ApplicationState.REFUSED, by, at)
    happened(found, ApplicationEvent.Kind.REFUSED, at, text=told, by_staff=by.staff_id)
    _note("refused", found, by, at, reason=told[:500])
    letters.refused(found, told)


@transaction.atomic
def approve(
    reference: str,
    *,
    revision: int,
    looked: Collection[str],
    note_of_registrar: str = "",
    by: StaffActor,
    at: datetime,
) -> Organisation:
    """Found the organisation, and write to applicant and administrator."""
    found = _to_decide(reference, by)
    if found.revision != revision:
        raise ChangedMeanwhile
    wanted = {point for point, _words in LOOKED_AT[OrganisationKind(found.kind)]}
    if not wanted <= set(looked):
        raise NotLookedAt
    _must_pass(found, note_of_registrar.strip())
    founded = _found(found, by, at)
    found.organisation = founded.organisation
    _decided(found, ApplicationState.APPROVED, by, at)
    happened(found, ApplicationEvent.Kind.APPROVED, at, by_staff=by.staff_id)
    _note(
        "approved", found, by, at, reason=note_of_registrar.strip(),
        looked=sorted(wanted), organisation=founded.organisation.code,
    )  # fmt: skip
    letters.approved(found, founded.organisation)
    page = f"{settings.BASE_URL}/{FIRST_SIGN_IN}"
    letters.welcome(founded.administrator, page, founded.client)
    addresses.send_link(founded.administrator, founded.administrator.email, at=at)
    return founded.organisation


def _to_decide(reference: str, by: StaffActor, *, even_while_asked: bool = False) -> Application:
    by.must(Right.DECIDE_REGISTRATIONS)
    find(reference, by=by)
    found = Application.objects.select_for_update(of=("self",)).get(reference=reference)
    waits = {ApplicationState.SENT, *([ApplicationState.MORE_ASKED] if even_while_asked else [])}
    if found.state not in waits:
        raise DecidedMeanwhile(found.get_state_display(), found.decided_by)
    return found


def _must_pass(application: Application, note_of_registrar: str) -> None:
    found = checks.of(application)
    stops = [f"{one.title}: {one.says}" for one in found if one.found is Found.STOP]
    if stops:
        raise CannotBeApproved(" ".join(stops))
    if any(one.found is Found.LOOK for one in found) and not note_of_registrar:
        raise NoteMissing
    if note_of_registrar:
        must_be_reason(note_of_registrar)


def _found(application: Application, by: StaffActor, at: datetime) -> founding.Founded:
    try:
        with transaction.atomic():
            return founding.found(application, by=by.author, at=at)
    except IntegrityError as taken:
        if "a_register_number_is_one_organisations" not in str(taken):
            raise
        raise CannotBeApproved("A number was registered for another organisation just now.") from (
            taken
        )
    except AccountRefusal as refusal:
        raise CannotBeApproved(str(refusal)) from refusal


def _decided(
    application: Application, state: ApplicationState, by: StaffActor, at: datetime
) -> None:
    application.state, application.decided_by, application.decided_at = state, by.staff_id, at
    application.revision += 1
    application.save()


def _message(field: str, text: str) -> str:
    if len(text.strip()) > LONGEST_MESSAGE or "\x00" in text:
        raise MessageRefused(
            field,
            said("Write at most %(longest_message)s characters.", longest_message=LONGEST_MESSAGE),
        )
    return text.strip()


def _note(
    what: str, application: Application, by: StaffActor, at: datetime, *, reason: str = "",
    **after: object,
) -> None:  # fmt: skip
    note(
        f"operator:registration:{what}", application.reference, by=by.author, at=at,
        after={"name": application.name, **after}, reason=reason,
    )  # fmt: skip
