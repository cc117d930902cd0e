"""What each key asks of a claim."""

from datetime import date, datetime, time

from django.db.models import Q

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.models.claims import handler_of
from claims_portal.claims.process.calendar import LONDON, ONE_DAY
from claims_portal.claims.search.keys import INSIDE, ME, NOBODY, OWN, Days, Keys
from claims_portal.claims.search.orders import BEGINNINGS
from claims_portal.claims.spelling import compact, folded
from claims_portal.organisations.models import Branch, Organisation

NOTHING = Q(pk__in=[])


def condition_of(keys: Keys, actor: Actor) -> Q:
    """What a claim must be to be found; who may see it is asked elsewhere."""
    condition = _during(keys.started, BEGINNINGS[actor.side]) & _during(keys.sent, "sent_at")
    condition &= _during(keys.updated, "updated_at")
    if keys.updated_since:
        condition &= Q(updated_at__gte=keys.updated_since)
    if keys.phase:
        condition &= Q(phase=keys.phase)
    if keys.claim_type:
        condition &= Q(claim_type=keys.claim_type)
    return condition & _identified_by(keys) & _lies_with(keys, actor)


def _identified_by(keys: Keys) -> Q:
    condition = Q()
    if keys.application_id:
        condition &= _numbered(keys.application_id.strip())
    if keys.surname:
        condition &= _named(keys.surname.strip())
    if keys.reference:
        condition &= _either(
            folded(keys.reference),
            "representative_reference_folded",
            "compensator_reference_folded",
        )
    if keys.registration:
        condition &= _either(
            compact(keys.registration), "registration_number", "defendant_registration_number"
        )
    if keys.ni_number:
        condition &= _either(compact(keys.ni_number), "national_insurance_number")
    if keys.date_of_birth:
        condition &= Q(date_of_birth=keys.date_of_birth)
    return condition


def _during(days: Days, column: str) -> Q:
    condition = Q()
    if days.first:
        condition &= Q(**{f"{column}__gte": _begin(days.first)})
    if days.last and days.last < date.max:
        condition &= Q(**{f"{column}__lt": _begin(days.last + ONE_DAY)})
    return condition


def _lies_with(keys: Keys, actor: Actor) -> Q:
    condition = Q()
    if keys.branch:
        condition &= _at(keys.branch.strip(), actor)
    if keys.allocated_to:
        condition &= _allocated_to(keys.allocated_to.strip(), actor)
    return condition


def _numbered(digits: str) -> Q:
    return Q(pk=int(digits)) if digits.isdecimal() and len(digits) <= 16 else NOTHING


def _named(surname: str) -> Q:
    spelt = folded(surname)
    if not spelt:
        return NOTHING
    lookup = "contains" if surname.startswith(INSIDE) else "startswith"
    return Q(**{f"claimant_surname_folded__{lookup}": spelt})


def _either(spelt: str, *columns: str) -> Q:
    """One of the columns is this; nothing is found by a key without a letter or digit."""
    found = NOTHING
    for column in columns if spelt else ():
        found |= Q(**{column: spelt})
    return found


def _at(path: str, actor: Actor) -> Q:
    """/COMP001/002 is a branch, /COMP001 an organisation, 002 a branch of one's own.

    At which branch of the other party a claim lies is that party's own affair.
    """
    if path == OWN:
        here = Q(compensator_branch_id=actor.branch_pk)
        return here if actor.is_compensator and actor.branch_pk else NOTHING
    code, _, number = path.strip("/").partition("/") if "/" in path else ("", "", path)
    own = {"pk": actor.organisation_pk}
    if code:
        named = Organisation.objects.filter(code__iexact=code)
        if not named.filter(**own).exists():
            return NOTHING if number else _with(named.first(), actor)
    if not number:
        return Q()
    branch = Branch.objects.filter(organisation_id=actor.organisation_pk, number=number).first()
    return Q(compensator_branch_id=branch.pk) if branch and actor.is_compensator else NOTHING


def _with(other: Organisation | None, actor: Actor) -> Q:
    if other is None:
        return NOTHING
    column = "representative_id" if actor.is_compensator else "compensator_id"
    return Q(**{column: other.pk})


def _allocated_to(whom: str, actor: Actor) -> Q:
    holder = handler_of(actor)
    if whom == NOBODY:
        return Q(**{holder: None})
    if whom == ME:
        return Q(**{f"{holder}__in": actor.holds_for})
    colleagues = User.objects.filter(organisation_id=actor.organisation_pk)
    account = of_user_id(whom, among=colleagues).first()
    return Q(**{holder: account.pk}) if account else NOTHING


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
