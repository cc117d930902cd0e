"""The contact address that came from the old platform, where it is another than the codes go to.

Identity facts 2.3: the two must be one.
"""

from datetime import datetime

from django.db import transaction

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.saving import held, note
from claims_portal.migration.models import LegacyAccount


class NothingToCorrect(AccountRefusal):
    code = "contact-address-agrees"

    def __init__(self) -> None:
        super().__init__("The contact address is that of the second factor already.")


def accept(user_name: str, *, by: Actor, at: datetime) -> User:
    """Notices go where the codes go from now on; NoSuchAccount or NothingToCorrect."""
    with transaction.atomic():
        account = held(users.find(by, user_name))
        legacy = LegacyAccount.objects.filter(user=account).first()
        if legacy is None or not account.email or _agrees(legacy, account):
            raise NothingToCorrect
        before = legacy.contact_email
        legacy.contact_corrected = True
        legacy.save(update_fields=["contact_corrected"])
        note(
            "account:contact-address:corrected", account, by, at,
            before={"contactEmail": before}, after={"contactEmail": account.email},
        )  # fmt: skip
    return account


def _agrees(legacy: LegacyAccount, account: User) -> bool:
    return legacy.contact_corrected or legacy.contact_email == account.email
