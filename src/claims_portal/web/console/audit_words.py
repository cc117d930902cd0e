"""Entries of the audit as people read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal.accounts.profile_words import NAMES
from claims_portal.records.models import AuditEntry
from claims_portal.web.console import address_fields, user_words

KINDS = {
    # what is chosen: what it is called, and the beginnings of its tags
    "accounts": (words("Accounts"), ("account:user", "account:administrator", "account:import")),
    "profiles": (words("Profiles"), ("account:profiles",)),
    "addresses": (words("E-mail addresses"), ("account:address", "account:contact-address")),
    "signing-in": (
        words("Passwords and second factors"),
        ("account:password", "account:second-factor", "account:authenticator-app",
         "account:passkey", "account:recovery-code", "account:recovery-codes"),
    ),
    "sessions": (words("Sessions"), ("account:session",)),
    "feeds": (words("Deadline feeds"), ("account:deadline-feed",)),
    "standing-in": (words("Signing in as another user"), ("account:standing-in",)),
    "work": (words("Work handed over"), ("account:work", "account:absence")),
    "clients": (words("API clients"), ("account:client",)),
    "webhooks": (words("Webhooks"), ("organisation:webhook",)),
    "organisation": (
        words("Organisation"),
        ("organisation:record", "organisation:acknowledgements", "organisation:relation",
         "organisation:registration", "organisation:numbers", "organisation:claim-type"),
    ),
    "branches": (words("Branches"), ("organisation:branch",)),
    "agreement": (words("User agreement"), ("organisation:agreement",)),
    "reviews": (words("Access reviews"), ("organisation:access-review",)),
    "operator": (words("What the operator of the portal did"), ("operator",)),
    "copies": (words("Copies of the audit"), ("organisation:audit",)),
}  # fmt: skip
HAPPENED = {
    "account:user:created": words("User created"),
    "account:user:edited": words("User’s details changed"),
    "account:user:disabled": words("User disabled"),
    "account:user:enabled": words("User enabled"),
    "account:user:extended": words("User’s expiry extended"),
    "account:user:deleted": words("User deleted"),
    "account:user:combined": words("User combined into another"),
    "account:user:combination-undone": words("Combination of users undone"),
    "account:administrator:recovered": words("Administrator recovered by the operator"),
    "account:profiles:set": words("Profiles changed"),
    "account:import:taken": words("Users taken over from a file"),
    "account:password:changed": words("Password changed"),
    "account:password:reset": words("Password reset"),
    "account:address:verification-sent": words("Verification link sent"),
    "account:address:verified": words("E-mail address verified"),
    "account:contact-address:corrected": words("Contact address corrected"),
    "account:authenticator-app:removed": words("Authenticator app removed"),
    "account:passkey:added": words("Passkey added"),
    "account:passkey:removed": words("Passkey removed"),
    "account:passkey:renamed": words("Passkey renamed"),
    "account:recovery-code:used": words("Recovery code used"),
    "account:recovery-codes:made": words("Recovery codes made"),
    "account:second-factor:reset": words("Second factors reset"),
    "account:session:ended": words("Session ended"),
    "account:deadline-feed:made": words("Secret address of deadlines made"),
    "account:deadline-feed:renewed": words("Secret address of deadlines renewed"),
    "account:deadline-feed:revoked": words("Secret address of deadlines revoked"),
    "account:standing-in:began": words("Another person signed in as this user"),
    "account:standing-in:ended": words("Signing in as this user ended"),
    "account:absence:set": words("Absence and cover set"),
    "account:absence:ended": words("Absence ended"),
    "account:work:handed-over": words("Work handed over"),
    "account:client:created": words("API client created"),
    "account:client:renamed": words("API client renamed"),
    "account:client:secret-added": words("Secret added to an API client"),
    "account:client:secret-revoked": words("Secret of an API client revoked"),
    "account:client:revoked": words("API client disabled"),
    "account:client:limit-changed": words("Limit of an API client set by the operator"),
    "account:client:scopes-changed": words("Scopes of an API client changed"),
    "account:client:key-added": words("Key added to an API client"),
    "account:client:key-revoked": words("Key of an API client revoked"),
    "account:client:key-address-changed": words("Address of an API client’s keys changed"),
    "account:client:tokens-revoked": words("Tokens of an API client revoked"),
    "organisation:registration:approved": words("Registration approved by the operator"),
    "organisation:numbers:corrected": words("Numbers of registers corrected by the operator"),
    "organisation:claim-type:asked": words("Further kind of claim asked for"),
    "organisation:claim-type:approved": words("Further kind of claim approved by the operator"),
    "organisation:claim-type:refused": words("Further kind of claim refused by the operator"),
    "organisation:relation:added": words("Related to another compensator by the operator"),
    "organisation:relation:ended": words("Relation to another compensator ended by the operator"),
    "organisation:record:edited": words("Organisation’s record changed"),
    "organisation:acknowledgements:chosen": words("Automatic acknowledgements chosen"),
    "organisation:branch:added": words("Branch added"),
    "organisation:branch:edited": words("Branch changed"),
    "organisation:webhook:created": words("Webhook added"),
    "organisation:webhook:changed": words("Webhook changed"),
    "organisation:webhook:switched-off": words("Webhook switched off"),
    "organisation:webhook:switched-on": words("Webhook switched on"),
    "organisation:webhook:stopped-by-the-portal": words("Webhook switched off by the portal"),
    "organisation:webhook:deleted": words("Webhook deleted"),
    "organisation:webhook:secret-rotated": words("New secret of a webhook"),
    "organisation:webhook:old-secret-ended": words("Old secret of a webhook ended"),
    "organisation:webhook:tested": words("Test message sent to a webhook"),
    "organisation:webhook:replayed": words("Messages sent to a webhook again"),
    "organisation:agreement:accepted": words("User agreement accepted"),
    "organisation:access-review:signed": words("Access review signed"),
    "operator:session:began": words("Member of staff signed in"),
    "operator:session:slowed-down": words("Sign-in slowed down after failures"),
    "operator:password:changed": words("Password changed"),
    "operator:authenticator-app:added": words("Authenticator app set up"),
    "operator:authenticator-app:replaced": words("Authenticator app replaced"),
    "operator:recovery-codes:made": words("Recovery codes made"),
    "operator:set-up-code:issued": words("Set-up code issued"),
    "operator:staff:added": words("Member of staff added"),
    "operator:staff:roles-set": words("Roles changed"),
    "operator:staff:disabled": words("Member of staff disabled"),
    "operator:staff:enabled": words("Member of staff enabled"),
    "operator:approval:asked": words("Asked for with four eyes"),
    "operator:approval:done": words("Confirmed and done"),
    "operator:approval:refused": words("Request refused"),
    "operator:approval:withdrawn": words("Request withdrawn"),
    "registration:application:sent": words("Application for registration sent"),
    "registration:application:answered": words("Question about an application answered"),
    "registration:application:withdrawn": words("Application withdrawn"),
    "operator:registration:more-asked": words("More asked of an applicant"),
    "operator:registration:refused": words("Application for registration refused"),
    "operator:registration:approved": words("Application for registration approved"),
    "operator:user:looked-up": words("State of a user looked up"),
    "operator:organisation:looked-up": words("State of an organisation looked up"),
    "operator:recovery:asked": words("Operator asked to let an administrator in again"),
    "operator:recovery:objected": words("Objection to letting an administrator in again"),
    "operator:user-id:sent": words("Forgotten User ID sent by the operator"),
    "operator:claim:looked-up": words("State of a claim looked up"),
    "operator:claim:opened": words("Claim read by the operator, who gave a reason"),
    "organisation:audit:exported": words("Copy of the audit taken"),
}
FIELDS = user_words.FIELDS | {
    "name": words("Name"),
    "address": words("Address"),
    "email_domains": words("Mail domains"),
    "requires_strong_factor": words("Requires an app or a passkey"),
    "automatic": words("Acknowledged automatically"),
    "shows": words("Shows"),
    "version": words("Version"),
    "url": words("Address of the receiver"),
    "events": words("Types of events"),
    "description": words("Description"),
    "client": words("API client"),
    "message": words("Message"),
    "deliveries": words("Messages"),
    "accounts": words("Accounts"),
    "form": words("Form"),
    "account": words("Account"),
    "tags": words("Kinds"),
    "added": words("Added"),
    "known": words("Known already"),
    "passkeys": words("Passkeys"),
    "authenticatorApp": words("Authenticator app"),
    "recoveryCodes": words("Recovery codes"),
    "roles": words("Roles"),
    "request": words("Request"),
    "kind": words("Kind"),
    "askedBy": words("Asked by"),
    "looked": words("Looked at"),
    "application": words("Application"),
    "claims": words("Claims"),
    "organisation": words("Organisation"),
    "since": words("From"),
    "until": words("Before"),
}


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """An entry, ready to be shown."""

    entry: AuditEntry
    title: str
    by: str
    where: str
    changes: tuple[Change, ...]


def told(entry: AuditEntry) -> Told:
    fallback = entry.tag.partition(":")[2].replace(":", " ").replace("-", " ").capitalize()
    return Told(
        entry=entry,
        title=str(HAPPENED.get(entry.tag, fallback)),
        by=author(entry),
        where=entry.from_address,
        changes=tuple(_changes(entry.before, entry.after)),
    )


def author(entry: AuditEntry) -> str:
    """Who it was: both identities, and through which client."""
    if entry.by_staff:
        return _("%(staff)s, staff of the portal’s operator") % {"staff": entry.by_staff}
    who = entry.by_user
    if entry.by_real_user:
        who = _("%(real)s as %(user)s") % {"real": entry.by_real_user, "user": entry.by_user}
    if not who:
        return entry.by_client or _("the portal by itself")
    if entry.by_client:
        who = _("%(who)s through %(client)s") % {"who": who, "client": entry.by_client}
    return who


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    order = {name: place for place, name in enumerate(FIELDS)}
    for name in sorted(before | after, key=lambda name: (order.get(name, len(order)), name)):
        old, new = before.get(name), after.get(name)
        if old != new and not (_is_nothing(old) and _is_nothing(new)):
            label = str(FIELDS.get(name, name))
            yield Change(label, "" if old is None else _value(old), _value(new))


def _is_nothing(value: Any) -> bool:
    return value in (None, "", [], {})


def _value(value: Any) -> str:
    if _is_nothing(value):
        return _("none")
    if isinstance(value, bool):
        return user_words.yes_or_no(value)
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value)
    if isinstance(value, dict):
        return address_fields.as_text(value).replace("\n", ", ")
    return _text(str(value))


def _text(value: str) -> str:
    """A date in words, a profile by its name, and anything else as it is."""
    names = {profile.value: name for profile, name in NAMES.items()}
    try:
        return user_words.on_day(date.fromisoformat(value))
    except ValueError:
        pass
    try:
        return user_words.at_time(datetime.fromisoformat(value))
    except ValueError:
        return names.get(value, value)
