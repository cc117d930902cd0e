"""What can be done about a finding: each advised step as a link or a button."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal.migration.cases import Advice, Finding, Step

PAGES = {
    Step.GIVE_ADDRESS: ("user-address", words("Give an address of its own")),
    Step.NAME: ("user-edit", words("Enter the person’s names")),
    Step.DISABLE: ("user-disable", words("Disable")),
    Step.EXTEND: ("user-extend", words("Extend expiry")),
    Step.ENABLE: ("user-enable", words("Enable")),
    Step.CHOOSE_BRANCH: ("user-edit", words("Change the branch")),
}
"""Steps that a page of the user does."""
BUTTONS = {
    Step.VERIFY: ("send-link-for-the-move", words("Send the verification link")),
    Step.CORRECT_CONTACT: ("correct-contact-address", words("Correct the contact address")),
}
"""Steps that are done at once."""


@dataclass(frozen=True)
class Action:
    """`user_id` is sent with a button that does it at once; a link has none."""

    label: str
    href: str
    about: str
    """Whom the label leaves out, for who cannot see what it stands beside."""
    user_id: str = ""


def of_account(finding: Finding, user_id: str) -> list[Action]:
    """What can be done about one of the accounts."""
    return [
        action
        for advice in finding.advice
        if user_id in advice.user_ids and _makes_sense(advice, finding)
        for action in _action(advice.step, user_id)
    ]


def combining(finding: Finding) -> list[Action]:
    """The guided page, where the accounts are to become one."""
    return [
        Action(_("Combine these accounts"), combine_href(finding.user_ids), "")
        for advice in finding.advice
        if advice.step is Step.COMBINE
    ]


def combine_href(user_ids: tuple[str, ...], **more: str) -> str:
    query = urlencode([*(("user", one) for one in user_ids), *more.items()])
    return f"{reverse('combine-accounts')}?{query}"


def _makes_sense(advice: Advice, finding: Finding) -> bool:
    """An address that must be replaced is verified by the link to the new one."""
    steps = finding.row.steps
    return not (advice.step is Step.VERIFY and Step.GIVE_ADDRESS in steps)


def _action(step: Step, user_id: str) -> Iterator[Action]:
    if step in PAGES:
        route, label = PAGES[step]
        yield Action(str(label), reverse(route, args=[user_id]), user_id)
    elif step in BUTTONS:
        route, label = BUTTONS[step]
        yield Action(str(label), reverse(route), user_id, user_id)
