"""The pages of figures: everybody's, and those of an organisation for who leads it."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.figures import tallying
from tests import make

NOW = datetime.now(UTC)


@pytest.fixture
def counted(lawyer: User, insurer: User) -> Claim:
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=NOW)
    claim = make.act(claim, "exit-claim", {"reason": "too-complex"}, by=lawyer, now=NOW)
    tallying.bring_up_to_date()
    return claim


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def leader_of(user: User, profile: Profile = Profile.CR_RTA_TEAM_LEADER) -> User:
    return make.user(user.organisation, profile, user_name=f"LEADER{user.pk}")


def test_everybody_reads_the_portals_figures(counted: Claim, client: Client) -> None:
    page = client.get("/figures").content.decode()
    assert "Claims sent" in page
    assert "Too complex for the process" in page
    assert "<svg" in page
    found = client.get("/figures.json").json()["months"][-1]
    assert found["month"] == f"{NOW:%Y-%m}"
    assert found["claimTypes"]["rta"]["claimsSent"] == 1
    assert found["claimTypes"]["rta"]["exitsByReason"] == {"Too complex for the process": 1}
    assert found["claimTypes"]["el"]["claimsSent"] == 0


def test_the_spreadsheet_says_the_same(counted: Claim, client: Client) -> None:
    answer = client.get("/figures.csv?months=6")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 6 * 4
    row = next(one for one in rows if one["Month"] == f"{NOW:%Y-%m}" and one["Claim type"] == "RTA")
    assert (row["Claims sent"], row["Exits"], row["Settled"]) == ("1", "1", "0")


def test_nothing_counted_is_said(db: None, client: Client) -> None:
    assert "Nothing was counted" in client.get("/figures").content.decode()


@pytest.mark.parametrize("months", ["7", "0", "-1", "x", "9" * 30, ""])
def test_another_period_is_the_usual_one(months: str, db: None, client: Client) -> None:
    answer = client.get("/figures.json", {"months": months})
    assert len(answer.json()["months"]) == 12


def test_a_team_leader_reads_the_own_organisations(counted: Claim, lawyer: User) -> None:
    page = as_user(leader_of(lawyer)).get("/own-figures")
    assert page.status_code == 200
    assert lawyer.organisation.name in page.content.decode()
    assert page.context["totals"][0][1] == [("RTA", 1)]


def test_another_organisations_are_not_among_them(counted: Claim, stranger: User) -> None:
    page = as_user(leader_of(stranger)).get("/own-figures")
    assert page.context["empty"]


def test_a_team_leader_of_other_claims_sees_none_of_these(counted: Claim, lawyer: User) -> None:
    page = as_user(leader_of(lawyer, Profile.CR_ELPL_TEAM_LEADER)).get("/own-figures")
    assert page.context["empty"]


def test_a_handler_has_no_such_page(counted: Claim, lawyer: User) -> None:
    client = as_user(lawyer)
    assert client.get("/own-figures").status_code == 404
    assert client.get("/own-figures.csv").status_code == 404
    assert "own-figures" not in client.get("/").content.decode()


def test_an_administrator_reads_them_too(counted: Claim, administrator: User) -> None:
    page = as_user(administrator).get("/own-figures")
    assert page.status_code == 200
    assert not page.context["empty"]


def test_the_insurer_sees_how_it_answered(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=NOW)
    make.act(claim, "accept-claim", {"compensatorReference": "N/1"}, by=insurer, now=NOW)
    tallying.bring_up_to_date()
    page = as_user(leader_of(insurer, Profile.COMP_RTA_TEAM_LEADER)).get("/own-figures")
    (told,) = page.context["answering"]
    assert (told.phase, told.in_time, told.timed_out) == ("Claim submitted", 1, 0)
    assert told.average_days_left > 10
