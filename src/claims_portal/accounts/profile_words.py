"""The permission table in words: for the console, the API's /profiles and the docs page.

Made from `profiles.GRANTS`, so that no explanation can say what the table does not give.
Names: identity facts 1.2 and 1.3.
"""

from dataclasses import dataclass

from claims_portal.accounts.profiles import (
    ELPL_CLAIMS,
    GRANTS,
    RTA_CLAIMS,
    Grant,
    Profile,
    Reach,
    Right,
)

NAMES = {
    Profile.CR_ADMINISTRATOR: "CR Administrator",
    Profile.CR_RTA_CLAIM_HANDLER: "CR RTA Claim Handler",
    Profile.CR_ELPL_CLAIM_HANDLER: "CR ELPL Claim Handler",
    Profile.CR_RTA_TEAM_LEADER: "CR RTA Team Leader",
    Profile.CR_ELPL_TEAM_LEADER: "CR ELPL Team Leader",
    Profile.COMP_ADMINISTRATOR: "COMP Administrator",
    Profile.COMP_RTA_CLAIM_HANDLER: "COMP RTA Claim Handler",
    Profile.COMP_ELPL_CLAIM_HANDLER: "COMP ELPL Claim Handler",
    Profile.COMP_RTA_TEAM_LEADER: "COMP RTA Team Leader",
    Profile.COMP_ELPL_TEAM_LEADER: "COMP ELPL Team Leader",
    Profile.COMP_RTA_BRANCH_CLAIM_HANDLER: "COMP RTA Branch Claim Handler",
    Profile.COMP_ELPL_BRANCH_CLAIM_HANDLER: "COMP ELPL Branch Claim Handler",
    Profile.COMP_RTA_CLAIM_DISPATCHER: "COMP RTA Claim Dispatcher",
    Profile.COMP_ELPL_CLAIM_DISPATCHER: "COMP ELPL Claim Dispatcher",
    Profile.COMP_RTA_BRANCH_DISPATCHER: "COMP RTA Branch Dispatcher",
    Profile.COMP_ELPL_BRANCH_DISPATCHER: "COMP ELPL Branch Dispatcher",
    Profile.DELETE_CLAIMS: "Advanced User: Delete Claims",
    Profile.SEARCH_ARCHIVED_CLAIMS: "Search Archived Claims User",
}

RIGHTS_IN_WORDS = {
    Right.RECEIVE_CLAIMS: "takes on what is new",
    Right.HANDLE_CLAIMS: "works claims through all their steps",
    Right.UNLOCK_CLAIMS_OF_OTHERS: "unlocks claims that others have locked",
    Right.ALLOCATE_CLAIMS: "allocates claims to users",
    Right.SIGN_IN_AS_OTHERS: "signs in as any other user of the organisation",
    Right.MANAGE_USERS: "creates users and changes, disables and enables them",
    Right.MANAGE_ORGANISATION: "changes the organisation’s record, branches and API clients, "
    "and accepts the user agreement",
    Right.DELETE_CLAIMS: "deletes claims where data protection asks for it",
    Right.SEARCH_ARCHIVE: "searches and reads archived claims",
}

CLAIMS_IN_WORDS = {RTA_CLAIMS: "RTA", ELPL_CLAIMS: "EL, ELD and PL"}


@dataclass(frozen=True)
class Explained:
    """A profile as people read it: what it is called, which claims it opens, what it lets do."""

    profile: Profile
    name: str
    claims: str
    rights: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it as one line, such as stands beside a checkbox."""
        return f"{self.claims}. {_sentence('; '.join(self.rights))}."


def explained(profile: Profile) -> Explained:
    grant = GRANTS[profile]
    rights = tuple(RIGHTS_IN_WORDS[right] for right in Right if right in grant.rights)
    return Explained(profile, NAMES[profile], claims_in_words(grant), rights)


def claims_in_words(grant: Grant) -> str:
    """Which claims a grant opens: "RTA claims of the own branch, until they are accepted"."""
    if not grant.claim_types:
        return "Opens no claim"
    whose = "own branch" if grant.reach is Reach.BRANCH else "whole organisation"
    until = ", until they are accepted" if grant.only_new else ""
    return f"{CLAIMS_IN_WORDS[grant.claim_types]} claims of the {whose}{until}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
