"""When an organisation has nobody left to run it: the operator lets one person in again.

Identity facts 1.1, 2.7, 4.2. The reason is recorded; the person still proves to
read the address and chooses a password by the way of a first sign-in.
"""

from datetime import datetime

from django.db import transaction

from claims_portal.accounts import addresses, administrators, states
from claims_portal.accounts.email_addresses import fold, must_be_usable
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import AccountRefusal, NoSuchAccount
from claims_portal.accounts.saving import (
    described,
    end_sessions,
    held,
    must_be_free,
    must_fit_reason,
    save_or_refuse,
    settle_address,
)
from claims_portal.accounts.second_factors import factors
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.records import audit
from claims_portal.sentences import said

OPERATOR = audit.Author(client="operator")
SHORTEST_REASON = 10


class NotNeeded(AccountRefusal):
    code = "recovery-not-needed"

    def __init__(self, user_names: list[str]) -> None:
        super().__init__(
            said(
                "The organisation has administrators who can sign in: %(these)s. They can do it in "
                "the console.",
                these=", ".join(user_names),
            )
        )


class ReasonMissing(AccountRefusal):
    code = "reason-missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__(
            said(
                "Say why, in at least %(shortest_reason)s characters.",
                shortest_reason=SHORTEST_REASON,
            )
        )


@transaction.atomic
def let_in(
    user_name: str,
    *,
    reason: str,
    email: str = "",
    force: bool = False,
    lost_factors: bool = False,
    at: datetime,
    by: audit.Author = OPERATOR,
) -> User:
    """Make this account an administrator's that can be signed in to; raises AccountRefusal.

    It is enabled, extended where it has expired, given the Administrator profile, and
    sent the link to verify its address, which may be a new one. Its password is gone, and with
    `lost_factors` its passkeys, authenticator app and recovery codes are.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing
    must_fit_reason(reason.strip())
    account = _held(user_name)
    usable = administrators.usable(account.organisation_id, at=at)
    if usable and not force:
        raise NotNeeded(sorted(one.user_name for one in usable))
    before = described(account)
    _open(account, email, at)
    if lost_factors:
        before |= factors.remove_all(account)
    audit.write(
        "account:administrator:recovered",
        organisation_code=account.organisation.code,
        subject=account.user_name,
        by=by,
        at=at,
        before=before,
        after=described(account),
        reason=reason.strip(),
    )
    addresses.send_link(account, account.email, at=at)
    return account


def _held(user_name: str) -> User:
    """The account, held after its organisation: in the order of `administrators.one_remains`."""
    account = of_user_id(user_name.strip(), among=User.objects.all()).first()
    if account is None:
        raise NoSuchAccount
    Organisation.objects.select_for_update(no_key=True).get(pk=account.organisation_id)
    return held(account)


def _open(account: User, email: str, at: datetime) -> None:
    old_address = account.email
    if email:
        must_be_usable(email, organisation=account.organisation)
    if email and fold(email) != fold(old_address):
        must_be_free(account, email)
        account.email, account.shares_address = email.strip(), False
    elif not account.active:
        must_be_free(account, account.email)
    account.email_verified_at = None
    account.enabled = account.active = True
    account.failed_sign_ins, account.disabled_at, account.disabled_because = 0, None, ""
    account.enabled_at = at
    if account.has_expired(london_date(at)):
        account.expires_on = states.default_expiry(london_date(at))
        account.expiry_notices.all().delete()
    account.set_unusable_password()
    account.must_change_password = True
    save_or_refuse(account)
    settle_address(account.organisation_id, old_address)
    compensator = account.organisation.kind == OrganisationKind.COMPENSATOR
    profile = Profile.COMP_ADMINISTRATOR if compensator else Profile.CR_ADMINISTRATOR
    account.profiles.get_or_create(profile=profile.value)
    end_sessions(account)
