"""The questions of a form as the component library shows them.

Made from a form's outline, filled from a JSON body (right or wrong answers as typed)
and marked with its faults. Names are the paths of the JSON, so that `reading` finds
the way back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.codes import Code, HeadOfLoss, label_of
from claims_portal.claims.documents.codes_in_use import OutOfUse
from claims_portal.claims.documents.faults import Fault
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.claims.process.tables import NO_LIMITS
from claims_portal.web.forms import address_answers, plainly
from claims_portal.web.forms.addresses import Search, where_of
from claims_portal.web.forms.conditions import (
    Answer,
    Condition,
    conditions_of,
    sometimes_wanted,
)
from claims_portal.web.forms.controls import (
    Asked,
    Choice,
    Field,
    Fieldset,
    Problem,
    Rows,
    dress,
    id_of,
    shown_value,
    widget_of,
)
from claims_portal.web.forms.reading import is_ticked_group, value_at
from claims_portal.web.forms.wording import message_of
from claims_portal.web.wording import in_language

TEMPLATE = "portal/forms/questions.html"


@dataclass(frozen=True)
class Page:
    """What is asked on one page, and what is wrong with it in the order of the page."""

    items: list[Asked]
    problems: list[Problem]
    finds_addresses: bool = False

    @property
    def html(self) -> SafeString:
        return rendered(self.items)


def rendered(items: Iterable[Asked]) -> SafeString:
    return render_to_string(TEMPLATE, {"items": items})


def page_of(
    document_type: type[Document],
    items: Iterable[Question | Section],
    body: Any,
    faults: Iterable[Fault] = (),
    *,
    leaves: Mapping[str, frozenset[str]] = NO_LIMITS,
    out_of_use: OutOfUse | None = None,
    plainly_too: bool = False,
    search: Search | None = None,
) -> Page:
    """The fields of these parts of a form, and its faults as far as they are theirs.

    `leaves` says of which codes only some may be chosen here, by question; a code that is
    `out_of_use` is offered nowhere. `plainly_too` adds the help of `plainly`.
    """
    building = _Building(document_type, body, faults, leaves, out_of_use or {}, plainly_too, search)
    shown = building.items(list(items))
    return Page(shown, building.problems + building.unplaced(), search is not None)


@dataclass
class _Building:
    document_type: type[Document]
    body: Any
    faults: Iterable[Fault]
    leaves: Mapping[str, frozenset[str]]
    out_of_use: OutOfUse
    plainly_too: bool
    search: Search | None
    problems: list[Problem] = field(default_factory=list)
    messages: dict[str, str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.conditions: Mapping[str, Condition] = conditions_of(self.document_type)
        self.wanted = sometimes_wanted(self.document_type)
        self.places = {part.pointer: part for part in outline(self.document_type).walk()}
        for fault in [*(self.search.faults if self.search else ()), *self.faults]:
            self.messages.setdefault(fault.pointer, message_of(self.document_type, fault))

    def items(self, parts: Sequence[Question | Section]) -> list[Asked]:
        """Parts of the whole form, each found by its own pointer."""
        shown: list[Asked] = []
        by_parent: dict[str, list[Question | Section]] = {}
        for part in parts:
            by_parent.setdefault(part.pointer.rpartition("/")[0], []).append(part)
        for parent, children in by_parent.items():
            shown += self.group(children, parent, value_at(self.body, parent))
        return shown

    def group(self, parts: Sequence[Question | Section], where: str, given: Any) -> list[Asked]:
        """The parts of one group; those that an answer reveals stand beneath that answer."""
        answers = given if isinstance(given, Mapping) else {}
        beneath: dict[str, list[Question | Section]] = {}
        plain: list[Question | Section] = []
        names = {part.pointer: part.name for part in parts}
        for part in parts:
            condition = self.conditions.get(part.pointer)
            if (
                condition
                and condition.question in names
                and self.is_hidden(part, condition, where, answers, names[condition.question])
            ):
                beneath.setdefault(condition.question, []).append(part)
            else:
                plain.append(part)
        return self.folded(plain, where, answers, beneath)

    def folded(
        self,
        parts: Sequence[Question | Section],
        where: str,
        answers: Mapping[str, Any],
        beneath: Mapping[str, list[Question | Section]],
    ) -> list[Asked]:
        """Questions that one answer asks for, but which it cannot reveal, stand together.

        They fold away while they are not in use; a script shows them with their answer.
        """
        shown: list[Asked] = []
        for sentence, run in groupby(parts, self.only_when):
            members = list(run)
            asked = [self.one(part, where, answers, beneath) for part in members]
            if sentence:
                folds = not any(self.is_in_use(part, where, answers) for part in members)
                asked = [self.with_its_answer(members[0], where, sentence, asked, folds=folds)]
            shown += asked
        return shown

    def with_its_answer(
        self, first: Question | Section, where: str, says: str, asked: list[Asked], *, folds: bool
    ) -> Fieldset:
        condition = self.conditions[first.pointer]
        name = id_of(f"{where}/{first.name}"[1:])
        if folds:
            asked = [Fieldset(f"{name}-group", says, "details", asked)]
        decider = f"{where}/{condition.question.rpartition('/')[2]}"[1:]
        answer = _as_posted(condition.answer)
        return Fieldset(f"{name}-when", says, "when", asked, decider=decider, answer=answer)

    def only_when(self, part: Question | Section) -> str:
        condition = self.conditions.get(part.pointer)
        if condition is None or condition.reveals or not condition.only_then:
            return ""
        return self.when(condition)

    def is_in_use(self, part: Question | Section, where: str, answers: Mapping[str, Any]) -> bool:
        """Whether it is asked for, answered or at fault, so that it must be seen."""
        condition = self.conditions.get(part.pointer)
        if condition is not None:
            decider = condition.question.rpartition("/")[2]
            if answers.get(decider) == condition.answer:
                return True
        pointer = f"{where}/{part.name}"
        faulty = any(one == pointer or one.startswith(f"{pointer}/") for one in self.messages)
        return faulty or answers.get(part.name) not in (None, "", {}, [])

    def is_hidden(
        self,
        part: Question | Section,
        condition: Condition,
        where: str,
        answers: Mapping[str, Any],
        decider: str,
    ) -> bool:
        """Beneath its answer, unless it holds something that would then be out of sight."""
        if not condition.reveals:
            return False
        if answers.get(decider) == condition.answer:
            return True
        return not self.is_in_use(part, where, answers)

    def one(
        self,
        part: Question | Section,
        where: str,
        answers: Mapping[str, Any],
        beneath: Mapping[str, list[Question | Section]],
    ) -> Asked:
        pointer = f"{where}/{part.name}"
        given = answers.get(part.name)
        error = self.error_at(pointer)
        if isinstance(part, Question):
            revealed = beneath.get(part.pointer, [])
            return self.question(part, pointer, given, error, where, answers, revealed, beneath)
        if part.kind == "rows":
            return self.rows(part, pointer, given, error)
        if is_ticked_group(part):
            return self.ticks(part, pointer, given, error)
        wanted = any(one.startswith(f"{part.pointer}/") for one in self.wanted)
        required = part.required or wanted or part.pointer in self.conditions
        opened = required or self.is_in_use(part, where, answers)
        return Fieldset(
            id=id_of(pointer[1:]),
            label=part.label
            if opened
            else _("%(group)s (optional)") % {"group": in_language(part.label)},
            widget="fieldset" if opened else "details",
            items=self.answers_of(part, pointer, given),
            hint=part.hint or "",
            error=error,
            required=required,
        )

    def answers_of(self, part: Section, pointer: str, given: Any) -> list[Asked]:
        """What a group asks; an address that may be searched for begins with its postcode."""
        if self.search is None or not self.search.is_offered_in(part):
            return self.group(part.items, pointer, given)
        before, after = address_answers.in_order(part)
        asked = self.group(before, pointer, given)
        finder = self.search.finder(pointer, where_of(self.places, pointer))
        self.problems += finder.problems
        return [*asked, finder, *self.group(after, pointer, given)]

    def error_at(self, pointer: str, where: str = "") -> str:
        """The message at a pointer, which thereby is in the error summary."""
        message = self.messages.get(pointer, "")
        if message:
            self.placed.add(pointer)
            self.problems.append(Problem(where or id_of(pointer[1:]), message))
        return message

    def unplaced(self) -> list[Problem]:
        """What no control of the page is about."""
        rest = (text for pointer, text in self.messages.items() if pointer not in self.placed)
        return [Problem("", text) for text in rest]

    def question(
        self,
        part: Question,
        pointer: str,
        given: Any,
        error: str,
        where: str,
        answers: Mapping[str, Any],
        revealed: Sequence[Question | Section],
        beneath: Mapping[str, list[Question | Section]],
    ) -> Field:
        name = pointer[1:]
        condition = self.conditions.get(part.pointer)
        made = Field(
            id=id_of(name),
            name=name,
            label=part.label,
            widget=widget_of(part, bool(revealed)),
            value=shown_value(part, given),
            hint=self.hint(part, condition),
            error=error,
            required=part.required or condition is not None or part.pointer in self.wanted,
        )
        dress(made, part)
        if made.widget in ("radios", "select"):
            made.choices = self.choices(part, made.value)
            for choice in made.choices:
                asked = [
                    self.one(one, where, answers, beneath)
                    for one in revealed
                    if _as_posted(self.conditions[one.pointer].answer) == choice.value
                ]
                choice.conditional = rendered(asked) if asked else ""
            made.inline = part.kind == "flag" and not revealed
        return made

    def hint(self, part: Question, condition: Condition | None) -> str:
        plain = plainly.help_at(part.pointer) if self.plainly_too else ""
        return " ".join(filter(None, (plain, in_language(part.hint), self.when(condition))))

    def when(self, condition: Condition | None) -> str:
        """For what is shown all the time: which answer asks for it."""
        if condition is None or condition.reveals:
            return ""
        question = self.places[condition.question]
        assert isinstance(question, Question)  # noqa: S101 - narrows the type
        words = {
            "question": in_language(question.label),
            "answer": in_language(_answer_label(question, condition.answer)),
        }
        if condition.only_then:
            return _("Only when “%(question)s” is “%(answer)s”.") % words
        return _("Needed when “%(question)s” is “%(answer)s”.") % words

    def choices(self, part: Question, value: str) -> list[Choice]:
        made = (
            [Choice("yes", _("Yes")), Choice("no", _("No"))]
            if part.choices is None
            else [Choice(one.value, one.label) for one in part.choices if self.offers(part, one)]
        )
        if part.choices and value in self.out_of_use.get(part.choices, {}):
            label = in_language(label_of(part.choices, value))
            made.append(Choice(value, _("%(code)s (not in use)") % {"code": label}))
        if value and value not in {choice.value for choice in made}:
            made.append(Choice(value, _("%(typed)s (not a right answer)") % {"typed": value}))
        return made

    def offers(self, part: Question, code: Code) -> bool:
        """Whether a code of a list may be chosen in this form, at this step."""
        if code is HeadOfLoss.ADDITIONAL_DAMAGES or code in self.out_of_use.get(type(code), {}):
            return False
        left = self.leaves.get(part.name)
        return left is None or code in left

    def ticks(self, part: Section, pointer: str, given: Any, error: str) -> Field:
        answers = given if isinstance(given, Mapping) else {}
        name = pointer[1:]
        flags = [one for one in part.items if isinstance(one, Question) and one.kind == "flag"]
        texts = [one for one in part.items if one not in flags]
        choices = [Choice(one.name, one.label) for one in flags]
        for text in texts:
            condition = self.conditions.get(text.pointer)
            beside = next(
                (c for c, flag in zip(choices, flags, strict=True)
                 if condition and flag.pointer == condition.question),
                choices[-1],
            )  # fmt: skip
            beside.conditional = rendered([self.one(text, pointer, answers, {})])
        made = Field(
            id=id_of(name),
            name=name,
            label=part.label,
            widget="checkboxes",
            value=[one.name for one in flags if answers.get(one.name) is True],
            hint=_("Select all that apply."),
            error=error,
            required=part.required,
            choices=choices,
        )
        for number, flag in enumerate(flags, start=1):
            where = made.id if number == 1 else f"{made.id}-{number}"
            made.error = self.error_at(f"{pointer}/{flag.name}", where) or made.error
        return made

    def rows(self, part: Section, pointer: str, given: Any, error: str) -> Rows:
        name = pointer[1:]
        rows = given if isinstance(given, list) else []
        made = Rows(
            id=id_of(name),
            name=name,
            label=part.label,
            widget="rows",
            rows=[],
            hint=part.hint or "",
            error=error,
            may_add=part.most is None or len(rows) < part.most,
            most=part.most or 0,
        )
        for number, row in enumerate(rows):
            where = f"{pointer}/{number}"
            made.rows.append(
                Fieldset(
                    id=id_of(where[1:]),
                    label=_("%(list)s, row %(number)d")
                    % {"list": in_language(part.label), "number": number + 1},
                    widget="fieldset",
                    items=self.answers_of(part, where, row),
                    error=self.error_at(where),
                    remove=where[1:],
                    number=number + 1,
                )
            )
        return made


def _answer_label(question: Question, answer: Answer) -> str:
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    return label_of(question.choices, answer) if question.choices else answer


def _as_posted(answer: Answer) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer
