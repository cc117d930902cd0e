"""What stands in a worklist, and what a search finds."""

import re
from datetime import timedelta

import msgspec
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import locks
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import NotAllowed
from claims_portal.claims.search import saved
from claims_portal.claims.search.query import SearchQuery
from tests import make


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


def page_of(client: Client, user: User, path: str = "/") -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def table(page: str, name: str) -> str:
    found = re.search(rf'<table class="govuk-table" id="{name}">.*?</table>', page, re.DOTALL)
    return found[0] if found else ""


def test_claim_waits_for_the_insurer_and_not_for_the_lawyer(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    others = table(page_of(client, insurer), "others")
    assert claim.application_id in others
    assert lawyer.organisation.name in others
    assert "15 business days left, until" in others
    assert claim.application_id not in page_of(client, lawyer)


def test_claim_locked_by_me_stands_in_the_first_list(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    page = page_of(client, insurer)
    assert claim.application_id in table(page, "mine")
    assert claim.application_id not in table(page, "others")


def test_claim_locked_by_a_colleague_says_by_whom(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="COLL")
    locks.take(claim, by=colleague.as_actor(), at=make.NOW)
    assert "Locked by COLL" in table(page_of(client, insurer), "others")


def test_people_of_the_other_side_are_not_named(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    client.force_login(lawyer)
    page = client.get("/claims").content.decode()
    assert claim.application_id in page
    assert "INSURER" not in page
    assert "Locked by the other party" in page


def test_lock_that_ran_out_is_no_lock(client: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    locks.take(claim, by=insurer.as_actor(), at=make.NOW - timedelta(hours=1))
    page = page_of(client, insurer)
    assert claim.application_id in table(page, "others")
    assert "You</td>" not in page


def test_long_worklist_comes_in_pages(client: Client, lawyer: User, insurer: User) -> None:
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _number in range(27)]
    first = page_of(client, insurer)
    found = re.search(r'href="(/\?cursor=[^"]+)"[^>]*rel="next"', first)
    assert found
    second = page_of(client, insurer, found[1])
    shown = [table(page, "others") for page in (first, second)]
    numbers = [claim.application_id for claim in claims]
    assert [sum(number in one for number in numbers) for one in shown] == [25, 2]
    assert "Back to the most urgent" in second


def test_counts_by_phase_lead_to_that_phase(client: Client, lawyer: User, insurer: User) -> None:
    new = make.claim(lawyer=lawyer, insurer=insurer)
    accepted = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    page = page_of(client, insurer)
    assert 'href="/?phase=LiabilityDecision"' in page
    assert "All phases <strong>2</strong>" in page
    filtered = table(page_of(client, insurer, "/?phase=LiabilityDecision"), "others")
    assert accepted.application_id in filtered
    assert new.application_id not in filtered


def phases_counted(page: str) -> dict[str, str]:
    bar = page[page.index('class="portal-phases"') :].partition("</nav>")[0]
    return dict(re.findall(r"phase=(\w+)[^>]*><strong>([\d,+]+)</strong>", bar))


def test_tabs_show_whose_claims_and_the_bar_counts_them(
    client: Client, lawyer: User, insurer: User
) -> None:
    other = make.branch(insurer.organisation, "002")
    here, there, held = (make.claim(lawyer=lawyer, insurer=insurer) for _number in range(3))
    Claim.objects.filter(pk__in=(here.pk, held.pk)).update(compensator_branch=insurer.branch)
    Claim.objects.filter(pk=there.pk).update(compensator_branch=other)
    Claim.objects.filter(pk=held.pk).update(compensator_handler=insurer)
    shown = {
        "": (here, there, held), "?branch=own": (here, held), "?allocatedTo=me": (held,),
        "?allocatedTo=nobody": (here, there),
    }  # fmt: skip
    for address, expected in shown.items():
        page = page_of(client, insurer, f"/{address}")
        rows = table(page, "others")
        for claim in (here, there, held):
            assert (claim.application_id in rows) is (claim in expected), address
        assert phases_counted(page) == {"ClaimSubmitted": str(len(expected))}
    assert 'href="/?phase=ClaimSubmitted&amp;branch=own"' in page_of(
        client, insurer, "/?branch=own"
    )


def test_whoever_sees_one_branch_alone_or_has_none_is_not_asked_for_it(
    client: Client, lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    profile = Profile.COMP_RTA_BRANCH_CLAIM_HANDLER
    branched = make.user(insurer.organisation, profile, branch=insurer.branch)
    assert "Your branch" in page_of(client, insurer)
    for user in (branched, lawyer):
        assert "Your branch" not in page_of(client, user, "/?branch=own")


@pytest.mark.parametrize("path", ["/", "/?branch=own", "/?allocatedTo=me", "/?allocatedTo=LAWYER"])
def test_the_worklist_asks_few_questions(
    client: Client, lawyer: User, insurer: User, path: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    make.claim(lawyer=lawyer, insurer=insurer)
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER)
    client.force_login(leader)
    client.get(path)
    with django_assert_max_num_queries(15):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/claims"])
def test_an_administrator_alone_is_led_to_the_administration(
    client: Client, administrator: User, path: str
) -> None:
    client.force_login(administrator)
    assert client.get(path)["Location"] == "/administration"
    page = page_of(client, administrator, "/administration")
    assert 'href="/claims"' not in page


@pytest.mark.parametrize("path", ["/", "/claims"])
def test_who_has_no_claims_is_told_what_the_profiles_give(
    client: Client, lawyer: User, path: str
) -> None:
    page = page_of(client, make.user(lawyer.organisation), path)
    assert "No claims for this account" in page
    assert "ask an administrator of your organisation" in page
    assert 'href="/claims"' not in page


def test_menu_offers_a_new_claim_to_claimant_representatives_only(
    client: Client, lawyer: User, insurer: User
) -> None:
    assert "New claim" in page_of(client, lawyer)
    assert "New claim" not in page_of(client, insurer)


@pytest.mark.parametrize("path", ["/?cursor=broken", "/claims?cursor=-1", "/?phase=x&cursor=y"])
def test_cursor_of_nobody_cannot_be_read(client: Client, lawyer: User, path: str) -> None:
    client.force_login(lawyer)
    assert client.get(path).status_code == 400


def test_search_finds_by_every_key(client: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    searches = [
        f"applicationId={claim.application_id}",
        f"applicationId=+{claim.pk}+",
        f"surname={claim.claimant_surname[:3].upper()}",
        f"reference={claim.representative_reference.lower()}",
        "phase=ClaimSubmitted",
        "",
    ]
    for searched in searches:
        assert claim.application_id in page_of(client, lawyer, f"/claims?{searched}"), searched


@pytest.mark.parametrize(
    "searched",
    ["surname=*oateng", "registration=vo68+zzb", "registration=wx19zza", "niNumber=ab+123456+c",
     "dateOfBirth=9+3+1988", "dateOfBirth=09/03/1988", "dateOfBirth=1988-03-09", "claimType=rta",
     "branch=001", "branch=/CR00101", "allocatedTo=nobody", "startedFrom=23.11.2026",
     "sentFrom=1+11+2026&sentTo=23+11+2026", "updatedTo=24-11-2026", "scope=worklist",
     "sort=-update", "sort=nonsense", "scope=nonsense"],
)  # fmt: skip
def test_the_page_searches_as_the_api_does(
    client: Client, lawyer: User, insurer: User, searched: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    page = page_of(client, insurer, f"/claims?{searched}")
    assert claim.application_id in table(page, "found")


@pytest.mark.parametrize("typed", ["31+2+2026", "soon", "1+1+26", "2026-13-01", "0+0+0000"])
def test_a_day_that_is_none_is_said_at_its_field(
    client: Client, lawyer: User, insurer: User, typed: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    page = page_of(client, lawyer, f"/claims?sentFrom={typed}&surname=Boateng")
    assert 'href="#sentFrom"' in page
    assert "Sent from must be a date like 31 3 2026" in page
    assert '<details class="govuk-details" open>' in page
    assert 'value="Boateng"' in page
    assert claim.application_id not in page


def test_a_surname_that_is_not_found_can_be_looked_for_inside_names(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    page = page_of(client, lawyer, "/claims?surname=teng&phase=ClaimSubmitted")
    found = re.search(r'href="(/claims\?[^"]*)">Look for the name inside', page)
    assert found
    assert claim.application_id in page_of(client, lawyer, found[1].replace("&amp;", "&"))


def test_pages_of_a_search_keep_what_was_searched(
    client: Client, lawyer: User, insurer: User
) -> None:
    for _number in range(26):
        make.claim(lawyer=lawyer, insurer=insurer)
    page = page_of(client, lawyer, "/claims?surname=boat&sort=start&sentFrom=1+11+2026")
    found = re.search(r'href="(/claims\?[^"]*cursor=[^"]+)"[^>]*rel="next"', page)
    assert found
    second = page_of(client, lawyer, found[1].replace("&amp;", "&"))
    assert 'value="boat"' in second
    assert table(second, "found").count("<tr") == 2


@pytest.mark.parametrize(
    "searched",
    ["applicationId=99", "applicationId=abc", "surname=Zz%00", "phase=Nowhere",
     "applicationId=" + "9" * 400, "reference=%27%3B--"],
)  # fmt: skip
def test_search_that_finds_nothing_says_so(
    client: Client, lawyer: User, insurer: User, searched: str
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    assert "No claim was found" in page_of(client, lawyer, f"/claims?{searched}")


def test_search_never_finds_what_belongs_to_others(
    client: Client, lawyer: User, insurer: User, stranger: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    for searched in ("", f"applicationId={claim.pk}", f"surname={claim.claimant_surname}"):
        assert claim.application_id not in page_of(client, stranger, f"/claims?{searched}")
    assert Claim.objects.count() == 1


def test_claimants_name_stays_text(client: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(claimant_surname="<script>x</script>")
    page = page_of(client, insurer)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def follow(client: Client, user: User, path: str, **typed: str) -> str:
    client.force_login(user)
    answer = client.post(path, typed, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_search_is_kept_followed_and_deleted(client: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    searched = "surname=boat&sentFrom=2026-11-01"
    page = page_of(client, lawyer, f"/claims?{searched}")
    assert "Keep this search as" in page
    page = follow(client, lawyer, "/claims/filters", query=searched, name="Recent Boats")
    assert "Kept as “Recent Boats”." in page
    found = re.search(r'href="(/claims\?[^"]+)" aria-current="true">Recent Boats', page)
    assert found
    assert claim.application_id in table(
        page_of(client, lawyer, found[1].replace("&amp;", "&")), "found"
    )
    number = re.search(r'name="delete" value="(\d+)"', page)
    assert number
    page = follow(client, lawyer, "/claims/filters", query="", delete=number[1])
    assert "The filter was deleted." in page
    assert "Recent Boats" not in page


def test_a_name_that_cannot_be_kept_is_given_back_once(client: Client, lawyer: User) -> None:
    page = follow(client, lawyer, "/claims/filters", query="surname=boat", name="y" * 61)
    assert f'value="{"y" * 61}"' in page
    assert "y" * 61 not in page_of(client, lawyer, "/claims?surname=boat")


def test_who_keeps_a_search_under_a_name_twice_is_told(client: Client, lawyer: User) -> None:
    follow(client, lawyer, "/claims/filters", query="surname=boat", name="Boats")
    page = follow(client, lawyer, "/claims/filters", query="surname=ship", name="boats")
    assert "Kept as “boats”, in place of the search that had this name." in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "A filter has a name of 1 to 60 characters."),
        ({"name": "x" * 61}, "A filter has a name of 1 to 60 characters."),
        ({"delete": "7"}, "There is no such filter."),
        ({"delete": "x"}, "There is no such filter."),
        ({"name": "x", "query": "sentFrom=soon"}, "Sent from must be a date"),
    ],
)
def test_what_cannot_be_kept_is_said(
    client: Client, lawyer: User, typed: dict[str, str], says: str
) -> None:
    assert says in follow(client, lawyer, "/claims/filters", **typed)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({}, "/claims?scope=worklist"),
        ({"scope": "all", "updatedSince": "2026-11-23T09:30:00Z"},
         "/claims?updatedSince=2026-11-23T09%3A30%3A00%2B00%3A00"),
        ({"scope": "all", "sentFrom": "2026-11-01"}, "/claims?sentFrom=2026-11-01"),
    ],
)  # fmt: skip
def test_a_filter_of_a_program_is_followed_on_the_page(
    client: Client, insurer: User, lawyer: User, query: dict[str, str], address: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    saved.save("Theirs", msgspec.convert(query, SearchQuery), by=insurer.as_actor(), at=make.NOW)
    page = page_of(client, insurer, "/claims")
    assert f'href="{address}"' in page
    assert claim.application_id in table(page_of(client, insurer, address), "found")


@pytest.mark.parametrize("since", ["yesterday", "2026-11-23T09:30:00", "2026-11-23", "9" * 50])
def test_an_instant_that_is_none_is_not_asked_for(
    client: Client, insurer: User, lawyer: User, since: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    page = page_of(client, insurer, f"/claims?updatedSince={since}")
    assert claim.application_id in table(page, "found")


def test_whoever_stands_in_uses_filters_and_leaves_them(client: Client, lawyer: User) -> None:
    leader = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER)
    actor = lawyer.as_actor(real_user=leader)
    kept = saved.save("Mine", SearchQuery(), by=lawyer.as_actor(), at=make.NOW)
    assert saved.of(actor) == [kept]
    with pytest.raises(NotAllowed):
        saved.save("Other", SearchQuery(), by=actor, at=make.NOW)
    with pytest.raises(NotAllowed):
        saved.delete(kept.pk, by=actor)


def test_a_phase_that_is_counted_no_further_says_so(
    client: Client, lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("claims_portal.claims.worklist", "claims_portal.web.worklist"):
        monkeypatch.setattr(f"{module}.MOST_COUNTED", 2)
    for _number in range(3):
        make.claim(lawyer=lawyer, insurer=insurer)
    page = page_of(client, insurer)
    assert "<strong>2+</strong> <span>Claim submitted</span>" in page
    assert "All phases <strong>2+</strong>" in page
