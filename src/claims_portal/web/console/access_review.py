"""The access review: who has what, on a page, on paper and as a spreadsheet; and the signature."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import access_review
from claims_portal.accounts.access_review import Review, ReviewOutdated
from claims_portal.web.console import user_filters, user_words
from claims_portal.web.console.asking import read_or_post
from claims_portal.web.console.doors import manages_users
from claims_portal.web.sessions import actor_of
from claims_portal.web.spreadsheet import spreadsheet
from claims_portal.web.wording import in_language


@require_safe
@manages_users
def review_page(request: HttpRequest) -> HttpResponse:
    whole = request.GET.get("all") == "yes"
    number = None if whole else user_filters.number_of(request.GET)
    review = access_review.read(actor_of(request), at=clock.now(), number=number)
    labels = (
        _("User"), _("Profiles"), _("State"), _("Last used"), _("Second factor"), _("Expires"),
        _("Claims held"),
    )  # fmt: skip
    context = {
        "review": review,
        "rows": [(line, user_words.profile_names(line.account)) for line in review.lines],
        "columns": [{"label": label} for label in labels],
        "previous_href": f"?page={review.number - 1}" if review.number > 1 else "",
        "next_href": f"?page={review.number + 1}" if review.number < review.pages else "",
        "is_due": review.due_on <= clock.today(),
        "at": clock.now(),
        "signatures": [{"label": label} for label in (_("Signed"), _("By"), _("Accounts"))],
    }
    return render(request, "portal/console/access_review.html", context)


@require_safe
@manages_users
def review_spreadsheet(request: HttpRequest) -> HttpResponseBase:
    review = access_review.read(actor_of(request), at=clock.now())
    name = f"access-review-{review.organisation.code}-{clock.today():%Y-%m-%d}.csv"
    return spreadsheet(name, _lines(review))


@read_or_post
@manages_users
def sign_review(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            access_review.sign(request.POST.get("seen", ""), by=actor_of(request), at=clock.now())
        except ReviewOutdated as refusal:
            messages.error(request, in_language(refusal))
        else:
            messages.success(request, _("You have signed the access review."))
    return redirect("access-review")


def _lines(review: Review) -> Iterator[list[object]]:
    yield [
        _("User ID"), _("Forename"), _("Second name"), _("Surname"), _("E-mail"), _("Profiles"),
        _("Branch"), _("State"), _("Reason"), _("Last used"), _("Second factor"), _("Expires"),
        _("Claims locked"), _("Claims allocated"),
    ]  # fmt: skip
    for line in review.lines:
        one = line.account
        yield [
            one.user_name, one.forename, one.second_name, one.surname, one.email,
            ", ".join(user_words.profile_names(one)), one.branch or "",
            line.state.label, line.state.reason, _day(one.last_used_at),
            ", ".join(line.second_factors), one.expires_on.isoformat(),
            line.locked, line.allocated,
        ]  # fmt: skip


def _day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else ""
