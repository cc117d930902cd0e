"""The permission table as a page that people read, made from the table itself."""

from collections.abc import Iterator

from claims_portal.accounts.profile_words import RIGHTS_IN_WORDS, claims_in_words, explained
from claims_portal.accounts.profiles import GRANTS, Profile, Right

HEADINGS = {
    Right.RECEIVE_CLAIMS: "receive",
    Right.HANDLE_CLAIMS: "handle",
    Right.UNLOCK_CLAIMS_OF_OTHERS: "unlock",
    Right.ALLOCATE_CLAIMS: "allocate",
    Right.SIGN_IN_AS_OTHERS: "sign in as",
    Right.MANAGE_USERS: "users",
    Right.MANAGE_ORGANISATION: "organisation",
    Right.DELETE_CLAIMS: "delete",
    Right.SEARCH_ARCHIVE: "archive",
}


def page() -> str:
    return "\n".join(
        [
            "# Profiles and what each may do",
            "",
            "Made from `accounts/profiles.py` by `make docs`; a test fails when it is not fresh.",
            "A User ID may hold several profiles; its rights are the union, and each right goes",
            "as far as the profile that gives it. Branch never restricts a claimant",
            "representative. An administrator alone opens no claim.",
            "",
            "| profile | name | claims | " + " | ".join(HEADINGS.values()) + " |",
            "|---|---|---|" + "---|" * len(HEADINGS),
            *_rows(),
            "",
            "## The rights",
            "",
            *(f"- **{HEADINGS[right]}**: {RIGHTS_IN_WORDS[right]}." for right in Right),
            "",
        ]
    )


def _rows() -> Iterator[str]:
    for profile in Profile:
        grant = GRANTS[profile]
        cells = " | ".join("yes" if right in grant.rights else "-" for right in HEADINGS)
        yield (
            f"| `{profile.value}` | {explained(profile).name} | {claims_in_words(grant)} "
            f"| {cells} |"
        )
