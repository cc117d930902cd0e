"""Routes of the application for registration, open to all; most want the mailed link."""

from django.urls import URLPattern, path

from claims_portal.web.registration import filling, sending, starting

# fmt: off
urlpatterns: list[URLPattern] = [
    path("register", starting.start, name="register"),
    path("register/begin", starting.begin, name="register-begin"),
    path("register/mail-sent", starting.mail_sent, name="register-mail-sent"),
    path("register/open", starting.open_link, name="register-open"),
    path("register/link", starting.lost_link, name="register-link"),
    path("register/leave", starting.leave, name="register-leave"),
    path("register/application", filling.tasks_page, name="register-application"),
    path("register/application/branches", filling.branches_page, name="register-branches"),
    path("register/application/branches/add", filling.add_branch, name="register-add-branch"),
    path("register/application/branches/remove", filling.remove_branch,
         name="register-remove-branch"),
    path("register/application/check", sending.check_page, name="register-check"),
    path("register/application/sent", sending.sent_page, name="register-sent"),
    path("register/application/status", sending.status_page, name="register-status"),
    path("register/application/withdraw", sending.withdraw_page, name="register-withdraw"),
    path("register/application/section/<slug:slug>", filling.section_page, name="register-section"),
]
# fmt: on
