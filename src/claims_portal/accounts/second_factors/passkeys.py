"""Passkeys (WebAuthn): a key of the person's device, bound to this portal's address.

The device asks its owner for a finger, a face or a PIN (user verification), so
that a passkey found or stolen opens nothing. No attestation is asked for: which
make of device people use is their own business.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings
from django.db import IntegrityError, transaction
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import Passkey, User
from claims_portal.accounts.saving import held, note
from claims_portal.accounts.second_factors import factors, telling
from claims_portal.accounts.second_factors.refusals import (
    NameRefused,
    NoSuchFactor,
    PasskeyNotAdded,
    TooManyPasskeys,
)
from claims_portal.accounts.secrets import digest

MOST = 10
LONGEST_NAME = 60
LONGEST_ANSWER = 100_000
HANDLE = "passkey user handle"
# What the library lets through of answers that are none, besides its own refusals.
_NO_ANSWER = (
    WebAuthnException, UnsupportedAlgorithm, ValueError, TypeError, LookupError, AttributeError,
    RecursionError, OverflowError,
)  # fmt: skip
Verified = TypeVar("Verified")


def host() -> str:
    """The address (host and port) at which passkeys work."""
    return urlsplit(settings.BASE_URL).netloc


def of(account: User) -> Sequence[Passkey]:
    return list(Passkey.objects.filter(user=account).order_by("created_at", "pk"))


def find(account: User, pk: int) -> Passkey:
    """One passkey of this account; another's does not exist."""
    found = Passkey.objects.filter(user=account, pk=pk).first()
    if found is None:
        raise NoSuchFactor
    return found


def options_to_add(account: User) -> tuple[str, str]:
    """What the browser needs to make a passkey, as JSON; and the challenge to remember."""
    options = webauthn.generate_registration_options(
        rp_id=_rp_id(),
        rp_name="Claims Portal",
        user_id=bytes.fromhex(digest(str(account.pk), purpose=HANDLE)),
        user_name=account.user_name,
        user_display_name=account.full_name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(of(account)),
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


@transaction.atomic
def add(
    account: User, answer: str, *, challenge: str, name: str, by: Actor, at: datetime
) -> Passkey:
    """Keep the passkey that the browser made. A challenge is answered once: see the caller."""
    name = _fit_name(name)
    account = held(account)
    if Passkey.objects.filter(user=account).count() >= MOST:
        raise TooManyPasskeys(MOST)
    made = _verified(
        webauthn.verify_registration_response,
        answer,
        expected_challenge=base64url_to_bytes(challenge),
        expected_rp_id=_rp_id(),
        expected_origin=_origin(),
        require_user_verification=True,
    )
    if made is None:
        raise PasskeyNotAdded
    passkey = Passkey(
        user=account,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=_transports(answer),
        name=name,
        created_at=at,
    )
    try:
        with transaction.atomic():
            passkey.save(force_insert=True)
    except IntegrityError:
        # The credential is there already, of this account or another; which is not told.
        raise PasskeyNotAdded from None
    telling.tell(
        "account:passkey:added", account, by=by, at=at, after={"passkey": name},
        sentence=f"The passkey “{name}” was added to your account.",
    )  # fmt: skip
    return passkey


@transaction.atomic
def rename(account: User, pk: int, name: str, *, by: Actor, at: datetime) -> None:
    name = _fit_name(name)
    account = held(account)
    passkey = find(account, pk)
    before, passkey.name = passkey.name, name
    passkey.save(update_fields=["name"])
    note(
        "account:passkey:renamed", account, by, at,
        before={"passkey": before}, after={"passkey": name},
    )  # fmt: skip


@transaction.atomic
def remove(account: User, pk: int, *, by: Actor, at: datetime) -> None:
    """LastStrongFactor where one is wanted and this is the last."""
    account = held(account)
    passkey = find(account, pk)
    passkey.delete()
    factors.must_leave_enough(account)
    telling.tell(
        "account:passkey:removed", account, by=by, at=at, before={"passkey": passkey.name},
        sentence=f"The passkey “{passkey.name}” was removed from your account.",
    )  # fmt: skip


def options_to_sign_in(accounts: Sequence[User]) -> tuple[str, str]:
    """What the browser needs to use a passkey of these accounts; and the challenge."""
    options = webauthn.generate_authentication_options(
        rp_id=_rp_id(),
        allow_credentials=_descriptors(Passkey.objects.filter(user__in=accounts)),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options), bytes_to_base64url(options.challenge)


def is_right(account: User, answer: str, *, challenge: str, at: datetime) -> bool:
    """Whether a passkey of the account signed the challenge; called while the account is held.

    A passkey signs a challenge once: the same answer in two requests at once is
    good in one of them. A counter that ran backwards (a copied key) is refused.
    """
    passkey = _named_in(answer, account)
    if passkey is None or not challenge or passkey.last_challenge == challenge:
        return False
    proof = _verified(
        webauthn.verify_authentication_response,
        answer,
        expected_challenge=base64url_to_bytes(challenge),
        expected_rp_id=_rp_id(),
        expected_origin=_origin(),
        credential_public_key=bytes(passkey.public_key),
        credential_current_sign_count=passkey.sign_count,
        require_user_verification=True,
    )
    if proof is None:
        return False
    passkey.sign_count = proof.new_sign_count
    passkey.last_challenge = challenge
    passkey.last_used_at = at
    passkey.save(update_fields=["sign_count", "last_challenge", "last_used_at"])
    return True


def _rp_id() -> str:
    return urlsplit(settings.BASE_URL).hostname or ""


def _origin() -> str:
    address = urlsplit(settings.BASE_URL)
    return f"{address.scheme}://{address.netloc}"


def _verified(verify: Callable[..., Verified], answer: str, **expected: Any) -> Verified | None:
    """What the library made of the answer; nothing when it is wrong or none at all."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        return verify(credential=answer, **expected)
    except _NO_ANSWER:
        return None


def _named_in(answer: str, account: User) -> Passkey | None:
    try:
        credential_id = base64url_to_bytes(json.loads(answer[:LONGEST_ANSWER])["id"])
    except _NO_ANSWER:
        return None
    return Passkey.objects.filter(user_id=account.pk, credential_id=credential_id).first()


def _transports(answer: str) -> list[str]:
    """How the device is reached (USB, Bluetooth, itself): a hint for the browser next time."""
    told = json.loads(answer)["response"].get("transports")
    known = {one.value for one in AuthenticatorTransport}
    return sorted(known & {one for one in told if isinstance(one, str)}) if told else []


def _descriptors(passkeys: Sequence[Passkey] | Any) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=bytes(passkey.credential_id),
            transports=[AuthenticatorTransport(one) for one in passkey.transports],
        )
        for passkey in passkeys
    ]


def _fit_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise NameRefused(LONGEST_NAME)
    return name
