"""Mails about an application. They go out with the change that they tell.

Nothing that a stranger typed is in the first mail, which goes to whatever address was typed.
"""

from django.conf import settings

from claims_portal.accounts.models import ApiClient, User
from claims_portal.notices import mail
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.registration import links
from claims_portal.registration.decision_clock import WORKING_DAYS
from claims_portal.registration.models import Application, ClaimTypeRequest

FROM_THERE = "Open it to see where the application stands, or to go on with it:"


def send_link(application: Application) -> None:
    _post(
        application, "Your application to the Claims Portal",
        "Somebody gave this address to apply for registration with the Claims Portal. If that was "
        "you, keep this mail: its link leads to your application, now and later, for whoever has "
        "it.\n\nIf it was not you, do nothing; what is not gone on with is deleted.",
    )  # fmt: skip


def sent(application: Application) -> None:
    _post(
        application, f"We have your application {application.reference}",
        f"Your application {application.reference} was sent. You have our decision within "
        f"{WORKING_DAYS} working days.",
    )  # fmt: skip


def more_asked(application: Application, question: str) -> None:
    _post(
        application, f"We need more from you: application {application.reference}",
        f"Before we decide on your application {application.reference}, we need this from you:\n\n"
        f"{question}\n\nAnswer on the page of your application. Until then our time to decide "
        "stands still.",
    )  # fmt: skip


def refused(application: Application, reasons: str) -> None:
    _post(
        application, f"Your application {application.reference} was refused",
        f"We could not approve your application {application.reference}:\n\n{reasons}\n\nYou may "
        "apply again when this is put right.",
    )  # fmt: skip


def withdrawn(application: Application) -> None:
    mail.post(
        f"Your application {application.reference} was withdrawn",
        f"Your application {application.reference} was withdrawn, as you asked for.\n",
        to=[application.email],
    )


def approved(application: Application, organisation: Organisation) -> None:
    _post(
        application, f"Your application {application.reference} was approved",
        "You are registered with the Claims Portal. Another mail says how to sign in for the "
        "first time." if _is_alone(organisation) else
        f"{organisation.name} is registered with the Claims Portal. Its organisation ID is "
        f"{organisation.code}.\n\nThe administrator has a mail of their own that says how to sign "
        "in for the first time.",
    )  # fmt: skip


def welcome(administrator: User, page: str, client: ApiClient | None) -> None:
    """What the first administrator needs; the link that verifies the address comes beside it."""
    organisation = administrator.organisation
    if _is_alone(organisation):
        _welcome_alone(administrator, page)
        return
    for_programs = f"\n{_for_programs(client)}" if client else ""
    mail.post(
        "Your organisation is registered with the Claims Portal",
        f"Organisation: {organisation.name}\nOrganisation ID: {organisation.code}\n"
        f"Your User ID: {administrator.user_name}\n\n"
        f"1. Choose a password: {page}\n   Type your User ID and this e-mail address there; a code "
        "comes by mail.\n"
        "2. Sign in, and accept the user agreement for your organisation.\n"
        "3. Create the users who will work claims. An administrator alone sees none.\n"
        f"4. Make a second person administrator.{for_programs}\n",
        to=[administrator.email],
    )


def _welcome_alone(account: User, page: str) -> None:
    """Whoever claims without a lawyer has nobody to make accounts for."""
    mail.post(
        "You are registered with the Claims Portal",
        f"Your User ID: {account.user_name}\n\n"
        f"1. Choose a password: {page}\n   Type your User ID and this e-mail address there; a code "
        "comes by mail.\n"
        "2. Sign in, and accept the user agreement.\n"
        "3. Begin your claim. You can stop at any time: what you wrote is kept.\n\n"
        "Once your claim is sent, we write to this address when something happens in it.\n",
        to=[account.email],
    )


def _is_alone(organisation: Organisation) -> bool:
    return organisation.kind == OrganisationKind.UNREPRESENTED_CLAIMANT


def _for_programs(client: ApiClient) -> str:
    told = (
        f"5. The API client {client.client_id} is there for {client.name}. Give it a secret in "
        "the administration, under API clients; it is shown once."
    )
    if settings.SANDBOX_URL:
        told += (
            "\n6. Try your program in the sandbox first: "
            f"{settings.SANDBOX_URL}/developers/sandbox\n"
            "   It has organisations to act for, another side that answers, a clock to move, and a "
            "tutorial that leads to a settled claim. The operator gives you its credentials."
        )
    return told


def claim_types_decided(
    request: ClaimTypeRequest, administrators: list[User], *, approved: bool
) -> None:
    what = request.get_claims_display()
    text = (
        f"{request.organisation.name} deals with {what} from now on. Give your users the profiles "
        "for them."
        if approved
        else f"{request.organisation.name} asked to deal with {what}. This was refused:\n\n"
        f"{request.decision_reason}"
    )
    for one in administrators:
        mail.post(f"Your request about {what}", f"{text}\n", to=[one.email])


def _post(application: Application, subject: str, text: str) -> None:
    link = f"{FROM_THERE}\n\n{links.address_of(application)}\n"
    mail.post(subject, f"{text}\n\n{link}", to=[application.email])
