"""Which addresses may be named, and which may be reached."""

from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from claims_portal.config import environment
from claims_portal.webhooks import addresses
from claims_portal.webhooks.refusals import UrlRefused


@pytest.fixture(autouse=True)
def _no_network_is_allowed(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = []


@pytest.mark.parametrize(
    "url",
    ["https://cases.example.com", "https://cases.example.com:8443/a/b?c=d", "https://8.8.8.8/x",
     "https://[2606:4700::1111]/", "  https://cases.example.com/  "],
)  # fmt: skip
def test_a_receiver_may_be(url: str) -> None:
    assert addresses.checked(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    ["", "x", "http://cases.example.com", "ftp://cases.example.com", "https://", "https:///x",
     "//cases.example.com", "https://user:word@cases.example.com", "https://user@cases.example.com",
     "https://cases.example.com/#here", "https://127.0.0.1", "https://[::1]/", "https://10.1.2.3",
     "https://169.254.169.254/latest/meta-data", "https://[fe80::1]/", "https://[fd00::1]/",
     "https://192.168.0.1", "https://192.0.0.192", "https://192.88.99.1", "https://[fec0::1]/",
     "https://[3fff::1]/", "https://172.16.0.1", "https://100.64.0.1", "https://0.0.0.0",
     "https://224.0.0.1", "https://255.255.255.255", "https://[::ffff:10.0.0.1]/",
     "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://cases.example.com:x/",
     "https://cases.example.com:0/", "https://cases.example.com:99999/",
     "https://cäses.example.com", "https://a\x00b.example.com",
     "https://a b.example.com", "https://a\\b.example.com", "https://[::1", "https://x/" + "y" * 500,
     "javascript:alert(1)"],
)  # fmt: skip
def test_a_receiver_may_not_be(url: str) -> None:
    with pytest.raises(UrlRefused):
        addresses.checked(url)


def test_the_operator_allows_networks_and_with_them_plain_http(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ["10.1.0.0/16"]
    assert addresses.checked("http://10.1.2.3:8080/x")
    assert addresses.checked("http://receiver.internal/")
    for refused in ("http://10.2.0.1/", "https://127.0.0.1/", "http://8.8.8.8/"):
        with pytest.raises(UrlRefused):
            addresses.checked(refused)


@given(some.ip_addresses(v=4))
def test_only_public_addresses_are_reached(address: Any) -> None:
    if addresses.may_be_reached(address, secured=True):
        assert address.is_global
        assert not address.is_private
        assert not address.is_loopback
        assert not address.is_multicast
    assert not addresses.may_be_reached(address, secured=False)
    # However it is wrapped in IPv6, it is the same address.
    for wrapped in (f"::ffff:{address}", f"64:ff9b::{address}"):
        inner = addresses.may_be_reached(ip_address(wrapped), secured=True)
        assert inner <= addresses.may_be_reached(address, secured=True)


@given(some.text(max_size=60))
def test_anything_typed_is_taken_or_refused(text: str) -> None:
    for url in (text, f"https://{text}", f"https://cases.example.com/{text}"):
        try:
            assert addresses.checked(url).startswith("https://")
        except UrlRefused as refused:
            assert str(refused)


def test_a_network_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_WEBHOOK_NETWORKS", "10.0.0.0/8,everywhere")
    with pytest.raises(Exception, match="PORTAL_WEBHOOK_NETWORKS"):
        environment.networks("PORTAL_WEBHOOK_NETWORKS", "")
