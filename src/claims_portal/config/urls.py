"""All routes: the token endpoint, the API, and the pages."""

from django.urls import include, path

from claims_portal.api.tokens import token

urlpatterns = [
    path("oauth/token", token, name="token"),
    path("", include("claims_portal.api.urls")),
    path("", include("claims_portal.web.urls")),
]

handler400 = "claims_portal.config.errors.bad_request"
handler403 = "claims_portal.config.errors.forbidden"
handler404 = "claims_portal.config.errors.not_found"
handler500 = "claims_portal.config.errors.server_error"
