"""Routes of the users' pages; a User ID can be any word, so no other page lives beside it."""

from functools import partial, update_wrapper

from django.urls import URLPattern, path

from claims_portal.web.console import new_user, user_page, user_profiles, users, users_in_bulk
from claims_portal.web.console.asking import read_or_post
from claims_portal.web.console.changing import Change, changing
from claims_portal.web.console.doors import View, manages_users
from claims_portal.web.console.user_changes import CHANGES


def _view(change: Change) -> View:
    view = partial(changing, change=change)
    update_wrapper(view, changing)
    return read_or_post(manages_users(view))


urlpatterns: list[URLPattern] = [
    path("users", users.users_page, name="users"),
    path("users.csv", users.users_spreadsheet, name="users-spreadsheet"),
    path("new-user", new_user.new_user, name="new-user"),
    path("users-in-bulk", users_in_bulk.users_in_bulk, name="users-in-bulk"),
    path("users-in-bulk/done", users_in_bulk.users_in_bulk_done, name="users-in-bulk-done"),
    path("users/<str:user_name>", user_page.user_page, name="user"),
    path("users/<str:user_name>/profiles", user_profiles.profiles_page, name="user-profiles"),
    *(
        path(f"users/<str:user_name>/{change.slug}", _view(change), name=f"user-{change.slug}")
        for change in CHANGES
    ),
]
