"""A further kind of claim for an organisation that is registered: its administrator asks for it.

The account is amended, without a new registration (identity facts 4.1); a registrar decides.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims_portal.accounts import administrators, organisation
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import NotAnAdministrator
from claims_portal.accounts.saving import author, must_fit_reason
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.roles import Right as StaffRight
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.records import audit
from claims_portal.registration import letters
from claims_portal.registration.models import ClaimTypeRequest, ClaimTypes, RequestState
from claims_portal.registration.refusals import (
    AnswerRefused,
    AskedForAlready,
    DealsWithItAlready,
    DecidedMeanwhile,
    NoFurtherClaims,
    NoSuchApplication,
)
from claims_portal.sentences import said

LEAST_REASON = 10


def possible_for(record: Organisation) -> list[ClaimTypes]:
    """What the organisation could ask for: nothing, for a claimant without a representative."""
    if record.kind == OrganisationKind.UNREPRESENTED_CLAIMANT:
        return []
    return [one for one in ClaimTypes if not _deals_with(record, one)]


def asked_by(by: Actor) -> QuerySet[ClaimTypeRequest]:
    """The requests of this administrator's organisation, the newest first."""
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    return ClaimTypeRequest.objects.filter(organisation_id=by.organisation_pk).order_by("-pk")


@transaction.atomic
def ask(claims: str, reason: str, *, by: Actor, at: datetime) -> ClaimTypeRequest:
    record = organisation.of(by)
    if record.kind == OrganisationKind.UNREPRESENTED_CLAIMANT:
        raise NoFurtherClaims
    if claims not in ClaimTypes.values:
        raise AnswerRefused("claims", "Choose the kind of claims.")
    if _deals_with(record, ClaimTypes(claims)):
        raise DealsWithItAlready
    if len(reason.strip()) < LEAST_REASON:
        raise AnswerRefused(
            "reason", said("Write at least %(least_reason)s characters.", least_reason=LEAST_REASON)
        )
    must_fit_reason(reason.strip())
    try:
        with transaction.atomic():
            made = ClaimTypeRequest.objects.create(
                organisation=record, claims=claims, reason=reason.strip(),
                asked_by=by.user_name, asked_at=at,
            )  # fmt: skip
    except IntegrityError as taken:
        raise AskedForAlready from taken
    _note("asked", made, author(by), at, reason=made.reason)
    return made


def seen_by(by: StaffActor) -> QuerySet[ClaimTypeRequest]:
    by.must(StaffRight.SEE_REGISTRATIONS)
    return ClaimTypeRequest.objects.select_related("organisation")


@transaction.atomic
def approve(pk: int, *, by: StaffActor, at: datetime) -> None:
    """The organisation deals with these claims from now on; its administrators give profiles."""
    asked = _to_decide(pk, by)
    record = Organisation.objects.select_for_update(no_key=True).get(pk=asked.organisation_id)
    field = "deals_with_rta" if asked.claims == ClaimTypes.RTA else "deals_with_elpl"
    setattr(record, field, True)
    record.save(update_fields=[field])
    _decide(asked, RequestState.APPROVED, by, at)


@transaction.atomic
def refuse(pk: int, *, reason: str, by: StaffActor, at: datetime) -> None:
    asked = _to_decide(pk, by)
    must_be_reason(reason)
    asked.decision_reason = reason.strip()
    _decide(asked, RequestState.REFUSED, by, at)


def _to_decide(pk: int, by: StaffActor) -> ClaimTypeRequest:
    by.must(StaffRight.DECIDE_REGISTRATIONS)
    asked = seen_by(by).select_for_update(of=("self",)).filter(pk=pk).first()
    if asked is None:
        raise NoSuchApplication
    if not asked.is_waiting():
        raise DecidedMeanwhile(asked.get_state_display(), asked.decided_by)
    return asked


def _decide(asked: ClaimTypeRequest, state: RequestState, by: StaffActor, at: datetime) -> None:
    asked.state, asked.decided_by, asked.decided_at = state, by.staff_id, at
    asked.save()
    _note(state.value, asked, by.author, at, reason=asked.decision_reason)
    told = administrators.usable(asked.organisation_id, at=at)
    letters.claim_types_decided(asked, told, approved=state is RequestState.APPROVED)


def _deals_with(record: Organisation, claims: ClaimTypes) -> bool:
    return record.deals_with_rta if claims is ClaimTypes.RTA else record.deals_with_elpl


def _note(
    what: str, asked: ClaimTypeRequest, by: audit.Author, at: datetime, *, reason: str
) -> None:
    audit.write(
        f"organisation:claim-type:{what}", organisation_code=asked.organisation.code,
        subject=asked.organisation.code, by=by, at=at,
        after={"claims": asked.get_claims_display()}, reason=reason,
    )  # fmt: skip
