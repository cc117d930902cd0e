"""A sign-in between its steps, kept in the session on the server.

The password was right for `accounts`, which share one address; a second factor
was proved for those in `proved`. Nothing of it is in a cookie or a form.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare

from claims_portal.accounts.models import User
from claims_portal.web.sessions import AccountBackend

KEY = "sign_in_under_way"
LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class PendingSignIn:
    accounts: list[int]
    began_at: float
    target: str
    fingerprints: list[str]
    """Of the password of each account: who changes it meanwhile has ended this sign-in."""
    proved: list[int] = field(default_factory=list)
    chosen: int = 0
    """The account that was chosen before its own factor was proved; 0 while none is."""
    code_was_sent: bool = False
    challenge: str = ""
    """What a passkey has to sign; good for one answer."""

    def is_live(self, at: datetime) -> bool:
        return 0 <= at.timestamp() - self.began_at <= LIFETIME.total_seconds()

    def usable_accounts(self) -> list[User]:
        """Those that may still be used, in the order in which they matched."""
        found = (AccountBackend().get_user(pk) for pk in self.accounts)
        return [user for user in found if user is not None and self.rests_on(user)]

    def rests_on(self, user: User) -> bool:
        """Whether this account still has the password that was right."""
        fingerprint = self.fingerprints[self.accounts.index(user.pk)]
        return constant_time_compare(user.get_session_auth_hash(), fingerprint)


def begin(
    session: SessionBase, accounts: Sequence[User], *, target: str, at: datetime
) -> PendingSignIn:
    """Remember whose password was right. The session's key changes with what it is worth."""
    # A session that has no key yet gets one when it is saved.
    if session.session_key:
        session.cycle_key()
    pending = PendingSignIn(
        [user.pk for user in accounts],
        at.timestamp(),
        target,
        [user.get_session_auth_hash() for user in accounts],
    )
    keep(session, pending)
    return pending


def keep(session: SessionBase, pending: PendingSignIn) -> None:
    session[KEY] = asdict(pending)


def of(session: SessionBase, at: datetime) -> PendingSignIn | None:
    """The sign-in under way; none, or one that took too long, is nothing."""
    kept = session.get(KEY)
    if kept is None:
        return None
    pending = PendingSignIn(**kept)
    return pending if pending.is_live(at) else None


def forget(session: SessionBase) -> None:
    session.pop(KEY, None)
