"""Looking for the account of a User ID: without case, and nobody's where it only looks alike.

No User ID has other letters than plain Latin ones. Yet folding makes those of others:
a long s becomes S, a dotless i becomes I; so what has such a letter is not folded.
"""

from django.db.models import QuerySet
from django.db.models.functions import Upper

from claims_portal.accounts.models import User

NOBODYS = ""


def fold(typed: str) -> str:
    """The spelling under which User IDs are looked for; NOBODYS where it can be no User ID."""
    return typed.upper() if typed.isascii() and typed.isprintable() else NOBODYS


def of_user_id(typed: str, *, among: QuerySet[User]) -> QuerySet[User]:
    """The account of this User ID, if it is among these; as much work where there is none."""
    return among.alias(folded=Upper("user_name")).filter(folded=fold(typed))
