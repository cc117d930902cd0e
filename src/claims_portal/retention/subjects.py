"""What is held on one claimant, across all claims of all organisations, to hand out on request.

A right of the person (UK GDPR, article 15), which the operator as controller answers. It is
found by the search keys of claims: National Insurance number, or surname and date of birth;
also what is hidden. Each export stands in the audit of every organisation of the claims.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model, Q
from django.forms.models import model_to_dict

from claims_portal.claims.models import Claim
from claims_portal.claims.spelling import folded
from claims_portal.files.bundling import Bundle, Member
from claims_portal.files.models import Attachment, PrintedForm
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import THE_OPERATOR, note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.operators.roles import Right
from claims_portal.retention.models import Deletion, LegalHold

MOST = 200
"""Of claims in one export: more than anybody has."""


class KeysRefused(OperatorRefusal):
    code = "keys-refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Subject:
    """By what a claimant is looked for."""

    national_insurance_number: str = ""
    surname: str = ""
    born_on: date | None = None


def claims_of(subject: Subject, *, by: StaffActor) -> list[Claim]:
    """The claims of this claimant, by number; KeysRefused where too little is known."""
    by.must(Right.EXPORT_SUBJECTS)
    asked = Q(pk__in=[])
    if number := "".join(subject.national_insurance_number.upper().split()):
        asked |= Q(national_insurance_number=number)
    if subject.surname.strip() and subject.born_on:
        asked |= Q(
            date_of_birth=subject.born_on, claimant_surname_folded=folded(subject.surname.strip())
        )
    elif not number:
        raise KeysRefused(
            "surname", "Give the National Insurance number, or the surname and the date of birth."
        )
    found = Claim.objects.select_related("representative", "compensator").filter(asked)
    return list(found.order_by("pk")[:MOST])


@transaction.atomic
def export(subject: Subject, *, reason: str, by: StaffActor, at: datetime) -> Bundle:
    """All that is held, as JSON claim by claim and with the files; noted as it is handed out."""
    must_be_reason(reason)
    claims = claims_of(subject, by=by)
    for claim in claims:
        sides = {claim.representative.code}
        if claim.sent_at is not None and claim.compensator is not None:
            sides.add(claim.compensator.code)
        for code in sorted({THE_OPERATOR, *sides}):
            note(
                "operator:subject:exported", claim.application_id, by=by.author, at=at,
                organisation_code=code, reason=reason.strip(),
            )  # fmt: skip
    if not claims:
        note("operator:subject:exported", "", by=by.author, at=at, reason=reason.strip())
    return Bundle(
        file_name="subject-access.zip",
        members=[one for claim in claims for one in _files(claim)],
        contents=_contents(claims),
        at=at,
        texts=[(f"{one.application_id}/claim.json", _as_json(one)) for one in claims],
    )


def _contents(claims: Sequence[Claim]) -> str:
    lines = [f"Claims in which this person is the claimant: {len(claims)}", ""]
    for one in claims:
        parties = f"{one.representative}; {one.compensator or 'no compensator yet'}"
        lines.append(f"{one.application_id}: {one.process.claim_type.upper()}, {parties}")
    return "\n".join([*lines, "", "Each folder has what the portal holds of a claim, as JSON, and "
                      "its files."]) + "\n"  # fmt: skip


def _as_json(claim: Claim) -> str:
    told: dict[str, Any] = {
        "claim": _row(claim),
        "parties": {
            "representative": str(claim.representative), "compensator": str(claim.compensator or "")
        },
        **{name: _rows(rows) for name, rows in _kept_with(claim).items()},
    }  # fmt: skip
    return json.dumps(told, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False) + "\n"


def _kept_with(claim: Claim) -> dict[str, Any]:
    return {
        "documents": claim.documents.order_by("number"),
        "drafts": claim.drafts.order_by("pk"),
        "history": claim.events.order_by("number"),
        "internalHistory": claim.internal_events.order_by("pk"),
        "privateNotes": claim.private_notes.order_by("pk"),
        "attachments": Attachment.objects.filter(claim=claim).order_by("number"),
        "legalHolds": LegalHold.objects.filter(claim=claim).order_by("pk"),
        "deletions": Deletion.objects.filter(number=claim.pk).order_by("pk"),
    }


def _rows(found: Any) -> list[dict[str, Any]]:
    return [_row(one) for one in found]


def _row(one: Model) -> dict[str, Any]:
    """Every column, also those that no form would show."""
    names = [field.name for field in one._meta.concrete_fields]
    shown = model_to_dict(one, fields=names)
    hidden = {
        field.name: field.value_from_object(one)
        for field in one._meta.concrete_fields
        if field.name not in shown
    }
    return {**shown, **hidden}


def _files(claim: Claim) -> list[Member]:
    folder = claim.application_id
    attached = Attachment.objects.filter(claim=claim).select_related("file").order_by("number")
    printed = PrintedForm.objects.filter(document__claim=claim).select_related("file")
    return [
        *(
            Member(f"{folder}/attachments/{one.number:02} {one.file_name}", one.added_at, one.file)
            for one in attached
            if one.may_be_read
        ),
        *(
            Member(f"{folder}/forms/{one.pk}.pdf", claim.updated_at, one.file)
            for one in printed.order_by("pk")
        ),
    ]
