"""From where a request came, as the proxies in front write it."""

import ipaddress

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as some
from pytest_django import Settings

from claims_portal.network_address import network_address

ME = "192.0.2.1"


def address(settings: Settings, *, proxies: int, forwarded: str) -> str:
    settings.PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR=ME, HTTP_X_FORWARDED_FOR=forwarded).get("/")
    return network_address(request)


# fmt: off
@pytest.mark.parametrize(("proxies", "forwarded", "expected"), [
    (0, "203.0.113.9",                          ME),
    (1, "203.0.113.9",                          "203.0.113.9"),
    (1, "198.51.100.7, 203.0.113.9",            "203.0.113.9"),
    (2, "198.51.100.7, 203.0.113.9:1, 10.0.0.1", "203.0.113.9"),
    (2, "203.0.113.9",                          ME),
    (1, "1.2.3.4:5678",                         "1.2.3.4"),
    (1, "[::1]:99",                             "::1"),
    (1, "[2001:db8::1]",                        "2001:db8::1"),
    (1, "2001:db8::1",                          "2001:db8::1"),
    (1, "[fe80::1%eth0]:99",                    "fe80::1"),
    (1, "fe80::1%eth0",                         "fe80::1"),
    (1, "1.2.3.4:",                             ""),
    (1, "1.2.3.4:port",                         ""),
    (1, "1.2.3:80",                             ""),
    (1, "[]:99",                                ""),
    (1, "unknown",                              ""),
    (1, "",                                     ""),
])
# fmt: on
def test_the_address_is_what_the_outermost_proxy_of_ours_added(
    settings: Settings, proxies: int, forwarded: str, expected: str
) -> None:
    assert address(settings, proxies=proxies, forwarded=forwarded) == expected


@given(some.ip_addresses(), some.integers(0, 65535))
def test_a_port_makes_no_other_address(
    one: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int
) -> None:
    host = f"[{one}]" if one.version == 6 else str(one)
    request = RequestFactory(REMOTE_ADDR=f"{host}:{port}").get("/")
    assert network_address(request) == str(one)
