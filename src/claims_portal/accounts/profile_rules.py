"""Which profiles one User ID may hold together.

Identity facts 1.2 and 1.3: claimant representatives and compensators have their
own; an organisation that deals with one kind of claim uses that kind's alone.
"""

from collections.abc import Collection, Sequence

from claims_portal.accounts.profile_words import NAMES, claims_in_words
from claims_portal.accounts.profiles import (
    ELPL_CLAIMS,
    GRANTS,
    RTA_CLAIMS,
    Profile,
    Reach,
)
from claims_portal.accounts.refusals import ProfilesRefused
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.sentences import one_after_another, said

COMPENSATOR_PREFIX, REPRESENTATIVE_PREFIX = "comp-", "cr-"


def possible_for(organisation: Organisation) -> list[Profile]:
    """The profiles that accounts of this organisation may hold, in the table's order."""
    return [profile for profile in Profile if _why_not(profile, organisation) is None]


def kinds_for(profile: Profile) -> list[OrganisationKind]:
    """The kinds of organisation whose accounts may hold the profile."""
    return [kind for kind in OrganisationKind if _is_for(profile, kind)]


def must_make_sense(names: Sequence[str], organisation: Organisation) -> frozenset[Profile]:
    """The profiles of these names, or ProfilesRefused with every reason."""
    known = {profile.value: profile for profile in Profile}
    broken = [f"There is no profile {name[:60]}." for name in names if name not in known]
    profiles = frozenset(known[name] for name in names if name in known)
    broken += filter(None, (_why_not(profile, organisation) for profile in sorted(profiles)))
    broken += _contradictions(profiles)
    if not names:
        broken.append("An account needs at least one profile.")
    if broken:
        raise ProfilesRefused(one_after_another(*broken))
    return profiles


def _why_not(profile: Profile, organisation: Organisation) -> str | None:
    name = said(NAMES[profile])
    if not _is_for(profile, organisation.kind):
        compensators = profile.startswith(COMPENSATOR_PREFIX)
        whose = "compensators" if compensators else "claimant representatives"
        return said("%(profile)s is a profile of %(whose)s.", profile=name, whose=said(whose))
    types = GRANTS[profile].claim_types
    if types == RTA_CLAIMS and not organisation.deals_with_rta:
        return said(
            "%(profile)s is for RTA claims, with which the organisation does not deal.",
            profile=name,
        )
    if types == ELPL_CLAIMS and not organisation.deals_with_elpl:
        return said(
            "%(profile)s is for EL and PL claims, with which the organisation does not deal.",
            profile=name,
        )
    return None


def says_nothing_beside(branch: Profile, wide: Profile) -> bool:
    """Whether a profile for one branch gives nothing that the other does not give in all."""
    narrow, other = GRANTS[branch], GRANTS[wide]
    return (
        narrow.reach is Reach.BRANCH
        and other.reach is Reach.ORGANISATION
        and other.claim_types == narrow.claim_types
        and narrow.rights <= other.rights
        and (narrow.only_new or not other.only_new)
    )


def _is_for(profile: Profile, kind: str) -> bool:
    compensator = kind == OrganisationKind.COMPENSATOR
    return not profile.startswith(REPRESENTATIVE_PREFIX if compensator else COMPENSATOR_PREFIX)


def _contradictions(profiles: Collection[Profile]) -> list[str]:
    return [
        f"{NAMES[branch]} restricts to one branch what {NAMES[wide]} opens in all; "
        "choose one of the two."
        for branch in sorted(profiles)
        for wide in sorted(profiles)
        if says_nothing_beside(branch, wide)
    ]


def widened(before: Collection[Profile], after: Collection[Profile]) -> list[str]:
    """The claims that were open in one branch and would be in all: never by accident (facts 3.1).

    In words, such as "RTA claims of the whole organisation".
    """
    narrow = {
        GRANTS[profile].claim_types for profile in before if GRANTS[profile].reach is Reach.BRANCH
    }
    had = _open_in_all(before)
    wide = _open_in_all(after)
    return sorted({words for words, types in wide.items() if types in narrow and words not in had})


def _open_in_all(profiles: Collection[Profile]) -> dict[str, frozenset[str]]:
    return {
        claims_in_words(GRANTS[profile]): GRANTS[profile].claim_types
        for profile in profiles
        if GRANTS[profile].claim_types and GRANTS[profile].reach is Reach.ORGANISATION
    }
