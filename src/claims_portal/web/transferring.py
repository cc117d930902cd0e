"""The pages of a bulk transfer that organisations and the operator share: form, rows, report."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from claims_portal.claims.documents.codes import CLAIM_TYPES
from claims_portal.transfers import asking, judging
from claims_portal.transfers.asking import Wanted
from claims_portal.transfers.models import Line, Outcome, State, Transfer
from claims_portal.transfers.refusals import TransferRefused
from claims_portal.web import once
from claims_portal.web.console.asking import Asked, date_shown, date_typed, text
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.wording import in_language, instant_in_words

LONDON = ZoneInfo("Europe/London")
COLOURS = {
    State.ASKED: "yellow",
    State.AGREED: "blue",
    State.PLANNED: "blue",
    State.RUNNING: "blue",
    State.DONE: "green",
    State.REFUSED: "red",
    State.WITHDRAWN: "grey",
}
LARGEST_LIST = 3_000_000
"""Bytes of a list of a hundred thousand application IDs, with room to spare."""


def wanted(request: HttpRequest) -> Wanted:
    """What the form asks for; TransferRefused where its list cannot be read."""
    given = request.POST
    of_list = given.get("which") == "list"
    return Wanted(
        giver=typed(given.get("giver")),
        receiver=typed(given.get("receiver")),
        reason=typed(given.get("reason")),
        contact=typed(given.get("contact")),
        carry_out_at=_hour(given),
        claim_types=given.getlist("claim_types"),
        branch=typed(given.get("branch")),
        numbers=asking.numbers_typed(_list(request)) if of_list else (),
        to_branch=typed(given.get("to_branch")),
        to_user=typed(given.get("to_user")),
        of_list=of_list,
    )


def form_of(request: HttpRequest, asked: Wanted) -> UUID | None:
    """Of this form with the list in its file; see `once`."""
    return once.of(request, repr(asked.numbers).encode())


def form(given: QueryDict, *, own: str = "") -> list[Asked]:
    shown = given or None
    kinds = [Choice(code, one.label) for code, one in CLAIM_TYPES.items()]
    which = [
        Choice(
            "all", _("All open claims"), _("Of the kinds and the branch below, as they are then")
        ),
        Choice("list", _("Those of a list"), _("Application IDs, typed or in a file")),
    ]
    return [
        text("giver", _("Organisation ID that gives"), given.get("giver", own), width="10"),
        text("receiver", _("Organisation ID that receives"), given.get("receiver", ""), width="10"),
        Asked(Field("which", _("Which claims?"), given.get("which", "all"), choices=which),
              "radios"),
        Asked(Field("claim_types", _("Kinds of claims"), given.getlist("claim_types"),
                    choices=kinds, hint=_("None ticked: all"), required=False), "checkboxes"),
        text("branch", _("Only of branch"), given.get("branch", ""), width="5", required=False,
             hint=_("Of the giving compensator, for example 002")),
        Asked(Field("numbers", _("Application IDs"), given.get("numbers", ""), required=False,
                    hint=_("One a line, or set apart by commas; at most 100,000")), "textarea"),
        Asked(Field("carry_out_at", _("On which day?"), date_shown(shown, "carry_out_at", None)),
              "date"),
        text("hour", _("At which hour?"), given.get("hour", "20"), width="3",
             hint=_("0 to 23, London time; claims are changed by the worker then")),
        text("contact", _("Contact"), given.get("contact", ""),
             hint=_("Name and e-mail of somebody whom the operator can ask, and not yourself")),
        Asked(Field("reason", _("Why do these claims go over?"), given.get("reason", ""),
                    hint=_("Both organisations and the operator read it.")), "textarea"),
    ]  # fmt: skip


def arriving(given: QueryDict, transfer: Transfer) -> list[Asked]:
    """What the receiving side says with its consent."""
    fields = [
        text("to_user", _("Allocate them to User ID"), given.get("to_user", ""), width="20",
             required=False, hint=_("Empty: to nobody; team leaders allocate them")),
    ]  # fmt: skip
    if transfer.column == "compensator":
        hint = _("Empty: the central point")
        number = given.get("to_branch", "")
        fields.insert(
            0, text("to_branch", _("To branch"), number, width="5", required=False, hint=hint)
        )
    return fields


def rows(transfer: Transfer) -> list[dict[str, str]]:
    """What was asked for, and what was said to it."""
    return [
        {"key": _("From"), "value": str(transfer.giver)},
        {"key": _("To"), "value": _to(transfer)},
        {"key": _("Claims"), "value": _which(transfer)},
        {"key": _("Hour"), "value": _moment(transfer.carry_out_at)},
        {"key": _("Why"), "value": transfer.reason},
        {"key": _("Contact"), "value": transfer.contact},
        {"key": _("Asked for"), "value": _by(transfer.asked_by, transfer.asked_at)},
        {"key": _("Giving side agreed"),
         "value": _by(transfer.giver_agreed_by, transfer.giver_agreed_at)},
        {"key": _("Receiving side agreed"),
         "value": _by(transfer.receiver_agreed_by, transfer.receiver_agreed_at)},
        *_ending(transfer),
    ]  # fmt: skip


def counted(transfer: Transfer) -> list[tuple[str, int]]:
    """How many claims move, or moved, and how many not, by reason."""
    found: Mapping[Outcome, int] = judging.preview(transfer)
    moved = _("Moved") if transfer.began_at else _("Move")
    return [
        (moved if one is Outcome.MOVED else str(one.label), number) for one, number in found.items()
    ]


def report(transfer: Transfer) -> Iterator[Iterable[object]]:
    """Every claim with its outcome, for a spreadsheet."""
    yield (_("Application ID"), _("Outcome"), _("When"))
    if transfer.began_at:
        lines = Line.objects.filter(transfer=transfer).order_by("number")
        for one in lines.iterator(chunk_size=2000):
            outcome = _("Moved") if one.outcome == Outcome.MOVED else Outcome(one.outcome).label
            yield (one.application_id, str(outcome), _moment(one.at) if one.at else "")
        return
    for number, outcome in judging.each(transfer):
        yield (f"{number:016d}", str(Outcome(outcome).label), "")


def _hour(given: QueryDict) -> datetime | None:
    day, hour = date_typed(given, "carry_out_at"), given.get("hour", "").strip()
    if day is None or not (hour.isascii() and hour.isdecimal() and int(hour[:3]) < 24):  # noqa: PLR2004
        return None
    return datetime(day.year, day.month, day.day, int(hour), tzinfo=LONDON).astimezone(UTC)


def _list(request: HttpRequest) -> str:
    """What was typed, and what the file says."""
    words = request.POST.get("numbers", "")
    file: Any = request.FILES.get("file")
    if file is None:
        return words
    if file.size > LARGEST_LIST:
        raise TransferRefused("numbers", "The file is too large for a list of application IDs.")
    return f"{words}\n{file.read().decode('utf-8-sig', errors='replace')}"


def _to(transfer: Transfer) -> str:
    arrives = [str(one) for one in (transfer.to_branch, transfer.to_user) if one]
    return "\n".join([str(transfer.receiver), *arrives])


def _which(transfer: Transfer) -> str:
    if transfer.of_list:
        return _("Those of a list")
    kinds = [in_language(CLAIM_TYPES[one].label) for one in transfer.claim_types]
    where = [_("branch %(branch)s") % {"branch": transfer.branch}] if transfer.branch else []
    return ", ".join([_("All open claims"), *kinds, *where])


def _ending(transfer: Transfer) -> list[dict[str, str]]:
    told = []
    if transfer.began_at:
        told.append({"key": _("Begun"), "value": _moment(transfer.began_at)})
    if transfer.ended_at:
        told.append({"key": _("Ended"), "value": _moment(transfer.ended_at)})
    if transfer.decision_reason:
        told.append({"key": _("Reason"), "value": transfer.decision_reason})
    return told


def _by(who: str, at: datetime | None) -> str:
    return f"{who}, {_moment(at)}" if at else _("Not yet")


def _moment(at: datetime) -> str:
    return instant_in_words(at)
