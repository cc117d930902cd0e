"""Routes of the administrator's console, below /administration/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
