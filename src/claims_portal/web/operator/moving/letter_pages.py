"""Letters to administrators: chosen, looked at, ordered, and what was sent."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.migration import letters
from claims_portal.migration.models import Letter, LetterRun
from claims_portal.organisations.models import Organisation
from claims_portal.web import once
from claims_portal.web.fields import Choice, Field
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import REFUSALS
from claims_portal.web.wording import in_language

SHOWN = 100
EVERYONE = "everyone"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    every = {
        0: _("Never"),
        **{days: _("Every %(n)d days") % {"n": days} for days in letters.INTERVALS if days},
    }
    run_labels = (_("Ordered"), _("By"), _("Organisations"), _("Sent"), _("Without a letter"))
    letter_labels = (_("Sent"), _("Organisation"), _("To"), _("What"))
    context = {
        "field": Field(
            "everyDays", _("Remind who is still not ready"), str(letters.reminder_interval()),
            hint=_("Only organisations that were written to, counted from their newest letter."),
            choices=[Choice(str(days), label) for days, label in every.items()],
        ),
        "runs": LetterRun.objects.order_by("-asked_at", "-pk")[:SHOWN],
        "run_columns": [{"label": label} for label in run_labels],
        "letters": Letter.objects.order_by("-sent_at", "-pk")[:SHOWN],
        "letter_columns": [{"label": label} for label in letter_labels],
        "waiting": len(letters.not_ready()),
    }  # fmt: skip
    return render(request, "portal/operator/moving/letters.html", context)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """How many letters it will be, and how the first one reads."""
    codes, everyone = _chosen(request)
    if not codes:
        messages.error(request, str(letters.NobodyChosen()))
        return redirect("operator-readiness")
    known = Organisation.objects.filter(code__in=codes).order_by("code")
    first = next(
        (draft for one in known[:20] if (draft := letters.draft(one, at=clock.now()))), None
    )
    context = {
        "codes": [] if everyone else codes,
        "everyone": everyone,
        "number": len(codes),
        "some": codes[:10],
        "draft": first,
        "form_token": once.new_token(),
    }
    return render(request, "portal/operator/moving/letters_confirm.html", context)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    codes, _everyone = _chosen(request)
    try:
        run = letters.order(
            codes, form=once.of(request), by=realm.actor_of(request), at=clock.now()
        )
    except REFUSALS as refused:
        messages.error(request, in_language(refused))
        return redirect("operator-readiness")
    number = len(run.organisation_codes)
    told = ngettext(
        "%(n)d letter is on its way.", "%(n)d letters are on their way.", number
    ) % {"n": number}  # fmt: skip
    messages.success(request, told)
    return redirect("operator-letters")


@require_POST
def interval(request: HttpRequest) -> HttpResponse:
    days = request.POST.get("everyDays", "")
    try:
        letters.remind_every(
            int(days) if days.isascii() and days.isdecimal() and len(days) < 4 else -1,
            by=realm.actor_of(request), at=clock.now(),
        )  # fmt: skip
    except REFUSALS as refused:
        messages.error(request, in_language(refused))
    else:
        messages.success(request, _("The interval of reminders was set."))
    return redirect("operator-letters")


@require_safe
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The letter as it would go out now."""
    organisation = (
        Organisation.objects.filter(code__iexact=code).first() if code.isascii() else None
    )
    if organisation is None:
        raise Http404
    context = {
        "organisation": organisation,
        "draft": letters.draft(organisation, at=clock.now()),
    }
    return render(request, "portal/operator/moving/letter_preview.html", context)


@require_safe
def sent(request: HttpRequest, number: int) -> HttpResponse:
    """A letter as it was sent."""
    letter = Letter.objects.select_related("run").filter(pk=number).first()
    if letter is None:
        raise Http404
    return render(request, "portal/operator/moving/letter.html", {"letter": letter})


def _chosen(request: HttpRequest) -> tuple[list[str], bool]:
    """The organisation IDs: those ticked, or all that are not ready."""
    if request.POST.get(EVERYONE) == "yes":
        return letters.not_ready(), True
    return sorted({code for code in request.POST.getlist("organisation") if code.isascii()}), False
