"""Who acts: one account, for whom rights are looked up in the database at each request."""

from dataclasses import dataclass, replace

from claims_portal.accounts.once import Once
from claims_portal.accounts.profiles import ADMINISTRATION, Grant, Right, grants_of
from claims_portal.claims.process.sides import Side
from claims_portal.organisations.models import OrganisationKind


@dataclass(frozen=True, slots=True)
class Covered:
    """An account that is away today, and whose claims another one sees to."""

    user_pk: int
    user_name: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """An account at work, with the identities that history and audit record.

    `real_user_pk` differs from `user_pk` while a team leader is signed in as
    another user; `client_pk` names the API client that made the call.
    """

    user_pk: int
    user_name: str
    organisation_pk: int
    organisation_kind: str
    branch_pk: int | None
    grants: tuple[Grant, ...]
    real_user_pk: int
    real_user_name: str = ""
    client_pk: int | None = None
    client_name: str = ""
    address: str = ""
    agreement_accepted: bool = True
    covers: tuple[Covered, ...] = ()
    """Who is away today and is covered by this account."""
    once: Once | None = None
    """The call under whose Idempotency-Key the actor does the next step of a claim."""

    @classmethod
    def holding(cls, profiles: list[str], **identity: object) -> "Actor":
        return cls(grants=grants_of(profiles), **identity)  # type: ignore[arg-type]

    def without_agreement(self) -> "Actor":
        """Nobody works claims until an administrator accepts the user agreement (facts 5.1)."""
        administering = tuple(grant for grant in self.grants if grant.rights & ADMINISTRATION)
        return replace(self, grants=administering, agreement_accepted=False)

    def for_another(self, *, usable: bool) -> "Actor":
        """What is left to a team leader who is signed in as this account: its claims.

        No administration and no further change of person [our decision]; of an
        account that is disabled or has expired, the claims to read (facts 3.3).
        """
        withheld = ADMINISTRATION | {Right.SIGN_IN_AS_OTHERS}
        claims = tuple(
            replace(grant, rights=grant.rights - withheld if usable else frozenset())
            for grant in self.grants
            if grant.claim_types
        )
        return replace(self, grants=claims)

    @property
    def holds_for(self) -> list[int]:
        """The accounts whose claims are this one's work: itself, and whom it covers today."""
        return [self.user_pk, *(one.user_pk for one in self.covers)]

    @property
    def is_signed_in_as_another(self) -> bool:
        return self.real_user_pk != self.user_pk

    @property
    def is_compensator(self) -> bool:
        return self.organisation_kind == OrganisationKind.COMPENSATOR

    @property
    def side(self) -> Side:
        return Side.COMPENSATOR if self.is_compensator else Side.CLAIMANT_REPRESENTATIVE

    def may(self, right: Right, claim_type: str | None = None) -> bool:
        """Whether any profile gives the right, for this claim type where one is meant."""
        return any(
            right in grant.rights and (claim_type is None or claim_type in grant.claim_types)
            for grant in self.grants
        )

    def claim_types_with(self, right: Right) -> list[str]:
        """The claim types for which some profile gives the right."""
        types = (grant.claim_types for grant in self.grants if right in grant.rights)
        return sorted(frozenset().union(*types))
