"""Looking up where a user, an organisation or a claim stands; reading a claim with a reason."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.profile_words import NAMES
from claims_portal.accounts.second_factors.kinds import NAMES as FACTORS
from claims_portal.claims.documents.codes import CLAIM_TYPES
from claims_portal.claims.process.sides import Side
from claims_portal.operators import looking_up, opening_claims
from claims_portal.operators.looking_up import ClaimState, NotFound, OrganisationState, UserState
from claims_portal.operators.roles import Right
from claims_portal.registration import correcting
from claims_portal.registration.sections import FIRMS
from claims_portal.web import claim_reading
from claims_portal.web.console import user_words
from claims_portal.web.fields import Field, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, Form, read_or_post
from claims_portal.web.wording import day_in_words, in_language, instant_in_words

LONGEST = 100


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    text = typed(request.GET.get("search"))[:LONGEST]
    found = looking_up.search(text, by=realm.actor_of(request))
    hint = _("User ID, e-mail or name; organisation ID or name; application ID of a claim")
    labels = (_("User ID"), _("Name"), _("Organisation"))
    context = {
        "field": Field("search", _("Whom or what"), text, hint=hint),
        "text": text,
        "found": found,
        "nothing": text and not (found.users or found.organisations or found.claim),
        "user_columns": [{"label": label} for label in labels],
        "organisation_columns": [{"label": _("Organisation ID")}, {"label": _("Name")}],
    }
    return render(request, "portal/operator/look_up.html", context)


@require_safe
def user_page(request: HttpRequest, user_name: str) -> HttpResponse:
    try:
        found = looking_up.user(user_name, by=realm.actor_of(request), at=clock.now())
    except NotFound:
        raise Http404 from None
    context = {
        "found": found,
        "rows": _user_rows(found),
        "colour": user_words.COLOURS[found.state.state],
        "may_recover": realm.actor_of(request).may(Right.ASK_RECOVERY),
    }
    return render(request, "portal/operator/user.html", context)


@require_safe
def organisation_page(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = looking_up.organisation(code, by=realm.actor_of(request), at=clock.now())
    except NotFound:
        raise Http404 from None
    may_correct = realm.actor_of(request).may(Right.DECIDE_REGISTRATIONS)
    context = {
        "found": found,
        "rows": _organisation_rows(found),
        "may_correct": may_correct and found.organisation.kind in FIRMS,
    }
    return render(request, "portal/operator/organisation.html", context)


@require_safe
def claim_page(request: HttpRequest, number: int) -> HttpResponse:
    actor = realm.actor_of(request)
    try:
        found = looking_up.claim(number, by=actor, at=clock.now())
    except NotFound:
        raise Http404 from None
    context = {
        "found": found,
        "number": number,
        "rows": _claim_rows(found),
        "may_read": actor.may(Right.READ_CLAIMS),
    }
    return render(request, "portal/operator/claim.html", context)


@read_or_post
def read_claim(request: HttpRequest, number: int) -> HttpResponse:
    """The claim itself, in the answer to the reason and nowhere else."""
    refusals: list[Exception] = []
    if request.method == "POST":
        reason = typed(request.POST.get("reason"))
        try:
            opened = opening_claims.open_claim(
                number, reason=reason, by=realm.actor_of(request), at=clock.now()
            )
        except NotFound:
            raise Http404 from None
        except REFUSALS as refused:
            refusals.append(refused)
        else:
            context = {
                "claim": opened.claim,
                "reason": reason,
                "groups": claim_reading.summary_groups(opened.claim),
                "documents": claim_reading.documents_in_full(opened.claim, opened.documents),
                "history": claim_reading.history_in_full(opened.claim, opened.events),
            }
            return render(request, "portal/operator/claim_read.html", context)
    form = Form(
        _("Read a claim"), _("Read the claim"), about=f"{number:016d}", kind="warning",
        said=[_("Your name, the time and the reason stand in the audit of every organisation of "
                "the claim, which can read them there.")],
        back_href=reverse("operator-claim", args=[number]),
    )  # fmt: skip
    asked = [forms.reason(_("Why do you need to read it?"), request.POST.get("reason", ""))]
    return forms.page(request, form, asked, refusals)


def _user_rows(found: UserState) -> list[dict[str, str]]:
    account = found.account
    names = {profile.value: name for profile, name in NAMES.items()}
    return [
        _row(_("Name"), account.full_name),
        _row(_("E-mail"), account.email),
        _row(_("Address verified"), _day(account.email_verified_at) or _("No")),
        _row(_("Expires"), day_in_words(account.expires_on)),
        _row(_("Last used"), _day(account.last_used_at) or _("Never")),
        _row(_("Password changed"), _day(account.password_changed_at) or _("Never chosen")),
        _row(_("Failed sign-ins in a row"), str(account.failed_sign_ins)),
        _row(_("Second factors"), ", ".join(_(FACTORS[kind]) for kind in found.factors)),
        _row(_("Profiles"), "\n".join(_(names.get(one, one)) for one in found.profiles)),
        _row(_("Branch"), str(account.branch or "")),
    ]


def _organisation_rows(found: OrganisationState) -> list[dict[str, str]]:
    one = found.organisation
    accepted = one.agreement_accepted_at
    return [
        _row(_("Kind"), _(one.get_kind_display())),
        _row(_("Numbers"), correcting.in_words(one) or _("None")),
        _row(_("State"), _("Enabled") if one.enabled else _("Disabled")),
        _row(_("E-mail of the organisation"), one.email),
        _row(_("Telephone"), one.telephone),
        _row(
            _("User agreement"),
            f"{one.agreement_version}, {_day(accepted)}" if accepted else _("Not accepted"),
        ),
        _row(
            _("Accounts"),
            _("%(all)d, %(usable)d of them usable")
            % {"all": found.accounts, "usable": found.usable_accounts},
        ),
        _row(
            _("Claims"),
            _("%(all)d, %(open)d of them open") % {"all": found.claims, "open": found.open_claims},
        ),
    ]


def _claim_rows(found: ClaimState) -> list[dict[str, str]]:
    return [
        _row(_("Kind of claim"), in_language(CLAIM_TYPES[found.claim_type].label)),
        _row(_("Phase"), f"{_(found.phase)}\n{_(found.meaning)}"),
        _row(_("Whose turn"), _turn(found)),
        _row(_("Last day of the time limit"), _day(found.last_day) or _("No time limit runs")),
        _row(_("Claimant representative"), str(found.representative)),
        _row(_("Compensator"), str(found.compensator or "")),
        _row(_("Begun"), _day(found.created_at)),
        _row(_("Sent"), _day(found.sent_at) or _("Not yet")),
        _row(_("Last changed"), _day(found.updated_at)),
        _row(_("Ended"), _day(found.ended_at) or _("No")),
        _row(_("Locked by a user now"), _("Yes") if found.is_locked else _("No")),
    ]


def _turn(found: ClaimState) -> str:
    if found.is_hidden:
        return _("Nobody’s: it was deleted under data protection law, and is hidden")
    return _(Side(found.turn).label) if found.turn else _("Nobody’s: it ended")


def _row(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value}


def _day(at: datetime | date | None) -> str:
    if isinstance(at, datetime):
        return instant_in_words(at)
    return day_in_words(at) if at else ""
