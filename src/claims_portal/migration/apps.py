from django.apps import AppConfig


class MigrationConfig(AppConfig):
    name = "claims_portal.migration"
    verbose_name = "Migration"

    def ready(self) -> None:
        from claims_portal.migration.cut_over import approvals

        approvals.register()
