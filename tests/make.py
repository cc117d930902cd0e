"""Builders: the world a test needs, in one line. Claims walk the real steps."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pyotp
from django.contrib.auth.hashers import make_password
from joserfc import jwk

from claims_portal.accounts import api_clients, granting
from claims_portal.accounts.models import ApiClient, User, UserProfile
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.second_factors import totp
from claims_portal.claims import actions
from claims_portal.claims.models import Claim
from claims_portal.operators.models import Staff
from claims_portal.operators.roles import Role
from claims_portal.organisations.models import Branch, Organisation
from claims_portal.samples import sample as sample
from claims_portal.samples.forms import repudiation as repudiation

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A Monday morning; the clock of tests that do not ask for another."""
PASSWORD = "Correct-horse-9-battery"


def organisation(
    code: str, *, kind: str = "CR", compensator_kind: str = "", **fields: Any
) -> Organisation:
    if kind == "COMP" and not compensator_kind:
        compensator_kind = "insurer"
    made = Organisation.objects.create(
        code=code,
        name=f"Organisation {code}",
        kind=kind,
        compensator_kind=compensator_kind,
        email=f"info@{code.lower()}.example.com",
        email_domains=[f"{code.lower()}.example.com"],
        agreement_version="1",
        agreement_accepted_at=NOW,
        created_at=NOW,
        **fields,
    )
    branch(made, "001", kind="central" if kind == "COMP" else "handling")
    return made


def branch(organisation: Organisation, number: str, *, kind: str = "handling") -> Branch:
    return Branch.objects.create(
        organisation=organisation, number=number, name=f"Branch {number}", kind=kind
    )


@cache
def _password_hash() -> str:
    """Argon2 is slow on purpose; one hash serves all made users."""
    return make_password(PASSWORD)


def _not_long_ago() -> datetime:
    """By both clocks: a page asks the real one, and passwords and accounts grow old."""
    return max(NOW, datetime.now(UTC))


def user(
    organisation: Organisation, *profiles: Profile, user_name: str | None = None, **fields: Any
) -> User:
    number = User.objects.count() + 1
    made = User.objects.create(
        **{
            "user_name": user_name or f"USER{number}",
            "organisation": organisation,
            "branch": organisation.branches.order_by("number").first(),
            "forename": "Robin",
            "surname": f"Number{number}",
            "email": f"user{number}@{organisation.code.lower()}.example.com",
            "email_verified_at": NOW,
            "expires_on": date(2030, 1, 1),
            "password": _password_hash(),
            "password_changed_at": _not_long_ago(),
            "created_at": _not_long_ago(),
            **fields,
        }
    )
    UserProfile.objects.bulk_create(UserProfile(user=made, profile=one.value) for one in profiles)
    return made


STAFF_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of the authenticator app of every made member of staff."""


def staff(*roles: Role, staff_id: str = "", **fields: Any) -> Staff:
    """One of the operator's people, set up."""
    number = Staff.objects.count() + 1
    return Staff.objects.create(
        **{
            "staff_id": staff_id or f"STAFF{number}",
            "forename": "Alex",
            "surname": f"Member{number}",
            "email": f"alex.member{number}@operator.example.org",
            "roles": sorted(role.value for role in roles),
            "password": _password_hash(),
            "password_changed_at": _not_long_ago(),
            "sealed_secret": totp.sealed_secret(STAFF_SECRET),
            "created_at": _not_long_ago(),
            **fields,
        }
    )


def staff_code(at: datetime | None = None) -> str:
    """What the app of made staff shows."""
    code: str = pyotp.TOTP(STAFF_SECRET).at(at or datetime.now(UTC))
    return code


def token(organisation: Organisation, *, at: datetime | None = None) -> str:
    at = at or datetime.now(UTC)
    client = api_clients.create(organisation=organisation, name="Case system", at=at).client
    return api_clients.issue_token(client=client, at=at)


def key_pair() -> jwk.ECKey:
    """A key of a client, with its private part."""
    return jwk.ECKey.generate_key("P-256")


def public_key(pair: jwk.ECKey | None = None) -> str:
    """What the client's administrator uploads of it."""
    return (pair or key_pair()).as_pem(private=False).decode()


def recognised(client_id: str, secret: str) -> ApiClient | None:
    """The client that these prove, if they do."""
    proved = granting.by_secret(client_id, secret)
    return ApiClient.objects.get(pk=proved.client_pk) if proved else None


def cnf(claim_type: str = "rta", *, compensator: Organisation | None = None) -> dict[str, Any]:
    body = sample(f"{claim_type}_cnf")
    if compensator is not None:
        chosen = body["defendant"]["compensator"]
        chosen["organisationId"] = compensator.code
        chosen["organisationPath"] = f"/{compensator.code}"
        if "kind" in chosen:  # only RTA forms ask for it
            chosen["kind"] = compensator.compensator_kind
        if compensator.compensator_kind == "mib":
            body["defendant"]["description"] = "A tall man in a blue coat."
    return body


def denial(decision: str = "not-admitted") -> dict[str, Any]:
    """A liability response that admits nothing, or admits with negligence."""
    body = sample("rta_liability_response")
    body["liability"]["decision"] = decision
    if decision == "not-admitted":
        body["liability"].pop("admissions", None)
    body["liability"]["reasonsNotAdmitted"] = "The claimant drove into our customer's parked car."
    return body


# The plain way: the action that leaves each phase, who does it, and what it says.
WALK: tuple[tuple[str, str, str, Any], ...] = (
    ("ClaimSubmitted", "insurer", "accept-claim", {"compensatorReference": "NM/26/1"}),
    ("Article75Decision", "insurer", "apply-article-75", {"applies": False}),
    ("LiabilityDecision", "insurer", "send-liability-decision", "rta_liability_response"),
    ("LiabilityAdmitted", "lawyer", "acknowledge-liability-admitted", {}),
    ("StartOfStage21", "lawyer", "set-interim-payment-needed", {"needed": False}),
    ("Stage2SettlementPackForm", "lawyer", "send-settlement-pack", "rta_settlement_pack_request"),
    (
        "Stage2SettlementPackDecision",
        "insurer",
        "respond-to-settlement-pack",
        "rta_settlement_pack_response",
    ),
    ("Stage2SettlementPackConfirmed", "lawyer", "acknowledge-settlement-confirmed", {}),
)


def claim(
    *,
    lawyer: User,
    insurer: User,
    at: str = "ClaimSubmitted",
    now: datetime = NOW,
    body: dict[str, Any] | None = None,
) -> Claim:
    """A claim of these two that was walked, step by step, to this phase."""
    written = actions.send_new_claim(
        body or cnf(compensator=insurer.organisation), by=lawyer.as_actor(), at=now
    )
    made = Claim.objects.get(pk=written.claim_pk)
    actors = {"lawyer": lawyer, "insurer": insurer}
    for phase, who, action, says in WALK:
        if made.phase == at:
            return made
        assert made.phase == phase, f"{made.phase} is not on the plain way"
        made = act(made, action, says, by=actors[who], now=now)
    assert made.phase == at, f"The plain way does not reach {at}"
    return made


def act(claim: Claim, action: str, says: Any, *, by: User, now: datetime = NOW) -> Claim:
    """One action by one user, on the claim as it stands; the claim read again."""
    body = sample(says) if isinstance(says, str) else says
    actions.act(claim, action, body, activity_id=claim.activity_id, by=by.as_actor(), at=now)
    return Claim.objects.get(pk=claim.pk)


def days_later(days: int, *, start: datetime = NOW) -> datetime:
    return start + timedelta(days=days)
