"""What an administrator can choose from for the accounts of the organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims_portal.accounts import profile_rules, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import GRANTS, Profile
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import Branch, Organisation


@dataclass(frozen=True)
class Choices:
    branches: Sequence[Branch]
    profiles: Sequence[Profile]


def of(by: Actor) -> Choices:
    organisation = Organisation.objects.prefetch_related("branches").get(pk=by.organisation_pk)
    branches = sorted(organisation.branches.all(), key=lambda branch: branch.number)
    return Choices(branches, profile_rules.possible_for(organisation))


def who_works_claims(by: Actor, *, beside: User, most: int, at: datetime) -> list[User]:
    """The usable accounts that open claims, by User ID; nobody where there are more than `most`."""
    opening = [profile.value for profile in Profile if GRANTS[profile].claim_types]
    found = (
        users.in_reach_of(by)
        .filter(active=True, enabled=True, expires_on__gt=london_date(at))
        .filter(profiles__profile__in=opening)
        .exclude(pk=beside.pk)
        .distinct()
        .order_by("user_name")[: most + 1]
    )
    accounts = list(found)
    return accounts if len(accounts) <= most else []
