"""The user agreement: versions, and whether an organisation accepted the one in force.

Identity facts 5.1: only administrators accept it; without it nobody of the
organisation works claims, and acceptance restores access at once.
"""

from datetime import datetime

from claims_portal.organisations.models import Organisation, UserAgreement


def in_force(*, at: datetime) -> UserAgreement | None:
    """The newest version whose day has come; none as long as none was published."""
    return UserAgreement.objects.filter(in_force_from__lte=at).order_by("-in_force_from").first()


def is_accepted(organisation: Organisation, *, at: datetime) -> bool:
    agreement = in_force(at=at)
    return agreement is None or organisation.agreement_version == agreement.version
