"""Forms of the operator's pages: what is said, what is asked, and each refusal at its field."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from claims_portal.accounts.passwords import PasswordRefused
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.web.console.asking import Asked, text, with_refusals
from claims_portal.web.fields import Choice, Field, Problem

__all__ = ["REFUSALS", "Asked", "Form", "PasswordRefused", "Problem", "reason", "text"]

REFUSALS = (OperatorRefusal, AccountRefusal)
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Form:
    title: str
    button: str
    back_href: str = ""
    said: Sequence[str] = ()
    about: str = ""
    kind: str = "primary"
    numeric: bool = False
    links: Sequence[tuple[str, str]] = ()
    hidden: Sequence[tuple[str, str]] = ()


def page(
    request: HttpRequest,
    form: Form,
    asked: Sequence[Asked],
    refusals: Sequence[Exception] = (),
    *,
    template: str = "portal/operator/form.html",
    **more: Any,
) -> HttpResponse:
    """The form as a page; with refusals it says what was wrong, and where."""
    marked, problems = with_refusals(asked, refusals)
    context = {"form": form, "asked": marked, "problems": problems, **more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, template, context, status=status)


def reason(label: str, value: str = "", *, hint: str = "") -> Asked:
    return Asked(Field("reason", label, value, hint=hint, required=True), "textarea")


def password(name: str, label: str, *, new: bool = False) -> Asked:
    return Asked(
        Field(name, label), "text", width="20", type="password",
        autocomplete="new-password" if new else "current-password",
    )  # fmt: skip


def code(label: str, *, hint: str = "", name: str = "code") -> Asked:
    return Asked(Field(name, label, hint=hint), "text", width="10", autocomplete="one-time-code")


def roles(label: str, chosen: Sequence[str], choices: Sequence[Choice]) -> Asked:
    return Asked(Field("roles", label, list(chosen), choices=choices), "checkboxes")
