"""Whose claim it is: organisations by ID, people by User ID; what does not exist refuses."""

from typing import NamedTuple

from claims_portal.accounts.models import User
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.documents.base import Json
from claims_portal.claims.documents.rules import at
from claims_portal.migration.claims.reading import FileRefused, OldClaim
from claims_portal.organisations.models import Branch, Organisation, OrganisationKind


class Parties(NamedTuple):
    representative: Organisation
    compensator: Organisation
    branch: Branch | None
    representative_handler: User | None
    compensator_handler: User | None


def parties_of(old: OldClaim, *, representative: str = "") -> Parties:
    """`representative` is the code to take where the document names none."""
    sender = _representative(old, representative)
    code, number = _code_and_branch(
        old.facts.get("compensator")
        or _text(old.cnf, "defendant", "compensator", "organisationPath")
        or _text(old.cnf, "defendant", "compensator", "organisationId")
    )
    receiver = _organisation(code, compensator=True)
    return Parties(
        sender,
        receiver,
        _branch(receiver, old.facts.get("compensator_branch") or number),
        _handler(sender, old.facts.get("representative_handler", "")),
        _handler(receiver, old.facts.get("compensator_handler", "")),
    )


def _representative(old: OldClaim, stated: str) -> Organisation:
    """By its ID, else the only firm of the name that the form gives."""
    said = old.facts.get("representative") or stated
    if said:
        return _organisation(_code_and_branch(said)[0], compensator=False)
    name = _text(old.cnf, "claimantRepresentative", "organisationName")
    if not name:
        raise FileRefused("The claimant representative is not named")
    found = list(
        Organisation.objects.exclude(kind=OrganisationKind.COMPENSATOR).filter(name__iexact=name)[
            :2
        ]
    )
    if len(found) != 1:
        how_many = "several claimant representatives are" if found else "no one is"
        raise FileRefused(
            f"The document gives no organisation ID of the claimant representative, and "
            f"{how_many} called {name!r}: name it with --representative"
        )
    return found[0]


def _organisation(code: str, *, compensator: bool) -> Organisation:
    what = "compensator" if compensator else "claimant representative"
    if not code:
        raise FileRefused(f"The {what} is not named")
    found = Organisation.objects.filter(code__iexact=code).first()
    if found is None:
        raise FileRefused(f"The {what} {code} does not exist here")
    if (found.kind == OrganisationKind.COMPENSATOR) is not compensator:
        raise FileRefused(f"{code} is no {what}")
    return found


def _branch(organisation: Organisation, number: str) -> Branch | None:
    """The branch, or the central point where the document names none."""
    branches = Branch.objects.filter(organisation=organisation)
    if not number:
        return branches.filter(kind="central", enabled=True).first()
    padded = number.zfill(3) if number.isdecimal() else number
    found = branches.filter(number=padded[:3]).first() if len(padded) == 3 else None
    if found is None:
        raise FileRefused(f"{organisation.code} has no branch {number}")
    return found


def _handler(organisation: Organisation, user_id: str) -> User | None:
    if not user_id:
        return None
    found = of_user_id(user_id, among=User.objects.filter(organisation=organisation)).first()
    if found is None:
        raise FileRefused(f"{organisation.code} has no User ID {user_id}")
    return found


def _code_and_branch(said: str) -> tuple[str, str]:
    """A path like /COMP009/001, or the organisation ID alone."""
    parts = [part.strip() for part in said.strip().split("/") if part.strip()]
    return (parts[0] if parts else "", parts[1] if len(parts) > 1 else "")


def _text(body: Json, *path: str) -> str:
    found = at(body, path)
    return found.strip() if isinstance(found, str) else ""
