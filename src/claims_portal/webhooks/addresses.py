"""To which addresses the portal posts: never into its own network, unless the operator says so.

A name is looked up where the connection is made, and the connection goes to the very
address that was looked at: a name that answers otherwise a moment later gains nothing.
"""

from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from django.conf import settings

from claims_portal.webhooks.models import LONGEST_URL
from claims_portal.webhooks.refusals import UrlRefused

Address = IPv4Address | IPv6Address
LookUp = Callable[[str, int, int], Awaitable[Sequence[ResolveResult]]]
# IPv6 that leads to an IPv4 address behind a gateway: that one would be the target.
_GATEWAYS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))


class AddressNotAllowed(OSError):
    """The name leads to an address in a private network, or to none at all."""


def checked(url: str) -> str:
    """The address as it is kept, or UrlRefused with what is wrong with it."""
    url = url.strip()
    if not url or len(url) > LONGEST_URL or not url.isascii() or not url.isprintable():
        raise UrlRefused(f"Write the whole address, in at most {LONGEST_URL} plain characters.")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise UrlRefused("This is no address of a receiver.") from None
    _must_be_usable(parts, host)
    literal = _literal(host or "")
    if literal is not None and not may_be_reached(literal, secured=parts.scheme == "https"):
        raise UrlRefused("The portal does not post into private networks.")
    return url


def _must_be_usable(parts: SplitResult, host: str | None) -> None:
    # Without TLS only to where the operator allows it: where the connection is made.
    schemes = ("https", "http") if settings.WEBHOOK_NETWORKS else ("https",)
    if parts.scheme not in schemes or not host:
        raise UrlRefused("The address of a receiver begins with https:// and names a host.")
    if " " in parts.netloc or "\\" in parts.netloc or "@" in parts.netloc:
        raise UrlRefused("Leave user names and passwords out of the address: messages are signed.")
    if parts.fragment:
        raise UrlRefused("Leave out what stands after #: it is never sent.")


def may_be_reached(address: Address, *, secured: bool) -> bool:
    """Public addresses with TLS, and what the operator allows, with it or without."""
    target = _target(address)
    if any(target in ip_network(one) for one in settings.WEBHOOK_NETWORKS):
        return True
    return secured and target.is_global and not target.is_multicast and not target.is_reserved


def literal_is_allowed(host: str, *, secured: bool) -> bool:
    """Whether a host that is an address itself may be reached; True for a name."""
    literal = _literal(host)
    return literal is None or may_be_reached(literal, secured=secured)


def _target(address: Address) -> Address:
    """The IPv4 address to which an IPv6 one leads, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if any(address in gateway for gateway in _GATEWAYS) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


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
            if (address := _literal(one["host"])) and may_be_reached(address, secured=self._secured)
        ]
        if not allowed:
            raise AddressNotAllowed("The name leads to no address that may be reached.")
        return allowed

    async def close(self) -> None:
        """Nothing is kept open."""
