"""Routes of the administrator's console, below /administration/."""

from django.urls import URLPattern

from claims_portal.web.console import organisation_routes, user_routes
from claims_portal.web.console.moving import routes as moving_routes

urlpatterns: list[URLPattern] = []
urlpatterns += user_routes.urlpatterns
urlpatterns += organisation_routes.urlpatterns
urlpatterns += moving_routes.urlpatterns
