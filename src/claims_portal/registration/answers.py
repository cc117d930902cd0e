"""How a single answer of an application must be; each rule refuses with its sentence."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from claims_portal.accounts import email_addresses, record_rules, user_rules
from claims_portal.accounts.record_rules import AddressRefused
from claims_portal.accounts.saving import must_fit_text
from claims_portal.claims.documents import fields, folding
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.registration.models import ClaimTypes
from claims_portal.registration.refusals import AnswerRefused
from claims_portal.registration.registers import REGISTERS, REGULATORS, SELF_INSURED
from claims_portal.sentences import said

LONGEST_NAME, LONGEST_TELEPHONE, LONGEST_WEBSITE = 100, 30, 253
FEWEST_DIGITS, MOST_DIGITS = 9, 15
_TELEPHONE = re.compile(r"\+?[0-9 ()\-.]+")
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
# Without a country, or in one of these, a postcode has the British form.
_BRITISH = frozenset(
    {"", "england", "wales", "scotland", "northern ireland", "united kingdom", "uk",
     "great britain", "gb"}
)  # fmt: skip
_NAMES = {"forename": "Write the forename.", "surname": "Write the surname."}
_MARKUP = re.compile(r"[<>]|https?:|www\.", re.IGNORECASE)


def must_be_a_name(field: str, name: str) -> None:
    """Of an organisation, a branch or a software house."""
    if not any(letter.isalpha() for letter in name):
        raise AnswerRefused(field, "Write the name in letters.")
    _must_be_no_markup(field, name)
    must_fit_text(field, name, LONGEST_NAME)


def must_be_persons_name(field: str, name: str) -> None:
    if not name:
        raise AnswerRefused(field, _NAMES[field])
    user_rules.must_be_named(field, name)
    _must_be_no_markup(field, name)
    must_fit_text(field, name, LONGEST_NAME)


def must_be_short_together(forename: str, surname: str) -> None:
    """A claimant's whole name is the name of the account of one person."""
    if len(f"{forename} {surname}") > LONGEST_NAME and len(surname) <= LONGEST_NAME:
        raise AnswerRefused(
            "surname",
            said(
                "Forename and surname together have at most %(longest_name)s letters.",
                longest_name=LONGEST_NAME,
            ),
        )


def must_be_mailbox(address: str) -> None:
    """Of the organisation itself: a shared mailbox is welcome (identity facts 2.4)."""
    email_addresses.must_be_well_formed(address)


def must_be_persons_address(address: str, organisation: Organisation) -> None:
    """The rules of every account: one's own, of the business (identity facts 2.4)."""
    email_addresses.must_be_usable(address, organisation=organisation)


def must_be_telephone(number: str) -> None:
    digits = sum(one.isdigit() for one in number)
    right = number.isascii() and _TELEPHONE.fullmatch(number)
    if not (right and FEWEST_DIGITS <= digits <= MOST_DIGITS and len(number) <= LONGEST_TELEPHONE):
        raise AnswerRefused(
            "telephone", "Write a telephone number with its area code, like 0117 496 0123."
        )


def host_of(website: str) -> str:
    """The host of a website, by which it is kept: nothing is ever fetched from it."""
    typed = website.strip().lower()
    try:
        host = urlsplit(typed if "://" in typed else f"https://{typed}").hostname or ""
    except ValueError:
        host = ""
    if len(host) > LONGEST_WEBSITE or not _HOST.fullmatch(host):
        raise AnswerRefused("website", "Write the website like www.firm.example.com.")
    return host


def must_be_regulator(regulator: str, kind: OrganisationKind) -> None:
    must_be_one_of(
        "regulator", regulator, REGULATORS[kind], "Choose who authorises the organisation."
    )


def must_be_regulators_number(regulator: str, number: str) -> None:
    if regulator in REGISTERS and regulator != SELF_INSURED:
        must_look_like(regulator, "regulatorNumber", number)


def must_look_like(register: str, field: str, number: str) -> None:
    known = REGISTERS[register]
    if not known.takes(number):
        raise AnswerRefused(
            field,
            said(
                "A number of the %(label)s has %(like)s.", label=said(known.label), like=known.like
            ),
        )


def must_be_claims(claims: Sequence[str], *, one_alone: bool) -> None:
    if not claims or not set(claims) <= set(ClaimTypes.values):
        raise AnswerRefused(
            "claims",
            "Choose what your claim is about."
            if one_alone
            else "Choose which claims you will deal with.",
        )
    if one_alone and len(claims) != 1:
        raise AnswerRefused("claims", "Choose the one kind that your claim is of.")


def must_be_one_of(field: str, value: str, known: Sequence[str], sentence: str) -> None:
    if value not in known:
        raise AnswerRefused(field, sentence)


def address_of(lines: Mapping[str, str], *, needed: bool) -> dict[str, str]:
    """The lines as they are kept, by the rules of every record, and with a postcode."""
    given = {name: value for name, value in lines.items() if value.strip()}
    if not given:
        if needed:
            raise AddressRefused("Give the name or the number of the building.")
        return {}
    kept: dict[str, str] = record_rules.fitting({"address": given})["address"]
    for name, value in kept.items():
        _must_be_no_markup(f"address/{name}", value)
    return kept | {"postcode": _postcode(kept)}


def _postcode(lines: Mapping[str, str]) -> str:
    postcode = lines.get("postcode", "")
    if lines.get("country", "").casefold() not in _BRITISH:
        return postcode
    folded = folding.postcode(postcode)
    if not re.fullmatch(fields.POSTCODE, folded):
        raise AnswerRefused("address/postcode", "Write the postcode like BS1 4ZZ.")
    return folded


def _must_be_no_markup(field: str, text: str) -> None:
    """Markup and links stand in no name; what is typed here is later read in mails."""
    if _MARKUP.search(text):
        raise AnswerRefused(field, "Write it without < and >, and without addresses of websites.")
