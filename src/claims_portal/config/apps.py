from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "claims_portal.config"
    label = "portal_config"
    verbose_name = "Running the portal"

    def ready(self) -> None:
        from claims_portal.config import structs

        structs.describe_all()
