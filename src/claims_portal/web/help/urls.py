"""Routes of the help."""

from django.urls import path

from claims_portal.web.help import pages

urlpatterns = [
    path("", pages.index, name="help"),
    path("glossary", pages.glossary, name="help-glossary"),
    path("phases", pages.phases, name="help-phases"),
    path("ask", pages.ask, name="help-ask"),
    path("<slug:slug>", pages.guide, name="help-guide"),
]
