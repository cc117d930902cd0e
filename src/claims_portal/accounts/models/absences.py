"""Who is away, from when until when, and who covers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from claims_portal.accounts.models.users import User


class Absence(models.Model):
    """One absence of an account, the present or the next; it ends by its last day."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="absence")
    cover = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="an_absence_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(user=F("cover")), name="nobody_covers_oneself"),
        ]
