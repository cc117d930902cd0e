"""Rows of a legacy file as lines of PostgreSQL's own text format.

Rows come many at once, and a column of all of them is worked through at once: most
texts were seen before, and the rules of `account_rows` are asked once for each. Where
some text of a row is not surely right, the row goes through `account_rows.parse`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from claims_portal.accounts.user_rules import USER_ID
from claims_portal.migration.account_files import Refuse, Row, Rows
from claims_portal.migration.account_rows import (
    LONGEST_ROW,
    LegacyRow,
    Place,
    flags_of,
    parse,
    place_of,
    profiles_of,
)
from claims_portal.migration.account_values import (
    LONGEST,
    NO_DATE,
    cell_text,
    day_of,
    is_plain_address,
)
from claims_portal.organisations.models import OrganisationKind

MOST_PLACES = 30_000
"""How many are known again; of others the numbers are more than the places."""
_LONGEST_TEXT = min(LONGEST[column] for column in ("forename", "surname", "mobile"))
_AS_TYPED = r"\N"
"""For an address with no blanks around, which is what it is."""
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_Numbered = tuple[str | None, OrganisationKind]
_Column = Sequence[str | None]


class CopiedRows:
    """Organisation and branch stand in few texts of many rows: they get a number, and lines
    of their own in `new_places`; take those out before they are many."""

    def __init__(self, refuse: Refuse) -> None:
        self.count = 0
        self.new_places: list[str] = []
        self._refuse = refuse
        self._places = 0
        self._numbered = lru_cache(maxsize=MOST_PLACES)(self._number)

    def lines(self, some: Rows) -> str:
        """The lines of all rows that break no rule."""
        if some.longest > LONGEST_ROW:
            return "".join(self._one_by_one(some.lines, some.cells))
        columns = self._columns(some)
        odd = {
            at
            for column in columns
            if None in column
            for at, text in enumerate(column)
            if text is None
        }
        rows = zip(*columns, strict=True)
        plain = [row for at, row in enumerate(rows) if at not in odd] if odd else list(rows)
        self.count += len(plain)
        found = [f"{text}\n" for text in map("\t".join, plain)]
        at_odds = sorted(odd)
        found += self._one_by_one(
            [some.lines[at] for at in at_odds], [some.cells[at] for at in at_odds]
        )
        return "".join(found)

    def _columns(self, some: Rows) -> Sequence[_Column]:
        """In the order of `taking_sql.COPY_INCOMING`; None where a text is not surely right."""
        (code, name, kind, types, branch, branch_name, branch_kind, user_id, forename, surname,
         email, mfa_email, verified, mobile, profiles, enabled, active, created, expires, used,
         changed, channel) = zip(*some.cells, strict=True)  # fmt: skip
        hints = ["" if told else held for told, held in zip(kind, profiles, strict=True)]
        numbers, kinds = zip(
            *map(self._numbered, code, name, kind, types, branch, branch_name, branch_kind, hints),
            strict=True,
        )
        addresses = [text if is_plain_address(text) else None for text in mfa_email]
        contacts = [
            text if text == address or is_plain_address(text) else None
            for text, address in zip(email, addresses, strict=True)
        ]
        return (
            list(map(str, some.lines)),
            numbers,
            list(map(_flags, verified, enabled, active, channel)),
            list(map(_profiles, profiles, kinds)),
            *(list(map(_day, days)) for days in (created, expires, used, changed)),
            [text if USER_ID.fullmatch(text) else None for text in user_id],
            list(map(_text, forename)),
            list(map(_text, surname)),
            contacts,
            addresses,
            list(map(_text, mobile)),
            [_AS_TYPED] * len(code),
        )

    def _one_by_one(self, lines: Sequence[int], cells: Sequence[Row]) -> Iterator[str]:
        for line, values in zip(lines, cells, strict=True):
            row = parse(line, values, self._refuse)
            if row is None:
                continue
            hint = "" if values[2] else values[14]
            number, _kind = self._numbered(*values[:7], hint)
            self.count += 1
            yield _line(line, number or "", row)

    def _number(self, *cells: str) -> _Numbered:
        """A new place; no number where something is wrong with it."""
        place = place_of(*cells)
        if place.broken:
            return None, place.organisation[2]
        self._places += 1
        self.new_places.append(_place_line(self._places, place))
        return str(self._places), place.organisation[2]


def _place_line(number: int, place: Place) -> str:
    code, name, kind, rta, elpl = place.organisation
    branch, branch_name, branch_kind = place.branch
    cells = (
        str(number), _escaped(code.upper()), _escaped(name), kind.value, _flag(rta), _flag(elpl),
        _escaped(branch), _escaped(branch_name), branch_kind.value,
    )  # fmt: skip
    return "\t".join(cells) + "\n"


def _line(line: int, place: str, row: LegacyRow) -> str:
    flags = (row.mfa_verified, row.enabled, row.active)
    days = (row.created_on, row.expires_on, row.last_used_on, row.password_changed_on)
    texts = (row.user_id, row.forename, row.surname, row.email, row.mfa_email, row.mobile)
    cells = (
        str(line), place, *map(_flag, flags), row.channel, _array(row.profiles),
        *map(_iso, days), *map(_escaped, texts), _escaped(row.mfa_email.strip()),
    )  # fmt: skip
    return "\t".join(cells) + "\n"


@lru_cache(maxsize=8_000)
def _flags(verified: str, enabled: str, active: str, channel: str) -> str | None:
    flags = flags_of(verified, enabled, active, channel)
    if flags.broken:
        return None
    told = map(_flag, (flags.verified, flags.enabled, flags.active))
    return "\t".join((*told, flags.channel))


@lru_cache(maxsize=8_000)
def _profiles(text: str, kind: OrganisationKind) -> str | None:
    held = profiles_of(text, kind)
    return None if held.broken else _array(held.held)


@lru_cache(maxsize=20_000)
def _day(text: str) -> str | None:
    day = day_of(text)
    return None if day == NO_DATE else _iso(day)


@lru_cache(maxsize=20_000)
def _text(text: str) -> str | None:
    """A name or a number; no blank that is printed can need to be escaped."""
    plain = cell_text(text)
    sure = len(plain) <= _LONGEST_TEXT and text.isprintable()
    return _escaped(plain) if sure else None


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _flag(value: bool) -> str:
    return "t" if value else "f"


def _array(profiles: Sequence[str]) -> str:
    return f"{{{','.join(profiles)}}}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else r"\N"
