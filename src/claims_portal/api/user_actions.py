"""What an administrator does with one account or with many: one operation a verb."""

from http import HTTPStatus
from typing import Annotated

from django.http import HttpResponse
from dmr import Headers, Path, modify

from claims_portal import clock
from claims_portal.accounts import addresses, users
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import NoSuchAccount
from claims_portal.accounts.second_factors import factors
from claims_portal.api import user_presenters as presenters
from claims_portal.api import user_schemas as schemas
from claims_portal.api.bodies import JsonBody
from claims_portal.api.controllers import MANAGING
from claims_portal.api.problems import BodyRefused, ProblemFault
from claims_portal.api.users import UserController, changes, named_in_body
from claims_portal.claims import leaving
from claims_portal.claims.documents.faults import FaultCode


class SetProfiles(UserController):
    @changes
    def put(
        self,
        parsed_path: Path[schemas.UserPath],
        parsed_body: Annotated[schemas.ProfilesOfUser, JsonBody(schemas.ProfilesOfUser)],
        parsed_headers: Headers[schemas.IfSeen],
    ) -> HttpResponse:
        """Give the account exactly these profiles.

        For administrators. When it loses one, its sessions end at once. The last usable
        administrator keeps the Administrator profile: 409 last-administrator.
        """
        at, account = clock.now(), self.account(parsed_path)
        account = users.set_profiles(
            account, parsed_body.profiles, seen=parsed_headers.seen, by=self.actor, at=at
        )
        return self.answer(account, at)


class ChangeAddress(UserController):
    @changes
    def post(
        self,
        parsed_path: Path[schemas.UserPath],
        parsed_body: Annotated[schemas.NewAddress, JsonBody(schemas.NewAddress)],
    ) -> HttpResponse:
        """Mail a link to a new address, or again to the one that waits for it.

        For administrators. The link is valid for 24 hours; until the person opens it,
        the account keeps the address it has.
        """
        at, account = clock.now(), self.account(parsed_path)
        email = parsed_body.given().get("email")
        if email is None:
            addresses.send_again(account, by=self.actor, at=at)
        else:
            addresses.change(account, email, by=self.actor, at=at)
        return self.answer(account, at)


class Disable(UserController):
    @changes
    def post(
        self,
        parsed_path: Path[schemas.UserPath],
        parsed_body: Annotated[schemas.Disabling, JsonBody(schemas.Disabling)],
        parsed_headers: Headers[schemas.IfSeen],
    ) -> HttpResponse:
        """Disable an account at once: its sessions end and the API acts for it no more.

        For administrators. Its work stays with it; a leaver is better served by
        /leave. The last usable administrator cannot be disabled: 409 last-administrator.
        """
        at, account = clock.now(), self.account(parsed_path)
        account = users.disable(
            account,
            reason=parsed_body.reason,
            seen=parsed_headers.seen,
            by=self.actor,
            at=at,
        )
        return self.answer(account, at)


class Enable(UserController):
    @changes
    def post(
        self, parsed_path: Path[schemas.UserPath], parsed_headers: Headers[schemas.IfSeen]
    ) -> HttpResponse:
        """Enable an account again, whoever disabled it.

        For administrators. Refused while another active account holds its address:
        409 email-taken. An account that has expired stays so until it is extended.
        """
        at, account = clock.now(), self.account(parsed_path)
        account = users.enable(account, seen=parsed_headers.seen, by=self.actor, at=at)
        return self.answer(account, at)


class Extend(UserController):
    @changes
    def post(
        self,
        parsed_path: Path[schemas.UserPath],
        parsed_body: Annotated[schemas.Extending, JsonBody(schemas.Extending)],
    ) -> HttpResponse:
        """Extend the expiry date; an account that expiry disabled is enabled by it.

        For administrators. It never shortens: PATCH gives any date in the future.
        """
        at, account = clock.now(), self.account(parsed_path)
        extended = users.extend([account], parsed_body.expires_on, by=self.actor, at=at)
        return self.answer(extended[0], at)


class ExtendMany(UserController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(
        self, parsed_body: Annotated[schemas.ExtendingMany, JsonBody(schemas.ExtendingMany)]
    ) -> schemas.UsersAnswer:
        """Extend many accounts, all or none, staggered on request.

        For administrators. With daysApart, each account ends so many days after the one
        before it in the list. An account that lasts as long already stays as it is.
        """
        at = clock.now()
        extended = users.extend(
            self._named(parsed_body.user_ids),
            parsed_body.expires_on,
            days_apart=parsed_body.days_apart,
            by=self.actor,
            at=at,
        )
        return schemas.UsersAnswer(users=[presenters.line(one, at) for one in extended])

    def _named(self, user_ids: list[str]) -> list[User]:
        """The accounts in the order given; each must be there, and named once."""
        found = users.find_all(self.actor, user_ids)
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


class ResetPassword(UserController):
    @changes
    def post(
        self, parsed_path: Path[schemas.UserPath], parsed_headers: Headers[schemas.IfSeen]
    ) -> HttpResponse:
        """Take the password away; the person chooses a new one as at the first sign-in.

        For administrators. All sessions of the account end.
        """
        at, account = clock.now(), self.account(parsed_path)
        account = users.reset_password(account, seen=parsed_headers.seen, by=self.actor, at=at)
        return self.answer(account, at)


class ResetSecondFactors(UserController):
    @changes
    def post(self, parsed_path: Path[schemas.UserPath]) -> HttpResponse:
        """Remove passkeys, authenticator app and recovery codes of a person who lost them.

        For administrators, and not of the account that acts: 409 own-factors. All
        sessions of the account end; a code by e-mail leads to setting up a new factor.
        """
        at, account = clock.now(), self.account(parsed_path)
        factors.reset(account, by=self.actor, at=at)
        return self.answer(account, at)


class Leave(UserController):
    @changes
    def post(
        self,
        parsed_path: Path[schemas.UserPath],
        parsed_body: Annotated[schemas.Leaving, JsonBody(schemas.Leaving)],
        parsed_headers: Headers[schemas.IfSeen],
    ) -> HttpResponse:
        """A person leaves: the work goes over, the locks open, the account is disabled.

        For administrators. All of it in one step, or nothing. An account that holds
        work is refused with 409 has-work until handOverTo names who takes it over, or
        handOver says anyone.
        """
        at, account = clock.now(), self.account(parsed_path)
        named = parsed_body.given()
        left = leaving.leave(
            account,
            to=self._who_takes_over(named),
            anyone="hand_over" in named,
            reason=parsed_body.reason,
            seen=parsed_headers.seen,
            by=self.actor,
            at=at,
        )
        return self.answer(left, at)

    def _who_takes_over(self, named: dict[str, str]) -> User | None:
        if "hand_over_to" not in named:
            return None
        if "hand_over" in named:
            says = "handOver cannot be given beside handOverTo"
            raise BodyRefused([ProblemFault("/handOver", FaultCode.MUST_NOT_BE_PROVIDED, says)])
        with named_in_body("/handOverTo"):
            return users.find(self.actor, named["hand_over_to"])
