from django.apps import AppConfig


class MigrationConfig(AppConfig):
    name = "claims_portal.migration"
    verbose_name = "Migration"
