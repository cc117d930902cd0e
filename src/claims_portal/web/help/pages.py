"""The pages of help; open to everybody, but for the question to the operator."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims_portal.accounts.models import User
from claims_portal.claims.process.processes import CURRENT
from claims_portal.notices import mail
from claims_portal.web import resuming
from claims_portal.web.fields import Field, typed
from claims_portal.web.help.glossary import TERMS
from claims_portal.web.help.guides import guide_of, guides, search
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

LONGEST_ASKED = 100
LONGEST_QUESTION = 2000


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = typed(request.GET.get("q"))[:LONGEST_ASKED]
    context = {
        "field": Field("q", _("Search the help"), value=asked),
        "asked": asked,
        "found": search(asked),
        "guides": guides(),
        "may_ask": may_ask(request),
    }
    return render(request, "portal/help/index.html", context)


@login_not_required
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    found = guide_of(slug)
    if found is None:
        raise Http404
    return render(request, "portal/help/guide.html", {"guide": found})


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help/glossary.html", {"terms": TERMS})


@login_not_required
@require_safe
def phases(request: HttpRequest) -> HttpResponse:
    """Every phase of a claim: what it means, whose turn it is, what may follow."""
    context = {"processes": [(one, _phases_of(one)) for one in CURRENT]}
    return render(request, "portal/help/phases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A question to the operator, with what helps to answer it: who, where, which browser."""
    if not may_ask(request):
        raise Http404
    given = resuming.given_to(request)
    about = _own_path(typed(given.get("about") or request.GET.get("about")))
    question = typed(given.get("question"))
    error = _fault_of(question) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        _send(request, question, about)
        messages.success(request, _("Your question was sent. The answer comes by e-mail."))
        return redirect("help")
    field = Field("question", _("Your question"), value=question, error=error)
    context = {
        "field": field,
        "problems": [field] if error else [],
        "about": about,
        "longest": LONGEST_QUESTION,
    }
    return render(request, "portal/help/ask.html", context, status=422 if error else 200)


def may_ask(request: HttpRequest) -> bool:
    """Signed in, where the operator takes questions."""
    user = getattr(request, "user", None)  # no page has one that tells of a bad host
    return bool(settings.SUPPORT_ADDRESS and user and user.is_authenticated)


def _fault_of(question: str) -> str:
    if not question:
        return _("Write your question")
    if len(question) > LONGEST_QUESTION:
        return _("Your question must have %(most)s characters or fewer") % {
            "most": f"{LONGEST_QUESTION:,}"
        }
    return ""


def _send(request: HttpRequest, question: str, about: str) -> None:
    user = User.objects.select_related("organisation").get(pk=actor_of(request).real_user_pk)
    told = (
        f"{question}\n\n--\n{user.user_name}, {user.organisation.code} {user.organisation.name}\n"
        f"Page: {about or '-'}\nBrowser: {request.headers.get('User-Agent', '-')[:200]}\n"
        f"Answer to: {user.email}\n"
    )
    mail.post(
        f"Question from {user.user_name} ({user.organisation.code})",
        told,
        to=[settings.SUPPORT_ADDRESS],
    )


def _own_path(path: str) -> str:
    """A page of this portal, or nothing."""
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path[:200] if own else ""


def _phases_of(claim_type: str) -> list[tuple[object, list[str]]]:
    process = CURRENT[claim_type]
    return [
        (
            phase,
            sorted({
                in_language(process.phase_by_code[step.to].name)
                for step in process.steps
                if step.phase == phase.code and step.to != phase.code
            }),
        )
        for phase in process.phases
    ]  # fmt: skip
