"""A version of the user agreement, published by the operator's staff."""

from datetime import datetime

from django.db import transaction

from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import DirectoryRefused
from claims_portal.operators.roles import Right
from claims_portal.organisations import agreements
from claims_portal.organisations.agreements import AgreementRefused
from claims_portal.organisations.models import UserAgreement


@transaction.atomic
def publish_agreement(
    version: str, text: str, *, in_force_from: datetime | None, by: StaffActor, at: datetime
) -> UserAgreement:
    """From its day on every organisation has to accept it before its people work claims."""
    by.must(Right.MANAGE_DIRECTORY)
    if in_force_from is None or in_force_from < at:
        raise DirectoryRefused("in_force_from", "Choose a day to come.")
    try:
        made = agreements.publish(version, text, in_force_from=in_force_from)
    except AgreementRefused as refused:
        raise DirectoryRefused("version", str(refused)) from refused
    after = {"from": in_force_from.isoformat()}
    note("operator:agreement:published", made.version, by=by.author, at=at, after=after)
    return made
