"""Which profiles an account has after others were combined into it: never more by stealth.

Identity facts 3.1, cases 6 and 7: profiles are united; a profile for one branch does
not become one for the whole organisation without a yes of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from claims_portal.accounts.profile_rules import says_nothing_beside
from claims_portal.accounts.profiles import GRANTS, Profile, Reach


@dataclass(frozen=True)
class United:
    """The profiles the survivor will have, and what that means."""

    profiles: frozenset[Profile]
    added: frozenset[Profile]
    widening: frozenset[Profile]
    """Profiles of the dropped accounts that would open more than one branch: only with a yes."""


def unite(
    survivors: Iterable[str],
    dropped: Iterable[str],
    *,
    widen: bool,
    same_branch: bool = True,
) -> United:
    """Unite the profiles of the survivor with those of the accounts that are dropped.

    A profile for one branch is not taken over from an account of another branch: it
    would mean the survivor's branch there.
    """
    had = _known(survivors)
    offered = _known(dropped) - had
    if not same_branch:
        offered = frozenset(one for one in offered if not _in_branch(one))
    widening = frozenset(one for one in offered if _widens(one, had))
    united = had | (offered if widen else offered - widening)
    profiles = frozenset(
        one for one in united if not any(says_nothing_beside(one, other) for other in united)
    )
    return United(profiles, profiles - had, widening)


_BY_NAME = {profile.value: profile for profile in Profile}


def _known(names: Iterable[str]) -> frozenset[Profile]:
    return frozenset(_BY_NAME[name] for name in names if name in _BY_NAME)


def _in_branch(profile: Profile) -> bool:
    return GRANTS[profile].reach is Reach.BRANCH


def _widens(offered: Profile, had: frozenset[Profile]) -> bool:
    """Whether it opens all branches to somebody who has had claims of this kind in one alone."""
    grant = GRANTS[offered]
    if _in_branch(offered) or not grant.claim_types:
        return False
    same_claims = [one for one in had if GRANTS[one].claim_types == grant.claim_types]
    return bool(same_claims) and all(_in_branch(one) for one in same_claims)
