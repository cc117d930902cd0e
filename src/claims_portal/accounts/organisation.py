"""What an administrator does with the organisation's own record, branches and agreement."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from claims_portal.accounts import record_rules
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import AccessReview, User
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import AccountRefusal, NoSuchBranch, NotAnAdministrator
from claims_portal.accounts.saving import author, must_be_as_seen, version_of_what
from claims_portal.organisations import agreements
from claims_portal.organisations.models import Branch, BranchKind, Organisation
from claims_portal.records import audit

EDITABLE = ("email", "telephone", "address", "email_domains", "requires_strong_factor")
"""All but name and organisation ID, which the operator changes (identity facts 4.2)."""
BRANCH_EDITABLE = ("name", "email", "telephone", "address", "enabled")


class BranchRefused(AccountRefusal):
    code = "branch-refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NothingToAccept(AccountRefusal):
    code = "nothing-to-accept"

    def __init__(self) -> None:
        super().__init__("There is no such version of the user agreement in force.")


def of(by: Actor) -> Organisation:
    """The organisation that this administrator runs, held until the transaction ends."""
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    return Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_pk)


def version_of(one: Organisation | Branch) -> str:
    """Changes whenever something does that an administrator can change of it."""
    names = EDITABLE if isinstance(one, Organisation) else BRANCH_EDITABLE
    return version_of_what([getattr(one, name) for name in names])


@transaction.atomic
def edit(*, by: Actor, at: datetime, seen: str = "", **changes: Any) -> Organisation:
    """Change the record; a shared mailbox is welcome here (identity facts 2.4).

    `seen` is the `version_of` what the change was decided on, where there was a page to look at.
    """
    organisation = of(by)
    _only(changes, EDITABLE)
    if "address" in changes and not changes["address"]:
        raise record_rules.AddressRefused("Give the name or the number of the building.")
    changes = _really_changed(organisation, record_rules.fitting(changes))
    if not changes:
        return organisation
    must_be_as_seen(version_of(organisation), seen)
    before = {name: getattr(organisation, name) for name in changes}
    for name, value in changes.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(changes))
    _note("organisation:record:edited", organisation, organisation.code, by, at, before, changes)
    return organisation


@transaction.atomic
def add_branch(
    *, name: str, by: Actor, at: datetime, form: UUID | None = None, **details: Any
) -> Branch:
    """A new handling point; its ID is the next free number.

    A form that was sent twice gets the branch that it made the first time.
    """
    organisation = of(by)
    if form and (made := organisation.branches.filter(made_by_form=form).first()):
        return made
    _only(details, BRANCH_EDITABLE)
    _must_have_name(name)
    details = record_rules.fitting({**details, "name": name})
    highest = organisation.branches.aggregate(highest=Max("number"))["highest"] or "000"
    if highest == "999":
        raise BranchRefused("", "The organisation has all the branches it can have.")
    branch = Branch.objects.create(
        organisation=organisation,
        number=f"{int(highest) + 1:03d}",
        kind=BranchKind.HANDLING_POINT,
        made_by_form=form,
        **details,
    )
    _note("organisation:branch:added", organisation, branch.number, by, at, {}, details)
    return branch


@transaction.atomic
def edit_branch(number: str, *, by: Actor, at: datetime, seen: str = "", **changes: Any) -> Branch:
    """Change a branch; never its ID or type, and never away (identity facts 4.3)."""
    organisation = of(by)
    _only(changes, BRANCH_EDITABLE)
    branch = organisation.branches.filter(number=number).first() if "\x00" not in number else None
    if branch is None:
        raise NoSuchBranch
    if "name" in changes:
        _must_have_name(changes["name"])
    changes = _really_changed(branch, record_rules.fitting(changes))
    if changes.get("enabled") is False and branch.kind == BranchKind.CENTRAL_POINT:
        raise BranchRefused(
            "enabled", "New claims arrive at the central point; it cannot be switched off."
        )
    if not changes:
        return branch
    must_be_as_seen(version_of(branch), seen)
    before = {name: getattr(branch, name) for name in changes}
    for name, value in changes.items():
        setattr(branch, name, value)
    branch.save(update_fields=list(changes))
    _note("organisation:branch:edited", organisation, branch.number, by, at, before, changes)
    return branch


@transaction.atomic
def accept_agreement(version: str, *, by: Actor, at: datetime) -> Organisation:
    """Accept the version in force for the whole organisation."""
    organisation = of(by)
    agreement = agreements.in_force(at=at)
    if agreement is None or agreement.version != version:
        raise NothingToAccept
    before = {"version": organisation.agreement_version}
    organisation.agreement_version, organisation.agreement_accepted_at = version, at
    organisation.save(update_fields=["agreement_version", "agreement_accepted_at"])
    after = {"version": version}
    _note("organisation:agreement:accepted", organisation, version, by, at, before, after)
    return organisation


@transaction.atomic
def sign_access_review(*, accounts: int, by: Actor, at: datetime) -> AccessReview:
    """Sign that all accounts were looked through; `access_review.sign` asks for the right list."""
    organisation = of(by)
    review = AccessReview.objects.create(
        organisation=organisation,
        signed_by=User.objects.get(pk=by.user_pk),
        signed_at=at,
        accounts=accounts,
    )
    after = {"accounts": accounts}
    _note("organisation:access-review:signed", organisation, organisation.code, by, at, {}, after)
    return review


def _only(changes: dict[str, Any], editable: tuple[str, ...]) -> None:
    if unknown := set(changes) - set(editable):
        raise ValueError(f"Not editable: {sorted(unknown)}")


def _really_changed(one: Organisation | Branch, changes: dict[str, Any]) -> dict[str, Any]:
    """Only these are written and noted: two who edit different things do not undo each other."""
    return {name: value for name, value in changes.items() if getattr(one, name) != value}


def _must_have_name(name: str) -> None:
    if not name.strip():
        raise BranchRefused("name", "A branch needs a name.")


def _note(
    tag: str,
    organisation: Organisation,
    subject: str,
    by: Actor,
    at: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    audit.write(
        tag,
        organisation_code=organisation.code,
        subject=subject,
        by=author(by),
        at=at,
        before=before,
        after=after,
    )
