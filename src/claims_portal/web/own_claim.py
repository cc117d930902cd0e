"""The first page of whoever claims without a lawyer: the one claim, and what to do next."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims_portal.accounts.actor import Actor
from claims_portal.claims import one_claim
from claims_portal.claims.process.sides import Side
from claims_portal.web.forms import plain_phases
from claims_portal.web.standing import until_of


def home(request: HttpRequest, actor: Actor, today: date) -> HttpResponse:
    claim = one_claim.of(actor)
    context = {
        "claim": claim,
        "phase": claim.phase_row if claim else None,
        "meaning": plain_phases.meaning_of(claim.phase) if claim else "",
        "until": until_of(claim, today) if claim else None,
        "own_turn": claim is not None and claim.turn == Side.CLAIMANT_REPRESENTATIVE.value,
        "ended": claim is not None and not claim.turn,
    }
    return render(request, "portal/own_claim.html", context)
