"""Profiles and what each may do: the permission table.

Sources: identity facts 1.2 (claimant representatives) and 1.3 (compensators).
A User ID may hold several profiles; its rights are the union [inferred].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Profile(StrEnum):
    CR_ADMINISTRATOR = "cr-administrator"
    CR_RTA_CLAIM_HANDLER = "cr-rta-claim-handler"
    CR_ELPL_CLAIM_HANDLER = "cr-elpl-claim-handler"
    CR_RTA_TEAM_LEADER = "cr-rta-team-leader"
    CR_ELPL_TEAM_LEADER = "cr-elpl-team-leader"
    COMP_ADMINISTRATOR = "comp-administrator"
    COMP_RTA_CLAIM_HANDLER = "comp-rta-claim-handler"
    COMP_ELPL_CLAIM_HANDLER = "comp-elpl-claim-handler"
    COMP_RTA_TEAM_LEADER = "comp-rta-team-leader"
    COMP_ELPL_TEAM_LEADER = "comp-elpl-team-leader"
    COMP_RTA_BRANCH_CLAIM_HANDLER = "comp-rta-branch-claim-handler"
    COMP_ELPL_BRANCH_CLAIM_HANDLER = "comp-elpl-branch-claim-handler"
    COMP_RTA_CLAIM_DISPATCHER = "comp-rta-claim-dispatcher"
    COMP_ELPL_CLAIM_DISPATCHER = "comp-elpl-claim-dispatcher"
    COMP_RTA_BRANCH_DISPATCHER = "comp-rta-branch-dispatcher"
    COMP_ELPL_BRANCH_DISPATCHER = "comp-elpl-branch-dispatcher"
    DELETE_CLAIMS = "advanced-user-delete-claims"
    SEARCH_ARCHIVED_CLAIMS = "search-archived-claims-user"


class Right(StrEnum):
    """One thing an account may do."""

    RECEIVE_CLAIMS = "receive-claims"
    HANDLE_CLAIMS = "handle-claims"
    UNLOCK_CLAIMS_OF_OTHERS = "unlock-claims-of-others"
    ALLOCATE_CLAIMS = "allocate-claims"
    SIGN_IN_AS_OTHERS = "sign-in-as-others"
    MANAGE_USERS = "manage-users"
    MANAGE_ORGANISATION = "manage-organisation"
    DELETE_CLAIMS = "delete-claims"
    SEARCH_ARCHIVE = "search-archive"


class Reach(StrEnum):
    """Which of the organisation's claims a grant covers."""

    ORGANISATION = "organisation"
    BRANCH = "branch"


RTA_CLAIMS = frozenset({"rta"})
ELPL_CLAIMS = frozenset({"el", "eld", "pl"})
NO_CLAIMS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Grant:
    """What one profile gives.

    `only_new` restricts to claims that were not accepted yet (dispatchers).
    """

    rights: frozenset[Right]
    claim_types: frozenset[str] = NO_CLAIMS
    reach: Reach = Reach.ORGANISATION
    only_new: bool = False


ADMINISTRATION = frozenset({Right.MANAGE_USERS, Right.MANAGE_ORGANISATION})
_HANDLING = frozenset({Right.RECEIVE_CLAIMS, Right.HANDLE_CLAIMS})
_LEADING = _HANDLING | {
    Right.UNLOCK_CLAIMS_OF_OTHERS,
    Right.ALLOCATE_CLAIMS,
    Right.SIGN_IN_AS_OTHERS,
}
_DISPATCHING = frozenset({Right.RECEIVE_CLAIMS})

# fmt: off
GRANTS: dict[Profile, Grant] = {
    Profile.CR_ADMINISTRATOR:               Grant(ADMINISTRATION),
    Profile.CR_RTA_CLAIM_HANDLER:           Grant(_HANDLING, RTA_CLAIMS),
    Profile.CR_ELPL_CLAIM_HANDLER:          Grant(_HANDLING, ELPL_CLAIMS),
    Profile.CR_RTA_TEAM_LEADER:             Grant(_LEADING, RTA_CLAIMS),
    Profile.CR_ELPL_TEAM_LEADER:            Grant(_LEADING, ELPL_CLAIMS),
    Profile.COMP_ADMINISTRATOR:             Grant(ADMINISTRATION),
    Profile.COMP_RTA_CLAIM_HANDLER:         Grant(_HANDLING, RTA_CLAIMS),
    Profile.COMP_ELPL_CLAIM_HANDLER:        Grant(_HANDLING, ELPL_CLAIMS),
    Profile.COMP_RTA_TEAM_LEADER:           Grant(_LEADING, RTA_CLAIMS),
    Profile.COMP_ELPL_TEAM_LEADER:          Grant(_LEADING, ELPL_CLAIMS),
    Profile.COMP_RTA_BRANCH_CLAIM_HANDLER:  Grant(_HANDLING, RTA_CLAIMS, Reach.BRANCH),
    Profile.COMP_ELPL_BRANCH_CLAIM_HANDLER: Grant(_HANDLING, ELPL_CLAIMS, Reach.BRANCH),
    Profile.COMP_RTA_CLAIM_DISPATCHER:      Grant(_DISPATCHING, RTA_CLAIMS, only_new=True),
    Profile.COMP_ELPL_CLAIM_DISPATCHER:     Grant(_DISPATCHING, ELPL_CLAIMS, only_new=True),
    Profile.COMP_RTA_BRANCH_DISPATCHER:     Grant(_DISPATCHING, RTA_CLAIMS, Reach.BRANCH, only_new=True),
    Profile.COMP_ELPL_BRANCH_DISPATCHER:    Grant(_DISPATCHING, ELPL_CLAIMS, Reach.BRANCH, only_new=True),
    Profile.DELETE_CLAIMS:                  Grant(frozenset({Right.DELETE_CLAIMS})),
    Profile.SEARCH_ARCHIVED_CLAIMS:         Grant(frozenset({Right.SEARCH_ARCHIVE})),
}
# fmt: on


def grants_of(profiles: Iterable[str]) -> tuple[Grant, ...]:
    """The grants of the profiles held; a name that is no profile grants nothing."""
    return tuple(GRANTS[Profile(name)] for name in sorted(profiles) if name in GRANTS)
