"""What the operator tells everybody: also for programs, without a token."""

from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from dmr import Headers, validate
from msgspec import Meta

from claims_portal import clock
from claims_portal.api.reference import Known, ReferenceController, answers
from claims_portal.api.schemas import Answer
from claims_portal.notices import service


class ServiceNoticeAnswer(Answer):
    kind: Annotated[str, Meta(description="information, maintenance, fault")]
    text: str
    shown_until: datetime
    begins_at: Annotated[
        datetime | None, Meta(description="Of maintenance: from then on the portal may be away")
    ]
    ends_at: datetime | None


class ServiceNoticesAnswer(Answer):
    service_notices: list[ServiceNoticeAnswer]


class ServiceNotices(ReferenceController):
    @validate(*answers(ServiceNoticesAnswer))
    def get(self, parsed_headers: Headers[Known]) -> HttpResponse:
        """The service notices of now, as every page shows them: maintenance, faults."""
        told = ServiceNoticesAnswer(
            service_notices=[
                ServiceNoticeAnswer(
                    kind=one.kind, text=one.text, shown_until=one.shown_until,
                    begins_at=one.begins_at, ends_at=one.ends_at,
                )
                for one in service.current(at=clock.now())
            ]
        )  # fmt: skip
        answer = self.answer(told, parsed_headers)
        if "Cache-Control" in answer.headers:
            answer.headers["Cache-Control"] = "public, max-age=60"
        return answer


ROUTES: tuple[tuple[str, type[ReferenceController], str], ...] = (
    ("service-notices", ServiceNotices, "service-notices"),
)
