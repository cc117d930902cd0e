"""Addresses of the demo, at the postcodes of the sample claims; all invented, as those are."""

from claims_portal.organisations.models import Address

# fmt: off
ADDRESSES = (
    # postcode, building name, building number, street, second line, district, town, county
    ("BS14ZZ", "Quay House", "18", "Harbour Row", "", "", "Bristol", "Bristol"),
    ("BS14ZZ", "", "20", "Harbour Row", "", "", "Bristol", "Bristol"),
    ("BS14ZZ", "Flat 1, The Chandlery", "22", "Harbour Row", "Old Dock", "", "Bristol", "Bristol"),
    ("BS14ZZ", "Flat 2, The Chandlery", "22", "Harbour Row", "Old Dock", "", "Bristol", "Bristol"),
    ("BA19ZZ", "", "5", "Larch Close", "", "", "Bath", "Somerset"),
    ("BA19ZZ", "", "7", "Larch Close", "", "", "Bath", "Somerset"),
    ("BA19ZZ", "Larch Cottage", "", "", "", "Weston", "Bath", "Somerset"),
    ("BS65ZZ", "", "39", "Chandos Terrace", "", "Redland", "Bristol", "Bristol"),
    ("BS65ZZ", "", "41", "Chandos Terrace", "", "Redland", "Bristol", "Bristol"),
    ("BS19ZZ", "", "2", "Market Steps", "", "", "Bristol", "Bristol"),
    ("BS29ZZ", "", "12", "Tannery Road", "", "St Jude's", "Bristol", "Bristol"),
    ("BS39ZZ", "", "9", "Ferry Lane", "", "Southville", "Bristol", "Bristol"),
    ("BS49ZZ", "", "8", "Forge Road", "", "Brislington", "Bristol", "Bristol"),
    ("BS59ZZ", "", "41", "Brook Terrace", "", "Easton", "Bristol", "Bristol"),
    ("BS91ZZ", "", "12", "Coombe Lane", "", "Stoke Bishop", "Bristol", "Bristol"),
    ("BS119ZZ", "", "3", "Avonmouth Way", "", "Avonmouth", "Bristol", "Bristol"),
    ("CB79ZZ", "Fenland House", "4", "Drove Road", "", "", "Ely", "Cambridgeshire"),
)
# fmt: on
FIELDS = (
    "postcode",
    "building_name",
    "building_number",
    "street",
    "street_second_line",
    "district",
    "town",
    "county",
)  # fmt: skip


def prepare() -> None:
    """Where no list was taken in, so that one can be tried beside it."""
    if not Address.objects.exists():
        Address.objects.bulk_create(
            Address(**dict(zip(FIELDS, row, strict=True)), country="England") for row in ADDRESSES
        )
