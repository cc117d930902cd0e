"""The lines of an address on a form of the console."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal.accounts import record_rules
from claims_portal.accounts.record_rules import AddressRefused
from claims_portal.web.console.asking import Asked, shown, text

LINES = {
    "buildingName": (words("Building name"), "20"),
    "buildingNumber": (words("Building number"), "5"),
    "street": (words("Street"), "30"),
    "streetSecondLine": (words("Street, second line"), "30"),
    "district": (words("District"), "20"),
    "town": (words("Town or city"), "20"),
    "county": (words("County"), "20"),
    "postcode": (words("Postcode"), "10"),
    "country": (words("Country"), "20"),
}
MUST = frozenset({"street", "town"})


def asked(kept: Mapping[str, str], given: QueryDict | None, *, compulsory: bool) -> list[Asked]:
    lines = record_rules.address_lines(kept)
    either = _("Give the building’s name or its number.")
    return [
        text(
            f"address/{name}", str(label), shown(given, f"address/{name}", lines.get(name, "")),
            width=width, hint=either if name == "buildingName" else "",
            required=compulsory and (name in MUST or name.startswith("building")),
        )
        for name, (label, width) in LINES.items()
    ]  # fmt: skip


def typed_address(given: QueryDict) -> dict[str, str]:
    """All lines, empty ones too; nothing where none was filled in."""
    lines = {name: given.get(f"address/{name}", "").strip() for name in LINES}
    return lines if any(lines.values()) else {}


def at_its_line(refusal: Exception, given: QueryDict) -> Exception:
    """A refusal of the whole address stands at the line that is missing."""
    if isinstance(refusal, AddressRefused):
        lines = typed_address(given)
        if not (lines.get("buildingName") or lines.get("buildingNumber")):
            refusal.field = "address/buildingName"
        else:
            refusal.field = "address/town" if lines.get("street") else "address/street"
    return refusal


def as_text(kept: Mapping[str, str]) -> str:
    """An address as it stands on a letter."""
    lines = record_rules.address_lines(kept)
    number, street = lines.pop("buildingNumber", ""), lines.pop("street", "")
    first = [lines.pop("buildingName", ""), " ".join(filter(None, (number, street)))]
    return "\n".join(filter(None, (*first, *lines.values())))
