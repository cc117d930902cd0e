"""The organisation's own record, its branches, and the user agreement."""

from http import HTTPStatus
from typing import Annotated, Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from dmr import HeaderSpec, Path, ResponseSpec, modify, validate

from claims_portal import clock
from claims_portal.accounts import organisation, organisation_reading
from claims_portal.api import organisation_presenters as presenters
from claims_portal.api import organisation_schemas as schemas
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.controllers import MANAGING, SENDING, PortalController
from claims_portal.claims import automatic_acknowledgements

LOCATION = {"Location": HeaderSpec(description="Where the branch is read from now on")}


class OrganisationController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Organisation",)


def changes_in(body: Body) -> dict[str, Any]:
    """What the body changes, by the names of the business."""
    given = body.given()
    if "address" in given:
        given["address"] = given["address"].lines()
    return given


class OwnOrganisation(OrganisationController):
    def get(self) -> schemas.OrganisationAnswer:
        """The record of your organisation.

        For administrators.
        """
        return presenters.record(organisation_reading.record(self.actor))

    @modify(extra_responses=SENDING)
    def patch(
        self,
        parsed_body: Annotated[schemas.OrganisationChanges, JsonBody(schemas.OrganisationChanges)],
    ) -> schemas.OrganisationAnswer:
        """Change the record: all but name and organisation ID.

        For administrators. What is left out stays as it is; an address is given whole.
        """
        changed = changes_in(parsed_body)
        return presenters.record(organisation.edit(**changed, by=self.actor, at=clock.now()))


class AutomaticAcknowledgements(OrganisationController):
    def get(self) -> schemas.AcknowledgementsAnswer:
        """Which acknowledgements the portal gives by itself for your organisation.

        For administrators. Every kind that your side of a claim gives is listed.
        """
        return presenters.acknowledgements(automatic_acknowledgements.choices(self.actor))

    @modify(extra_responses=SENDING)
    def put(
        self,
        parsed_body: Annotated[
            schemas.AcknowledgementChoice, JsonBody(schemas.AcknowledgementChoice)
        ],
    ) -> schemas.AcknowledgementsAnswer:
        """Choose which acknowledgements the portal gives by itself: these, and no others.

        For administrators. Claims that wait for one of them now are acknowledged within a
        minute, in the name of your organisation; their history says “automatically”.
        """
        automatic_acknowledgements.choose(parsed_body.actions, by=self.actor, at=clock.now())
        return presenters.acknowledgements(automatic_acknowledgements.choices(self.actor))


class Branches(OrganisationController):
    def get(self) -> schemas.BranchesAnswer:
        """All branches of your organisation, disabled ones too.

        For administrators. A branch is never deleted.
        """
        found = organisation_reading.branches(self.actor)
        return schemas.BranchesAnswer(branches=[presenters.branch(one) for one in found])

    @validate(
        ResponseSpec(schemas.BranchAnswer, status_code=HTTPStatus.CREATED, headers=LOCATION),
        *SENDING,
    )
    def post(
        self, parsed_body: Annotated[schemas.NewBranch, JsonBody(schemas.NewBranch)]
    ) -> HttpResponse:
        """Create a handling point.

        For administrators. The portal gives it the next free branch ID.
        """
        details = changes_in(parsed_body)
        added = organisation.add_branch(**details, by=self.actor, at=clock.now())
        return self.to_response(
            presenters.branch(added),
            status_code=HTTPStatus.CREATED,
            headers={"Location": reverse("api:branch", args=[added.number])},
        )


class OneBranch(OrganisationController):
    def get(self, parsed_path: Path[schemas.BranchPath]) -> schemas.BranchAnswer:
        """One branch.

        For administrators.
        """
        return presenters.branch(organisation_reading.branch(self.actor, parsed_path.branch_id))

    @modify(extra_responses=SENDING)
    def patch(
        self,
        parsed_path: Path[schemas.BranchPath],
        parsed_body: Annotated[schemas.BranchChanges, JsonBody(schemas.BranchChanges)],
    ) -> schemas.BranchAnswer:
        """Change a branch, or switch it off and on; never its ID or kind.

        For administrators. The central point, where new claims arrive, stays on.
        """
        changed = changes_in(parsed_body)
        branch = organisation.edit_branch(
            parsed_path.branch_id, **changed, by=self.actor, at=clock.now()
        )
        return presenters.branch(branch)


class Agreement(OrganisationController):
    def get(self) -> schemas.AgreementAnswer:
        """The user agreement in force, and which version your organisation accepted.

        For administrators.
        """
        return presenters.agreement(organisation_reading.agreement(self.actor, at=clock.now()))


class AcceptAgreement(OrganisationController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(
        self, parsed_body: Annotated[schemas.Accepting, JsonBody(schemas.Accepting)]
    ) -> schemas.AgreementAnswer:
        """Accept the user agreement for the whole organisation.

        For administrators. Until then nobody of the organisation works claims, by the
        pages or by the API; from then on everybody does, at once.
        """
        at = clock.now()
        organisation.accept_agreement(parsed_body.version, by=self.actor, at=at)
        return presenters.agreement(organisation_reading.agreement(self.actor, at=at))
