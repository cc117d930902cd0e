"""What administrators do with their organisation's webhooks; every change is in the audit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet

from claims_portal.accounts import api_clients
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import NotAnAdministrator
from claims_portal.accounts.saving import author, must_be_as_seen, must_fit_text, version_of_what
from claims_portal.accounts.secrets import new_secret
from claims_portal.claims.feed import event_types
from claims_portal.database import Counted
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.refusing import refuse_all
from claims_portal.sentences import said
from claims_portal.webhooks import addresses, signing
from claims_portal.webhooks.models import (
    LONGEST_DESCRIPTION,
    MOST_COUNTED,
    Delivery,
    SigningSecret,
    State,
    Stopped,
    Subscription,
)
from claims_portal.webhooks.refusals import (
    EventTypesRefused,
    NoOldSecret,
    NoSuchWebhook,
    TooManyWebhooks,
    TwoSecretsSign,
)

MOST = 20
MOST_PATTERNS = 50
OLD_SECRET_SIGNS_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class NewSecret:
    """A webhook with a secret, which is shown this once."""

    subscription: Subscription
    secret: str
    """Empty where the same form made it before."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an administrator says of a webhook."""

    url: str
    events: Sequence[str]
    description: str = ""
    client_id: str = ""
    """Of the program for which it is, if it is for one."""


def of(by: Actor) -> QuerySet[Subscription]:
    """The webhooks of this administrator's organisation, the oldest first."""
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    own = Subscription.objects.filter(organisation_id=by.organisation_pk)
    return own.select_related("organisation", "client").order_by("pk")


def with_counts(webhooks: QuerySet[Subscription]) -> QuerySet[Subscription]:
    """Each with its deliveries that are `waiting` and `dead`, as `count` has them, at once."""
    own = Delivery.objects.filter(subscription=OuterRef("pk")).values("pk")
    return webhooks.annotate(
        waiting=Counted(own.filter(state=State.WAITING)[:MOST_COUNTED]),
        dead=Counted(own.filter(state=State.DEAD)[:MOST_COUNTED]),
    )


def find(by: Actor, public_id: str) -> Subscription:
    """The webhook of this administrator's organisation, or NoSuchWebhook."""
    found = of(by).filter(public_id=public_id).first() if "\x00" not in public_id else None
    if found is None:
        raise NoSuchWebhook
    return found


def stopped_by_the_portal(by: Actor) -> int:
    """How many of the organisation's webhooks wait for an administrator."""
    return of(by).filter(stopped__in=(Stopped.FAILING, Stopped.GONE)).count()


@transaction.atomic
def create(wanted: Wanted, *, by: Actor, at: datetime, form: UUID | None = None) -> NewSecret:
    """A new webhook: events from now on are posted to it."""
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation_pk)
    if form and (made := of(by).filter(made_by_form=form).first()):
        return NewSecret(made, "")
    if Subscription.objects.filter(organisation=organisation).count() >= MOST:
        raise TooManyWebhooks(MOST)
    subscription = Subscription.objects.create(
        public_id=f"wh_{new_secret()[:16]}",
        organisation=organisation,
        created_at=at,
        made_by_form=form,
        **_checked(wanted, by),
    )
    secret = _add_secret(subscription, at)
    note_by("created", subscription, by, at, after=described(subscription))
    return NewSecret(subscription, secret)


@transaction.atomic
def change(
    subscription: Subscription, wanted: Wanted, *, by: Actor, at: datetime, seen: str = ""
) -> Subscription:
    """Another address, other types of events, another description.

    `seen` is the `version_of` what the change was decided on, where there was a page to look at.
    """
    subscription = _held(subscription)
    version = version_of(subscription)
    before = described(subscription)
    for name, value in _checked(wanted, by).items():
        setattr(subscription, name, value)
    after = described(subscription)
    if after != before:
        must_be_as_seen(version, seen)
        subscription.save(update_fields=["url", "event_types", "description", "client"])
        note_by("changed", subscription, by, at, before=before, after=after)
    return subscription


@transaction.atomic
def change_some(
    subscription: Subscription, given: Mapping[str, Any], *, by: Actor, at: datetime
) -> Subscription:
    """What is given, as `Wanted` has it; the rest stays as it is by then, whoever changed it."""
    subscription = _held(subscription)
    return change(subscription, Wanted(**{**wanted_of(subscription), **given}), by=by, at=at)


@transaction.atomic
def switch_off(subscription: Subscription, *, by: Actor, at: datetime) -> Subscription:
    """Nothing is sent any more, and no events are kept for it; what waits stays waiting."""
    subscription = _held(subscription)
    if not subscription.stopped:
        stop(subscription, Stopped.BY_HAND)
        note_by("switched-off", subscription, by, at, after={"url": subscription.url})
    return subscription


@transaction.atomic
def switch_on(subscription: Subscription, *, by: Actor, at: datetime) -> Subscription:
    """Events from now on are sent again, and what waited; what it missed is for a replay."""
    subscription = _held(subscription)
    if subscription.stopped:
        subscription.stopped, subscription.failures = "", 0
        subscription.failing_since = subscription.held_until = None
        subscription.save(update_fields=["stopped", "failures", "failing_since", "held_until"])
        note_by("switched-on", subscription, by, at, after={"url": subscription.url})
    return subscription


@transaction.atomic
def delete(subscription: Subscription, *, by: Actor, at: datetime) -> None:
    """With its secrets, its log and what waits for it."""
    subscription = _held(subscription)
    note_by("deleted", subscription, by, at, before=described(subscription))
    subscription.delete()


@transaction.atomic
def rotate(subscription: Subscription, *, by: Actor, at: datetime) -> str:
    """A new secret; the old one signs beside it for a day, so that receivers can be changed."""
    subscription = _held(subscription)
    if _old_secret(subscription, at).exists():
        raise TwoSecretsSign
    subscription.secrets.filter(ends_at__lte=at).delete()
    subscription.secrets.filter(ends_at=None).update(ends_at=at + OLD_SECRET_SIGNS_FOR)
    secret = _add_secret(subscription, at)
    note_by("secret-rotated", subscription, by, at, after={"url": subscription.url})
    return secret


@transaction.atomic
def end_old_secret(subscription: Subscription, *, by: Actor, at: datetime) -> None:
    subscription = _held(subscription)
    if not _old_secret(subscription, at).exists():
        raise NoOldSecret
    subscription.secrets.exclude(ends_at=None).delete()
    note_by("old-secret-ended", subscription, by, at, after={"url": subscription.url})


def old_secret_ends_at(subscription: Subscription, *, at: datetime) -> datetime | None:
    """Until when the old secret signs too; None where one alone does."""
    old = _old_secret(subscription, at).first()
    return old.ends_at if old else None


def stop(subscription: Subscription, why: Stopped) -> None:
    subscription.stopped = why
    subscription.save(update_fields=["stopped"])


def described(subscription: Subscription) -> dict[str, Any]:
    """As the audit keeps it: nothing secret."""
    return {
        "url": subscription.url,
        "events": list(subscription.event_types),
        "description": subscription.description,
        "client": subscription.client.client_id if subscription.client else "",
    }


def version_of(subscription: Subscription) -> str:
    """Changes whenever something does that an administrator can change of it."""
    return version_of_what(described(subscription))


def wanted_of(subscription: Subscription) -> dict[str, Any]:
    """As `Wanted` has it, for a change of some of it."""
    said = described(subscription)
    return {"client_id": said.pop("client"), **said}


def _checked(wanted: Wanted, by: Actor) -> dict[str, Any]:
    """The columns; every refusal at once."""
    refuse_all(
        lambda: addresses.checked(wanted.url),
        lambda: _patterns(wanted.events),
        lambda: must_fit_text("description", wanted.description.strip(), LONGEST_DESCRIPTION),
        lambda: wanted.client_id and api_clients.find(by, wanted.client_id),
    )
    return {
        "url": addresses.checked(wanted.url),
        "event_types": _patterns(wanted.events),
        "description": wanted.description.strip(),
        "client": api_clients.find(by, wanted.client_id) if wanted.client_id else None,
    }


def _patterns(given: Sequence[str]) -> list[str]:
    patterns = list(dict.fromkeys(one.strip() for one in given if one.strip()))
    if not patterns:
        raise EventTypesRefused("Name at least one type of event; * stands for all of them.")
    if len(patterns) > MOST_PATTERNS:
        raise EventTypesRefused(
            said("Name at most %(most_patterns)s types of events.", most_patterns=MOST_PATTERNS)
        )
    unknown = [one for one in patterns if not event_types.is_pattern(one)]
    if unknown:
        raise EventTypesRefused(
            said("No type of event is meant by %(pattern)s.", pattern=unknown[0][:80])
        )
    return patterns


def _held(subscription: Subscription) -> Subscription:
    held = Subscription.objects.select_for_update(of=("self",))
    found = held.select_related("organisation", "client").filter(pk=subscription.pk).first()
    if found is None:
        raise NoSuchWebhook
    return found


def _add_secret(subscription: Subscription, at: datetime) -> str:
    secret = signing.new_secret()
    SigningSecret.objects.create(
        subscription=subscription, sealed=signing.sealed(secret), created_at=at
    )
    return secret


def _old_secret(subscription: Subscription, at: datetime) -> QuerySet[SigningSecret]:
    return subscription.secrets.filter(ends_at__gt=at)


def note_by(what: str, subscription: Subscription, by: Actor, at: datetime, **said: Any) -> None:
    note(what, subscription, author(by), at, **said)


def note(
    what: str, subscription: Subscription, by: audit.Author, at: datetime, **said: Any
) -> None:
    audit.write(
        f"organisation:webhook:{what}",
        organisation_code=subscription.organisation.code,
        subject=subscription.public_id,
        by=by,
        at=at,
        **said,
    )
