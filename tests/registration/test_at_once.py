"""Several at once: two registrars, two clicks, two firms with one number."""

from typing import Any

import pytest

from claims_portal import clock
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.models import Staff
from claims_portal.operators.roles import Role
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.registration import applying, deciding
from claims_portal.registration.models import Application
from claims_portal.registration.refusals import CannotBeApproved, DecidedMeanwhile
from tests import make
from tests.claims.together import at_once
from tests.operators.conftest import acting
from tests.registration.applicant import FIRM, INSURER, sent
from tests.registration.conftest import LOOKED, NOTE

pytestmark = pytest.mark.django_db(transaction=True)


def registrars() -> list[StaffActor]:
    return [acting(make.staff(Role.REGISTRAR, staff_id=name)) for name in ("FIRST", "SECOND")]


def approve(application: Application, by: StaffActor) -> Any:
    return deciding.approve(
        application.reference, revision=application.revision, looked=LOOKED,
        note_of_registrar=NOTE, by=by, at=clock.now(),
    )  # fmt: skip


def test_two_registrars_approve_and_one_organisation_is_founded() -> None:
    application = sent().application
    one, other = registrars()
    done = at_once(lambda: approve(application, one), lambda: approve(application, other))
    refused = [outcome for outcome in done if isinstance(outcome, DecidedMeanwhile)]
    assert len(refused) == 1
    decided = Application.objects.get()
    assert decided.decided_by in str(refused[0])
    assert Organisation.objects.count() == 1
    assert not list(audit.broken_links())


def test_one_approves_while_another_refuses() -> None:
    application = sent().application
    one, other = registrars()
    done = at_once(
        lambda: approve(application, one),
        lambda: deciding.refuse(application.reference, ["ico"], by=other, at=clock.now()),
    )
    assert sum(isinstance(outcome, DecidedMeanwhile) for outcome in done) == 1
    decided = Application.objects.get()
    assert (decided.state == "approved") is Organisation.objects.exists()


def test_two_applications_with_one_number_give_one_organisation() -> None:
    other_name = {"organisation": FIRM["organisation"] | {"name": "Quite Another Law"}}
    applications = [
        sent().application,
        sent(email="other@quite.example.com", **other_name).application,
    ]
    one, other = registrars()
    done = at_once(lambda: approve(applications[0], one), lambda: approve(applications[1], other))
    assert sum(isinstance(outcome, CannotBeApproved) for outcome in done) == 1
    assert Organisation.objects.count() == 1


def test_two_organisations_at_once_get_ids_of_their_own() -> None:
    numbers = {"regulatorNumber": "700700", "companyNumber": "", "icoNumber": "ZB111111"}
    applications = [
        sent().application,
        sent(
            email="other@quite.example.com",
            organisation={"name": "Quite Another Law"},
            registrations=numbers,
        ).application,
    ]
    one, other = registrars()
    at_once(lambda: approve(applications[0], one), lambda: approve(applications[1], other))
    assert sorted(Organisation.objects.values_list("code", flat=True)) == ["CR00001", "CR00002"]


def test_sent_by_two_clicks_it_is_sent_once() -> None:
    application = sent("COMP").application
    Application.objects.update(state="draft")
    application.events.all().delete()
    done = at_once(
        *(lambda: applying.send(application, declared=True, at=clock.now()) for _ in range(2))
    )
    assert all(isinstance(outcome, Application) for outcome in done), done
    assert application.events.count() == 1
    assert INSURER["organisation"]["name"] == Application.objects.get().name


def test_withdrawn_while_it_is_approved() -> None:
    application = sent().application
    one, _other = registrars()
    at_once(
        lambda: approve(application, one),
        lambda: applying.withdraw(application, at=clock.now()),
    )
    decided = Application.objects.get()
    assert decided.state in ("approved", "withdrawn")
    assert (decided.state == "approved") is Organisation.objects.exists()


def test_staff_that_lost_the_right_decides_no_more() -> None:
    application = sent().application
    one, _other = registrars()
    Staff.objects.filter(staff_id="FIRST").update(roles=["support"])
    done = at_once(lambda: approve(application, acting(Staff.objects.get(pk=one.pk))))
    assert "None of your roles" in str(done[0])
