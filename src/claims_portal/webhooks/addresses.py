"""To which addresses the portal posts: never into its own network, unless the operator says so.

A name is looked up where the connection is made, and the connection goes to the very
address that was looked at: a name that answers otherwise a moment later gains nothing.
"""

from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from claims_portal.public_networks import Address, is_public, literal, target_of
from claims_portal.sentences import said
from claims_portal.webhooks.models import LONGEST_URL
from claims_portal.webhooks.refusals import UrlRefused


def checked(url: str) -> str:
    """The address as it is kept, or UrlRefused with what is wrong with it."""
    url = url.strip()
    if not url or len(url) > LONGEST_URL or not url.isascii() or not url.isprintable():
        raise UrlRefused(
            said(
                "Write the whole address, in at most %(longest_url)s plain characters.",
                longest_url=LONGEST_URL,
            )
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UrlRefused("This is no address of a receiver.") from None
    if port == 0:
        raise UrlRefused("This is no address of a receiver.")
    _must_be_usable(parts, host)
    address = literal(host or "")
    if address is not None and not may_be_reached(address, secured=parts.scheme == "https"):
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
    target = target_of(address)
    if any(target in ip_network(one) for one in settings.WEBHOOK_NETWORKS):
        return True
    return secured and is_public(target)


def literal_is_allowed(host: str, *, secured: bool) -> bool:
    """Whether a host that is an address itself may be reached; True for a name."""
    address = literal(host)
    return address is None or may_be_reached(address, secured=secured)
