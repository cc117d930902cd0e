"""The API keeps what it promised: each breaking kind of change is seen, each other let through."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims_portal import clock
from claims_portal.config.released import additions, current, facts
from claims_portal.config.released.announcements import ANNOUNCED, MONTHS_OF_NOTICE
from claims_portal.config.released.facts import GIVES, OPERATION, TAKES, Fact

TEXT = Fact("text", True, ("length at most 30",), ())
BEFORE = {
    "POST /things": Fact(OPERATION),
    "POST /things ? mode": Fact("text", False, (), ("fast", "slow")),
    "POST /things takes Asked": Fact(TAKES),
    "POST /things gives 201 Told": Fact(GIVES),
    "GET /things": Fact(OPERATION),
    "Asked . name": TEXT,
    "Asked . size": Fact("whole number", False, ("at least 1", "at most 9")),
    "Told . name": TEXT,
    "Told . state": Fact("text", True, (), ("open", "shut")),
    "Told . note": Fact("text or null"),
}


def without(fact: str) -> dict[str, Fact]:
    return {key: one for key, one in BEFORE.items() if key != fact}


BREAKING = {
    "an operation is gone": (without("GET /things"), "GET /things"),
    "a parameter is gone": (without("POST /things ? mode"), "POST /things ? mode"),
    "a parameter is required": (
        {"POST /things ? mode": Fact("text", True, (), ("fast", "slow"))}, "POST /things ? mode",
    ),
    "a new parameter is required": ({"GET /things ? who": Fact("text")}, "GET /things ? who"),
    "a parameter takes fewer values": (
        {"POST /things ? mode": Fact("text", False, (), ("fast",))}, "POST /things ? mode",
    ),
    "another body is taken": (without("POST /things takes Asked"), "POST /things takes Asked"),
    "another answer comes": (
        without("POST /things gives 201 Told"), "POST /things gives 201 Told",
    ),
    "a field is taken no more": (without("Asked . name"), "Asked . name"),
    "a field becomes required": (
        {"Asked . size": Fact("whole number", True, ("at least 1", "at most 9"))}, "Asked . size",
    ),
    "a new field is required": ({"Asked . colour": Fact("text")}, "Asked . colour"),
    "a field is of another type": (
        {"Asked . size": Fact("number", False, ("at least 1", "at most 9"))}, "Asked . size",
    ),
    "a limit is narrower": (
        {"Asked . size": Fact("whole number", False, ("at least 1", "at most 8"))}, "Asked . size",
    ),
    "a limit is new": (
        {"Asked . name": Fact("text", True, ("length at most 30", "pattern ^a"))}, "Asked . name",
    ),
    "an answered field is gone": (without("Told . note"), "Told . note"),
    "an answered field may be null": ({"Told . name": TEXT._replace(type="text or null")},
                                      "Told . name"),
    "an answered field may be missing": ({"Told . name": TEXT._replace(required=False)},
                                         "Told . name"),
}  # fmt: skip
ADDITIVE = {
    "an operation": {"DELETE /things": Fact(OPERATION), "DELETE /things ? why": Fact("text")},
    "a parameter that may be left out": {"GET /things ? who": Fact("text", False)},
    "a field that may be left out": {"Asked . colour": Fact("text", False)},
    "a group that may be left out, with a field that is required in it": {
        "Asked . box": Fact("group", False), "Asked . box.width": Fact("whole number"),
    },
    "a field of an answer": {"Told . colour": Fact("text")},
    "a value that is taken": {"POST /things ? mode": Fact("text", False, (), ("fast", "idle", "slow"))},
    "a value that is answered": {"Told . state": Fact("text", True, (), ("open", "shut", "ajar"))},
    "a wider limit": {"Asked . size": Fact("whole number", False, ("at least 0", "at most 99"))},
    "a limit less": {"Asked . size": Fact("whole number", False, ("at least 1",))},
    "a field that may be left out now": {"Asked . name": TEXT._replace(required=False)},
    "an answer that is never null now": {"Told . note": Fact("text")},
    "an answer of another length": {"Told . name": TEXT._replace(limits=())},
}  # fmt: skip


@pytest.mark.parametrize("kind", BREAKING)
def test_what_breaks_clients_is_seen(kind: str) -> None:
    changed, where = BREAKING[kind]
    after = changed if len(changed) > 1 else BEFORE | changed
    assert [one.fact for one in facts.breaks(BEFORE, after)] == [where]


@pytest.mark.parametrize("kind", ADDITIVE)
def test_what_is_added_breaks_nobody(kind: str) -> None:
    assert facts.breaks(BEFORE, BEFORE | ADDITIVE[kind]) == []


def test_the_api_breaks_no_promise_that_was_not_announced() -> None:
    today = clock.now().date()
    may_end = {one.fact for one in ANNOUNCED if one.ends_on <= today}
    broken = facts.breaks(current.released(), current.current())
    assert [one for one in broken if one.fact not in may_end] == []


def test_an_announcement_gives_time_enough() -> None:
    for one in ANNOUNCED:
        assert (one.ends_on - one.announced_on).days >= MONTHS_OF_NOTICE * 30


def test_the_released_contract_is_read_as_it_was_written() -> None:
    released = current.released()
    assert len(released) > 3_000
    assert facts.read(facts.written(released)) == released
    assert "POST /api/v1/claims takes RtaCnf" in released


def test_a_release_that_would_break_clients_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    promised = current.released() | {"GET /gone": Fact(OPERATION)}
    monkeypatch.setattr(current, "released", lambda: promised)
    before = current.RELEASED.read_text()
    with pytest.raises(CommandError, match="Announce it first"):
        call_command("release_api")
    assert current.RELEASED.read_text() == before


FIRST, SECOND = date(2026, 11, 26), date(2026, 11, 27)


def test_what_was_added_is_told_by_day_without_what_goes_without_saying() -> None:
    new = (
        "DELETE /things", "DELETE /things ? why", "DELETE /things gives 200 Gone", "Gone . name",
        "GET /things ? who", "Told . colour",
    )  # fmt: skip
    ended = "Told . shape"
    added = additions.with_new([], (*new[:4], ended), on=FIRST)
    added = additions.with_new(added, new[4:5], on=SECOND)
    added = additions.with_new(added, new[5:], on=SECOND)
    assert additions.with_new(added, (), on=SECOND) == added
    told = additions.days(added, {*BEFORE, *new})
    assert told == [
        additions.Day(SECOND, [], [], ["GET /things ? who", "Told . colour"]),
        additions.Day(FIRST, ["DELETE /things"], ["Gone"], []),
    ]


def test_a_release_writes_down_what_is_new_with_its_day(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module, name in ((current, "RELEASED"), (additions, "WRITTEN")):
        monkeypatch.setattr(module, name, tmp_path / name)
    new = "CodeListsAnswer . lists[].codes[].inUseFrom"
    now = current.current()
    current.RELEASED.write_text(facts.written({key: now[key] for key in now if key != new}))
    additions.WRITTEN.write_text("")
    call_command("release_api", dry_run=True)
    assert additions.written() == []
    call_command("release_api")
    assert additions.written() == [additions.Addition(clock.now().date(), (new,))]
    assert current.released() == now


@pytest.mark.django_db
def test_the_policy_is_told(client: Client) -> None:
    page = client.get("/developers/changes").content.decode()
    assert f"{MONTHS_OF_NOTICE} months" in page
    assert 'href="/developers/changes"' in client.get("/developers").content.decode()
    version = msgspec.json.decode(client.get("/api/v1/openapi.json").content)["info"]["version"]
    assert version in page
    assert "What was added" in page
    assert "POST /api/v1/claims/drafts" in page
