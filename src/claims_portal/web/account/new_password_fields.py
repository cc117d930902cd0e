"""The two fields of a new password, with every rule that it broke."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from claims_portal.web.fields import Field, Problem


def new_password_fields(broken: Sequence[str]) -> tuple[Field, Field]:
    return (
        Field("new", _("New password"), error=" ".join(broken)),
        Field("again", _("The new password again")),
    )


def problems_of(broken: Sequence[str]) -> list[Problem]:
    """One line of the error summary for each."""
    return [Problem(sentence, "new") for sentence in broken]
