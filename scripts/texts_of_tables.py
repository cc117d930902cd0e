"""Texts of the business's tables: no module marks them, since programs read them in English too.

What a table can be asked for is asked of it. Sentences stand where they are needed: every constant
of the modules below the pages that is a whole sentence is one, and so is what `said` is given.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import chain, product
from pathlib import Path
from typing import TypeGuard

from django.apps import apps
from django.db.models import Field

from claims_portal.accounts import profile_words, scopes, states
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.second_factors import kinds
from claims_portal.claims import compensators
from claims_portal.claims.documents import codes
from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.conversion import FORMS
from claims_portal.claims.documents.outline import outline
from claims_portal.claims.process.figures import PART_B
from claims_portal.claims.process.fixed_costs import SCALES, STAGE_3, costs
from claims_portal.claims.process.notices import text_of
from claims_portal.claims.process.processes import CURRENT, PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Guard, Process
from claims_portal.claims.process.warnings import FEWEST_DAYS, WARNINGS
from claims_portal.claims.summaries import _types
from claims_portal.config import errors
from claims_portal.figures import measures
from claims_portal.migration.cases import CASES
from claims_portal.operators import recovering, roles
from claims_portal.registration import registers, sections
from claims_portal.web.help.glossary import TERMS

SOURCE = Path(__file__).parent.parent / "src" / "claims_portal"
NOT_ON_PAGES = ("api/", "config/", "sandbox/", "samples/", "web/", "database/")
"""Modules whose sentences are for programs and commands, or are marked."""
WORDS_OF = {
    "said": (0,), "said_as_it_is": (0,), "Figure": (0, 1), "figure": (0,), "Fault": (2,),
}  # fmt: skip
"""Calls by the places of their arguments that are shown."""
NAMED = {"why", "says", "hint", "label", "how", "total"}
"""Arguments and variables that are shown, by name."""
APPLICATION_ID = "%(id)s"


def collected() -> Iterator[tuple[str, str]]:
    """Each text with where it is from."""
    for place, texts in (
        ("claims/documents", chain(_codes(), _forms())),
        ("claims/process", chain(_processes(), _costs(), _sums())),
        ("accounts", _accounts()),
        ("operators", _operators()),
        ("registration", _registration()),
        ("figures", _figures()),
        ("web/help/glossary.py", chain.from_iterable((one.term, one.means) for one in TERMS)),
        ("config/errors.py", _errors()),
        ("models", _choices()),
    ):
        yield from ((place, text) for text in dict.fromkeys(texts) if text)
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(NOT_ON_PAGES) and "/migrations/" not in name:
            yield from ((name, text) for text in _in_module(ast.parse(path.read_text())))


def _codes() -> Iterator[str]:
    for one in codes.code_lists():
        yield from (one.label, one.label.lower())
    yield from (one.label for one in codes.CLAIM_TYPES.values())


def _forms() -> Iterator[str]:
    forms: dict[type[Document], None] = dict.fromkeys([*FORMS, *_types().values()])
    for form in forms:
        yield form.title
        for part in outline(form).walk():
            yield from (part.label, part.hint or "", getattr(part, "like", "") or "")


def _processes() -> Iterator[str]:
    for side in Side:
        yield from (side.label, side.label.lower())
    for process in PROCESSES.values():
        yield from _of_process(process)
    for warning in WARNINGS.values():
        yield warning.name
        for days in range(FEWEST_DAYS, warning.days + 1):
            yield from _told(warning.days_left, warning.says(days))
        yield from _told(warning.reached, warning.says_reached)


def _costs() -> Iterator[str]:
    days = [*(one.sent_from for one in SCALES), *(one.sent_from for one in STAGE_3)]
    for claim_type, band, day, child in product(CURRENT, codes.ValueBand, days, (False, True)):
        for cost in costs(claim_type, band, sent_on=day, child=child):
            yield from (cost.name, cost.formula, cost.source)


def _sums() -> Iterator[str]:
    heads = ("the tariff head", "the head of general damages", "every other head")
    yield from (f"after contribution, {one}" for one in heads)
    yield from (f"{one} + interest" for one in ("total", "total after contribution"))
    yield from PART_B.values()


def _of_process(process: Process) -> Iterator[str]:
    for phase in process.phases:
        yield from (phase.name, phase.meaning)
        yield from (phase.limit.name, phase.limit.source) if phase.limit else ()
        if phase.expiry:
            yield from _told(phase.expiry.event, phase.expiry.says)
    for step in process.steps:
        yield from _told(step.event, step.says)
        if step.guard:
            yield from _guards((step.guard, *step.guard.parts))


def _guards(guards: Iterable[Guard]) -> Iterator[str]:
    yield from (getattr(one.refusal, "template", one.refusal) for one in guards if not one.parts)


def _told(event: str, says: str) -> Iterator[str]:
    """In the history, and in the words of the notice."""
    yield from (says, text_of(event, says, APPLICATION_ID))


def _accounts() -> Iterator[str]:
    for profile in Profile:
        words = profile_words.explained(profile)
        yield from (words.name, words.claims, words.sentence)
    yield from profile_words.RIGHTS_IN_WORDS.values()
    yield from states.LABELS.values()
    yield from kinds.NAMES.values()
    yield from scopes._MEANINGS.values()
    yield from (compensators.claims_in_words(claim_type) for claim_type in CURRENT)


def _operators() -> Iterator[str]:
    yield from roles.ROLE_NAMES.values()
    yield from roles.WORDS.values()
    yield from recovering.EVIDENCE.values()
    for row in CASES.values():
        yield from (row.situation, row.why, row.what_to_do)


def _registration() -> Iterator[str]:
    for section in sections.SECTIONS:
        yield from (section.title, section.hint, section.hint_alone)
    for register in registers.REGISTERS.values():
        yield from (register.label, register.like)


def _figures() -> Iterator[str]:
    yield from (measure.label for measure in measures.MEASURES)
    yield from (step for step, _events in measures.STEPS)


def _errors() -> Iterator[str]:
    yield from (*errors.TITLES.values(), *errors.SENTENCES.values(), errors.STAFF_MAY_NOT)


def _choices() -> Iterator[str]:
    """What models call the values that a field may have."""
    for model in apps.get_models():
        if model.__module__.startswith("claims_portal."):
            for field in model._meta.get_fields():
                choices = field.flatchoices if isinstance(field, Field) else ()
                yield from (str(label) for _value, label in choices)


def _in_module(module: ast.Module) -> Iterator[str]:
    unread = {id(part) for node in ast.walk(module) for part in _unread_of(node)}
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield from _shown_by(node)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in NAMED:
            yield from (one.value for one in ast.walk(node.value) if _is_text(one))
        elif isinstance(node, ast.Constant) and id(node) not in unread and _is_sentence(node.value):
            yield node.value


def _unread_of(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and the fixed parts of f-strings."""
    if isinstance(node, ast.Expr):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from node.values


def _is_sentence(value: object) -> bool:
    return (
        isinstance(value, str) and " " in value and "\n" not in value
        and value[0].isupper() and value.endswith((".", "?"))
    )  # fmt: skip


def _shown_by(call: ast.Call) -> Iterator[str]:
    name = ast.unparse(call.func).rpartition(".")[2]
    shown = [call.args[place] for place in WORDS_OF.get(name, ()) if place < len(call.args)]
    shown += [one.value for one in call.keywords if one.arg in NAMED]
    yield from (one.value for one in shown if _is_text(one))


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    """Whether it is made of words, rather than signs, a name for programs or nothing."""
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
        and node.value == node.value.strip()
        and (" " in node.value or node.value[:1].isupper())
        and re.search(r"[A-Za-z]{2}", re.sub(r"%\(\w+\)s", "", node.value)) is not None
    )  # fmt: skip
