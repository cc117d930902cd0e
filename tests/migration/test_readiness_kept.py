"""Readiness of all organisations, kept for lists and for the trend."""

from datetime import timedelta

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration import readiness, readiness_kept
from claims_portal.migration.models import OrganisationReadiness, ReadinessDay
from claims_portal.migration.readiness_kept import Column, Show, Wanted
from tests import make
from tests.make import NOW

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def world(db: None) -> None:
    """One organisation ready, one half ready, one without an administrator."""
    ready = make.organisation("CR00001")
    make.user(ready, Profile.CR_ADMINISTRATOR, user_name="READY1")
    half = make.organisation("CR00002")
    make.user(half, Profile.CR_ADMINISTRATOR, user_name="HALF1")
    make.user(half, Profile.CR_RTA_CLAIM_HANDLER, user_name="HALF2", email_verified_at=None)
    headless = make.organisation("COMP001", kind="COMP")
    make.user(headless, Profile.COMP_RTA_CLAIM_HANDLER, user_name="NOHEAD")


def codes(**wanted: object) -> list[str]:
    page = readiness_kept.page(Wanted(**wanted))  # type: ignore[arg-type]
    return [one.organisation_code for one in page.rows]


@pytest.mark.usefixtures("world")
def test_what_is_kept_is_what_is_computed_live() -> None:
    readiness_kept.compute(at=NOW)
    live = {one.organisation_id: one for one in readiness.everywhere(at=NOW)}
    kept = OrganisationReadiness.objects.all()
    assert {one.organisation_code: one.score for one in kept} == {
        code: one.score for code, one in live.items()
    }
    half = OrganisationReadiness.objects.get(organisation_code="CR00002")
    assert (half.score, half.blocking, half.people_stopped, half.cases) == (50, 1, 1, [20])


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["COMP001", "CR00002", "CR00001"]),
        ({"descending": True}, ["CR00001", "CR00002", "COMP001"]),
        ({"sort": Column.CODE}, ["COMP001", "CR00001", "CR00002"]),
        ({"show": Show.READY}, ["CR00001"]),
        ({"show": Show.NOT_READY}, ["COMP001", "CR00002"]),
        ({"show": Show.NO_ADMINISTRATOR}, ["COMP001"]),
        ({"case": 20}, ["CR00002"]),
        ({"kind": "COMP"}, ["COMP001"]),
        ({"text": "organisation cr0000"}, ["CR00002", "CR00001"]),
        ({"text": "%"}, []),
    ],
)
def test_the_list_is_filtered_and_sorted(wanted: dict[str, object], found: list[str]) -> None:
    readiness_kept.compute(at=NOW)
    assert codes(**wanted) == found


@pytest.mark.usefixtures("world")
def test_pages_are_turned_and_never_left() -> None:
    readiness_kept.compute(at=NOW)
    for number, first in ((-3, "COMP001"), (1, "COMP001"), (2, "CR00002"), (99, "CR00001")):
        page = readiness_kept.page(Wanted(), number=number, size=1)
        assert (page.rows[0].organisation_code, page.pages, page.total) == (first, 3, 3)


@pytest.mark.usefixtures("world")
def test_the_trend_has_a_day_a_day_and_changes_alone_for_one() -> None:
    readiness_kept.compute(at=NOW)
    readiness_kept.compute(at=NOW + timedelta(hours=1))
    User.objects.filter(user_name="HALF2").update(email_verified_at=NOW)
    readiness_kept.compute(at=TOMORROW)
    days = readiness_kept.trend(days=30, until=TOMORROW.date())
    assert [(one.organisations, one.ready, one.people_stopped) for one in days] == [
        (3, 1, 1), (3, 2, 0),
    ]  # fmt: skip
    assert [one.cases.get("20") for one in days] == [1, None]
    assert [one.score for one in readiness_kept.changes_of("CR00002")] == [50, 100]
    assert [one.score for one in readiness_kept.changes_of("CR00001")] == [100]
    assert len(readiness_kept.trend(days=1, until=TOMORROW.date())) == 1


@pytest.mark.usefixtures("world")
def test_an_organisation_without_accounts_leaves_the_list() -> None:
    readiness_kept.compute(at=NOW)
    User.objects.filter(user_name="NOHEAD").delete()
    readiness_kept.compute(at=TOMORROW)
    assert "COMP001" not in codes()


def test_an_empty_portal_has_a_day_too(db: None) -> None:
    assert readiness_kept.compute(at=NOW).organisations == 0
    assert readiness_kept.page(Wanted()).rows == []
    assert ReadinessDay.objects.count() == 1
