"""Routes of the administrator's console, below /administration/."""

from django.urls import URLPattern

from claims_portal.web.console import user_routes

urlpatterns: list[URLPattern] = []
urlpatterns += user_routes.urlpatterns
