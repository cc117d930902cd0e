"""What the operator's pages list: staff, requests, applications, the directory, the move."""

from datetime import datetime, timedelta
from uuid import uuid4

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, CodeDates, Holiday
from claims_portal.migration import combining, readiness_kept
from claims_portal.migration.models import (
    AccountFile,
    AccountFileFault,
    CutOverJob,
    CutOverLine,
    FileState,
    Letter,
    LetterRun,
)
from claims_portal.notices.models import ServiceNotice
from claims_portal.operators import approvals, recovering
from claims_portal.operators.acting import StaffActor, actor_of
from claims_portal.operators.models import Staff
from claims_portal.operators.roles import Role
from claims_portal.organisations.models import (
    Address,
    Hospital,
    InsurerName,
    MailRule,
    Organisation,
)
from claims_portal.registration.models import Application, ClaimTypeRequest
from claims_portal.retention import holds
from claims_portal.transfers import asking
from claims_portal.transfers.asking import Wanted
from tests import make
from tests.registration import applicant

DAY = timedelta(days=1)
CHIEF = "CHIEF"
REASON = "Written down at length in the letter of last week."


def furnish(
    firms: list[Organisation],
    insurer: Organisation,
    *,
    taker: Organisation,
    rows: int,
    at: datetime,
) -> None:
    """Each of the firms wants to give claims to the taker."""
    chief = actor_of(make.staff(*Role, staff_id=CHIEF), address="192.0.2.8")
    add_staff(chief, rows, at=at)
    add_applications(firms[0], rows, at=at)
    add_directory(insurer, rows, at=at)
    add_holds(firms[0], rows, at=at)
    for firm in firms:
        add_transfers(firm, taker, rows // len(firms), at=at)
        add_combinations(firm, at=at)
    add_move(firms, rows, at=at)


def add_staff(chief: StaffActor, rows: int, *, at: datetime) -> None:
    """And what they asked each other for."""
    for number in range(rows):
        one = make.staff(Role.SUPPORT, staff_id=f"DESK{number}")
        approvals.ask("staff-set-up", subject=one.staff_id, arguments={"staffId": one.staff_id},
                      reason=REASON, by=chief, at=at)  # fmt: skip


def add_applications(firm: Organisation, rows: int, *, at: datetime) -> None:
    first = applicant.sent(email="first@applies.example.com").application
    answers, sent = first.answers, {"sent_at": at, "clock_began_on": at.date(), "state": "sent"}
    Application.objects.bulk_create(
        Application(reference=f"APP{number:05d}", kind="CR", email=f"office{number}@firm.example.com",
                    digest=f"none {number}", sealed_secret="", link_sent_at=at, saved_at=at,
                    created_at=at, answers=answers, **sent)
        for number in range(rows)
    )  # fmt: skip
    ClaimTypeRequest.objects.create(
        organisation=firm, claims="rta", reason=REASON, asked_by=f"BOSS{firm.code}", asked_at=at
    )


def add_directory(insurer: Organisation, rows: int, *, at: datetime) -> None:
    texts = [f"Example number {number}" for number in range(rows)]
    InsurerName.objects.bulk_create(
        InsurerName(name=text, claims="rta", organisation=insurer) for text in texts
    )
    Hospital.objects.bulk_create(Hospital(name=text, postcode="BS1 4ZZ") for text in texts)
    Address.objects.bulk_create(
        Address(
            postcode="BS14ZZ", building_number=str(number), street="Quay Street", town="Bristol"
        )
        for number in range(rows)
    )
    MailRule.objects.bulk_create(
        MailRule(kind="free-mail", value=f"free{number}.example.com", reason=REASON,
                 added_by=CHIEF, added_at=at)
        for number in range(rows)
    )  # fmt: skip
    ServiceNotice.objects.bulk_create(
        ServiceNotice(kind="information", text=text, shown_from=at + 9 * DAY, made_by=CHIEF,
                      shown_until=at + 10 * DAY, made_at=at)
        for text in texts
    )  # fmt: skip
    CodeDates.objects.create(list="Title", code="mr", last_day=at.date() + 90 * DAY, reason=REASON,
                             set_by=CHIEF, set_at=at)  # fmt: skip
    Holiday.objects.get_or_create(day=at.date() + 500 * DAY, defaults={"name": "A feast"})


def add_transfers(giver: Organisation, taker: Organisation, rows: int, *, at: datetime) -> None:
    by = User.objects.get(user_name=f"BOSS{giver.code}").as_actor()
    numbers = list(
        Claim.objects.filter(representative=giver, ended_at=None, sent_at__isnull=False)
        .order_by("pk").values_list("pk", flat=True)[: 10 * rows]
    )  # fmt: skip
    for number in range(rows):
        wanted = Wanted(
            giver=giver.code, receiver=taker.code, reason=f"Both firms merge, part {number}.",
            contact="Pat Office, pat.office@example.com", carry_out_at=at + 2 * DAY,
            numbers=numbers, of_list=True,
        )  # fmt: skip
        asking.ask(wanted, by=by, at=at)


def add_holds(firm: Organisation, rows: int, *, at: datetime) -> None:
    for claim in Claim.objects.filter(representative=firm, sent_at__isnull=False)[:rows]:
        holds.place(claim.pk, reason=REASON, by=CHIEF, at=at)


def add_combinations(firm: Organisation, *, at: datetime) -> None:
    """A quarter of those who share an address have combined their accounts."""
    boss = User.objects.get(user_name=f"BOSS{firm.code}").as_actor()
    pairs = User.objects.filter(organisation=firm, shares_address=True).order_by("pk")
    names = list(pairs.values_list("user_name", flat=True))
    for one, other in zip(names[::8], names[1::8], strict=False):
        combining.combine([one, other], survivor=one, by=boss, at=at)


def add_move(firms: list[Organisation], rows: int, *, at: datetime) -> None:
    readiness_kept.compute(at=at)
    run = LetterRun.objects.create(
        asked_by=CHIEF, asked_at=at, organisation_codes=[one.code for one in firms], sent=len(firms)
    )
    Letter.objects.bulk_create(
        Letter(run=run, organisation_code=one.code, sent_at=at, recipients=[f"BOSS{one.code}"],
               subject="The move", text="Some accounts stand in its way.\n" * 20, score=50)
        for one in firms
    )  # fmt: skip
    for number in range(min(rows, 40)):
        file = AccountFile.objects.create(
            file_name=f"accounts{number}.csv", stored_as=uuid4().hex, size=9_000, sha256="0" * 64,
            uploaded_by=CHIEF, uploaded_at=at, state=FileState.CHECKED, state_since=at, noted_at=at,
            result={"added": 1, "updated": 0, "unchanged": 0, "refused": rows}, rows_read=rows,
        )  # fmt: skip
        AccountFileFault.objects.bulk_create(
            AccountFileFault(file=file, line=line, column="enabled", value="?", rule="Not a yes.")
            for line in range(rows)
        )
    job = CutOverJob.objects.create(kind="rehearse", asked_by=CHIEF, asked_at=at)
    CutOverLine.objects.bulk_create(
        CutOverLine(job=job, at=at, says=f"Step {number}") for number in range(rows)
    )


def ask_for_recovery(account: User, *, at: datetime) -> None:
    """Of an administrator who is kept out; the mail has the link to object."""
    staff = actor_of(Staff.objects.get(staff_id=CHIEF), address="192.0.2.8")
    wish = recovering.Wish(
        account.user_name, evidence=["letter", "identity"], email="", lost_factors=True
    )
    recovering.ask(wish, reason=REASON, by=staff, at=at)
