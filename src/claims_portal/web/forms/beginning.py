"""What a new claim can begin with besides nothing: a file, or a claim that is there already."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims import actions, drafts, one_claim
from claims_portal.claims.documents.checking import decoded
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.conversion import CNFS, NotConvertible, form_of
from claims_portal.claims.documents.faults import NotJson
from claims_portal.claims.documents.legacy_xml import from_xml, with_defaults
from claims_portal.claims.documents.placing import placed
from claims_portal.claims.documents.safe_xml import NotXml, read_xml
from claims_portal.claims.models import Claim, Draft
from claims_portal.web.forms import prefilling
from claims_portal.web.wording import in_language

MOST_BYTES = 1024 * 1024
SAME_ACCIDENT = (
    "defendant", "accident", "exposure", "busOrCoach", "otherParties", "liability",
)  # fmt: skip
"""What claimants of one accident have in common, by section of the form."""
OF_ONE_CLAIM = ("officialInjuryClaimReference", "signedCopyRetained", "notificationDate")
"""Of the section about the claim itself."""


class NotAForm(Exception):
    """The file cannot begin a claim; the text says why."""


class Begun(NamedTuple):
    claim_type: str
    body: dict[str, Any]
    left_out: Sequence[str] = ()
    """Places in the file that the form has none for."""


def of_file(raw: bytes) -> Begun:
    """A notification form from the JSON of the API or the XML of the old interface.

    Complete or not: it becomes a draft. Raises NotAForm.
    """
    text = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _of_json(text) if text.startswith(b"{") else _of_xml(raw)


def _of_json(raw: bytes) -> Begun:
    try:
        body = decoded(raw)
    except NotJson as error:
        raise NotAForm(_("The file is not JSON: %(why)s.") % {"why": error.reason}) from None
    claim_type = body.get("claimType")
    if not isinstance(claim_type, str) or claim_type not in CNF_TYPES:
        known = ", ".join(CNF_TYPES)
        raise NotAForm(_("claimType must be one of: %(known)s.") % {"known": known})
    kept = placed(CNF_TYPES[claim_type], body)
    return Begun(claim_type, kept.body, kept.left_out)


def _of_xml(raw: bytes) -> Begun:
    try:
        root = read_xml(raw).root
        form = form_of(root)
    except (NotXml, NotConvertible) as error:
        told = _("The file is neither JSON nor XML of a notification form: %(why)s.")
        raise NotAForm(told % {"why": in_language(error).rstrip(".")}) from None
    if form not in CNFS:
        raise NotAForm(_("The XML is of another form: %(form)s.") % {"form": form.title})
    read = with_defaults(from_xml(form, root), form)
    claim_type = next(word for word, one in CNF_TYPES.items() if one is form)
    kept = placed(form, read.body)
    return Begun(claim_type, kept.body, [*read.unplaced, *kept.left_out])


def may_copy(claim: Claim, by: Actor) -> bool:
    """Whether this account may begin another claim of the kind."""
    return claim.claim_type in actions.types_sent_by(by) and one_claim.of(by) is None


def of_claim(claim: Claim, *, whole: bool) -> Begun:
    """The newest notification form of the claim: what another claimant of the same accident
    shares with it, or all that is not of that one claim alone."""
    body = _newest_form(claim)
    if whole:
        kept = {name: value for name, value in body.items() if name != "claimantRepresentative"}
        about = kept.get("claim")
        if isinstance(about, Mapping):
            kept["claim"] = {
                name: value for name, value in about.items() if name not in OF_ONE_CLAIM
            }
    else:
        kept = {name: body[name] for name in SAME_ACCIDENT if name in body}
    return Begun(claim.claim_type, kept)


def _newest_form(claim: Claim) -> dict[str, Any]:
    forms = claim.documents.filter(kind__endswith="-cnf").order_by("-number")
    newest = Draft.objects.filter(claim=claim).first() or forms.first()
    body: dict[str, Any] = newest.body if newest else {}
    return body


def draft_body(begun: Begun, user: User, today: date) -> dict[str, Any]:
    """With the sender's own particulars where there are none."""
    own = prefilling.new_claim(user, begun.claim_type, today)
    block = begun.body.get("claimantRepresentative")
    given = block if isinstance(block, Mapping) else {}
    body = {
        **own,
        **begun.body,
        "claimType": begun.claim_type,
        "claimantRepresentative": {**own["claimantRepresentative"], **given},
    }
    return drafts.notified_on(body, today)
