"""Routes of one's own account, below /account/."""

from django.urls import path

from claims_portal.web.account import password, sessions

urlpatterns = [
    path("password", password.change, name="change-password"),
    path("sessions", sessions.own_sessions, name="own-sessions"),
    path("sessions/end-others", sessions.end_others, name="end-other-sessions"),
    path("sessions/<int:pk>/end", sessions.end, name="end-session"),
]
