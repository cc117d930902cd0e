from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "claims_portal.organisations"
    verbose_name = "Organisations"
