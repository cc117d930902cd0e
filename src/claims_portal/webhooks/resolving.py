"""Looks up the host of a receiver, and gives only what may be reached."""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from claims_portal.public_networks import literal
from claims_portal.webhooks.addresses import may_be_reached

LookUp = Callable[[str, int, int], Awaitable[Sequence[ResolveResult]]]


class AddressNotAllowed(OSError):
    """The name leads to an address in a private network, or to none at all."""


async def look_up(host: str, port: int, family: int) -> Sequence[ResolveResult]:
    return await ThreadedResolver().resolve(host, port, family)  # type: ignore[arg-type]


class CheckedResolver(AbstractResolver):
    """Gives a connection only addresses that may be reached."""

    def __init__(self, *, secured: bool, look_up: LookUp = look_up) -> None:
        self._secured, self._look_up = secured, look_up

    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[ResolveResult]:  # fmt: skip
        found = await self._look_up(host, port, family)
        allowed = [
            one
            for one in found
            if (address := literal(one["host"])) and may_be_reached(address, secured=self._secured)
        ]
        if not allowed:
            raise AddressNotAllowed("The name leads to no address that may be reached.")
        return allowed

    async def close(self) -> None:
        """Nothing is kept open."""
