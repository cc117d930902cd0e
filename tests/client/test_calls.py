"""The client against a portal that runs: claims, versions, pages, events, files, tokens, cuts."""

import os
import tracemalloc
from tempfile import TemporaryFile
from typing import Any

import pytest

from claims_client import Portal, PortalProblem, Retries, operations
from tests.client.conftest import Cutting, client_of
from tests.running.conftest import Running, recent_cnf

pytestmark = pytest.mark.running


def test_a_claim_is_checked_sent_and_acted_on_by_both_sides(
    lawyer: Portal, insurer: Portal
) -> None:
    assert lawyer.validate(recent_cnf())["valid"] is True
    sent = lawyer.submit(recent_cnf())
    number, body = sent["applicationId"], {"compensatorReference": "NM/26/1"}
    foreseen = insurer.act(
        number, "accept-claim", body, activity=sent["activityId"], validate_only=True
    )
    assert foreseen["foreseen"] is True
    accepted = insurer.act(number, "accept-claim", body, activity=sent["activityId"])
    assert accepted["phase"]["code"] == "Article75Decision"
    read = lawyer.send(operations.GET_ONE_CLAIM, number=number)
    assert read.etag is not None
    assert read.body["claim"]["activityId"] == accepted["activityId"]
    again = lawyer.send(operations.GET_ONE_CLAIM, number=number, if_none_match=read.etag)
    assert (again.status, again.body) == (304, None)


def test_a_stale_version_tells_the_new_one(lawyer: Portal, insurer: Portal) -> None:
    sent = lawyer.submit(recent_cnf())
    number, body = sent["applicationId"], {"compensatorReference": "x"}
    accepted = insurer.act(number, "accept-claim", body, activity=sent["activityId"])
    with pytest.raises(PortalProblem) as refused:
        insurer.act(number, "accept-claim", body, activity=sent["activityId"])
    assert refused.value.activity_id == accepted["activityId"]
    assert refused.value.correlation_id


def test_a_refused_form_names_every_fault(lawyer: Portal) -> None:
    form: dict[str, Any] = recent_cnf()
    form["claimant"]["surname"] = ""
    del form["accident"]["date"]
    with pytest.raises(PortalProblem) as refused:
        lawyer.submit(form)
    pointers = {one.pointer for one in refused.value.errors}
    assert {"/claimant/surname", "/accident/date"} <= pointers
    assert "/claimant/surname: " in str(refused.value)


def test_a_batch_answers_each_step(lawyer: Portal, insurer: Portal) -> None:
    sent = [lawyer.submit(recent_cnf()) for _ in range(3)]
    body = {"compensatorReference": "x"}
    answers = insurer.act_on_many(
        [
            {
                "applicationId": one["applicationId"],
                "action": "accept-claim",
                "activityId": one["activityId"],
                "body": body,
            }
            for one in sent
        ]
    )
    assert [one["status"] for one in answers] == [200, 200, 200]
    with pytest.raises(ValueError, match="At most 100"):
        insurer.act_on_many([{}] * 101)  # type: ignore[typeddict-item]


def test_pages_miss_nothing_and_repeat_nothing_while_claims_come(lawyer: Portal) -> None:
    before = {lawyer.submit(recent_cnf())["applicationId"] for _ in range(5)}
    seen = []
    for number, line in enumerate(lawyer.claims(scope="all", limit=2)):
        seen.append(line["applicationId"])
        if number < 3:
            lawyer.submit(recent_cnf())
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_the_feed_goes_on_after_its_cursor(lawyer: Portal, insurer: Portal) -> None:
    *_, last = insurer.event_pages()
    assert list(insurer.events(after=last["nextCursor"])) == []
    sent = lawyer.submit(recent_cnf())["applicationId"]
    told = list(insurer.events(after=last["nextCursor"]))
    assert [one["applicationId"] for one in told] == [sent]


def test_a_file_goes_up_and_comes_down(lawyer: Portal, insurer: Portal) -> None:
    number = lawyer.submit(recent_cnf())["applicationId"]
    added = lawyer.attach(number, "note.txt", b"A note.", title="A note")
    assert insurer.attachment(number, added["attachmentId"]) == b"A note."
    assert lawyer.printed(number).startswith(b"%PDF")


def test_a_download_that_is_cut_in_the_middle_is_begun_anew(
    portal: Running, lawyer: Portal, cutting: Cutting
) -> None:
    places, content = noise(lawyer, 200_000)
    retries = Retries(first_wait=0.05)
    with TemporaryFile() as file, client_of(portal, "CR00101", cutting.url, retries=retries) as cut:
        file.write(b"What was there before.")
        cutting.cuts, cutting.before_cut = 2, 100_000
        cut.download(operations.GET_ATTACHMENT_CONTENT, file, **places)
        file.seek(0)
        assert (file.read(), cutting.seen) == (content, 3)


def test_a_download_is_not_held_in_memory(lawyer: Portal) -> None:
    places, content = noise(lawyer, 4_000_000)
    with TemporaryFile() as file:
        tracemalloc.start()
        lawyer.download(operations.GET_ATTACHMENT_CONTENT, file, **places)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert file.tell() == len(content)
    assert peak < 1_000_000


def noise(lawyer: Portal, size: int) -> tuple[dict[str, str], bytes]:
    """A file of this many bytes of text that no packing makes small, and where it is."""
    number, content = lawyer.submit(recent_cnf())["applicationId"], os.urandom(size // 2).hex()
    added = lawyer.attach(number, "noise.txt", content.encode(), title="Noise")
    return {"number": number, "attachmentId": added["attachmentId"]}, content.encode()


def test_a_token_that_was_ended_is_renewed_once(portal: Running, lawyer: Portal) -> None:
    first = lawyer.transport.tokens.current()
    with portal.database() as connection:
        connection.execute("DELETE FROM accounts_apitoken")
    assert lawyer.submit(recent_cnf())["applicationId"]
    assert lawyer.transport.tokens.current() != first


def test_calls_that_are_cut_after_they_were_done_have_one_effect(
    portal: Running, cutting: Cutting
) -> None:
    retries = Retries(first_wait=0.05)
    with client_of(portal, "CR00101", cutting.url, retries=retries) as cut:
        ((before,),) = portal.query("SELECT count(*) FROM claims_claim")
        for cuts in (1, 2, 3):
            cutting.cuts, cutting.seen = cuts, 0
            sent = cut.send(operations.POST_CLAIMS, recent_cnf())  # type: ignore[arg-type]
            assert (sent.replayed, cutting.seen) == (True, cuts + 1)
        number = sent.body["applicationId"]  # type: ignore[typeddict-item]
        cutting.cuts = 2
        cut.attach(number, "note.txt", b"A note.", title="A note")
        attached = cut.call(operations.GET_ATTACHMENTS, number=number)["attachments"]
        assert len(attached) == 1
        ((after,),) = portal.query("SELECT count(*) FROM claims_claim")
    assert after - before == 3
