"""Whoever claims without a lawyer reads help at each question, in words of a child of twelve."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.documents.outline import Question, Section
from claims_portal.claims.models import Draft
from claims_portal.claims.process.processes import CURRENT
from claims_portal.web.forms import plain_phases, plainly
from claims_portal.web.forms.claim_forms import CLAIM_FORMS
from claims_portal.web.forms.reading import is_ticked_group
from claims_portal.web.forms.sections import FormPage
from tests import make
from tests.web.forms.conftest import signed_in
from tests.web.forms.posting import controls

PAGES = [(kind, page) for kind, form in CLAIM_FORMS.items() for page in form.pages]
OLDEST_READER, LONGEST_SENTENCE = 13, 18


@pytest.fixture
def alone(db: None) -> Client:
    claimant = make.user(
        make.organisation("LIP00017", kind="LIP"), Profile.CR_RTA_CLAIM_HANDLER, user_name="ALONE"
    )
    return signed_in(claimant)


def questions(parts: tuple[Question | Section, ...]) -> Iterator[Question]:
    """Those with a control of their own: ticked boxes of a group are one question."""
    for part in parts:
        if isinstance(part, Question):
            yield part
        elif is_ticked_group(part):
            yield from (one for one in questions(part.items) if one.kind != "flag")
        else:
            yield from questions(part.items)


@pytest.mark.parametrize(("kind", "page"), PAGES, ids=lambda one: getattr(one, "slug", one))
def test_no_question_is_without_help(kind: str, page: FormPage) -> None:
    assert plainly.about_page(page.slug)
    if page.slug != "compensator":
        without = [one.pointer for one in questions(page.items) if not plainly.help_at(one.pointer)]
        assert without == []


def test_no_help_is_for_a_question_that_is_not_there() -> None:
    asked = {
        one.pointer[1:].rstrip("123456") if "otherParty" in one.pointer else one.pointer[1:]
        for _kind, page in PAGES
        for one in questions(page.items)
    }
    assert plainly.QUESTIONS.keys() <= asked
    assert plainly.ANYWHERE.keys() <= {name.rpartition("/")[2] for name in asked}
    assert plainly.PAGES.keys() == {page.slug for _kind, page in PAGES}


def test_every_phase_is_told_in_plain_words() -> None:
    assert plain_phases.PHASES.keys() == {
        phase.code for process in CURRENT.values() for phase in process.phases
    }


def test_a_child_of_thirteen_can_read_it() -> None:
    texts = [*plainly.PAGES.values(), *plainly.QUESTIONS.values(), *plainly.ANYWHERE.values()]
    texts += plain_phases.PHASES.values()
    sentences = [one for text in texts for one in re.split(r"[.:?]\s|\.$", text) if one]
    words = [re.findall(r"[A-Za-z']+", sentence) for sentence in sentences]
    assert [one for one in words if len(one) > LONGEST_SENTENCE] == []
    every = [word for one in words for word in one]
    # By Flesch and Kincaid, whose grades begin at the age of five.
    parts = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower().rstrip("e")))) for word in every)
    age = 5 + 0.39 * len(every) / len(sentences) + 11.8 * parts / len(every) - 15.59
    assert age < OLDEST_READER


def test_the_form_of_whoever_is_alone_has_it_and_comes_back_as_it_was_left(alone: Client) -> None:
    assert "your organisation" not in alone.get(reverse("new-claim")).content.decode()
    alone.post(reverse("new-claim"))
    form = f"/claims/{Draft.objects.get().claim_id}/form"
    tasks = alone.get(form).content.decode()
    assert "This page is about the person who was hurt: you." in tasks
    page = alone.get(f"{form}/claimant").content.decode()
    assert "This page is about the person who was hurt: you." in page
    assert "Choose “Yes” if you are under 18." in page
    assert 'id="claimant-occupation-hint"' in page
    assert 'aria-describedby="claimant-occupation-hint"' in page
    typed = controls(page).answers | {"claimant/occupation": ["Baker"]}
    alone.post(f"{form}/claimant", typed)
    assert "Baker" in alone.get(f"{form}/claimant").content.decode()


def test_who_claims_alone_states_the_truth_in_the_first_person(
    alone: Client, lawyers_browser: Client
) -> None:
    for browser, states in ((alone, "I believe"), (lawyers_browser, "The claimant believes")):
        browser.post(reverse("new-claim"))
        form = f"/claims/{Draft.objects.latest('pk').claim_id}/form"
        page = browser.get(f"{form}/check").content.decode()
        assert f"{states} that the facts stated in this claim notification form are true" in page


def test_lawyers_read_the_questions_alone(lawyers_browser: Client, lawyer: User) -> None:
    lawyers_browser.post(reverse("new-claim"))
    form = f"/claims/{Draft.objects.get().claim_id}/form"
    assert "Choose “Yes” if you are under 18." not in (
        lawyers_browser.get(f"{form}/claimant").content.decode()
    )
