"""A claim as an action asks for it, in one prepared statement: this is on the hot path.

Which claims an account may open is said in one place, `visible_to`. What that means in
SQL is kept for each scope, so that the rule is not spelt out anew at every call.
"""

from functools import lru_cache
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS

from claims_portal import database
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Grant
from claims_portal.claims.models import Claim

MOST_SCOPES = 10_000
_PLACE = -1
"""Stands for the claim's number in the parameters; no claim, account or branch has it."""


class _Scope(NamedTuple):
    """What of an account decides which claims it may open."""

    organisation_pk: int
    organisation_kind: str
    branch_pk: int | None
    grants: tuple[Grant, ...]


class _Statement(NamedTuple):
    text: str
    parameters: tuple[object, ...]
    fields: tuple[str, ...]


def to_act(actor: Actor, number: int) -> Claim | None:
    """The claim with its `latest_documents`, if this account may see it."""
    scope = _Scope(actor.organisation_pk, actor.organisation_kind, actor.branch_pk, actor.grants)
    statement = _statement_of(scope)
    if statement is None:
        return None
    parameters = [number if one == _PLACE else one for one in statement.parameters]
    found = database.rows(statement.text, parameters)
    if not found:
        return None
    *columns, latest_documents = found[0]
    claim: Claim = Claim.from_db(DEFAULT_DB_ALIAS, statement.fields, columns)
    vars(claim)["latest_documents"] = latest_documents
    return claim


@lru_cache(maxsize=MOST_SCOPES)
def _statement_of(scope: _Scope) -> _Statement | None:
    """None where no claim at all may be seen."""
    anyone = Actor(user_pk=0, user_name="", real_user_pk=0, **scope._asdict())
    visible = Claim.objects.visible_to(anyone).with_latest_documents()
    try:
        text, parameters = visible.filter(pk=_PLACE).query.sql_with_params()
    except EmptyResultSet:
        return None
    fields = tuple(field.attname for field in Claim._meta.concrete_fields)
    return _Statement(text, tuple(parameters), fields)
