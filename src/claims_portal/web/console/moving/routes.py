"""Routes of the pages about the move."""

from django.urls import URLPattern, path

from claims_portal.web.console.moving import at_once, combinations, combine, ready

urlpatterns: list[URLPattern] = [
    path("migration", ready.ready_page, name="move"),
    path("migration.csv", ready.ready_spreadsheet, name="move-spreadsheet"),
    path("migration/combine", combine.combine_page, name="combine-accounts"),
    path("migration/send-link", at_once.send_link, name="send-link-for-the-move"),
    path(
        "migration/correct-contact-address",
        at_once.correct_contact,
        name="correct-contact-address",
    ),
    path("migration/combinations", combinations.combinations_page, name="combinations"),
    path(
        "migration/combinations/<str:user_name>/undo",
        combinations.undo_page,
        name="undo-combination",
    ),
]
