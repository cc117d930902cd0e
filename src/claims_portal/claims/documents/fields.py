"""The vocabulary in which the forms are declared.

Each function gives a `msgspec.Meta` for `Annotated`: the label as the form names the
question, an optional hint, the limits, and in `extra` what the limits cannot say:

`wire`    where the old interface keeps it, relative to the group around it: `@Surname`
          for an attribute, `PersonalDetails` for an element, `Funding/@Comments` for both
`kind`    what sort of question it is, for web forms and printed pages
`fold`    which harmless spellings are accepted and how they are stored (see `folding`)
`like`    an example in words for people whose entry does not match
`missing` the code of the fault when it is missing, where it is not MustBeProvided
"""

from typing import Any

from msgspec import Meta

LONG_TEXT = 250
"""A text of at least this length is written on several lines."""

MOST_WHOLE_NUMBER = 999_999

REFERENCE = r"^(?:[^|¦#$,£~^`\[\]{}_€¬][A-Za-z0-9 \\/.\-]*)?[A-Za-z0-9]$"
POSTCODE = r"^(?:[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}|GIR 0AA)$"
# The pairs are those the old client software refused.
NI_NUMBER = r"^(?!FY|GB|NK|TN|TT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]?$"
ASKCUE = r"^(?:ASKCUEPI)?[0-9]{1,10}$"
OIC = r"^OIC-[0-9-]{1,28}$"
MEDCO = r"^[0-9]{1,9}/[0-9]$"
CRU = r"^[A-Z]{3}[0-9]{3}$"
AUTHORISATION = r"^[0-9]{1,7}$"
TIME = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$"
EMAIL = r"^[^@ ]+@[^@ ]+$"
MONEY = r"^[0-9]{1,13}\.[0-9]{2}$"
PERCENTAGE = r"^(?:100(?:\.0{1,2})?|[0-9]{1,2}(?:\.[0-9]{1,2})?)$"


def _text(
    label: str,
    wire: str,
    *,
    most: int | None,
    pattern: str | None = None,
    hint: str | None = None,
    **extra: Any,
) -> Meta:
    return Meta(
        title=label,
        description=hint,
        min_length=1,
        max_length=most,
        pattern=pattern,
        extra={"wire": wire, "kind": "text", "fold": "line", **extra},
    )


def text(label: str, *, wire: str, most: int, hint: str | None = None, **extra: Any) -> Meta:
    """Words in a line, or on several lines where the form leaves room for them."""
    if most >= LONG_TEXT:
        extra = {"kind": "long-text", "fold": "lines", "widget": "textarea", **extra}
    return _text(label, wire, most=most, hint=hint, **extra)


def reference(label: str = "Reference", *, wire: str = "@ReferenceNumber", most: int = 50) -> Meta:
    return _text(
        label,
        wire,
        most=most,
        pattern=REFERENCE,
        like="in letters, digits, spaces, slashes, dots and hyphens, with a letter or digit at the "
        "end",
    )


def email(label: str = "E-mail address", *, wire: str = "@EmailAddress") -> Meta:
    return _text(label, wire, most=100, pattern=EMAIL, fold="email", like="like name@example.com")


def telephone(label: str = "Telephone number", *, wire: str = "@TelephoneNumber") -> Meta:
    return _text(label, wire, most=100)


def postcode(label: str = "Postcode", *, wire: str = "@PostCode") -> Meta:
    return _text(label, wire, most=8, pattern=POSTCODE, fold="postcode", like="like BS1 4ZZ")


def registration(label: str = "Registration number", *, wire: str = "@VRN") -> Meta:
    return _text(label, wire, most=12, fold="compact")


def ni_number(label: str, *, wire: str) -> Meta:
    return _text(label, wire, most=9, pattern=NI_NUMBER, fold="compact", like="like AB123456C")


def askcue(label: str, *, wire: str) -> Meta:
    return _text(label, wire, most=18, pattern=ASKCUE, fold="compact", like="like ASKCUEPI1234567")


def oic(label: str, *, wire: str) -> Meta:
    return _text(label, wire, most=32, pattern=OIC, fold="compact", like="like OIC-123456")


def medco(label: str, *, wire: str) -> Meta:
    return _text(label, wire, most=11, pattern=MEDCO, fold="compact", like="like 123456/1")


def cru(label: str, *, wire: str) -> Meta:
    return _text(label, wire, most=6, pattern=CRU, fold="compact", like="like AAA999")


def authorisation(label: str, *, wire: str) -> Meta:
    return _text(label, wire, most=7, pattern=AUTHORISATION, like="in one to seven digits")


def time(label: str, *, wire: str) -> Meta:
    return _text(label, wire, most=8, pattern=TIME, kind="time", like="like 17:45")


def money(label: str, *, wire: str, hint: str | None = None) -> Meta:
    """Pounds and pence as text: a JSON number is refused, for it cannot hold every penny."""
    return _text(
        label, wire, most=16, pattern=MONEY, hint=hint, kind="money", fold="money",
        like="as text in pounds and pence, like 1250.00",
    )  # fmt: skip


def percentage(label: str, *, wire: str) -> Meta:
    return _text(
        label, wire, most=6, pattern=PERCENTAGE, kind="percentage", fold="percentage",
        like="as text from 0 to 100 with at most two decimals, like 12.50",
    )  # fmt: skip


def date(label: str, *, wire: str, hint: str | None = None, **extra: Any) -> Meta:
    extra = {"wire": wire, "kind": "date", "fold": "date", "like": "like 2026-10-20", **extra}
    return Meta(title=label, description=hint, extra=extra)


def whole(
    label: str, *, wire: str, least: int = 0, most: int = MOST_WHOLE_NUMBER, hint: str | None = None
) -> Meta:
    extra = {"wire": wire, "kind": "whole", "fold": "whole"}
    return Meta(title=label, description=hint, ge=least, le=most, extra=extra)


def flag(label: str, *, wire: str, hint: str | None = None) -> Meta:
    return Meta(title=label, description=hint, extra={"wire": wire, "kind": "flag"})


def code(label: str, *, wire: str, hint: str | None = None) -> Meta:
    return Meta(title=label, description=hint, extra={"wire": wire, "kind": "code", "fold": "code"})


def group(label: str, *, wire: str, hint: str | None = None, missing: str | None = None) -> Meta:
    extra = {"wire": wire, "kind": "group", "missing": missing}
    return Meta(title=label, description=hint, extra=extra)


def rows(label: str, *, wire: str, most: int, hint: str | None = None) -> Meta:
    extra = {"wire": wire, "kind": "rows"}
    return Meta(title=label, description=hint, max_length=most, extra=extra)
