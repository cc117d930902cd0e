"""The routes of the API, and its OpenAPI document."""

from collections.abc import Callable
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.http import require_GET
from dmr.openapi import OpenAPIConfig, build_schema
from dmr.openapi.dump import json_dumps
from dmr.openapi.objects import Tag
from dmr.routing import Router, path

from claims_portal.accounts.scopes import TokenScope
from claims_portal.api import (
    absences,
    actions,
    allocating,
    archive,
    attachments,
    batches,
    claim_types,
    claims,
    clients,
    deletions,
    describing,
    directory,
    documents,
    drafts,
    events,
    metering,
    moving,
    notifications,
    organisation,
    private_notes,
    records,
    reference,
    searching,
    service_notices,
    transfers,
    user_actions,
    users,
    webhooks,
)
from claims_portal.api.controllers import PortalController
from claims_portal.api.describing_faster import Context
from claims_portal.api.giving import Selectable
from claims_portal.claims.reassignment import REASSIGN

PREFIX = "api/v1/"
Routes = tuple[tuple[str, type[PortalController], str], ...]
CONFIG = OpenAPIConfig(
    title="Claims Portal",
    version="1.0.0",
    summary="Exchange of low value personal injury claims in England and Wales",
    tags=[
        Tag(name=name, description=description)
        for name, description in (
            ("Claims", "Send claims, list them, read them."),
            ("Drafts", "Forms that are still being written, for your organisation alone."),
            ("Actions of a claim", "What moves a claim on; a claim lists those possible now."),
            (
                "Work on a claim",
                "Who of your organisation works on it. The other side sees none of it.",
            ),
            ("Notifications", "What is news to a user, for 15 days."),
            ("Events", "What is news to your organisation, for programs: nothing is missed."),
            (
                "Directory",
                "Who can be chosen in a form: compensators, insurer names, hospitals, addresses.",
            ),
            ("Reference", "Code lists, process tables, schemas and calendar: public, with ETag."),
            ("Files of a claim", "What the parties attach, and the printed forms."),
            ("Users", "The accounts of your organisation, and what profiles let them do."),
            ("Organisation", "Its record, its branches, and the user agreement."),
            ("API clients", "The programs that call the API for your organisation."),
            ("Webhooks", "Events posted to your receivers, signed, in the order of each claim."),
            ("Access review and audit", "Who has what, and who changed what."),
        )
    ],
)

# ruff: noqa: E501 - a table of rows
# fmt: off
ADMINISTRATION: Routes = (
    ("profiles", users.Profiles, "profiles"),
    ("users", users.Users, "users"),
    ("users/me", users.Myself, "myself"),
    ("users/extend", user_actions.ExtendMany, "extend-users"),
    ("users/combine", moving.Combine, "combine-users"),
    ("users/<str:userId>/undo-combination", moving.UndoCombination, "undo-combination"),
    ("readiness", moving.Ready, "readiness"),
    ("users/<str:userId>", users.OneUser, "user"),
    ("users/<str:userId>/profiles", user_actions.SetProfiles, "profiles-of-user"),
    ("users/<str:userId>/address", user_actions.ChangeAddress, "address-of-user"),
    ("users/<str:userId>/disable", user_actions.Disable, "disable-user"),
    ("users/<str:userId>/enable", user_actions.Enable, "enable-user"),
    ("users/<str:userId>/extend", user_actions.Extend, "extend-user"),
    ("users/<str:userId>/reset-password", user_actions.ResetPassword, "reset-password-of-user"),
    ("users/<str:userId>/reset-second-factors", user_actions.ResetSecondFactors, "reset-second-factors-of-user"),
    ("users/<str:userId>/leave", user_actions.Leave, "user-leaves"),
    ("organisation", organisation.OwnOrganisation, "organisation"),
    ("organisation/automatic-acknowledgements", organisation.AutomaticAcknowledgements, "automatic-acknowledgements"),
    *claim_types.CLAIM_TYPES,
    ("branches", organisation.Branches, "branches"),
    ("branches/<str:branchId>", organisation.OneBranch, "branch"),
    ("agreement", organisation.Agreement, "agreement"),
    ("agreement/accept", organisation.AcceptAgreement, "accept-agreement"),
    ("api-clients", clients.Clients, "api-clients"),
    ("api-clients/<str:clientId>", clients.OneClient, "api-client"),
    ("api-clients/<str:clientId>/rotate", clients.RotateClient, "rotate-api-client"),
    ("api-clients/<str:clientId>/revoke", clients.RevokeClient, "revoke-api-client"),
    ("api-clients/<str:clientId>/secrets/<int:secretId>/revoke", clients.RevokeSecret, "revoke-secret"),
    ("api-clients/<str:clientId>/revoke-tokens", clients.RevokeTokens, "revoke-tokens"),
    ("api-clients/<str:clientId>/keys", clients.Keys, "api-client-keys"),
    ("api-clients/<str:clientId>/keys/<int:keyId>/revoke", clients.RevokeKey, "revoke-key"),
    ("api-clients/<str:clientId>/usage", clients.ClientUsage, "api-client-usage"),
    *webhooks.WEBHOOKS,
    *transfers.TRANSFERS,
    ("access-review", records.Review, "access-review"),
    ("access-review/sign", records.SignReview, "sign-access-review"),
    ("audit", records.Audit, "audit"),
)
# fmt: on
"""Route, controller and name of each operation of accounts and administration."""

FILES: Routes = (
    ("attachments", attachments.Attachments, "attachments"),
    ("attachments/<str:attachmentId>", attachments.OneAttachment, "attachment"),
    ("attachments/<str:attachmentId>/content", attachments.AttachmentContent, "attachment-content"),
    ("documents", documents.Documents, "documents"),
    ("documents/<int:document>", documents.OneDocument, "document"),
    ("documents/<int:document>.pdf", documents.DocumentPdf, "document-pdf"),
    (
        "documents/<int:document>-defendant-only.pdf",
        documents.DefendantOnlyPdf,
        "defendant-only-pdf",
    ),
    ("documents/<int:document>-part-b.pdf", documents.PartBPdf, "part-b-pdf"),
    ("bundle.pdf", documents.BundlePdf, "bundle-pdf"),
    ("bundle.zip", documents.BundleZip, "bundle-zip"),
)
"""The same of the files of a claim."""

# fmt: off
WORK: Routes = (
    *(
        (f"claims/<int:number>/actions/{verb.value}", controller, verb.value)
        for verb, controller in allocating.CONTROLLERS.items()
    ),
    (f"claims/<int:number>/actions/{REASSIGN}", allocating.ReassignClaim, REASSIGN),
    ("claims/<int:number>/lock", allocating.Lock, "lock"),
    ("claims/counts", searching.WorklistCounts, "worklist-counts"),
    ("saved-filters", searching.SavedFilters, "saved-filters"),
    ("saved-filters/<int:filterId>", searching.OneSavedFilter, "saved-filter"),
    *absences.ABSENCES,
    ("allocation-targets", allocating.AllocationTargets, "allocation-targets"),
)
# fmt: on
"""The same of the work on claims within an organisation."""

CLAIMS: Routes = (
    ("claims", claims.Claims, "claims"),
    ("claims/actions", batches.Batch, "batch"),
    *drafts.DRAFTS,
    ("claims/<int:number>", claims.OneClaim, "claim"),
    ("claims/<int:number>/history", claims.ClaimHistory, "history"),
    ("claims/<int:number>/defendant-only-form", claims.DefendantOnly, "defendant-only-form"),
    ("notifications", notifications.Notifications, "notifications"),
    (
        "notifications/<int:notificationId>",
        notifications.OneNotification,
        "notification",
    ),
    *private_notes.PRIVATE_NOTES,
    *archive.ARCHIVE,
    *deletions.DELETIONS,
    *((f"claims/<int:number>/{route}", one, name) for route, one, name in FILES),
    *(
        (f"claims/<int:number>/actions/{name}", controller, name)
        for name, controller in actions.controllers().items()
    ),
)
"""The same of claims."""

SCOPES: tuple[tuple[Routes, TokenScope, TokenScope], ...] = (
    # routes, the scope of reading by them, the scope of everything else
    (CLAIMS, TokenScope.READ, TokenScope.ACT),
    (WORK, TokenScope.READ, TokenScope.ACT),
    (events.EVENTS, TokenScope.READ, TokenScope.ACT),
    (directory.DIRECTORY, TokenScope.READ, TokenScope.ACT),
    (ADMINISTRATION, TokenScope.ADMINISTER, TokenScope.ADMINISTER),
)
"""What a token must be for, route by route. A route that is in no row answers nobody."""

READ_BY_ALL = {
    "profiles",
    "users/me",
    "organisation",
    "branches",
    "branches/<str:branchId>",
    "agreement",
}
"""Of administration, what reading alone is enough for."""

for _routes, _reading, _changing in SCOPES:
    for _route, _controller, _name in _routes:
        _controller.scopes = dict.fromkeys(("POST", "PUT", "PATCH", "DELETE"), _changing)
        _controller.scopes["GET"] = TokenScope.READ if _route in READ_BY_ALL else _reading

ROUTES: Routes = (
    *CLAIMS,
    *WORK,
    *events.EVENTS,
    *ADMINISTRATION,
    *directory.DIRECTORY,
    *reference.REFERENCE,
    *service_notices.ROUTES,
    *events.EVENT_TYPES,
)


def router_of(routes: Routes) -> Router:
    return Router(
        PREFIX,
        [path(route, controller.as_view(), name=name) for route, controller, name in routes],
    )


ROUTER = router_of(ROUTES)


@cache
def openapi_document() -> bytes:
    """The OpenAPI 3.1 description of the API, made from the controllers once."""
    return described(ROUTER, CONFIG)


def described(router: Router, config: OpenAPIConfig) -> bytes:
    document = build_schema(router, context=Context(config)).convert()
    describing.complete(document, _selectables())
    return json_dumps(document).encode()


def _selectables() -> dict[str, Selectable]:
    """By path, of what fields may be chosen."""
    return {
        f"/{PREFIX}{metering.written(route)[1:]}": controller.selectable
        for routes, *_scopes in SCOPES
        for route, controller, _name in routes
        if controller.selectable
    }


def served(router: Router, document: Callable[[], bytes]) -> list[URLPattern | URLResolver]:
    """The routes of an API: its own description, and its operations."""

    @login_not_required
    @require_GET
    def openapi(request: HttpRequest) -> HttpResponse:
        return HttpResponse(document(), content_type="application/json")

    return [
        path(f"{PREFIX}openapi.json", openapi, name="openapi"),
        router.to_urlpatterns(namespace="api"),
    ]


urlpatterns = served(ROUTER, openapi_document)
