"""Filters that an account keeps: the verbs, one transaction each, and the list."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims.models import SavedFilter
from claims_portal.claims.models.saved_filters import LONGEST_NAME
from claims_portal.claims.refusals import ClaimRefusal, NotAllowed
from claims_portal.claims.search.query import SearchQuery
from claims_portal.sentences import said

MOST = 50


class FilterRefused(ClaimRefusal):
    """Why a filter is not kept; `field` is at fault."""

    code = "filter-refused"
    field = "name"


class NoSuchFilter(ClaimRefusal):
    """Also the answer for a filter of somebody else."""

    code = "no-such-filter"

    def __init__(self) -> None:
        super().__init__("There is no such filter.")


def of(actor: Actor) -> Sequence[SavedFilter]:
    return list(_own(actor).order_by("name", "pk"))


def query_of(saved: SavedFilter) -> SearchQuery:
    return msgspec.convert(saved.query, SearchQuery)


@transaction.atomic
def save(name: str, query: SearchQuery, *, by: Actor, at: datetime) -> SavedFilter:
    """Keep a search under a name; what was kept under it, whatever its case, is replaced.

    Raises FilterRefused, or NotAllowed while signed in as another.
    """
    _must_be_oneself(by)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise FilterRefused(
            said(
                "A filter has a name of 1 to %(longest_name)s characters.",
                longest_name=LONGEST_NAME,
            )
        )
    # Held, so that of two windows one comes after the other.
    User.objects.select_for_update().only("pk").get(pk=by.user_pk)
    kept: dict[str, object] = msgspec.to_builtins(query)
    same = _own(by).filter(name__iexact=name).first()
    if same is not None:
        same.name, same.query, same.saved_at = name, kept, at
        same.save()
        return same
    if _own(by).count() >= MOST:
        raise FilterRefused(
            said("You keep %(most)s filters already. Delete one of them first.", most=MOST)
        )
    return SavedFilter.objects.create(user_id=by.user_pk, name=name, query=kept, saved_at=at)


def delete(pk: int, *, by: Actor) -> None:
    """Raises NoSuchFilter, or NotAllowed while signed in as another."""
    _must_be_oneself(by)
    deleted, _of_each = _own(by).filter(pk=pk).delete()
    if not deleted:
        raise NoSuchFilter


def _own(actor: Actor) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(user=actor.user_pk)


def _must_be_oneself(by: Actor) -> None:
    """Whoever is signed in as another uses that account's filters, and leaves them as they are."""
    if by.is_signed_in_as_another:
        raise NotAllowed
