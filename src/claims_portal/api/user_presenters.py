"""From accounts to the API's answers; nothing is decided here."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from claims_portal.accounts import profile_rules, states
from claims_portal.accounts.models import AddressVerification, User
from claims_portal.accounts.profile_words import RIGHTS_IN_WORDS, explained
from claims_portal.accounts.profiles import GRANTS, Profile, Right
from claims_portal.accounts.second_factors import factors
from claims_portal.api import user_schemas as schemas
from claims_portal.claims.leaving import Work, work_of
from claims_portal.organisations.models import OrganisationKind

KINDS = {
    OrganisationKind.CLAIMANT_REPRESENTATIVE: "claimant-representative",
    OrganisationKind.COMPENSATOR: "compensator",
    OrganisationKind.UNREPRESENTED_CLAIMANT: "unrepresented-claimant",
}


def line(account: User, at: datetime) -> schemas.UserLine:
    return schemas.UserLine(
        user_id=account.user_name,
        forename=account.forename,
        second_name=account.second_name,
        surname=account.surname,
        email=account.email,
        email_verified=account.email_verified_at is not None,
        telephone=account.telephone,
        mobile=account.mobile,
        branch_id=account.branch.number if account.branch else None,
        profiles=sorted(one.profile for one in account.profiles.all()),
        enabled=account.enabled,
        active=account.active,
        state=state(account, at),
        expires_on=account.expires_on,
        last_used_at=account.last_used_at,
        created_at=account.created_at,
    )


def whole(account: User, at: datetime) -> schemas.UserAnswer:
    return schemas.UserAnswer(
        **msgspec.structs.asdict(line(account, at)),
        pending_address=_pending(account),
        second_factors=[kind.value for kind in factors.kinds_of([account])[account.pk]],
        disabled_at=account.disabled_at,
        work=work(work_of(account, at=at)),
    )


def work(held: Work) -> schemas.WorkAnswer:
    return schemas.WorkAnswer(locked=held.locked, allocated=held.allocated)


def profile(one: Profile, available: Collection[Profile]) -> schemas.ProfileAnswer:
    grant, words = GRANTS[one], explained(one)
    return schemas.ProfileAnswer(
        profile=one.value,
        name=words.name,
        organisation_kinds=[KINDS[kind] for kind in profile_rules.kinds_for(one)],
        claim_types=sorted(grant.claim_types),
        reach=grant.reach.value,
        only_new=grant.only_new,
        rights=[
            schemas.RightAnswer(code=right.value, says=RIGHTS_IN_WORDS[right])
            for right in Right
            if right in grant.rights
        ],
        explanation=words.sentence,
        available=one in available,
    )


def state(account: User, at: datetime) -> schemas.AccountState:
    plain = states.plain_state(account, at=at)
    return schemas.AccountState(
        code=plain.state, label=plain.label, reason=str(plain.reason), way_out=plain.way_out
    )


def _pending(account: User) -> schemas.PendingAddress | None:
    sent = AddressVerification.objects.filter(user=account).first()
    if sent is None:
        return None
    return schemas.PendingAddress(
        email=sent.email, sent_at=sent.sent_at, link_valid_until=sent.expires_at
    )
