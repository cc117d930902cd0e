"""What may stand on the record of an organisation and of a branch (identity facts 4.2, 4.3)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from claims_portal.accounts import email_addresses
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.saving import must_fit_text
from claims_portal.sentences import said

ADDRESS = {
    # line of an address: its greatest length, as on the claim notification form
    "buildingName": 32,
    "buildingNumber": 20,
    "street": 32,
    "streetSecondLine": 32,
    "district": 25,
    "town": 25,
    "county": 30,
    "postcode": 8,
    "country": 20,
}
OLD_NAMES = {"street1": "street", "street2": "streetSecondLine", "city": "town"}
TEXTS = {"name": 100, "telephone": 100}
MOST_DOMAINS = 100
_DOMAIN = re.compile(
    r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)

# Under these, anybody's domains stand. A single label, like com, is no domain here anyway.
PUBLIC_SUFFIXES = frozenset(
    f"{label}.uk"
    for label in (
        "ac", "co", "gov", "judiciary", "ltd", "me", "mod", "net", "nhs", "nic", "org",
        "parliament", "plc", "police", "sch",
    )
) | frozenset(
    {
        "ac.im", "co.gg", "co.im", "co.je", "co.com", "com.im", "eu.com", "gb.com", "gb.net",
        "gov.im", "gov.ie", "ltd.co.im", "net.gg", "net.im", "net.je", "org.gg", "org.im", "org.je",
        "plc.co.im", "uk.com", "uk.net", "us.com",
    }
)  # fmt: skip


class AddressRefused(AccountRefusal):
    code = "address-refused"
    field = "address"


class DomainRefused(AccountRefusal):
    code = "domain-refused"
    field = "emailDomains"


def fitting(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes in the spelling in which they are kept; AccountRefusal for the first unfit."""
    fit = {name: _text(name, value) for name, value in changes.items()}
    if fit.get("email"):
        email_addresses.must_be_well_formed(fit["email"])
    if fit.get("address"):
        fit["address"] = _address(fit["address"])
    if "email_domains" in fit:
        fit["email_domains"] = _domains(fit["email_domains"])
    return fit


def address_lines(kept: Mapping[str, str]) -> dict[str, str]:
    """The lines of an address that is on record, whatever their old names."""
    named = {OLD_NAMES.get(name, name): value for name, value in kept.items()}
    return {name: named[name] for name in ADDRESS if named.get(name)}


def _text(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in TEXTS:
        must_fit_text(name, value, TEXTS[name])
    return value.strip()


def _address(given: Mapping[str, str]) -> dict[str, str]:
    if unknown := set(given) - set(ADDRESS):
        raise ValueError(f"No lines of an address: {sorted(unknown)}")
    lines = {name: given[name].strip() for name in ADDRESS if given.get(name, "").strip()}
    for name, value in lines.items():
        must_fit_text(f"address/{name}", value, ADDRESS[name])
    if not ("buildingName" in lines or "buildingNumber" in lines):
        raise AddressRefused("Give the name or the number of the building.")
    if not ("street" in lines and "town" in lines):
        raise AddressRefused("Give the street and the town.")
    return lines


def _domains(given: Sequence[str]) -> list[str]:
    domains = sorted({domain.strip().lower().removeprefix("@") for domain in given})
    if len(domains) > MOST_DOMAINS:
        raise DomainRefused(
            said("List at most %(most_domains)s e-mail domains.", most_domains=MOST_DOMAINS)
        )
    for domain in domains:
        if not _DOMAIN.fullmatch(domain):
            raise DomainRefused(
                said(
                    "%(domain)s is not a domain: write it like firm.example.com.",
                    domain=repr(domain[:60]),
                )
            )
        if domain in PUBLIC_SUFFIXES:
            raise DomainRefused(
                said(
                    "Under %(domain)s there are the domains of anybody: write your own in full, "
                    "like firm.co.uk.",
                    domain=domain,
                )
            )
    return domains
