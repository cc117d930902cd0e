"""Routes of one's own account, below /account/."""

from django.urls import path

from claims_portal.web.account import deadline_feeds, notices, password, sessions

urlpatterns = [
    path("password", password.change, name="change-password"),
    path("sessions", sessions.own_sessions, name="own-sessions"),
    path("sessions/end-others", sessions.end_others, name="end-other-sessions"),
    path("notices", notices.own_notices, name="own-notices"),
    path("deadline-feeds", deadline_feeds.own_feeds, name="own-deadline-feeds"),
    path("deadline-feeds/<str:scope>/make", deadline_feeds.make, name="make-deadline-feed"),
    path("deadline-feeds/<str:scope>/revoke", deadline_feeds.revoke, name="revoke-deadline-feed"),
    path("sessions/<int:pk>/end", sessions.end, name="end-session"),
]
