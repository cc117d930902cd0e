"""The organisation's record: all of it shown; name and ID changed by the operator alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import organisation as verbs
from claims_portal.accounts import organisation_reading, strong_factors
from claims_portal.organisations.models import Organisation
from claims_portal.web.console import address_fields
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    all_of,
    read_or_post,
    seen_next,
    seen_of,
    shown,
    status_of,
    text,
    with_refusals,
)
from claims_portal.web.console.doors import manages_organisation
from claims_portal.web.fields import Choice, Field
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

NAMED = 20
"""How many of those without a strong factor are named; the number tells the rest."""


@dataclass(frozen=True)
class Row:
    key: str
    value: str


@require_safe
@manages_organisation
def organisation_page(request: HttpRequest) -> HttpResponse:
    record = organisation_reading.record(actor_of(request))
    context = {"organisation": record, "fixed": _fixed(record), "rows": _rows(record)}
    return render(request, "portal/console/organisation.html", context)


@read_or_post
@manages_organisation
def edit_organisation(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if request.method != "POST":
        return _form(request, None)
    given = request.POST
    try:
        verbs.edit(
            email=given.get("email", ""),
            telephone=given.get("telephone", ""),
            address=address_fields.typed_address(given),
            email_domains=given.get("emailDomains", "").replace(",", " ").split(),
            requires_strong_factor=given.get("requiresStrongFactor") == "yes",
            by=actor, at=clock.now(), seen=seen_of(given),
        )  # fmt: skip
    except REFUSALS as refusal:
        told = [address_fields.at_its_line(one, given) for one in all_of(refusal)]
        return _form(request, given, told)
    messages.success(request, _("The organisation’s record was changed."))
    return redirect("organisation")


def _form(
    request: HttpRequest, given: QueryDict | None, refusals: Sequence[Exception] = ()
) -> HttpResponse:
    record = organisation_reading.record(actor_of(request))
    asked, problems = with_refusals(_asked(record, given), refusals)
    by_name = {one.field.name: one for one in asked}
    without = strong_factors.without_one(record.pk)
    status = status_of(refusals)
    context = {
        "organisation": record,
        "seen": seen_next(verbs.version_of(record), given, status),
        "contact": [by_name["email"], by_name["telephone"]],
        "address": [one for one in asked if one.field.name.startswith("address/")],
        "domains": by_name["emailDomains"].field,
        "strong": by_name["requiresStrongFactor"].field,
        "required_anyway": settings.REQUIRE_STRONG_FACTOR,
        "without": list(without[:NAMED]),
        "without_count": without.count(),
        "problems": problems,
    }
    return render(request, "portal/console/edit_organisation.html", context, status=status)


def _asked(record: Organisation, given: QueryDict | None) -> list[Asked]:
    domains = shown(given, "emailDomains", "\n".join(record.email_domains))
    strong = record.requires_strong_factor
    if given is not None:
        strong = given.get("requiresStrongFactor") == "yes"
    return [
        text("email", _("E-mail address"), shown(given, "email", record.email), required=False,
             hint=_("A mailbox that several people read is best here, such as info@. "
                    "Users need an address of their own."), type="email"),
        text("telephone", _("Telephone"), shown(given, "telephone", record.telephone),
             required=False, width="20", type="tel"),
        *address_fields.asked(record.address, given, compulsory=True),
        Asked(Field("emailDomains", _("Mail domains"), domains, required=False,
                    hint=_("One a line, such as firm.example.com. New addresses of users must end "
                           "in one of them. Empty: any business address."))),
        Asked(Field("requiresStrongFactor", _("Second factor"), ["yes"] if strong else [],
                    choices=[Choice("yes", _("Require an authenticator app or a passkey"))])),
    ]  # fmt: skip


def _fixed(record: Organisation) -> list[Row]:
    types = [
        name
        for name, deals in (("RTA", record.deals_with_rta), ("EL, ELD, PL", record.deals_with_elpl))
        if deals
    ]
    return [
        Row(_("Organisation ID"), record.code),
        Row(_("Name"), record.name),
        Row(_("Kind"), in_language(record.get_kind_display())),
        Row(_("Claims"), ", ".join(types)),
    ]


def _rows(record: Organisation) -> list[Row]:
    strong = _("Authenticator app or passkey, for everybody")
    return [
        Row(_("E-mail address"), record.email),
        Row(_("Telephone"), record.telephone),
        Row(_("Address"), address_fields.as_text(record.address)),
        Row(_("Mail domains"), "\n".join(record.email_domains) or _("any business address")),
        Row(
            _("Second factor"),
            strong if record.requires_strong_factor else _("Whichever a person has set up"),
        ),
    ]
