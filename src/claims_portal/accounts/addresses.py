"""The address of an account: given by an administrator, used once the person verified it.

Identity facts 2.6: a link is mailed to the address, to be opened within 24
hours. Until then the address that was verified before stays in use.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction

from claims_portal.accounts import email_addresses, security_notices
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import AddressVerification, User
from claims_portal.accounts.profiles import grants_of
from claims_portal.accounts.refusals import (
    AccountDisabled,
    AccountRefusal,
    AlreadyVerified,
    EmailTaken,
    LinkSentJustNow,
)
from claims_portal.accounts.saving import (
    described,
    end_sessions,
    held,
    held_together,
    holders_of,
    must_be_free,
    note,
    save_or_refuse,
    settle_address,
)
from claims_portal.accounts.secrets import digest, new_secret
from claims_portal.notices import mail
from claims_portal.records import audit

LINK = "address verification"


class LinkRefused(AccountRefusal):
    code = "link-refused"

    def __init__(self) -> None:
        super().__init__(
            "This link was used, has expired or was replaced by a newer one. Ask your "
            "administrator to send it again."
        )


def change(account: User, email: str, *, by: Actor, at: datetime) -> None:
    """Mail a link to the address, new or not; the account keeps its old one until it is opened."""
    with transaction.atomic():
        account = held(account)
        if not account.active:
            raise AccountDisabled
        email_addresses.must_be_usable(email, organisation=account.organisation)
        _must_be_free_to_verify(account, email)
        _must_not_be_too_soon(account, email, at)
        note(
            "account:address:verification-sent", account, by, at,
            before={"email": account.email}, after={"email": email.strip()},
        )  # fmt: skip
        send_link(account, email.strip(), at=at)


def send_link(account: User, email: str, *, at: datetime) -> None:
    """Mail the link by which the person proves to read this address; an older one is void."""
    secret = new_secret()
    AddressVerification.objects.update_or_create(
        user=account,
        defaults={
            "email": email,
            "digest": digest(secret, purpose=LINK),
            "sent_at": at,
            "expires_at": at + settings.ADDRESS_VERIFICATION_LIFETIME,
        },
    )
    _mail(account, email, f"{settings.ADDRESS_VERIFICATION_PAGE}?{urlencode({'link': secret})}")


def pending(secret: str, *, at: datetime) -> AddressVerification:
    """What a link would verify, looked at and left as it is; LinkRefused."""
    links = AddressVerification.objects.select_related("user", "user__organisation")
    sent = links.filter(
        digest=digest(secret, purpose=LINK), expires_at__gt=at, user__active=True
    ).first()
    if sent is None:
        raise LinkRefused
    return sent


def verified_by_code(account: User, *, at: datetime, address: str) -> None:
    """A code that arrived proves the address as a link does; EmailTaken where it is not free.

    Called while the account is held.
    """
    if account.email_verified_at is not None:
        return
    _must_be_free_to_verify(account, account.email)
    account.email_verified_at = at
    account.save(update_fields=["email_verified_at"])
    # A link to the same address has nothing left to prove; one to another stays good.
    for sent in AddressVerification.objects.filter(user=account):
        if email_addresses.fold(sent.email) == email_addresses.fold(account.email):
            sent.delete()
    audit.write(
        "account:address:verified",
        organisation_code=account.organisation.code,
        subject=account.user_name,
        by=audit.Author(user=account.user_name, address=address),
        at=at,
        after={"email": account.email},
    )


def send_again(account: User, *, by: Actor, at: datetime) -> None:
    """Mail a new link to the address that waits to be verified."""
    waiting = waiting_address(account)
    if not waiting:
        raise AlreadyVerified
    change(account, waiting, by=by, at=at)


def send_many(
    accounts: Sequence[User], *, by: Actor, at: datetime
) -> list[tuple[User, AccountRefusal | None]]:
    """Mail new links to many, in one transaction; beside each account why it got none."""
    told: list[tuple[User, AccountRefusal | None]] = []
    with transaction.atomic():
        # All are held before the first entry of the audit, which other changes wait for.
        for account in held_together(accounts):
            try:
                send_again(account, by=by, at=at)
            except AccountRefusal as refusal:
                told.append((account, refusal))
            else:
                told.append((account, None))
    return told


def waiting_address(account: User) -> str:
    """The address that the person has yet to verify; empty where there is none."""
    pending = AddressVerification.objects.filter(user=account).first()
    if pending is not None:
        return pending.email
    return account.email if account.email_verified_at is None else ""


@transaction.atomic
def verify(secret: str, *, at: datetime, address: str = "") -> User:
    """The person opened the link: the address is theirs, and the account's from now on."""
    # The account is held first, as by whoever sends another link: two who each had one of the
    # two would wait for each other.
    account = held(pending(secret, at=at).user)
    sent = pending(secret, at=at)
    _must_be_free_to_verify(account, sent.email)
    before = described(account)
    old_address = account.email
    changed = email_addresses.fold(account.email) != email_addresses.fold(sent.email)
    account.email, account.email_verified_at = sent.email, at
    if changed:
        account.shares_address = False
    save_or_refuse(account)
    sent.delete()
    if changed:
        settle_address(account.organisation_id, old_address)
        end_sessions(account)
        security_notices.write_to(
            account,
            f"The address of your account is now {account.email}; codes no longer come here.",
            at=at,
            address=old_address,
        )
    audit.write(
        "account:address:verified",
        organisation_code=account.organisation.code,
        subject=account.user_name,
        by=audit.Author(user=account.user_name, address=address),
        at=at,
        before=before,
        after=described(account),
    )
    return account


def must_be_possible(account: User, email: str) -> None:
    """Whether a new account could have this address: a good one, and nobody else's."""
    email_addresses.must_be_usable(email, organisation=account.organisation)
    must_be_free(account, email)


def _must_be_free_to_verify(account: User, email: str) -> None:
    """Another account's address is refused; one's own is not, even if it came shared.

    Of accounts that share an address the first to verify has it (facts 3.1, cases 8
    and 9); only a Claims User ID may verify beside an administrator ID that did, since
    the other way round would lock its person out (case 3).
    """
    if email_addresses.fold(email) != email_addresses.fold(account.email):
        must_be_free(account, email)
        return
    if not account.shares_address:
        return
    verified = [one for one in holders_of(account, email) if one.email_verified_at]
    if verified and (not _works_claims(account) or any(map(_works_claims, verified))):
        raise EmailTaken(verified[0].user_name)


def _works_claims(account: User) -> bool:
    names = account.profiles.values_list("profile", flat=True)
    return any(grant.claim_types for grant in grants_of(names))


def _must_not_be_too_soon(account: User, email: str, at: datetime) -> None:
    last = AddressVerification.objects.filter(user=account).first()
    if (
        last is not None
        and email_addresses.fold(last.email) == email_addresses.fold(email)
        and at < last.sent_at + settings.ADDRESS_VERIFICATION_RESEND_AFTER
    ):
        raise LinkSentJustNow(last.email)


def _mail(account: User, address: str, link: str) -> None:
    hours = int(settings.ADDRESS_VERIFICATION_LIFETIME.total_seconds() // 3600)
    mail.post(
        "Verify your address for the Claims Portal",
        f"{account.organisation.name} named this address for the User ID {account.user_name} of "
        f"the Claims Portal.\nIf that is you, open this link within {hours} hours:\n\n{link}\n\n"
        "If it is not, do nothing; the address will not be used.\n",
        to=[address],
    )
