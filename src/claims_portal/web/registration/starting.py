"""The first pages: what is needed, the mail with the link, and the way back by it.

Whoever applies proves first to read a mailbox; what is asked of these pages counts as a failed
step of the network address, so that no program fills the mailboxes of strangers.
"""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal import clock
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.organisations.models import OrganisationKind
from claims_portal.registration import applying, links, upkeep
from claims_portal.registration.decision_clock import WORKING_DAYS
from claims_portal.web import once
from claims_portal.web.console.asking import Asked, text, with_refusals
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.registration import door

LONGEST = 254
KINDS = (
    (OrganisationKind.CLAIMANT_REPRESENTATIVE, words("A firm that represents claimants"),
     words("Authorised by the SRA, CILEx Regulation or the Bar Standards Board to conduct "
           "litigation.")),
    (OrganisationKind.COMPENSATOR, words("An insurer or other compensator"),
     words("Insurers, bodies that insure themselves, and those who handle claims for them.")),
    (OrganisationKind.UNREPRESENTED_CLAIMANT, words("Myself, for a claim of my own"),
     words("Without a lawyer, for one claim.")),
)  # fmt: skip


@door.public_page
def start(request: HttpRequest) -> HttpResponse:
    context = {"days": WORKING_DAYS, "kept_days": upkeep.DRAFTS_UNTOUCHED.days}
    return render(request, "portal/registration/start.html", context)


@door.public_page
@no_guessing
def begin(request: HttpRequest) -> HttpResponse:
    """For whom, and the address to which the link goes. The answer is the same whoever it is."""
    given = {name: typed(request.POST.get(name))[: LONGEST + 1] for name in ("kind", "email")}
    refusals: list[Exception] = []
    if request.method == "POST":
        failed(request)
        try:
            applying.begin(given["kind"], given["email"], at=clock.now(), form=once.of(request))
        except AccountRefusal as refusal:
            refusals.append(refusal)
        else:
            return redirect("register-mail-sent")
    choices = [Choice(kind.value, str(label), str(hint)) for kind, label, hint in KINDS]
    asked = [
        Asked(Field("kind", _("For whom do you apply?"), given["kind"], choices=choices), "radios"),
        _email(given["email"], _("We send a link there. It leads to your application, now and "
                                 "later.")),
    ]  # fmt: skip
    return _form(request, "begin", asked, refusals)


@door.public_page
def mail_sent(request: HttpRequest) -> HttpResponse:
    context = {"demo": settings.DEMO, "days": upkeep.NEVER_OPENED.days}
    return render(request, "portal/registration/mail_sent.html", context)


@door.public_page
def open_link(request: HttpRequest) -> HttpResponse:
    """The secret is moved from the page's address into the session at once."""
    application = links.find(request.GET.get("link", ""))
    if application is None:
        context = {
            "title": _("This link leads nowhere"),
            "sentence": _("The application was deleted or withdrawn, or the link is not whole. "
                          "You can begin again on the page Register."),
        }  # fmt: skip
        return render(request, "portal/error.html", context, status=HTTPStatus.NOT_FOUND)
    applying.opened(application, at=clock.now())
    door.enter(request, application)
    return redirect("register-application")


@door.public_page
@no_guessing
def lost_link(request: HttpRequest) -> HttpResponse:
    """The link is mailed again; whether there is such an application is told by nothing."""
    given = {name: typed(request.POST.get(name))[: LONGEST + 1] for name in ("email", "reference")}
    if request.method == "POST" and all(given.values()):
        failed(request)
        applying.send_link_again(given["email"], given["reference"], at=clock.now())
        return redirect("register-mail-sent")
    missing = {"email": _("Enter your e-mail address."), "reference": _("Enter the reference.")}
    posted = request.method == "POST"
    refusals = [_missing(name, missing[name]) for name in given if posted and not given[name]]
    asked = [
        _email(given["email"], ""),
        text("reference", _("Reference"), given["reference"], width="20",
             hint=_("On the page of your application and in our mails, like R-7K4M-2XQP.")),
    ]  # fmt: skip
    return _form(request, "lost_link", asked, refusals)


@door.public_page
def leave(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        door.leave(request)
        messages.success(
            request, _("What you answered is kept. The link in your mail leads back to it.")
        )
    return redirect("register")


def _email(value: str, hint: str) -> Asked:
    return Asked(
        Field("email", _("Your e-mail address"), value, hint=hint), "text", width="30",
        type="email", autocomplete="email",
    )  # fmt: skip


def _missing(field: str, sentence: str) -> Exception:
    refusal = AccountRefusal(sentence)
    refusal.field = field
    return refusal


def _form(
    request: HttpRequest, page: str, asked: list[Asked], refusals: list[Exception]
) -> HttpResponse:
    marked, problems = with_refusals(asked, refusals)
    context = {"asked": marked, "problems": problems, "form_token": once.new_token()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, f"portal/registration/{page}.html", context, status=status)
