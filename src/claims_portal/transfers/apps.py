from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "claims_portal.transfers"
    verbose_name = "Bulk transfer"

    def ready(self) -> None:
        from claims_portal.transfers import approving

        approving.register()
