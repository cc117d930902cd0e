"""Routes of the console's pages about the organisation itself."""

from django.urls import URLPattern, path

from claims_portal.web.console import (
    access_review,
    acknowledgements,
    api_client_access,
    api_client_usage,
    api_clients,
    audit,
    branches,
    organisation,
)

urlpatterns: list[URLPattern] = [
    path("organisation", organisation.organisation_page, name="organisation"),
    path("organisation/edit", organisation.edit_organisation, name="edit-organisation"),
    path(
        "organisation/acknowledgements",
        acknowledgements.acknowledgements_page,
        name="automatic-acknowledgements",
    ),
    path("branches", branches.branches_page, name="branches"),
    path("new-branch", branches.new_branch, name="new-branch"),
    path("branches/<str:number>", branches.branch_page, name="branch"),
    path("branches/<str:number>/disable", branches.disable_branch, name="disable-branch"),
    path("branches/<str:number>/enable", branches.enable_branch, name="enable-branch"),
    path("api-clients", api_clients.clients_page, name="api-clients"),
    path("new-api-client", api_clients.new_client, name="new-api-client"),
    path("api-clients/<str:client_id>", api_clients.client_page, name="api-client"),
    path("api-clients/<str:client_id>/name", api_clients.rename_client, name="rename-api-client"),
    path(
        "api-clients/<str:client_id>/new-secret",
        api_clients.add_secret,
        name="add-api-client-secret",
    ),
    path("api-clients/<str:client_id>/secret", api_clients.secret_page, name="api-client-secret"),
    path(
        "api-clients/<str:client_id>/secrets/<int:secret>/revoke",
        api_clients.revoke_secret,
        name="revoke-api-client-secret",
    ),
    path(
        "api-clients/<str:client_id>/scopes",
        api_client_access.client_scopes,
        name="api-client-scopes",
    ),
    path(
        "api-clients/<str:client_id>/new-key", api_client_access.add_key, name="add-api-client-key"
    ),
    path(
        "api-clients/<str:client_id>/keys/<int:key>/revoke",
        api_client_access.revoke_key,
        name="revoke-api-client-key",
    ),
    path(
        "api-clients/<str:client_id>/key-address",
        api_client_access.key_address,
        name="api-client-key-address",
    ),
    path(
        "api-clients/<str:client_id>/end-tokens",
        api_client_access.revoke_tokens,
        name="end-api-client-tokens",
    ),
    path("api-clients/<str:client_id>/usage", api_client_usage.usage_page, name="api-client-usage"),
    path(
        "api-clients/<str:client_id>/disable", api_clients.disable_client, name="disable-api-client"
    ),
    path("access-review", access_review.review_page, name="access-review"),
    path("access-review.csv", access_review.review_spreadsheet, name="access-review-spreadsheet"),
    path("access-review/sign", access_review.sign_review, name="sign-access-review"),
    path("audit", audit.audit_page, name="audit"),
    path("audit/export", audit.export_audit, name="export-audit"),
]
