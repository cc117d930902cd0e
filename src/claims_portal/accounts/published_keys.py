"""The keys that clients publish themselves (JWKS), fetched with care and kept for minutes."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from joserfc import jwk

from claims_portal import outgoing
from claims_portal.accounts import public_keys
from claims_portal.accounts.public_keys import KeyRefused, PublicKey

logger = logging.getLogger(__name__)
FRESH_FOR = 300.0
"""Seconds in which a set is not asked for again, unless a key is missing in it."""
GOOD_FOR = 3600.0
"""Seconds for which keys are good whose address does not answer any more."""
SECONDS_BETWEEN_TRIES = 30.0
SECONDS_TO_ANSWER = 3.0
MOST_BYTES, MOST_KEYS, MOST_SETS = 64_000, 20, 1_000


@dataclass
class KeySet:
    keys: Sequence[PublicKey] = ()
    fetched_at: float = float("-inf")
    tried_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)

    def named(self, kid: str | None) -> list[PublicKey]:
        return [one for one in self.keys if kid in (None, one.kid, one.thumbprint)]


_sets: dict[str, KeySet] = {}


def of(address: str, kid: str | None) -> Iterator[jwk.Key]:
    """The keys of that name which the address publishes, or all where there is no name."""
    if len(_sets) > MOST_SETS:
        _sets.clear()
    kept = _sets.setdefault(address, KeySet())
    now = time.monotonic()
    stale = now - kept.fetched_at > FRESH_FOR or not kept.named(kid)
    if stale and now - kept.tried_at > SECONDS_BETWEEN_TRIES:
        _fetch(address, kept)
    if now - kept.fetched_at <= GOOD_FOR:
        yield from (jwk.import_key({**one.jwk, "kid": one.kid}) for one in kept.named(kid))


def forget_all() -> None:
    _sets.clear()


def _fetch(address: str, kept: KeySet) -> None:
    """Ask for the set anew; one call waits for it, others go on with what is known."""
    if not kept.lock.acquire(blocking=False):
        return
    try:
        kept.tried_at = time.monotonic()
        raw = outgoing.fetch(address, most_bytes=MOST_BYTES, seconds=SECONDS_TO_ANSWER)
        kept.keys = list(_read(raw))
        kept.fetched_at = time.monotonic()
    except (outgoing.AddressRefused, outgoing.NotAnswered, msgspec.MsgspecError) as refusal:
        logger.warning("The keys at %s could not be read: %s", address, refusal)
    finally:
        kept.lock.release()


class _Jwks(msgspec.Struct):
    keys: list[dict[str, object]]


def _read(raw: bytes) -> Iterator[PublicKey]:
    """The keys of a set that are of use here; the others may be for something else."""
    for one in msgspec.json.decode(raw, type=_Jwks).keys[:MOST_KEYS]:
        try:
            yield public_keys.public_key(one)
        except KeyRefused:
            continue
