"""Steps that a button of the list does at once, and then is back at the list."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims_portal import clock
from claims_portal.accounts import addresses, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.refusals import NoSuchAccount
from claims_portal.migration import contact_addresses
from claims_portal.web.console.asking import REFUSALS
from claims_portal.web.console.doors import View, manages_users
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language


def _button(do: Callable[[str, Actor, datetime], str]) -> View:
    @require_POST
    @manages_users
    def view(request: HttpRequest) -> HttpResponse:
        try:
            told = do(request.POST.get("user", ""), actor_of(request), clock.now())
        except NoSuchAccount:
            raise Http404 from None
        except REFUSALS as refusal:
            messages.error(request, in_language(refusal))
        else:
            messages.success(request, told)
        return redirect("move")

    return view


def _send_link(user_name: str, by: Actor, at: datetime) -> str:
    account = users.find(by, user_name)
    waiting = addresses.waiting_address(account)
    addresses.send_again(account, by=by, at=at)
    return _("A link was sent to %(email)s for %(user)s. It can be opened within 24 hours.") % {
        "email": waiting, "user": account.user_name,
    }  # fmt: skip


def _correct_contact(user_name: str, by: Actor, at: datetime) -> str:
    account = contact_addresses.accept(user_name, by=by, at=at)
    return _("%(email)s is the contact address of %(user)s from now on.") % {
        "email": account.email, "user": account.user_name,
    }  # fmt: skip


send_link = _button(_send_link)
correct_contact = _button(_correct_contact)
