"""Signing in after the password: the second factor, and which account where there are several.

A factor is asked for one of the accounts whose password was right; of these, the
ones that it proves may be entered. Choosing another asks for that one's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from claims_portal import clock
from claims_portal.accounts import sign_in as first_step
from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import factors, passkeys, proving, rules
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.proving import Given
from claims_portal.accounts.second_factors.refusals import FactorRefused, TooManyTries, TooSoon
from claims_portal.migration import rule_mode
from claims_portal.network_address import network_address
from claims_portal.web import pending_sign_in, sessions
from claims_portal.web.factor_pages import code_page, passkey_page, passkeys_work_here, ways
from claims_portal.web.fields import Choice, Field
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.pending_sign_in import PendingSignIn
from claims_portal.web.wording import in_language

PAGES = {
    Kind.PASSKEY: "sign-in-passkey",
    Kind.APP: "sign-in-app",
    Kind.RECOVERY_CODE: "sign-in-recovery-code",
    Kind.MAILED_CODE: "sign-in-code",
}
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Step:
    """Where a sign-in stands: the accounts that matched, those asked now, and by what."""

    pending: PendingSignIn
    accounts: Sequence[User]
    asked: Sequence[User]
    kinds: frozenset[Kind]
    """What at least one of the accounts asked may use, at this address of the portal."""


View = Callable[[HttpRequest, Step], HttpResponse]


def begin(request: HttpRequest, accounts: Sequence[User], *, target: str) -> HttpResponse:
    """The password was right for these accounts: ask for the second factor."""
    pending = pending_sign_in.begin(request.session, accounts, target=target, at=clock.now())
    return _ask_first(request, _step(request, pending, accounts))


def step_of_a_sign_in(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """A page of the second step; without a sign-in under way it leads to the first."""

    @login_not_required
    @never_cache
    @sensitive_post_parameters("code", "answer")
    @no_guessing
    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        step = _under_way(request)
        return _start_again(request) if step is None else view(request, step)

    return page


def typed_factor(kind: Kind) -> Callable[[HttpRequest], HttpResponse]:
    """The page of a factor that is typed: one of the three codes."""

    @read_or_post
    @step_of_a_sign_in
    def page(request: HttpRequest, step: Step) -> HttpResponse:
        if not _may_be_asked(kind, step):
            return redirect("sign-in-another-way")
        problem = ""
        if request.method == "POST":
            given = Given(request.POST.get("code", ""), address=network_address(request))
            answer = _proved(request, step, kind, given)
            if isinstance(answer, HttpResponse):
                return answer
            problem = answer
        addressee = proving.may_use(kind, step.asked)[0]
        return code_page(request, kind, addressee, problem, more=len(step.kinds) > 1)

    return page


code = typed_factor(Kind.MAILED_CODE)
app = typed_factor(Kind.APP)
recovery_code = typed_factor(Kind.RECOVERY_CODE)


@read_or_post
@step_of_a_sign_in
def passkey(request: HttpRequest, step: Step) -> HttpResponse:
    if Kind.PASSKEY not in step.kinds:
        return redirect("sign-in-another-way")
    problem = ""
    if request.method == "POST":
        # Gone before it is looked at: an answer to it is taken once.
        pending = replace(step.pending, challenge="")
        pending_sign_in.keep(request.session, pending)
        given = Given(
            request.POST.get("answer", ""), step.pending.challenge, network_address(request)
        )
        answer = _proved(request, replace(step, pending=pending), Kind.PASSKEY, given)
        if isinstance(answer, HttpResponse):
            return answer
        problem = answer
    options, challenge = passkeys.options_to_sign_in(proving.may_use(Kind.PASSKEY, step.asked))
    pending_sign_in.keep(request.session, replace(step.pending, challenge=challenge))
    return passkey_page(request, options, problem, more=len(step.kinds) > 1)


@require_POST
@step_of_a_sign_in
def code_again(request: HttpRequest, step: Step) -> HttpResponse:
    if Kind.MAILED_CODE in step.kinds and _send_code(request, step):
        messages.success(request, _("A new code was sent. Earlier codes no longer work."))
    return redirect("sign-in-code")


@read_or_post
@step_of_a_sign_in
def another_way(request: HttpRequest, step: Step) -> HttpResponse:
    """Which of the factors to use; a code is mailed to who chooses that."""
    problem = ""
    if request.method == "POST":
        chosen = next((kind for kind in step.kinds if kind == request.POST.get("way")), None)
        if chosen is not None:
            return _ask(request, step, chosen)
        problem = _("Choose how you want to sign in.")
    field = Field("way", _("How do you want to sign in?"), error=problem, choices=ways(step.kinds))
    problems = [field] if problem else []
    context = {"field": field, "problems": problems, "address": settings.BASE_URL}
    return render(request, "portal/sign_in_another_way.html", context)


@read_or_post
@step_of_a_sign_in
def account(request: HttpRequest, step: Step) -> HttpResponse:
    """Only for an address that serves several organisations: which account."""
    proved = step.pending.proved
    if not proved:
        return _start_again(request)
    problem = ""
    if request.method == "POST":
        typed = request.POST.get("account")
        chosen = next((one for one in step.accounts if one.user_name == typed), None)
        if chosen is not None and chosen.pk in proved:
            return _finish(request, step.pending, chosen)
        if chosen is not None:
            pending = replace(step.pending, chosen=chosen.pk, code_was_sent=False, challenge="")
            pending_sign_in.keep(request.session, pending)
            return _ask_first(request, _step(request, pending, step.accounts))
        problem = _("Choose the account you want to use.")
    choices = [_choice(one, is_proved=one.pk in proved) for one in step.accounts]
    field = Field("account", _("Which account do you want to use?"), error=problem, choices=choices)
    context = {"field": field, "problems": [field] if problem else []}
    return render(request, "portal/sign_in_account.html", context)


def _choice(user: User, *, is_proved: bool) -> Choice:
    hint = user.organisation.name
    if not is_proved:
        hint = _("%(organisation)s. Asks for its own second factor.") % {"organisation": hint}
    return Choice(user.user_name, user.user_name, hint=hint)


def _under_way(request: HttpRequest) -> Step | None:
    """The sign-in under way with its accounts; nothing once none of them may be used."""
    pending = pending_sign_in.of(request.session, clock.now())
    accounts = pending.usable_accounts() if pending else []
    return _step(request, pending, accounts) if pending and accounts else None


def _step(request: HttpRequest, pending: PendingSignIn, accounts: Sequence[User]) -> Step:
    asked = [one for one in accounts if one.pk == pending.chosen] or accounts
    kinds = frozenset[Kind]().union(*factors.kinds_of(asked).values())
    if not passkeys_work_here(request):
        kinds -= {Kind.PASSKEY}
    return Step(pending, accounts, asked, kinds)


def _may_be_asked(kind: Kind, step: Step) -> bool:
    """A page that says that a code was mailed is there once that is true."""
    return kind in step.kinds and (kind is not Kind.MAILED_CODE or step.pending.code_was_sent)


def _ask_first(request: HttpRequest, step: Step) -> HttpResponse:
    first = rules.asked_first(step.kinds)
    return _ask(request, step, first) if first else redirect("sign-in-another-way")


def _ask(request: HttpRequest, step: Step, kind: Kind) -> HttpResponse:
    if kind is Kind.MAILED_CODE and not step.pending.code_was_sent:
        _send_code(request, step)
    return redirect(PAGES[kind])


def _send_code(request: HttpRequest, step: Step) -> bool:
    # Too soon means that there is one that was sent just now.
    pending_sign_in.keep(request.session, replace(step.pending, code_was_sent=True))
    try:
        proving.send_code(step.asked, at=clock.now())
    except TooSoon as refused:
        messages.warning(request, in_language(refused))
        return False
    return True


def _proved(request: HttpRequest, step: Step, kind: Kind, given: Given) -> HttpResponse | str:
    """Where a right factor leads, or one that was wrong too often; else what is wrong with it."""
    try:
        proved = proving.prove(kind, given, accounts=step.asked, at=clock.now())
    except TooManyTries:
        failed(request)
        pending_sign_in.forget(request.session)
        messages.error(request, _("That was wrong too often. Start signing in again."))
        return redirect("sign-in")
    except FactorRefused as refused:
        failed(request)
        return in_language(refused)
    if len(step.asked) == 1:
        return _finish(request, step.pending, proved[0])
    request.session.cycle_key()
    pending = replace(step.pending, proved=[one.pk for one in proved])
    pending_sign_in.keep(request.session, pending)
    return redirect("sign-in-account")


def _start_again(request: HttpRequest) -> HttpResponse:
    pending_sign_in.forget(request.session)
    if not request.user.is_authenticated:
        messages.info(request, _("Start signing in again: it was not finished within 10 minutes."))
    return redirect("sign-in")


def _finish(request: HttpRequest, pending: PendingSignIn, user: User) -> HttpResponse:
    """Sign in to an account as it was when its factor was proved, or later.

    Whatever happens to it from then on ends the session at its first request.
    """
    now = clock.now()
    if not pending.rests_on(user):
        return _start_again(request)
    pending_sign_in.forget(request.session)
    if rule_mode.is_kept_out(user):
        return _kept_out(request, user)
    sessions.begin(request, user, at=now)
    first_step.note_use(user, at=now)
    return HttpResponseRedirect(pending.target)


def _kept_out(request: HttpRequest, user: User) -> HttpResponse:
    """Said to who proved to be that person, and to nobody else (identity facts 3.1, case 28)."""
    context = {
        "user_name": user.user_name,
        "organisation": user.organisation.name,
        "administrators": rule_mode.who_can_help(user, at=clock.now()),
    }
    return render(request, "portal/sign_in_kept_out.html", context, status=HTTPStatus.FORBIDDEN)
