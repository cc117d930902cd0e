"""Data protection: claims deleted by organisations, and what is held on one claimant."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.operators.roles import Right
from claims_portal.retention import hiding, subjects
from claims_portal.retention.subjects import KeysRefused, Subject
from claims_portal.web.console.asking import Asked, date_shown, date_typed, text
from claims_portal.web.deletions import COLOURS
from claims_portal.web.fields import Field, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, Form, read_or_post
from claims_portal.web.wording import in_language

SHOWN = 200


@require_safe
def deletions(request: HttpRequest) -> HttpResponse:
    actor = realm.actor_of(request)
    labels = (_("Claim"), _("Deleted by"), _("When"), _("Gone from"), _("State"))
    context = {
        "rows": [(one, COLOURS[one.state]) for one in hiding.seen_by(actor)[:SHOWN]],
        "columns": [{"label": label} for label in labels],
        "may_recover": actor.may(Right.RECOVER_CLAIMS),
        "may_hold": actor.may(Right.HOLD_CLAIMS),
        "may_export": actor.may(Right.EXPORT_SUBJECTS),
    }
    return render(request, "portal/operator/deletions.html", context)


@require_POST
def recover(request: HttpRequest, number: int) -> HttpResponse:
    reason = typed(request.POST.get("reason"))
    try:
        hiding.recover_by_staff(number, reason=reason, by=realm.actor_of(request), at=clock.now())
    except (ClaimRefusal, *REFUSALS) as refusal:
        messages.error(request, in_language(refusal))
    else:
        messages.success(request, _("The claim is back where it was."))
    return redirect("operator-deletions")


@read_or_post
def subject(request: HttpRequest) -> HttpResponseBase:
    """Who the claimant is and why it is asked for; the answer is the ZIP."""
    given, refusals = request.POST, list[Exception]()
    if request.method == "POST":
        wanted = Subject(
            typed(given.get("national_insurance_number")), typed(given.get("surname")),
            date_typed(given, "born_on"),
        )  # fmt: skip
        try:
            made = subjects.export(
                wanted, reason=typed(given.get("reason")), by=realm.actor_of(request),
                at=clock.now(),
            )  # fmt: skip
        except (KeysRefused, *REFUSALS) as refusal:
            refusals.append(refusal)
        else:
            headers = {"Content-Disposition": f'attachment; filename="{made.file_name}"'}
            return StreamingHttpResponse(
                made.chunks(), content_type="application/zip", headers=headers
            )
    form = Form(
        _("What is held on a claimant"), _("Export it"),
        said=[_("Every claim in which the person is the claimant, of all organisations, also what "
                "is hidden: forms, history, drafts and files, as one ZIP."),
              _("Your name and the reason stand in the audit of every organisation of these "
                "claims.")],
    )  # fmt: skip
    asked = [
        text("national_insurance_number", _("National Insurance number"),
             given.get("national_insurance_number", ""), width="10", required=False),
        text("surname", _("Surname"), given.get("surname", ""), required=False,
             hint=_("Together with the date of birth")),
        Asked(Field("born_on", _("Date of birth"), date_shown(given or None, "born_on", None),
                    required=False), "date"),
        forms.reason(_("Who asked, and what proved who they are?"), given.get("reason", "")),
    ]  # fmt: skip
    return forms.page(request, form, asked, refusals)
