from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims_portal.claims"
    verbose_name = "Claims"
