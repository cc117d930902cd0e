"""What a user keeps and is told of its lists of claims: saved filters, and counts by phase."""

from http import HTTPStatus
from typing import Annotated, ClassVar

import msgspec
from dmr import Path, modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.api import presenters, schemas
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.controllers import SENDING, PortalController
from claims_portal.claims import worklist
from claims_portal.claims.models.saved_filters import LONGEST_NAME
from claims_portal.claims.search import saved
from claims_portal.claims.search.query import SearchQuery


class FilterPath(msgspec.Struct, rename="camel"):
    filter_id: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class NewFilter(Body):
    name: Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
    query: Annotated[SearchQuery, Meta(description="The parameters of GET /claims")]


class SavedFilters(PortalController):
    tags: ClassVar = ("Claims",)

    def get(self) -> schemas.FiltersAnswer:
        """The filters that this user keeps, by name."""
        return schemas.FiltersAnswer(
            filters=[presenters.saved_filter(one) for one in saved.of(self.actor)]
        )

    @modify(extra_responses=SENDING, status_code=HTTPStatus.CREATED)
    def post(self, parsed_body: Annotated[NewFilter, JsonBody(NewFilter)]) -> schemas.FilterAnswer:
        """Keep a search under a name; what was kept under that name is replaced."""
        kept = saved.save(parsed_body.name, parsed_body.query, by=self.actor, at=clock.now())
        return presenters.saved_filter(kept)


class OneSavedFilter(PortalController):
    tags: ClassVar = ("Claims",)

    @modify(status_code=HTTPStatus.NO_CONTENT)
    def delete(self, parsed_path: Path[FilterPath]) -> None:
        """Delete a filter of this user."""
        saved.delete(parsed_path.filter_id, by=self.actor)


class WorklistCounts(PortalController):
    tags: ClassVar = ("Claims",)

    def get(self) -> schemas.CountsAnswer:
        """How many claims of this user's worklist stand at each phase, up to a bound."""
        counts = worklist.counts_by_phase(self.actor)
        return schemas.CountsAnswer(
            phases=[presenters.count(code, number) for code, number in counts.items()]
        )
