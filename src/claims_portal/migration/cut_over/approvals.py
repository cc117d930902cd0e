"""The cut-over with four eyes: to begin it, and to finish it, after which there is no way back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from claims_portal.claims.process.calendar import LONDON
from claims_portal.migration.cut_over import jobs
from claims_portal.migration.cut_over.jobs import Wish, wish_of
from claims_portal.migration.models import AccountFile, CutOverJob, CutOverJobState
from claims_portal.operators import approvals
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.approvals import Arguments, Kind
from claims_portal.operators.models import Approval
from claims_portal.operators.roles import Right

BEGIN, FINISH = "cut-over-begin", "cut-over-finish"
SUBJECT = "cut-over"
FINISH_WITHIN = timedelta(days=2)


def register() -> None:
    approvals.register(
        Kind(
            BEGIN, "Begin the cut-over",
            asks=Right.RUN_CUT_OVER, confirms=Right.CONFIRM_CUT_OVER,
            execute=_begin, told=_told, check=_check_begin,
        ),
        Kind(
            FINISH, "Finish the cut-over: no way back",
            asks=Right.RUN_CUT_OVER, confirms=Right.CONFIRM_CUT_OVER,
            execute=_finish, told=lambda _arguments: [], check=_check_finish,
            lifetime=FINISH_WITHIN,
        ),
    )  # fmt: skip


def ask_to_begin(wish: Wish, *, reason: str, by: StaffActor, at: datetime) -> Approval:
    return approvals.ask(
        BEGIN, subject=SUBJECT, arguments=wish.as_arguments(), reason=reason, by=by, at=at
    )


def ask_to_finish(*, reason: str, by: StaffActor, at: datetime) -> Approval:
    return approvals.ask(FINISH, subject=SUBJECT, arguments={}, reason=reason, by=by, at=at)


def _check_begin(arguments: Arguments, at: datetime) -> None:
    jobs.must_be_possible(wish_of(arguments), at)


def _check_finish(_arguments: Arguments, _at: datetime) -> None:
    jobs.must_be_finishable()


def _begin(of: Approval, _by: StaffActor, at: datetime) -> Mapping[str, Any]:
    return {"job": jobs.begin(wish_of(of.arguments), asked_by=of.asked_by, at=at).pk}


def _finish(of: Approval, _by: StaffActor, at: datetime) -> Mapping[str, Any]:
    return {"job": jobs.finish(asked_by=of.asked_by, at=at).pk}


def _told(arguments: Arguments) -> Sequence[tuple[str, str]]:
    wish = wish_of(arguments)
    names = AccountFile.objects.filter(pk__in=wish.files).values_list("file_name", flat=True)
    return [
        ("The intake closes", _local(wish.closes_at)),
        ("The portal opens", _local(wish.opens_at)),
        ("Last files of accounts", ", ".join(names) or "None"),
        ("Last claims", wish.claims or "None"),
        ("Rehearsed with this plan", _rehearsal(wish)),
    ]


def _rehearsal(wish: Wish) -> str:
    """What the newest rehearsal of this very plan said: who confirms should know."""
    done = CutOverJob.objects.filter(kind=jobs.REHEARSE, arguments=wish.as_arguments())
    newest = done.filter(state=CutOverJobState.DONE).order_by("-pk").first()
    if newest is None or newest.ended_at is None:
        return "No"
    return f"{'Go' if newest.result['go'] else 'No-go'}, {_local(newest.ended_at)}"


def _local(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%A %-d %B %Y, %H:%M}"
