"""The words in which the rules between questions are written.

A rule reads the decoded JSON of a form, which may lack parts or hold wrong types where
the form is refused anyway: it then has nothing to say. The message of a fault found here
is the rest of a sentence; `checking` puts the label of the question in front of it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from claims_portal.claims.documents.amounts import amount_of
from claims_portal.claims.documents.base import Context, Finder, Json, Rule
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.sentences import said, said_as_it_is

Condition = Callable[[Json], bool]


def at(document: Any, path: tuple[str, ...]) -> Any:
    """The value at the path, or None where the path does not lead anywhere."""
    here = document
    for step in path:
        if type(here) is not dict:
            return None
        here = here.get(step)
    return here


def reader(path: str) -> Callable[[Any], Any]:
    """A function that gives the value at a path; most paths are of two or three steps."""
    steps = tuple(path.split("/"))
    if len(steps) == 2:
        group, name = steps

        def read(document: Any) -> Any:
            inside = document.get(group) if type(document) is dict else None
            return inside.get(name) if type(inside) is dict else None

        return read
    return lambda document: at(document, steps)


def is_given(value: Any) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def says_something(value: Any) -> bool:
    """A "no", a zero and an empty text are what programs send when there is nothing to say."""
    return is_given(value) and value is not False and value != 0


def as_day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


# Conditions


def is_(path: str, *words: str) -> Condition:
    where = reader(path)
    if len(words) == 1:
        word = words[0]
        return lambda document: bool(where(document) == word)

    def holds(document: Json) -> bool:
        value = where(document)
        return isinstance(value, str) and value in words

    return holds


def isnt(path: str, *words: str) -> Condition:
    """The question is answered, with another word than these."""
    where = reader(path)

    def holds(document: Json) -> bool:
        value = where(document)
        return isinstance(value, str) and value != "" and value not in words

    return holds


def yes(path: str) -> Condition:
    where = reader(path)
    return lambda document: where(document) is True


def no(path: str) -> Condition:
    where = reader(path)
    return lambda document: where(document) is False


def not_yes(path: str) -> Condition:
    where = reader(path)
    return lambda document: where(document) is not True


def all_of(*conditions: Condition) -> Condition:
    return lambda document: all(holds(document) for holds in conditions)


# Rules


def needed(
    *paths: str,
    when: Condition,
    why: str,
    source: str,
    inferred: bool = True,
    code: FaultCode = FaultCode.MUST_BE_PROVIDED,
) -> Rule:
    places = [(reader(path), f"/{path}") for path in paths]
    message = said("must be given %(why)s", why=said_as_it_is(why))

    def find(document: Json, _context: Context) -> Iterable[Fault]:
        if not when(document):
            return ()
        return [
            Fault(pointer, code, message)
            for where, pointer in places
            if not is_given(where(document))
        ]

    return Rule(f"{', '.join(paths)} {message}", source, inferred, find)


def unwanted(*paths: str, when: Condition, why: str, source: str, inferred: bool = True) -> Rule:
    places = [(reader(path), f"/{path}") for path in paths]
    message = said("must not be given %(why)s", why=said_as_it_is(why))

    def find(document: Json, _context: Context) -> Iterable[Fault]:
        if not when(document):
            return ()
        return [
            Fault(pointer, FaultCode.MUST_NOT_BE_PROVIDED, message)
            for where, pointer in places
            if says_something(where(document))
        ]

    return Rule(f"{', '.join(paths)} {message}", source, inferred, find)


def either(
    first: str,
    second: str,
    *,
    neither: tuple[FaultCode, str],
    both: tuple[FaultCode, str] | None = None,
    source: str,
    inferred: bool = True,
) -> Rule:
    """One of the two; where `both` is given, never both."""
    one, other = reader(first), reader(second)

    def find(document: Json, _context: Context) -> Iterator[Fault]:
        has_one, has_other = is_given(one(document)), is_given(other(document))
        if not has_one and not has_other:
            yield Fault(f"/{first}", *neither)
        elif both and has_one and has_other:
            yield Fault(f"/{second}", *both)

    return Rule(f"{first} {neither[1]}", source, inferred, find)


def at_least_one(
    path: str,
    *choices: str,
    source: str,
    message: str,
    when: Condition | None = None,
    inferred: bool = True,
) -> Rule:
    """A row of the list, or one of the choices within the group."""
    where = reader(path)

    def find(document: Json, _context: Context) -> Iterator[Fault]:
        if when and not when(document):
            return
        value = where(document)
        if choices and isinstance(value, dict):
            value = any(says_something(value.get(choice)) for choice in choices)
        if not says_something(value):
            yield Fault(f"/{path}", FaultCode.AT_LEAST_ONE, message)

    return Rule(f"{path} {message}", source, inferred, find)


def must_be(
    path: str,
    word: object,
    *,
    message: str,
    source: str,
    when: Condition | None = None,
    inferred: bool = True,
) -> Rule:
    """Where it is answered, the answer must be this one."""
    where = reader(path)

    def find(document: Json, _context: Context) -> Iterator[Fault]:
        value = where(document)
        if value is not None and value != word and (when is None or when(document)):
            yield Fault(f"/{path}", FaultCode.WRONG_VALUE, message)

    return Rule(f"{path} {message}", source, inferred, find)


def not_in_future(path: str, *, source: str, inferred: bool = False) -> Rule:
    where, message = reader(path), "must not lie in the future"

    def find(document: Json, context: Context) -> Iterator[Fault]:
        today, day = as_day(context.get("today")), as_day(where(document))
        if today and day and day > today:
            yield Fault(f"/{path}", FaultCode.FUTURE_DATE, message)

    return Rule(f"{path} {message}", source, inferred, find)


def in_order(
    path: str,
    other: str | date,
    *,
    code: FaultCode,
    message: str,
    source: str,
    earlier: bool = False,
    inferred: bool = True,
) -> Rule:
    """The day is not before the other one; with `earlier`, it is before it."""
    where = reader(path)
    limit_at = reader(other) if isinstance(other, str) else None

    def find(document: Json, _context: Context) -> Iterator[Fault]:
        day = as_day(where(document))
        if day is None:
            return
        limit = as_day(limit_at(document) if limit_at else other)
        if limit and (day >= limit if earlier else day < limit):
            yield Fault(f"/{path}", code, message)

    return Rule(f"{path} {message}", source, inferred, find)


def more_than_zero(path: str, *, source: str, inferred: bool = False) -> Rule:
    where, message = reader(path), "must be more than zero"

    def find(document: Json, _context: Context) -> Iterator[Fault]:
        amount = amount_of(where(document))
        if amount is not None and amount <= 0:
            yield Fault(f"/{path}", FaultCode.GREATER_THAN_ZERO, message)

    return Rule(f"{path} {message}", source, inferred, find)


def each(path: str, *rules: Rule) -> Rule:
    """The rules hold for every row of the list, and see the row alone."""
    where = reader(path)

    def find(document: Json, context: Context) -> Iterator[Fault]:
        rows = where(document)
        if type(rows) is not list:
            return
        for number, row in enumerate(rows):
            for rule in rules:
                for fault in rule.find(row, context):
                    yield Fault(f"/{path}/{number}{fault.pointer}", fault.code, fault.message)

    return Rule(f"each of {path}", rules[0].source, False, find, rules)


def different(path: str, name: str, *, message: str, source: str, inferred: bool = True) -> Rule:
    """No two rows of the list have the same answer."""
    where = reader(path)

    def find(document: Json, _context: Context) -> Iterator[Fault]:
        rows = where(document)
        seen: set[str | int] = set()
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            answer = at(row, (name,))
            if type(answer) not in (str, int):
                continue
            if answer in seen:
                yield Fault(f"/{path}/{number}/{name}", FaultCode.WRONG_VALUE, message)
            seen.add(answer)

    return Rule(f"{path}/{name} {message}", source, inferred, find)


def special(says: str, find: Finder, *, source: str, inferred: bool = True) -> Rule:
    """A rule that the other words cannot say."""
    return Rule(says, source, inferred, find)
