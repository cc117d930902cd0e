"""Routes of the administrator's console, below /administration/."""

from django.urls import URLPattern

from claims_portal.web.console import organisation_routes, user_routes

urlpatterns: list[URLPattern] = []
urlpatterns += user_routes.urlpatterns
urlpatterns += organisation_routes.urlpatterns
