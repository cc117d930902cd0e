"""The lists that forms are filled in from, and how the operator takes them in."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims_portal.accounts.models import User
from claims_portal.claims import compensators
from claims_portal.organisations.models import Address, Hospital, InsurerName
from claims_portal.records.models import AuditEntry
from tests.api.conftest import Caller, kind

INSURERS = """name,claims,organisationId
Harrow Direct,rta,COMP001
Harrow Direct,elpl,COMP005
Lantern Cover,rta,comp001
"""
HOSPITALS = """name,postcode,address1,address2
Southmead Hospital,bs10 5nb,Southmead Road,Bristol
Llandough,CF64 2XX,,
"""


def taken(tmp_path: Path, name: str, text: str, *more: str) -> str:
    file = tmp_path / f"{name}.csv"
    file.write_text(text, encoding="utf-8-sig")
    told = StringIO()
    call_command("directory", name, str(file), *more, "--by", "OPERATOR", stdout=told)
    return told.getvalue()


@pytest.fixture
def _insurers(insurer: User, liability_insurer: User, tmp_path: Path) -> None:
    taken(tmp_path, "insurers", INSURERS)


@pytest.mark.usefixtures("_insurers")
def test_an_insurer_name_leads_to_its_compensator(as_lawyer: Caller) -> None:
    found = as_lawyer.get("/insurer-index", {"name": "harrow"}).json()["insurers"]
    assert [(one["insurerName"], one["compensator"]["organisationId"]) for one in found] == [
        ("Harrow Direct", "COMP001")
    ]
    other = as_lawyer.get("/insurer-index", {"name": "harrow", "claimType": "pl"}).json()
    assert [one["compensator"]["organisationId"] for one in other["insurers"]] == ["COMP005"]
    assert len(as_lawyer.get("/insurer-index").json()["insurers"]) == 2


@pytest.mark.usefixtures("_insurers")
def test_a_compensator_is_found_by_its_own_name_its_id_and_its_insurers_name(
    as_lawyer: Caller,
) -> None:
    for name in ("Organisation COMP001", "comp001", "lantern"):
        found = as_lawyer.get("/compensators", {"name": name}).json()["compensators"]
        assert [one["organisationId"] for one in found] == ["COMP001"], name
    assert compensators.search("lantern", "el") == []


def test_hospitals_are_found_by_name_and_postcode(as_lawyer: Caller, tmp_path: Path) -> None:
    taken(tmp_path, "hospitals", HOSPITALS)
    found = as_lawyer.get("/hospitals", {"name": "southmead"}).json()["hospitals"]
    assert found == [
        {
            "name": "Southmead Hospital",
            "postcode": "BS10 5NB",
            "addressLines": ["Southmead Road", "Bristol"],
        }
    ]
    assert len(as_lawyer.get("/hospitals", {"postcode": "cf"}).json()["hospitals"]) == 1


ADDRESSES = """postcode,buildingName,buildingNumber,street,town,country
BS1 4ZZ,,20,Harbour Row,Bristol,England
bs14zz,Quay House,3,Harbour Row,Bristol,
BA1 9ZZ,,7,Larch Close,Bath,
"""


def test_addresses_are_found_at_a_postcode(as_lawyer: Caller, tmp_path: Path) -> None:
    assert as_lawyer.get("/addresses", {"postcode": "BS1 4ZZ"}).json() == {"addresses": []}
    taken(tmp_path, "addresses", ADDRESSES)
    for spelt in ("BS1 4ZZ", "bs14zz"):
        found = as_lawyer.get("/addresses", {"postcode": spelt}).json()["addresses"]
        assert [one["buildingNumber"] for one in found] == ["3", "20"]
    assert found[0] == {
        "buildingName": "Quay House", "buildingNumber": "3", "street": "Harbour Row",
        "streetSecondLine": "", "district": "", "town": "Bristol", "county": "",
        "postcode": "BS1 4ZZ", "country": "",
    }  # fmt: skip
    assert as_lawyer.get("/addresses", {"postcode": "GIR 0AA"}).json()["addresses"] == []


def test_addresses_that_did_not_change_are_not_told_again(
    as_lawyer: Caller, tmp_path: Path
) -> None:
    taken(tmp_path, "addresses", ADDRESSES)
    path, asked = "/addresses", {"postcode": "BS1 4ZZ"}
    etag = as_lawyer.get(path, asked)["ETag"]
    assert as_lawyer.get(path, asked, If_None_Match=etag).status_code == 304
    taken(tmp_path, "addresses", ADDRESSES.replace("20,Harbour", "22,Harbour"))
    assert as_lawyer.get(path, asked, If_None_Match=etag).status_code == 200
    assert Address.objects.filter(building_number="22").exists()


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/compensators", {"claimType": "boat"}),
        ("/hospitals", {"postcode": "x" * 9}),
        ("/addresses", {}),
        *(("/addresses", {"postcode": one}) for one in ("", "BS1", "Bristol", "BS\x00")),
    ],
)
def test_a_query_that_cannot_be_read_is_refused(
    as_lawyer: Caller, path: str, query: dict[str, Any]
) -> None:
    answer = as_lawyer.get(path, query)
    assert (answer.status_code, kind(answer)) == (400, "bad-request")


@pytest.mark.parametrize("path", ["/compensators", "/insurer-index", "/hospitals"])
def test_a_name_with_a_nul_finds_nothing(as_lawyer: Caller, path: str) -> None:
    answer = as_lawyer.get(path, {"name": "a\x00b"})
    assert answer.status_code == 200
    assert next(iter(answer.json().values())) == []


@pytest.mark.usefixtures("_insurers")
def test_a_newer_file_is_the_whole_list_and_the_same_one_changes_nothing(tmp_path: Path) -> None:
    entries = AuditEntry.objects.filter(tag="directory:insurers:taken-in").count()
    assert "0 added" in taken(tmp_path, "insurers", INSURERS)
    assert AuditEntry.objects.filter(tag="directory:insurers:taken-in").count() == entries == 1
    newer = "name,claims,organisationId\nHARROW DIRECT,rta,COMP001\nBramble,rta,COMP001\n"
    told = taken(tmp_path, "insurers", newer, "--dry-run")
    assert "Nothing was changed" in told
    assert InsurerName.objects.count() == 3
    told = taken(tmp_path, "insurers", newer)
    assert ("1 added" in told, "1 changed" in told, "2 taken off" in told) == (True,) * 3
    assert set(InsurerName.objects.values_list("name", flat=True)) == {"HARROW DIRECT", "Bramble"}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("insurers", "name,claims\nA,rta\n", "there is no column organisationId"),
        ("insurers", "name,claims,organisationId\nA,boat,COMP001\n", "line 2: claims must be rta"),
        ("insurers", "name,claims,organisationId\nA,rta,COMP777\n", "line 2: there is no comp"),
        ("insurers", INSURERS + "harrow direct,rta,COMP001\n", "line 5: harrow direct is there"),
        ("hospitals", "name,postcode\n,BS1 1AA\n", "line 2: name must be given"),
        ("hospitals", f"name,postcode\n{'a' * 101},BS1 1AA\n", "at most 100 characters"),
    ],
)
def test_a_file_that_cannot_be_the_list_is_refused_whole(
    insurer: User, liability_insurer: User, tmp_path: Path, name: str, text: str, says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        taken(tmp_path, name, text)
    assert (InsurerName.objects.count(), Hospital.objects.count()) == (0, 0)
