"""The lists and searches that are measured: who asks, and what, drawn anew for each call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from django.db import connection

from claims_portal.accounts.models import User

Query = Mapping[str, str | int]
ALL = {"scope": "all"}


@dataclass(frozen=True)
class Kind:
    """A kind of call of `GET /claims`; `informs` only, where no target is set for it."""

    name: str
    who: str
    ask: Callable[[Random, "Values"], Query]
    pages: int = 1
    """How many pages are turned after another; each is a call."""
    informs: bool = False


class Values:
    """What the claims of somebody's organisation say, to draw from."""

    def __init__(self, user: User) -> None:
        side = "compensator" if user.organisation.kind == "COMP" else "representative"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, claimant_surname, representative_reference, compensator_reference, "  # noqa: S608
                f"registration_number, national_insurance_number, date_of_birth::text, "
                f"created_at::date::text, updated_at::date::text FROM claims_claim "
                f"WHERE {side}_id = %s ORDER BY id %% 7919, id LIMIT 5000",
                [user.organisation_id],
            )
            self.rows = cursor.fetchall()

    def draw(self, random: Random, column: int) -> str:
        found = [row[column] for row in random.choices(self.rows, k=20) if row[column]]
        return str(found[0])


ID, SURNAME, REFERENCE, THEIRS, VEHICLE, NI, BORN, BEGUN, CHANGED = range(9)
PHASES = (
    "ClaimSubmitted",
    "LiabilityAdmitted",
    "Stage2SettlementPackConfirmationEnd",
    "FraudStated",
)


def drawn(name: str, column: int, **more: str) -> Callable[[Random, Values], Query]:
    return lambda random, values: {**ALL, name: values.draw(random, column), **more}


def fixed(**query: str) -> Callable[[Random, Values], Query]:
    return lambda random, values: query


def _beginning(length: int) -> Callable[[Random, Values], Query]:
    def ask(random: Random, values: Values) -> Query:
        return {**ALL, "surname": values.draw(random, SURNAME)[:length]}

    return ask


def _inside(random: Random, values: Values) -> Query:
    return {**ALL, "surname": "*" + values.draw(random, SURNAME)[2:6]}


def _month(name: str, column: int) -> Callable[[Random, Values], Query]:
    def ask(random: Random, values: Values) -> Query:
        day = values.draw(random, column)
        return {**ALL, f"{name}From": f"{day[:8]}01", f"{name}To": f"{day[:8]}28"}

    return ask


def _phase(scope: str) -> Callable[[Random, Values], Query]:
    return lambda random, values: {"scope": scope, "phase": random.choice(PHASES)}


def _mixed(random: Random, values: Values) -> Query:
    day = values.draw(random, BEGUN)
    return {
        **ALL, "surname": values.draw(random, SURNAME)[:3], "phase": random.choice(PHASES),
        "startedFrom": f"{day[:4]}-01-01", "sort": "-update",
    }  # fmt: skip


# ruff: noqa: E501 - a table of rows
# fmt: off
KINDS = [
    *(Kind(f"worklist, {who}", who, fixed()) for who in (
        "CR handler", "CR team leader", "COMP handler", "COMP dispatcher", "COMP branch handler",
        "COMP idle branch's handler")),
    Kind("worklist, 10 pages",          "CR handler",          fixed(), pages=10),
    Kind("worklist at a phase",         "CR handler",          _phase("worklist")),
    Kind("worklist by last change",     "CR handler",          fixed(sort="-update")),
    Kind("mine in the worklist",        "CR handler",          fixed(allocatedTo="me")),
    Kind("all, 10 pages",               "CR handler",          fixed(scope="all"), pages=10),
    Kind("all, branch handler",         "COMP branch handler", fixed(scope="all")),
    Kind("all, idle branch's handler",  "COMP idle branch's handler", fixed(scope="all")),
    Kind("all by last change",          "CR handler",          fixed(scope="all", sort="-update"), pages=5),
    Kind("all by start",                "CR handler",          fixed(scope="all", sort="start"), pages=5),
    Kind("all by deadline",             "CR handler",          fixed(scope="all", sort="deadline"), pages=5),
    Kind("application ID",              "CR handler",          drawn("applicationId", ID)),
    Kind("own reference",               "CR handler",          drawn("reference", REFERENCE)),
    Kind("other's reference",           "CR handler",          drawn("reference", THEIRS)),
    Kind("vehicle",                     "COMP handler",        drawn("registration", VEHICLE)),
    Kind("NI number",                   "CR handler",          drawn("niNumber", NI)),
    Kind("date of birth",               "COMP handler",        drawn("dateOfBirth", BORN)),
    Kind("surname, whole",              "CR handler",          drawn("surname", SURNAME)),
    Kind("surname, 3 letters",          "CR handler",          _beginning(3)),
    Kind("surname, 1 letter",           "CR handler",          _beginning(1)),
    Kind("surname, inside",             "CR handler",          _inside),
    Kind("surname, inside nothing",     "COMP handler",        fixed(scope="all", surname="*zzz")),
    Kind("phase, all claims",           "CR handler",          _phase("all")),
    Kind("other party",                 "CR handler",          fixed(scope="all", branch="/COMP00042")),
    Kind("begun in a month",            "CR handler",          _month("started", BEGUN)),
    Kind("sent in a month",             "COMP handler",        _month("sent", BEGUN)),
    Kind("changed in a month",          "CR handler",          _month("updated", CHANGED)),
    Kind("changed since, by change",    "CR handler",          drawn("updatedFrom", CHANGED, sort="update")),
    Kind("surname, phase, start",       "CR handler",          _mixed),
    Kind("worklist",                    "giant's handler",     fixed(), informs=True),
    Kind("surname, 3 letters",          "giant's handler",     _beginning(3), informs=True),
    Kind("surname, inside nothing",     "giant's handler",     fixed(scope="all", surname="*zzz"), informs=True),
    Kind("phase, all claims",           "giant's handler",     _phase("all"), informs=True),
]
# fmt: on
