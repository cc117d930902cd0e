"""All routes of a sandbox: those of the portal, with the sandbox's own operations and page."""

from django.urls import path

from claims_portal.api.sandbox_urls import openapi_document
from claims_portal.config import urls
from claims_portal.web import developers_sandbox

urlpatterns = [
    path("developers/sandbox", developers_sandbox.page, name="developer-sandbox"),
    *urls.portal("claims_portal.api.sandbox_urls", openapi_document),
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
