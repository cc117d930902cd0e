"""The claims resources."""

from http import HTTPStatus
from typing import Annotated, ClassVar

import msgspec
from django.http import HttpResponse
from dmr import HeaderSpec, Path, ResponseSpec, validate
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.once import Answered
from claims_portal.api import legacy, presenters, schemas
from claims_portal.api.controllers import READING, SENDING, PortalController
from claims_portal.api.giving import Selectable
from claims_portal.api.parameters import Query
from claims_portal.claims import actions, defendant_only, fetching, repeated, worklist
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.models import WITH_PEOPLE, Claim
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.refusals import NoSuchClaim
from claims_portal.claims.search import pages
from claims_portal.claims.search.query import Key as Key
from claims_portal.claims.search.query import SearchQuery

FORMS = [CNF_TYPES[claim_type] for claim_type in CURRENT]
ETAG = {
    "ETag": HeaderSpec(
        description="The activity id, in quotes; of a whole claim with a dot and a hash of what "
        "is told behind it. Send it back as If-Match, or as If-None-Match to read again."
    )
}


class ClaimPath(msgspec.Struct):
    number: Annotated[int, Meta(description="Application ID, with or without leading zeros", ge=0)]


class ListQuery(SearchQuery, kw_only=True):
    """A search, and which page of it."""

    cursor: Key | None = None
    limit: Annotated[int, Meta(ge=1, le=worklist.LARGEST_PAGE)] = worklist.PAGE_SIZE


class SendQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    validate_only: Annotated[bool, Meta(description="A dry run: check, write nothing")] = False


def find(actor: Actor, number: int) -> Claim:
    """The claim, if this account may see it; somebody else's is not there."""
    visible = Claim.objects.visible_to(actor).select_related(*WITH_PEOPLE)
    return _there(visible.filter(pk=_possible(number)).first())


def find_to_act(actor: Actor, number: int) -> Claim:
    """As `find`, but with what an action asks for instead of the people."""
    return _there(fetching.to_act(actor, _possible(number)))


def _possible(number: int) -> int:
    if number >= 10**16:
        raise NoSuchClaim
    return number


def _there(claim: Claim | None) -> Claim:
    if claim is None:
        raise NoSuchClaim
    return claim


class Claims(PortalController):
    """Claims: send one, or list them."""

    parsers = legacy.JSON_AND_XML
    tags: ClassVar = ("Claims",)
    keeps_its_key = True
    selectable = Selectable(schemas.ClaimLine, within="claims")

    def answer_again(self, answered: Answered) -> HttpResponse:
        event = repeated.event_of(answered)
        headers: dict[str, str] = {}
        if legacy.is_xml(self.request):
            form = legacy.body_of(self.request.body, by=self.actor, at=event.at)
            headers = legacy.json_headers(form)
        then = presenters.state_then(event)
        return self.to_response(
            then,
            status_code=HTTPStatus.CREATED,
            headers={"ETag": f'"{then.activity_id}"', **headers},
        )

    def get(self, parsed_query: Query[ListQuery]) -> schemas.ClaimPage:
        """List claims: by default those that wait for this user, the most urgent first."""
        query = parsed_query
        page = pages.page(self.actor, query, cursor=query.cursor, size=query.limit)
        at = clock.now()
        return schemas.ClaimPage(
            claims=[presenters.line(one, self.actor, at) for one in page.lines],
            next_cursor=page.next_cursor,
        )

    @validate(
        ResponseSpec(
            schemas.StateAnswer,
            status_code=HTTPStatus.CREATED,
            headers={**ETAG, **legacy.JSON_HEADERS},
        ),
        ResponseSpec(
            schemas.ValidationAnswer, status_code=HTTPStatus.OK, headers=legacy.JSON_HEADERS
        ),
        *SENDING,
    )
    def post(
        self,
        parsed_body: Annotated[bytes, legacy.CnfBody(*FORMS)],
        parsed_query: Query[SendQuery],
    ) -> HttpResponse:
        """Send a claim notification form. With validateOnly=true it is checked and not sent.

        Its claimType says which form it is. It may come in the XML of the old interface
        (application/xml) under the same checks; the answer then has the JSON that would have
        said the same in a header.
        """
        at = clock.now()
        form: actions.RawDocument = parsed_body
        headers: dict[str, str] = {}
        if legacy.is_xml(self.request):
            form = legacy.body_of(parsed_body, by=self.actor, at=at)
            headers = legacy.json_headers(form)
        if parsed_query.validate_only:
            checked = actions.check_new_claim(form, by=self.actor, at=at)
            answer = schemas.ValidationAnswer(valid=True, claim_type=checked.body["claimType"])
            return self.to_response(answer, status_code=HTTPStatus.OK, headers=headers)
        written = actions.send_new_claim(form, by=self.actor, at=at)
        return self.to_response(
            presenters.state(written, clock.today()),
            status_code=HTTPStatus.CREATED,
            headers={"ETag": f'"{written.activity_id}"', **headers},
        )


class OneClaim(PortalController):
    """One claim."""

    tags: ClassVar = ("Claims",)
    selectable = Selectable(schemas.ClaimAnswer)

    @validate(ResponseSpec(schemas.ClaimAnswer, status_code=HTTPStatus.OK, headers=ETAG), *READING)
    def get(self, parsed_path: Path[ClaimPath]) -> HttpResponse:
        """The whole claim as this user may see it, with the actions it can do now."""
        claim = find(self.actor, parsed_path.number)
        return self.to_response(
            presenters.whole(claim, self.actor, clock.now()),
            headers={"ETag": f'"{claim.activity_id}"'},
        )


class ClaimHistory(PortalController):
    """The events of a claim."""

    tags: ClassVar = ("Claims",)
    selectable = Selectable(schemas.EventAnswer, within="events")

    def get(self, parsed_path: Path[ClaimPath]) -> schemas.HistoryAnswer:
        """Everything that happened in the claim, the oldest first."""
        return presenters.history(find(self.actor, parsed_path.number), self.actor)


class DefendantOnly(PortalController):
    """The form for the defendant."""

    tags: ClassVar = ("Claims",)

    def get(self, parsed_path: Path[ClaimPath]) -> schemas.DefendantOnlyAnswer:
        """The defendant only form (RTA2, EL2, ELD2, PL2), for the claimant representative to post.

        The claim notification form as it was sent last, without the claimant's date of birth
        and National Insurance number. A claim that was not sent yet has none (404).
        """
        claim = find(self.actor, parsed_path.number)
        form = defendant_only.defendant_only_form(claim, by=self.actor)
        return schemas.DefendantOnlyAnswer(
            application_id=claim.application_id,
            claim_type=claim.claim_type,
            form=form.form_number,
            sent_at=form.sent_at,
            body=form.body,
        )
