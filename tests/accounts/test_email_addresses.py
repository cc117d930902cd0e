"""Addresses that look fine and are not."""

from typing import Any

import pytest

from claims_portal.accounts import record_rules
from claims_portal.accounts.email_addresses import must_be_usable
from claims_portal.accounts.models import User
from claims_portal.accounts.record_rules import DomainRefused
from claims_portal.accounts.refusals import EmailRefused
from claims_portal.migration.account_values import is_plain_address
from claims_portal.organisations.models import Organisation

PUNYCODE = "kim@xn--frm-qma.example"


@pytest.fixture
def firm(lawyer: User) -> Organisation:
    """It keeps no list of domains."""
    lawyer.organisation.email_domains = []
    return lawyer.organisation


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("a@localhost", "email-malformed"),
        ("a.b@[127.0.0.1]", "email-malformed"),
        ("a.b@[IPv6:::1]", "email-malformed"),
        ('"a@evil"@firm.example.com', "email-malformed"),
        ('"kim"@firm.example.com', "email-malformed"),
        ("k" * 65 + "@firm.example.com", "email-malformed"),
        (PUNYCODE, "email-host-not-plain"),
        ("kim@mail.XN--frm-qma.example", "email-host-not-plain"),
        ("enqu1ries@firm.example.com", "email-shared"),
        ("Cla1m5@firm.example.com", "email-shared"),
        ("enqu1r1es2@firm.example.com", "email-shared"),
        ("0ff1ce+kim@firm.example.com", "email-shared"),
        ("info1@firm.example.com", "email-shared"),
        ("t3am.5@firm.example.com", "email-shared"),
        *((f"kim@{host}", "email-free-mail") for host in (
            "tutanota.com", "tuta.io", "tuta.com", "protonmail.com", "proton.me", "pm.me",
            "hushmail.com", "gmx.co.uk", "btinternet.com", "virginmedia.com", "talktalk.net",
            "sky.com", "btopenworld.com", "mail.tutanota.com", "plus.net",
        )),
    ],
)  # fmt: skip
def test_such_an_address_is_refused(firm: Organisation, address: str, code: str) -> None:
    with pytest.raises(EmailRefused) as refused:
        must_be_usable(address, organisation=firm)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "address",
    ["k" * 64 + "@firm.example.com", "kim1305@firm.example.com", "o'neil@firm.example.com"],
)
def test_such_an_address_is_fine(firm: Organisation, address: str) -> None:
    must_be_usable(address, organisation=firm)


def test_a_punycode_host_that_the_organisation_lists_is_fine(firm: Organisation) -> None:
    firm.email_domains = ["xn--frm-qma.example"]
    must_be_usable(PUNYCODE, organisation=firm)


def test_a_punycode_host_that_the_operator_allows_is_fine(
    firm: Organisation, settings: Any
) -> None:
    settings.ALLOWED_MAIL_HOSTS = ["xn--frm-qma.example"]
    must_be_usable(PUNYCODE, organisation=firm)


@pytest.mark.parametrize(
    "domain", ["co.uk", "com", "org.uk", "gov.uk", "@CO.UK", "uk", "sch.uk", "uk.com", "co.je"]
)
def test_a_domain_of_everybody_is_no_organisations(domain: str) -> None:
    with pytest.raises(DomainRefused):
        record_rules.fitting({"email_domains": [domain]})
    assert record_rules.fitting({"email_domains": ["firm.co.uk"]})


def test_the_move_does_not_take_a_mailbox_of_more_than_64_letters() -> None:
    assert not is_plain_address("k" * 65 + "@firm.example.com")
    assert is_plain_address("k" * 64 + "@firm.example.com")
