"""Which second factors may be used: the one rule, for sign-in, pages and lists."""

from collections.abc import Collection

from django.conf import settings

from claims_portal.accounts.second_factors.kinds import STRONG, Kind
from claims_portal.organisations.models import Organisation


def wants_strong_factor(organisation: Organisation) -> bool:
    """An organisation may ask for an app or a passkey, and so may the operator, of everybody."""
    return settings.REQUIRE_STRONG_FACTOR or organisation.requires_strong_factor


def usable(set_up: Collection[Kind], *, strong_wanted: bool) -> tuple[Kind, ...]:
    """What may be used of what is there, in the order in which it is offered.

    Where a strong factor is wanted and there is one, a code by e-mail no longer
    does; while there is none it does, and leads to setting one up.
    """
    closed = {Kind.MAILED_CODE} if strong_wanted and STRONG & set(set_up) else set()
    return tuple(kind for kind in Kind if kind in set_up and kind not in closed)


def asked_first(kinds: Collection[Kind]) -> Kind | None:
    """The factor that a person is asked for, unless it chooses another way.

    A recovery code is spent by its use, so nothing else being there is the only
    reason to ask for one [our decision].
    """
    in_order = [kind for kind in Kind if kind in kinds]
    return next((kind for kind in in_order if kind is not Kind.RECOVERY_CODE), None) or next(
        iter(in_order), None
    )
