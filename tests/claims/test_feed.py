"""The feed misses nothing, whatever is committed when, and tells each event once and in order."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import jsonschema_rs
import msgspec
import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import writing
from claims_portal.claims.feed import event_types, pages
from claims_portal.claims.feed.shapes import EventFacts, FeedEvent, id_of
from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process.facts import Facts
from tests import make
from tests.claims.test_worklist import PAIRS, SINGLE, members
from tests.claims.test_worklist import world as world

really_commits = pytest.mark.django_db(transaction=True)


class Reader:
    """A program that keeps the cursor of its last answer."""

    def __init__(self, actor: Actor, *, size: int = 100) -> None:
        self.actor, self.size = actor, size
        self.cursor: str | None = None
        self.read: list[FeedEvent] = []

    def poll(self) -> list[str]:
        """One page; the ids that it had."""
        page = pages.page(self.actor, at=make.NOW, cursor=self.cursor, size=self.size)
        self.cursor, self.more = page.place.write(at=make.NOW), page.more
        self.read += page.events
        return [one.id for one in page.events]

    def read_all(self) -> list[str]:
        found = self.poll()
        while self.more:
            found += self.poll()
        return found


@contextmanager
def transaction() -> Iterator["psycopg.Connection[Any]"]:
    """A transaction beside that of the test, which the test ends when it wants."""
    parameters = connection.get_connection_params()
    known = {name: parameters[name] for name in ("dbname", "user", "host", "port", "password") if parameters.get(name)}  # fmt: skip
    with psycopg.connect(**known) as beside:
        yield beside


def add(beside: "psycopg.Connection[Any]", claim: Claim) -> str:
    """News to the compensator, written but not committed; its id in the feed."""
    parameters = {
        "claim": claim.pk, "tag": "claim:attachment:added", "says": "Attachment added",
        "changes": "{}", "side": "claimant-representative", "tells_representative": False,
        "tells_compensator": True, "user": None, "real_user": None, "client": None,
        "correlation": "", "once_key": None, "once_fingerprint": None,
        "at": make.NOW,
    }  # fmt: skip
    (number,) = beside.execute(writing.ADD_EVENT, parameters).fetchone()  # type: ignore[misc]
    return id_of(claim.pk, number)


@really_commits
def test_an_event_that_is_committed_late_is_told_late_and_not_missed(
    lawyer: User, insurer: User
) -> None:
    slow, fast = (make.claim(lawyer=lawyer, insurer=insurer) for _ in range(2))
    reader = Reader(insurer.as_actor())
    assert reader.read_all() == [id_of(slow.pk, 1), id_of(fast.pk, 1)]
    with transaction() as late, transaction() as early:
        first = add(late, slow)
        second = add(early, fast)
        early.commit()
        assert reader.poll() == [second]
        assert reader.poll() == []
        late.commit()
        assert reader.poll() == [first]
    assert reader.poll() == []


@really_commits
def test_what_is_committed_between_two_pages_comes_after_them(lawyer: User, insurer: User) -> None:
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(3)]
    reader = Reader(insurer.as_actor(), size=2)
    with transaction() as beside:
        early = add(beside, claims[0])
        assert reader.poll() == [id_of(one.pk, 1) for one in claims[:2]]
        beside.commit()
        assert reader.poll() == [id_of(claims[2].pk, 1)]
        assert not reader.more
        assert reader.poll() == [early]


@really_commits
def test_the_order_of_a_claim_holds_against_the_order_of_transactions(
    lawyer: User, insurer: User
) -> None:
    """The later event is of the transaction with the lower number."""
    one, other = (make.claim(lawyer=lawyer, insurer=insurer) for _ in range(2))
    reader = Reader(insurer.as_actor(), size=1)
    reader.read_all()
    with transaction() as begun_first, transaction() as begun_second:
        third = add(begun_first, other)
        first = add(begun_second, one)
        begun_second.commit()
        second = add(begun_first, one)
        begun_first.commit()
    found = reader.read_all()
    assert sorted(found) == sorted([first, second, third])
    assert found.index(first) < found.index(second)


STEP = some.tuples(
    some.sampled_from(["write", "commit", "roll back", "poll"]),
    some.integers(0, 3),
    some.integers(0, 2),
)


@really_commits
@given(steps=some.lists(STEP, min_size=5, max_size=40), size=some.sampled_from([1, 2, 100]))
@settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_the_order_of_commits_each_event_is_told_once(
    lawyer: User, insurer: User, steps: list[tuple[str, int, int]], size: int
) -> None:
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(3)]
    reader, committed = Reader(insurer.as_actor(), size=size), set[str]()
    reader.read_all()
    before = len(reader.read)
    with transaction() as a, transaction() as b, transaction() as c, transaction() as d:
        open_ones: list[tuple[Any, set[str], set[int]]] = [(one, set(), set()) for one in (a, b, c, d)]  # fmt: skip
        for what, which, claim in steps:
            beside, written, held = open_ones[which]
            if what == "poll":
                reader.poll()
            elif what == "write":
                # Who holds a claim has it alone; another would wait for the end.
                if not any(claim in theirs for other, _, theirs in open_ones if other != beside):
                    written.add(add(beside, claims[claim]))
                    held.add(claim)
            else:
                (beside.commit if what == "commit" else beside.rollback)()
                committed |= written if what == "commit" else set()
                written.clear()
                held.clear()
        for beside, written, _held in open_ones:
            beside.commit()
            committed |= written
    while reader.poll() or reader.more:
        pass
    told = [one.id for one in reader.read[before:]]
    assert sorted(told) == sorted(committed)
    for claim_made in claims:
        numbers = [
            one.number for one in reader.read if one.application_id == claim_made.application_id
        ]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("profiles", SINGLE + PAIRS, ids=lambda held: "+".join(held))
def test_the_feed_has_the_news_of_the_claims_that_an_account_sees(
    world: dict[str, Any], profiles: tuple[Profile, ...]
) -> None:
    for user in members(world, profiles):
        actor = user.as_actor()
        own = "for_compensator" if actor.is_compensator else "for_representative"
        events = Event.objects.filter(
            claim__in=Claim.objects.visible_to(actor),  # type: ignore[attr-defined]
            **{own: actor.organisation_pk},
        )
        news = [id_of(one.claim_id, one.number) for one in events.order_by("pk")]
        assert [one.id for one in pages.page(actor, at=make.NOW, size=500).events] == news


def test_events_are_told_for_thirty_days(lawyer: User, insurer: User) -> None:
    for days in (31, 29, 10):
        make.claim(lawyer=lawyer, insurer=insurer, now=make.days_later(-days))
    actor = insurer.as_actor()
    read = pages.page(actor, at=make.NOW).events
    assert [(make.NOW - one.at).days for one in read] == [29, 10]
    lately = pages.page(actor, at=make.NOW, since=make.days_later(-11)).events
    assert [(make.NOW - one.at).days for one in lately] == [10]
    assert pages.page(actor, at=make.NOW, since=make.NOW + timedelta(days=1)).events == []


@pytest.mark.parametrize("pattern", ["claim:notification:*", "claim:notification:accepted", "*"])
def test_types_narrow_the_feed(lawyer: User, insurer: User, pattern: str) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    every = [one.type for one in pages.page(lawyer.as_actor(), at=make.NOW).events]
    narrow = [one.type for one in pages.page(lawyer.as_actor(), at=make.NOW, patterns=[pattern]).events]  # fmt: skip
    assert narrow == [one for one in every if one in event_types.matching([pattern])]
    assert 0 < len(narrow) <= len(every)


def test_another_compensator_reads_only_what_came_while_it_had_the_claim(
    lawyer: User, insurer: User
) -> None:
    second = make.user(make.organisation("COMP002", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    claim = make.act(claim, "reject-claim", {"reason": "wrong-organisation"}, by=insurer)
    claim = make.act(claim, "acknowledge-rejection", {}, by=lawyer)
    body = make.cnf(compensator=second.organisation)
    claim = make.act(claim, "resend-claim", body, by=lawyer)
    assert [one.number for one in pages.page(second.as_actor(), at=make.NOW).events] == [
        claim.event_count
    ]
    assert pages.page(insurer.as_actor(), at=make.NOW).events == []


def test_every_event_of_a_whole_claim_is_as_the_schema_of_its_type_says(
    lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmationEnd")
    told = [
        one for user in (lawyer, insurer) for one in pages.page(user.as_actor(), at=make.NOW).events
    ]
    assert len(told) > 6
    for event in told:
        schema = jsonschema_rs.validator_for(event_types.schema_of(event.type))
        schema.validate(msgspec.json.decode(msgspec.json.encode(event)))
        assert event.kind.value == event_types.event_types()[event.type].kind.value


def test_no_fact_of_a_person_or_of_money_is_told() -> None:
    """The list of what is told is written out; a new fact of the process is not told by itself."""
    untold = set(Facts.__struct_fields__) - set(EventFacts.__struct_fields__)
    assert {"claimant_born_on", "interim_offered", "interim_requested", "interim_paid"} <= untold
    assert not any("child" in name for name in EventFacts.__struct_fields__)


OLD_EVENTS = """
INSERT INTO claims_event (
    claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
    activity_id, changes, at, for_compensator_id, transaction_id)
SELECT claim_id, 1 + n, tag, row, action, says, side, phase_before, phase_after, turn_after,
    activity_id, changes, at, for_compensator_id, '1'
FROM claims_event CROSS JOIN generate_series(1, 5000) n WHERE number = 1
"""


def asked_by(insurer: User) -> dict[str, object]:
    return {
        "organisation": insurer.organisation_id, "branch": None, "types": ["rta"],
        "branch_types": [], "new_types": [], "new_branch_types": [], "likes": ["%"], "size": 10,
        "seen": "3:3:",
    }  # fmt: skip


def plan_of(way: str, parameters: dict[str, object], *, setting: str = "SELECT") -> str:
    with connection.cursor() as cursor:
        cursor.execute(OLD_EVENTS)
        cursor.execute("ANALYZE claims_event")
        cursor.execute(setting)
        cursor.execute(f"EXPLAIN {pages.STATEMENTS[way, 'compensator']}", parameters)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_what_is_new_is_picked_by_its_transaction_and_not_by_walking_along_all(
    lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    plan = plan_of("new", asked_by(insurer))
    assert "new_for_compensator" in plan
    assert "feed_for_compensator" not in plan


def test_the_next_page_never_joins_the_whole_feed_with_all_claims(
    lawyer: User, insurer: User
) -> None:
    """Whatever the planner believes: here it believes that a lookup costs very much."""
    make.claim(lawyer=lawyer, insurer=insurer)
    parameters = asked_by(insurer) | {"after": 0, "until": "9:9:"}
    plan = plan_of("next", parameters, setting="SET LOCAL enable_nestloop = off")
    of_claims = re.search(r"^( *)->.* on claims_claim claim", plan, re.MULTILINE)
    assert of_claims is not None
    assert "Index" in of_claims[0]
    assert not re.search(r"(Hash|Merge) Join", plan)
