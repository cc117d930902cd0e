"""Who plays: two firms, an insurer with its other brand, the MIB; each with colleagues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.organisations import relations
from claims_portal.organisations.models import Organisation, RelationKind
from tests import make

FIRM, STRANGER = "CR00101", "CR00999"
INSURER, BRAND, BUREAU = "COMP001", "COMP002", "COMP009"
NEVER_ACTS = "SILENT"
"""How the User IDs of colleagues begin who get claims and do nothing with them."""

OF_CR = (Profile.CR_RTA_TEAM_LEADER, Profile.CR_ELPL_TEAM_LEADER)
OF_COMP = (Profile.COMP_RTA_TEAM_LEADER, Profile.COMP_ELPL_TEAM_LEADER)


@dataclass(frozen=True)
class House:
    """An organisation: who leads, who works beside, who only has work given to them."""

    organisation: Organisation
    leader: User
    colleague: User
    silent: User
    administrator: User

    @property
    def code(self) -> str:
        return self.organisation.code

    @property
    def workers(self) -> tuple[User, User]:
        return self.leader, self.colleague


@dataclass(frozen=True)
class Cast:
    houses: Mapping[str, House]
    actors: Mapping[int, Actor]

    def of(self, claim: Claim, *, compensator: bool) -> House:
        holder = claim.compensator if compensator else claim.representative
        assert holder is not None
        return self.houses[holder.code]

    def compensators_of(self, claim_type: str) -> list[House]:
        codes = (INSURER, BRAND, BUREAU) if claim_type == "rta" else (INSURER, BRAND)
        return [self.houses[code] for code in codes]

    def by(self, user: User) -> Actor:
        return self.actors[user.pk]


def gathered(at: datetime = make.NOW) -> Cast:
    houses = {
        FIRM: _house(make.organisation(FIRM, deals_with_elpl=True), OF_CR),
        STRANGER: _house(make.organisation(STRANGER, deals_with_elpl=True), OF_CR),
        INSURER: _compensator(INSURER),
        BRAND: _compensator(BRAND),
        BUREAU: _compensator(BUREAU, compensator_kind="mib"),
    }
    relations.add(INSURER, BRAND, RelationKind.OWN_BRAND, reason="registered so", at=at)
    everybody = User.objects.select_related("organisation", "branch").prefetch_related("profiles")
    return Cast(houses, {user.pk: user.as_actor() for user in everybody})


def _compensator(code: str, **fields: str) -> House:
    organisation = make.organisation(code, kind="COMP", deals_with_elpl=True, **fields)
    make.branch(organisation, "002")
    return _house(organisation, OF_COMP)


def _house(organisation: Organisation, profiles: tuple[Profile, ...]) -> House:
    code = organisation.code
    administering = Profile(f"{'comp' if code.startswith('COMP') else 'cr'}-administrator")
    return House(
        organisation,
        leader=make.user(organisation, *profiles, user_name=f"LEADER{code}"),
        colleague=make.user(organisation, *profiles, user_name=f"MATE{code}"),
        silent=make.user(organisation, *profiles, user_name=f"{NEVER_ACTS}{code}"),
        administrator=make.user(organisation, administering, user_name=f"ADMIN{code}"),
    )
