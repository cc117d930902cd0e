"""How much the API's clients call."""

from django.db import models

from claims_portal.accounts.models.clients import ApiClient


class ApiUsage(models.Model):
    """The calls of a client of one route on one day, and how many of them were refused."""

    pk = models.CompositePrimaryKey("client", "day", "route")
    client = models.ForeignKey(
        ApiClient, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    day = models.DateField()
    route = models.CharField(max_length=120)
    calls = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    last_at = models.DateTimeField()


class ApiSpending(models.Model):
    """How many calls of a client all processes together let through, ever."""

    client = models.OneToOneField(
        ApiClient,
        on_delete=models.CASCADE,
        db_constraint=False,
        primary_key=True,
        related_name="+",
    )
    spent = models.BigIntegerField()
