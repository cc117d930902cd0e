"""Requests from the portal to addresses that somebody else chose: with care.

Only by https and to public networks, unless the operator allows others. The name is
resolved once, and the connection goes to what was checked: a name that points elsewhere a
moment later (DNS rebinding) leads nowhere. Nobody is redirected, and no answer is read
further than it may be long.
"""

import socket
import ssl
import time
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from claims_portal.public_networks import is_public, literal
from claims_portal.sentences import said

LONGEST_ADDRESS = 300


class AddressRefused(Exception):
    """An address that the portal does not ask."""


class NotAnswered(Exception):
    """The address was asked in vain."""


def must_be_askable(address: str) -> None:
    """Raise AddressRefused for what is no address of the kind; asks nobody."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as broken:
        raise AddressRefused("This is no web address.") from broken
    if len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable():
        raise AddressRefused(
            said(
                "An address has at most %(longest_address)s plain characters.",
                longest_address=LONGEST_ADDRESS,
            )
        )
    if parts.scheme != "https" or not parts.hostname:
        raise AddressRefused("The address must begin with https://.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressRefused("The address must be without user, password and fragment.")
    if port == 0 or " " in parts.netloc or "\\" in parts.netloc:
        raise AddressRefused("This is no web address.")
    if literal(parts.hostname) is not None:
        must_be_public(parts.hostname)


def must_be_public(ip: str) -> None:
    if not is_public(ip_address(ip)) and not settings.OUTGOING_TO_PRIVATE_NETWORKS:
        raise AddressRefused("The address leads into a private network.")


def fetch(address: str, *, most_bytes: int, seconds: float) -> bytes:
    """What a GET of this address gives. Raises AddressRefused or NotAnswered."""
    must_be_askable(address)
    url = httpx.URL(address)
    ip = _resolved(url.host, url.port or 443)
    request_url = url.copy_with(host=ip)
    headers = {
        "Host": url.netloc.decode(),
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }
    try:
        with (
            httpx.Client(verify=ssl.create_default_context(), timeout=seconds) as client,
            client.stream(
                "GET", request_url, headers=headers, extensions={"sni_hostname": url.host}
            ) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise NotAnswered(f"It answered {answer.status_code}.")
            return _read(answer, most_bytes, until=time.monotonic() + seconds)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as broken:
        raise NotAnswered("It did not answer.") from broken


def _read(answer: httpx.Response, most_bytes: int, *, until: float) -> bytes:
    """The body, decoded nowhere: a small one may not grow on the way."""
    body = b""
    for chunk in answer.iter_raw():
        body += chunk
        if len(body) > most_bytes:
            raise NotAnswered(
                said("It answered more than %(most_bytes)s bytes.", most_bytes=f"{most_bytes:,}")
            )
        if time.monotonic() > until:
            raise NotAnswered("It did not answer in time.")
    return body


def _resolved(host: str, port: int) -> str:
    """The network address of a name, every one of which must be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise NotAnswered("Its name is not known.") from unknown
    ips = [str(row[4][0]).partition("%")[0] for row in found]
    for ip in ips:
        must_be_public(ip)
    return ips[0]
