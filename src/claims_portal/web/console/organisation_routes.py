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
    claim_types,
    organisation,
    transfers,
    webhook_log,
    webhooks,
)

urlpatterns: list[URLPattern] = [
    path("organisation", organisation.organisation_page, name="organisation"),
    path("organisation/edit", organisation.edit_organisation, name="edit-organisation"),
    path(
        "organisation/acknowledgements",
        acknowledgements.acknowledgements_page,
        name="automatic-acknowledgements",
    ),
    path("organisation/claims", claim_types.ask, name="further-claims"),
    path("transfers", transfers.listing, name="transfers"),
    path("transfers/new", transfers.new, name="new-transfer"),
    path("transfers/<int:number>", transfers.one, name="transfer"),
    path("transfers/<int:number>/withdraw", transfers.withdraw, name="withdraw-transfer"),
    path("transfers/<int:number>/claims.csv", transfers.claims, name="transfer-claims"),
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
    path("webhooks", webhooks.webhooks_page, name="webhooks"),
    path("new-webhook", webhooks.new_webhook, name="new-webhook"),
    path("webhooks/<str:public_id>", webhooks.webhook_page, name="webhook"),
    path("webhooks/<str:public_id>/edit", webhooks.edit_webhook, name="edit-webhook"),
    path("webhooks/<str:public_id>/test", webhooks.test_webhook, name="test-webhook"),
    path("webhooks/<str:public_id>/on", webhooks.switch_on, name="switch-webhook-on"),
    path("webhooks/<str:public_id>/off", webhooks.switch_off, name="switch-webhook-off"),
    path("webhooks/<str:public_id>/delete", webhooks.delete_webhook, name="delete-webhook"),
    path(
        "webhooks/<str:public_id>/new-secret",
        webhooks.rotate_secret,
        name="rotate-webhook-secret",
    ),
    path(
        "webhooks/<str:public_id>/end-old-secret",
        webhooks.end_old_secret,
        name="end-old-webhook-secret",
    ),
    path("webhooks/<str:public_id>/secret", webhooks.secret_page, name="webhook-secret"),
    path("webhooks/<str:public_id>/replay", webhook_log.replay_webhook, name="replay-webhook"),
    path("webhooks/<str:public_id>/log", webhook_log.log_page, name="webhook-log"),
    path(
        "webhooks/<str:public_id>/log/<int:delivery>",
        webhook_log.delivery_page,
        name="webhook-delivery",
    ),
    path(
        "webhooks/<str:public_id>/log/<int:delivery>/replay",
        webhook_log.replay_delivery,
        name="replay-webhook-delivery",
    ),
    path("access-review", access_review.review_page, name="access-review"),
    path("access-review.csv", access_review.review_spreadsheet, name="access-review-spreadsheet"),
    path("access-review/sign", access_review.sign_review, name="sign-access-review"),
    path("audit", audit.audit_page, name="audit"),
    path("audit/export", audit.export_audit, name="export-audit"),
]
