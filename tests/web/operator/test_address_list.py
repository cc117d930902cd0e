"""The operator's list of addresses: taken in from a file, whole or not at all."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.outline import Question, outline
from claims_portal.operators.models import Staff
from claims_portal.organisations import addresses, addresses_sql, directory
from claims_portal.organisations.models import Address
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make
from tests.web.operator.conftest import SignedIn

HEADER = "postcode,buildingName,buildingNumber,street,streetSecondLine,district,town,county\n"
LIST = (
    HEADER
    + "bs1 4zz,Quay House,18,Harbour Row,,,Bristol,Bristol\n"
    + 'BS14ZZ,"Quay Lodge, East",,,,,Bristol,\n'
    + "BA1 9ZZ,,7,Larch Close,,Weston,Bath,Somerset\n"
)
PAGE = "/operator/directory/lists/addresses"
TAG = "directory:addresses:taken-in"


def taken(tmp_path: Path, text: str, *more: str) -> str:
    file = tmp_path / "addresses.csv"
    file.write_text(text, encoding="utf-8-sig")
    told = StringIO()
    call_command("directory", "addresses", str(file), *more, "--by", "OPERATOR", stdout=told)
    return told.getvalue()


@pytest.mark.django_db
def test_a_file_is_taken_in_with_an_entry_in_the_audit(tmp_path: Path) -> None:
    assert "3 added" in taken(tmp_path, LIST)
    assert [str(one) for one in addresses.at_postcode("BS14ZZ")] == [
        "Quay Lodge, East, Bristol BS1 4ZZ",
        "Quay House, 18 Harbour Row, Bristol BS1 4ZZ",
    ]
    (entry,) = AuditEntry.objects.filter(tag=TAG)
    assert entry.after == {"added": 3, "changed": 0, "removed": 0}


@pytest.mark.django_db
def test_a_newer_file_is_the_whole_list_and_the_same_one_changes_nothing(tmp_path: Path) -> None:
    taken(tmp_path, LIST)
    kept = Address.objects.get(street="Harbour Row").pk
    assert "0 added" in taken(tmp_path, LIST)
    newer = (
        HEADER
        + "BS1 4ZZ,QUAY HOUSE,18,Harbour Row,,,Bristol,Avon\n"
        + "BA1 9ZZ,,7,Larch Close,,Weston,Bath,Somerset\n"
        + "BA1 9ZZ,,9,Larch Close,,Weston,Bath,Somerset\n"
    )
    told = taken(tmp_path, newer, "--dry-run")
    assert "Nothing was changed" in told
    assert Address.objects.count() == 3
    told = taken(tmp_path, newer)
    assert ("1 added" in told, "1 changed" in told, "1 taken off" in told) == (True,) * 3
    changed = Address.objects.get(pk=kept)
    assert (changed.building_name, changed.county) == ("QUAY HOUSE", "Avon")
    assert not Address.objects.filter(building_name="Quay Lodge, East").exists()
    assert AuditEntry.objects.filter(tag=TAG).count() == 2


@pytest.mark.django_db
def test_an_empty_list_takes_every_address_off(tmp_path: Path) -> None:
    taken(tmp_path, LIST)
    assert "3 taken off" in taken(tmp_path, HEADER)
    assert not Address.objects.exists()


# fmt: off
WRONG = [
    # the file, what is said
    ("",                                                  "line 1: there is no column postcode"),
    ("postcode,street\nBS1 4ZZ,High Street\n",            "line 1: there is no column town"),
    (HEADER + ",,1,High Street,,,Bristol,\n",             "line 2: postcode must be given"),
    (HEADER + "Bristol,,1,High Street,,,Bristol,\n",      "line 2: postcode must be like BS1 4ZZ"),
    (LIST + "BS1 4ZZ,,1,High Street,,,,\n",               "line 5: town must be given"),
    (LIST + "BS1 4ZZ,,,,,,Bristol,\n",                    "line 5: buildingName, buildingNumber or"),
    (LIST + f"BS1 4ZZ,,1,{'x' * 33},,,Bristol,\n",        "line 5: street must have at most 32 ch"),
    (LIST + "BS1 4ZZ,,1,High\x00Street,,,Bristol,\n",     "line 5: street must not contain control"),
    (LIST + "BS1 4ZZ,1,High Street,Bristol\n",            "line 5: 4 columns, where line 1 has 8"),
    (LIST + "BS14ZZ,QUAY house,18,harbour ROW,,,B,\n",    "line 5: QUAY house, 18 harbour ROW, B BS1 4ZZ is there twice"),
    (LIST + f"BS1 4ZZ,,1,{'x' * 200_000},,,Bristol,\n",   "line 5: field larger than"),
]
# fmt: on


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "says"), WRONG)
def test_a_file_that_cannot_be_the_list_is_refused_whole(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        taken(tmp_path, text)
    assert not Address.objects.exists()


@pytest.mark.django_db
def test_every_wrong_row_is_named_but_not_without_end(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        taken(tmp_path, HEADER + "nowhere,,1,High Street,,,Bristol,\n" * 1_000)
    lines = str(refused.value).splitlines()
    assert (len(lines), lines[0][:7], lines[-1][:9]) == (200, "line 2:", "line 201:")


@pytest.mark.django_db
def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "addresses.csv"
    file.write_bytes(HEADER.encode() + b"BS1 4ZZ,\xff,1,High Street,,,Bristol,\n")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("directory", "addresses", str(file))


def many(number: int) -> Iterator[str]:
    yield HEADER
    for place in range(number):
        yield f"BS{place % 9 + 1} {place // 9 % 9}ZZ,,{place},Long Road,,,Bristol,\n"


@pytest.mark.django_db
def test_of_a_long_list_there_are_the_numbers_and_the_first_names() -> None:
    change = directory.compared("addresses", many(20_000))
    assert (change.added.number, len(change.added.named)) == (20_000, 200)
    by = audit.Author(user="OPERATOR")
    directory.take_in("addresses", many(20_000), by=by, at=make.NOW)
    assert directory.take_in("addresses", many(19_999), by=by, at=make.NOW).numbers == {
        "added": 0, "changed": 0, "removed": 1,
    }  # fmt: skip
    assert len(addresses.at_postcode("BS10ZZ")) == 200


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_are_taken_in_one_after_the_other() -> None:
    """Also into the empty list, where there is no row to lock."""
    barrier, faults = Barrier(2), []

    def take(first: int) -> None:
        rows = [HEADER, *(f"BS1 4ZZ,,{first + n},Long Road,,,B,\n" for n in range(500))]
        try:
            barrier.wait(timeout=10)
            directory.take_in("addresses", rows, by=audit.Author(user="OPERATOR"), at=make.NOW)
        except Exception as fault:  # noqa: BLE001 - told by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=take, args=(first,)) for first in (0, 250)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    numbers = {int(one) for one in Address.objects.values_list("building_number", flat=True)}
    assert numbers in (set(range(500)), set(range(250, 750)))
    after = [entry.after for entry in AuditEntry.objects.filter(tag=TAG).order_by("pk")]
    assert after == [
        {"added": 500, "changed": 0, "removed": 0},
        {"added": 250, "changed": 0, "removed": 250},
    ]


@pytest.mark.django_db
def test_the_page_shows_what_a_file_would_change_and_takes_it_in(
    signed_in: SignedIn, registrar: Staff
) -> None:
    page: Client = signed_in(registrar)

    def upload(content: str) -> Any:
        return page.post(PAGE, {"file": SimpleUploadedFile("list.csv", content.encode())})

    shown = upload(LIST).content.decode()
    assert "Added: 3" in shown
    assert "Quay House, 18 Harbour Row, Bristol BS1 4ZZ" in shown
    assert not Address.objects.exists()
    done = page.post(PAGE, {"text": LIST, "do": "take"}, follow=True).content.decode()
    assert "Taken in: 3 added, 0 changed, 0 taken off." in done
    assert "3 entries" in page.get("/operator/directory").content.decode()
    wrong = upload(HEADER + "nowhere,,1,High Street,,,Bristol,\n")
    assert wrong.status_code == 422
    assert "line 2: postcode must be like BS1 4ZZ" in wrong.content.decode()


def test_the_list_takes_what_the_forms_take() -> None:
    """No address of the list is too long for a form."""
    asked = {
        part.name: part.longest
        for part in outline(RtaCnf).walk()
        if isinstance(part, Question) and part.pointer.startswith("/claimant/person/address/")
    }
    for column, field in addresses_sql.COLUMNS.items():
        if column != "postcode":
            most = getattr(Address._meta.get_field(field), "max_length", None)
            assert most == asked[column], column
