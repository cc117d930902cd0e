"""The user agreement: versions, and whether an organisation accepted the one in force.

Identity facts 5.1: only administrators accept it; without it nobody of the
organisation works claims, and acceptance restores access at once.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from claims_portal.organisations.models import LONGEST_VERSION, Organisation, UserAgreement
from claims_portal.sentences import said


class AgreementRefused(Exception):
    """Why a version of the agreement is not published."""


def in_force(*, at: datetime) -> UserAgreement | None:
    """The newest version whose day has come; none as long as none was published."""
    return UserAgreement.objects.filter(in_force_from__lte=at).order_by("-in_force_from").first()


def is_accepted(organisation: Organisation, *, at: datetime) -> bool:
    agreement = in_force(at=at)
    return agreement is None or organisation.agreement_version == agreement.version


def versions(*, at: datetime) -> Sequence[UserAgreement]:
    """Every version whose day has come, the newest first."""
    return list(UserAgreement.objects.filter(in_force_from__lte=at).order_by("-in_force_from"))


def publish(version: str, text: str, *, in_force_from: datetime) -> UserAgreement:
    """A new version, in force from an instant on; AgreementRefused. What was published stays."""
    if not version.strip() or len(version) > LONGEST_VERSION or not version.isprintable():
        raise AgreementRefused(
            said(
                "A version has a name of 1 to %(longest_version)s characters.",
                longest_version=LONGEST_VERSION,
            )
        )
    if not text.strip() or "\x00" in text:
        raise AgreementRefused("The text of the agreement is empty, or is no text.")
    newest = UserAgreement.objects.order_by("-in_force_from").first()
    if newest is not None and newest.version == version.strip():
        raise AgreementRefused(said("Version %(version)s was published already.", version=version))
    if newest is not None and in_force_from <= newest.in_force_from:
        # It would never be in force.
        raise AgreementRefused(
            said("It must begin after version %(version)s does.", version=newest.version)
        )
    try:
        with transaction.atomic():
            return UserAgreement.objects.create(
                version=version.strip(), text=text.strip(), in_force_from=in_force_from
            )
    except IntegrityError:
        raise AgreementRefused(
            said("Version %(version)s was published already.", version=version)
        ) from None
