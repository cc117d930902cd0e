"""Which network addresses are public: the portal asks no others that somebody else chose."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
# IPv6 that leads to an IPv4 address behind a gateway: that one would be the target.
_GATEWAYS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))
# Only of these does the registry give addresses away: not the site-local ones, fec0::/10.
_GIVEN_AWAY = IPv6Network("2000::/3")
# What some releases of Python take for public: a provider's machines ask 192.0.0.192 for their
# secrets; relays of 6to4, which lead on; documentation.
_NEVER = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))


def is_public(address: Address) -> bool:
    """Whether one machine is meant, and in no private network."""
    target = target_of(address)
    if isinstance(target, IPv6Address) and target not in _GIVEN_AWAY:
        return False
    if any(target in network for network in _NEVER):
        return False
    return target.is_global and not target.is_multicast and not target.is_reserved


def target_of(address: Address) -> Address:
    """The IPv4 address to which an IPv6 one leads, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if any(address in gateway for gateway in _GATEWAYS) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def literal(host: str) -> Address | None:
    """The address that a host itself is, in brackets or not; None for a name."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
