"""Claims go when the table says, whole, and nothing else does."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import CASCADE, ForeignObjectRel

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.files import attachments
from claims_portal.files.models import StoredFile
from claims_portal.files.rules import Offered
from claims_portal.records.models import AuditEntry
from claims_portal.retention import deleting, holds, table
from claims_portal.retention.holds import HoldRefused
from claims_portal.retention.models import DeletedClaim, LegalHold, Run
from claims_portal.retention.table import CLAIM_RULES
from tests import make
from tests.claims.together import at_once
from tests.files import samples

TODAY = datetime(2026, 12, 1, 2, 20, tzinfo=UTC)


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


def change(claim: Claim, **columns: Any) -> Claim:
    Claim.objects.filter(pk=claim.pk).update(**columns)
    return claim


def ended(claim: Claim, at: datetime, phase: str = "Stage2SettlementPackAgreedEnd") -> Claim:
    return change(claim, phase=phase, turn="", ended_at=at)


def is_there(claim: Claim) -> bool:
    return Claim.objects.filter(pk=claim.pk).exists()


# fmt: off
LAST_KEPT = [
    # phase, the column that counts, an instant of the last day on which it is kept; London time
    ("Stage2SettlementPackConfirmationEnd", "ended_at",   datetime(2026, 11, 1, 0, 0, tzinfo=UTC)),
    ("FraudStatedEnd",                      "ended_at",   datetime(2026, 11, 1, 0, 0, tzinfo=UTC)),
    ("FraudStated",                         "updated_at", datetime(2026, 11, 1, 0, 0, tzinfo=UTC)),
    # Summer time: midnight in London is 23:00 UTC of the day before.
    ("ClaimRejectedToCR",                   "updated_at", datetime(2026, 10, 1, 23, 0, tzinfo=UTC)),
    ("ExitRejectedClaim",                   "ended_at",   datetime(2026, 10, 1, 23, 0, tzinfo=UTC)),
    ("CourtProceedingsPackEnd",             "ended_at",   datetime(2025, 12, 1, 0, 0, tzinfo=UTC)),
    ("LiabilityDeniedEnd",                  "ended_at",   datetime(2025, 12, 1, 0, 0, tzinfo=UTC)),
    ("ExitProcessEnd",                      "ended_at",   datetime(2025, 12, 1, 0, 0, tzinfo=UTC)),
]
# fmt: on


@pytest.mark.parametrize(("phase", "column", "instant"), LAST_KEPT)
def test_the_last_day_is_kept_and_the_day_before_is_not(
    claim: Claim, phase: str, column: str, instant: datetime
) -> None:
    change(claim, phase=phase, **{column: instant})
    deleting.run(at=TODAY)
    assert is_there(claim)
    change(claim, **{column: instant - timedelta(seconds=1)})
    deleting.run(at=TODAY)
    assert not is_there(claim)


def test_a_draft_goes_after_ninety_days(claim: Claim) -> None:
    change(claim, sent_at=None, updated_at=datetime(2026, 9, 1, 23, 0, tzinfo=UTC))
    deleting.run(at=TODAY)
    assert is_there(claim)
    change(claim, updated_at=datetime(2026, 9, 1, 22, 59, tzinfo=UTC))
    deleting.run(at=TODAY)
    assert not is_there(claim)


def test_an_open_claim_stays_however_old(claim: Claim) -> None:
    change(
        claim, updated_at=datetime(2015, 1, 1, tzinfo=UTC), sent_at=datetime(2015, 1, 1, tzinfo=UTC)
    )
    assert deleting.run(at=TODAY).deleted == {}
    assert is_there(claim)


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "stays"),
    [(0, True), (6, True), (17, True), (19, False), (38, False)],
)
def test_the_claim_of_a_child_is_kept(claim: Claim, age: int, stays: bool) -> None:
    accident = accident_of(claim)
    ended(change(claim, date_of_birth=accident.replace(year=accident.year - age)), LONG_AGO)
    deleting.run(at=TODAY)
    assert is_there(claim) is stays


def test_without_a_birthday_nobody_was_a_child(claim: Claim) -> None:
    ended(change(claim, date_of_birth=None), LONG_AGO)
    deleting.run(at=TODAY)
    assert not is_there(claim)


def accident_of(claim: Claim) -> date:
    return date.fromisoformat(Document.objects.get(claim=claim).body["accident"]["date"])


def test_who_was_an_adult_at_the_accident_is_no_child(claim: Claim) -> None:
    accident = accident_of(claim)
    eighteen = accident.replace(year=accident.year - 18)
    ended(change(claim, date_of_birth=eighteen + timedelta(days=1)), LONG_AGO)
    deleting.run(at=TODAY)
    assert is_there(claim)
    change(claim, date_of_birth=eighteen)
    deleting.run(at=TODAY)
    assert not is_there(claim)


def test_a_grown_child_goes_at_twenty_one_and_a_month(claim: Claim) -> None:
    born = accident_of(claim).replace(year=2010, day=14)
    ended(change(claim, date_of_birth=born), LONG_AGO)
    until = table.child_is_kept_until(born)
    deleting.run(at=datetime.combine(until - timedelta(days=1), TODAY.time(), UTC))
    assert is_there(claim)
    deleting.run(at=datetime.combine(until, TODAY.time(), UTC))
    assert not is_there(claim)


def test_everything_of_the_claim_goes_and_that_it_was_stays(claim: Claim, lawyer: User) -> None:
    offered = Offered(
        title="Report", description="", file_name="report.pdf", content=BytesIO(samples.PDF),
        size=len(samples.PDF),
    )  # fmt: skip
    attachments.add(claim, offered, by=lawyer.as_actor(), at=make.NOW)
    ended(claim, LONG_AGO)
    told = deleting.run(at=TODAY)
    assert told.deleted == {"settled": 1}
    assert Run.objects.get().ended_at == TODAY
    assert not Event.objects.exists()
    assert not Document.objects.exists()
    assert StoredFile.objects.get().unused_since is not None
    bare = DeletedClaim.objects.get()
    assert (bare.number, bare.rule, bare.representative) == (
        claim.pk, "settled", lawyer.organisation,
    )  # fmt: skip


def test_a_hold_keeps_a_claim_until_it_is_lifted(claim: Claim) -> None:
    ended(claim, LONG_AGO)
    holds.place(claim.pk, reason="Order of the court", by="DOKORO", at=make.NOW)
    deleting.run(at=TODAY)
    assert is_there(claim)
    holds.lift(claim.pk, reason="The case is closed", by="DOKORO", at=TODAY)
    deleting.run(at=TODAY)
    assert not is_there(claim)
    told = AuditEntry.objects.filter(subject=claim.application_id).values_list("tag", "by_staff")
    assert list(told.order_by("number")) == [
        ("claim:legal-hold:placed", "DOKORO"), ("claim:legal-hold:lifted", "DOKORO"),
    ]  # fmt: skip


def test_what_cannot_be_held(claim: Claim) -> None:
    with pytest.raises(HoldRefused, match="no claim 999"):
        holds.place(999, reason="x", by="X", at=make.NOW)
    with pytest.raises(HoldRefused, match="Give the reason"):
        holds.place(claim.pk, reason=" ", by="X", at=make.NOW)
    with pytest.raises(HoldRefused, match="under no hold"):
        holds.lift(claim.pk, reason="x", by="X", at=make.NOW)
    holds.place(claim.pk, reason="x", by="X", at=make.NOW)
    with pytest.raises(HoldRefused, match="under a hold already"):
        holds.place(claim.pk, reason="x", by="X", at=make.NOW)
    assert LegalHold.objects.count() == 1


def test_looking_first_deletes_nothing(claim: Claim) -> None:
    ended(claim, LONG_AGO)
    due = {one.rule.name: one.claims for one in deleting.due(at=TODAY)}
    assert due == {rule.name: int(rule.name == "settled") for rule in CLAIM_RULES}
    assert is_there(claim)


@pytest.fixture
def many(lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch) -> list[Claim]:
    monkeypatch.setattr(deleting, "BATCH", 2)
    return [ended(make.claim(lawyer=lawyer, insurer=insurer), LONG_AGO) for _ in range(5)]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_delete_each_claim_once(many: list[Claim]) -> None:
    answers = at_once(lambda: deleting.run(at=TODAY), lambda: deleting.run(at=TODAY))
    assert all(isinstance(one, Run) for one in answers), answers
    assert sum(one.deleted.get("settled", 0) for one in answers) == 5  # type: ignore[attr-defined]
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_somebody_holds_is_left_for_the_next_night(many: list[Claim]) -> None:
    with held_elsewhere(many[0]):
        deleting.run(at=TODAY)
        assert list(Claim.objects.all()) == [many[0]]
    deleting.run(at=TODAY)
    assert not Claim.objects.exists()


class held_elsewhere:  # noqa: N801 - a context manager, named as it is read
    """Another connection that acts on the claim."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim

    def __enter__(self) -> None:
        self.connection = connection.copy()
        self.connection.set_autocommit(False)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT FROM claims_claim WHERE id = %s FOR UPDATE", [self.claim.pk])

    def __exit__(self, *_: object) -> None:
        self.connection.rollback()
        self.connection.close()


def test_a_run_that_breaks_leaves_whole_batches(
    many: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, taken = deleting.delete, []

    def break_the_second(claims: list[int], **said: Any) -> None:
        whole(claims, **said)
        taken.append(claims)
        if len(taken) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(deleting, "delete", break_the_second)
    with pytest.raises(KeyboardInterrupt):
        deleting.run(at=TODAY)
    assert Claim.objects.count() == 3
    assert DeletedClaim.objects.count() == 2
    assert Run.objects.get().ended_at is None
    monkeypatch.setattr(deleting, "delete", whole)
    assert deleting.run(at=TODAY).deleted == {"settled": 3}


def test_all_that_leads_to_a_claim_goes_with_it_or_holds_it() -> None:
    """The deletion's own list: a new table is in it, or its claims cannot be deleted."""
    goes = {model._meta.label for model, _ in deleting.belonging_to(Claim)}
    hidden = {
        one.related_model._meta.label: one.on_delete
        for one in Claim._meta.get_fields(include_hidden=True)
        if isinstance(one, ForeignObjectRel)
    }
    assert goes >= {label for label, then in hidden.items() if then is CASCADE}
    assert {"claims.Event", "webhooks.Delivery", "files.PrintedForm"} <= goes
    others = {label for label, then in hidden.items() if then is not CASCADE}
    assert others == {"retention.LegalHold", "retention.Deletion"}


def test_kept_claims_of_children_are_sought_once_a_night(many: list[Claim]) -> None:
    change(many[0], date_of_birth=date(2016, 5, 1))
    sought: list[str] = []

    def note(execute: Any, statement: str, *rest: Any) -> Any:
        sought.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note):
        assert deleting.run(at=TODAY).deleted == {"settled": 4}
    finds = [one for one in sought if "ORDER BY claim.ended_at" in one]
    assert len(finds) == len([rule for rule in CLAIM_RULES if rule.since == "ended_at"])
    assert is_there(many[0])


def test_the_command_says_first_and_deletes_then(claim: Claim) -> None:
    ended(claim, LONG_AGO)
    assert "1  Settled claims, after 30 days" in said_by()
    assert is_there(claim)
    said_by("hold", str(claim.pk), "--reason", "Asked for by the police")
    assert claim.application_id in said_by("holds")
    assert said_by("run") == ""
    said_by("lift", claim.application_id, "--reason", "No more")
    assert "1  settled deleted" in said_by("run")
    with pytest.raises(CommandError, match="There is no claim"):
        said_by("hold", "17", "--reason", "x")


def said_by(*arguments: str) -> str:
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return out.getvalue()
