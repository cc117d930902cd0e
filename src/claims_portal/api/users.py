"""The accounts of an organisation: find, create, read and edit them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from dmr import Headers, HeaderSpec, Path, ResponseSpec, validate
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts import organisation_reading, user_search, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.inviting import invite
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import NoSuchAccount, NoSuchBranch
from claims_portal.accounts.saving import version_of
from claims_portal.accounts.states import State
from claims_portal.api import user_presenters as presenters
from claims_portal.api import user_schemas as schemas
from claims_portal.api.account_problems import pointer_of
from claims_portal.api.bodies import JsonBody
from claims_portal.api.claims import Key
from claims_portal.api.controllers import MANAGING, READING, VERSIONED, PortalController
from claims_portal.api.giving import Selectable
from claims_portal.api.parameters import Query
from claims_portal.api.problems import BodyRefused, ProblemFault
from claims_portal.claims.documents.faults import FaultCode

ETAG = {"ETag": HeaderSpec(description="Of the account as it is; send it back as If-Match")}
LOCATION = {"Location": HeaderSpec(description="Where the account is read from now on")}
reads = validate(
    ResponseSpec(schemas.UserAnswer, status_code=HTTPStatus.OK, headers=ETAG), *READING
)
changes = validate(
    ResponseSpec(schemas.UserAnswer, status_code=HTTPStatus.OK, headers=ETAG), *VERSIONED
)
"""What is said of an operation that reads an account, and of one that changes it."""


class UsersQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    state: Annotated[
        State | None, Meta(description="The plain state, as an account's own state.code")
    ] = None
    enabled: bool | None = None
    active: bool | None = None
    verified: Annotated[
        bool | None, Meta(description="Whether the person proved to read mail at the address")
    ] = None
    profile: Annotated[Profile | None, Meta(description="Accounts that hold it")] = None
    branch_id: Key | None = None
    search: Annotated[
        Key | None, Meta(description="Words, each of which stands in User ID, name or address")
    ] = None
    cursor: Key | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = user_search.PAGE_SIZE


@contextmanager
def named_in_body(pointer: str) -> Iterator[None]:
    """What the body names and is not there is a fault of the body, not a missing address."""
    try:
        yield
    except (NoSuchAccount, NoSuchBranch) as missing:
        faults = [ProblemFault(pointer, missing.code, str(missing))]
        faults += [ProblemFault(pointer_of(one), one.code, str(one)) for one in missing.also]
        raise BodyRefused(faults) from missing


def accounts_named(by: Actor, user_ids: Sequence[str]) -> list[User]:
    """The accounts of a body's userIds in the order given; each must be there, and named once."""
    found = users.find_all(by, user_ids)
    faults = []
    for place, (name, account) in enumerate(zip(user_ids, found, strict=True)):
        if account is None:
            code, says = NoSuchAccount.code, str(NoSuchAccount())
        elif account in found[:place]:
            code, says = FaultCode.WRONG_VALUE.value, f"{name} is named more than once"
        else:
            continue
        faults.append(ProblemFault(f"/userIds/{place}", code, says))
    if faults:
        raise BodyRefused(faults)
    return [account for account in found if account is not None]


class UserController(PortalController):
    """Base of what answers with one account."""

    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Users",)

    def account(self, path: schemas.UserPath) -> User:
        return users.find(self.actor, path.user_id)

    def answer(
        self,
        account: User,
        at: datetime,
        status: HTTPStatus = HTTPStatus.OK,
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse:
        """The account as it is now; `version_of` it is the ETag."""
        return self.to_response(
            presenters.whole(account, at),
            status_code=status,
            headers={"ETag": f'"{version_of(account)}"', **(headers or {})},
        )


class Profiles(PortalController):
    """What the profiles let people do."""

    tags: ClassVar = ("Users",)

    def get(self) -> schemas.ProfilesAnswer:
        """Every profile, what it lets do, and whether your organisation may give it.

        Any account may read it: the same table decides what each call may do.
        """
        available = organisation_reading.possible_profiles(self.actor)
        return schemas.ProfilesAnswer(
            profiles=[presenters.profile(one, available) for one in Profile]
        )


class Users(UserController):
    """The accounts of the organisation."""

    selectable = Selectable(schemas.UserLine, within="users")

    def get(self, parsed_query: Query[UsersQuery]) -> schemas.UserPage:
        """List the accounts of your organisation by User ID.

        For administrators. Filters are joined by and; an account of another
        organisation never appears.
        """
        query = parsed_query
        wanted = user_search.Wanted(
            state=query.state,
            enabled=query.enabled,
            active=query.active,
            verified=query.verified,
            profile=query.profile,
            branch=query.branch_id,
            words=query.search,
        )
        at = clock.now()
        page = user_search.page(self.actor, wanted, at=at, cursor=query.cursor, size=query.limit)
        return schemas.UserPage(
            users=[presenters.line(one, at) for one in page.accounts],
            next_cursor=page.next_cursor,
        )

    @validate(
        ResponseSpec(
            schemas.UserAnswer, status_code=HTTPStatus.CREATED, headers={**ETAG, **LOCATION}
        ),
        *MANAGING,
    )
    def post(
        self, parsed_body: Annotated[schemas.NewUser, JsonBody(schemas.NewUser)]
    ) -> HttpResponse:
        """Create an account and mail its person the link that verifies the address.

        For administrators. The person signs in for the first time with User ID and
        address once the link was opened. Of two calls that ask for one User ID at the
        same instant, one is answered 409 user-id-taken.
        """
        details = parsed_body.given()
        details["user_name"] = details.pop("user_id")
        details["branch"] = details.pop("branch_id")
        at = clock.now()
        with named_in_body("/branchId"):
            account = invite(**details, by=self.actor, at=at)
        location = {"Location": reverse("api:user", args=[account.user_name])}
        return self.answer(account, at, HTTPStatus.CREATED, location)


class Myself(UserController):
    """The account that acts."""

    @reads
    def get(self) -> HttpResponse:
        """The account that Login-As names, with its profiles, state and work.

        Any account may read its own.
        """
        return self.answer(users.own(self.actor), clock.now())


class OneUser(UserController):
    """One account."""

    @reads
    def get(self, parsed_path: Path[schemas.UserPath]) -> HttpResponse:
        """One account: flags, state in words with the way out of it, address, profiles, work.

        For administrators.
        """
        return self.answer(self.account(parsed_path), clock.now())

    @changes
    def patch(
        self,
        parsed_path: Path[schemas.UserPath],
        parsed_body: Annotated[schemas.UserChanges, JsonBody(schemas.UserChanges)],
        parsed_headers: Headers[schemas.IfSeen],
    ) -> HttpResponse:
        """Change names, telephone numbers, branch or expiry; never the User ID.

        For administrators. What is left out stays as it is.
        """
        at = clock.now()
        account, asked = self.account(parsed_path), parsed_body.given()
        if "branch_id" in asked:
            asked["branch"] = asked.pop("branch_id")
        with named_in_body("/branchId"):
            account = users.edit(account, **asked, seen=parsed_headers.seen, by=self.actor, at=at)
        return self.answer(account, at)
