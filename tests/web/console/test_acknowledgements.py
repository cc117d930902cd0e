"""Automatic acknowledgements chosen in the console."""

import re

from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import automatic_acknowledgements
from claims_portal.claims.models import AutomaticAcknowledgement
from claims_portal.claims.process.acknowledgements import KINDS
from claims_portal.claims.process.sides import Side
from claims_portal.organisations.models import Organisation
from claims_portal.web.action_names import name_of
from tests import make
from tests.web.forms.posting import posted_from

PATH = "/administration/organisation/acknowledgements"


def page(client: Client, path: str = PATH) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def checked(text: str) -> set[str]:
    return set(re.findall(r'value="([\w-]+)"[^>]* checked', text))


def test_every_kind_of_ones_own_side_can_be_chosen(console: Client) -> None:
    text = page(console)
    for kind in KINDS.values():
        offered = f'value="{kind.action}"' in text
        assert offered == (Side.CLAIMANT_REPRESENTATIVE in kind.sides), kind.action
    assert name_of("acknowledge-liability-denied") in text
    assert "after 30 days in any case" in text
    assert PATH in page(console, "/administration/organisation")


def test_a_choice_is_kept_and_taken_back(console: Client) -> None:
    chosen = {"acknowledge-exit", "acknowledge-liability-denied"}
    answer = console.post(PATH, {"actions": list(chosen)}, follow=True)
    assert "Claims that wait follow within a minute." in answer.content.decode()
    assert checked(page(console)) == chosen
    console.post(PATH, {})
    assert checked(page(console)) == set()
    assert "Automatic acknowledgements chosen" in page(console, "/administration/audit")


def test_what_is_not_offered_is_refused(console: Client) -> None:
    answer = console.post(PATH, {"actions": ["acknowledge-exit", "exit-rejected-claim"]})
    assert answer.status_code == 422
    assert "is no acknowledgement that your organisation gives" in answer.content.decode()
    assert not AutomaticAcknowledgement.objects.exists()


def test_an_old_page_does_not_undo_what_a_colleague_chose(
    console: Client, administrator: User
) -> None:
    old = posted_from(page(console), actions=["acknowledge-exit"])
    automatic_acknowledgements.choose(
        ["acknowledge-liability-denied"], by=administrator.as_actor(), at=make.NOW
    )
    told = console.post(PATH, old)
    assert told.status_code == 409
    assert "changed after you opened the page" in told.content.decode()
    assert checked(told.content.decode()) == {"acknowledge-exit"}
    assert checked(page(console)) == {"acknowledge-liability-denied"}
    again = posted_from(told.content.decode(), actions=["acknowledge-exit"])
    assert console.post(PATH, again).status_code == 302
    assert checked(page(console)) == {"acknowledge-exit"}


def test_a_handler_has_no_such_page(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    assert client.get(PATH).status_code == 403
    assert client.post(PATH, {"actions": ["acknowledge-exit"]}).status_code == 403
    assert not AutomaticAcknowledgement.objects.exists()


def test_a_compensator_chooses_its_own(client: Client, insurer: User) -> None:
    client.force_login(make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR))
    assert "acknowledge-claim" not in page(client), "it deals with RTA claims alone"
    assert client.post(PATH, {"actions": ["acknowledge-claim"]}).status_code == 422
    Organisation.objects.filter(pk=insurer.organisation_id).update(deals_with_elpl=True)
    client.post(PATH, {"actions": ["acknowledge-claim"]})
    kept = AutomaticAcknowledgement.objects.get()
    assert (kept.organisation, kept.action) == (insurer.organisation, "acknowledge-claim")
