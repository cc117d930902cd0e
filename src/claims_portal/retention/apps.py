from django.apps import AppConfig
from django.core import checks


class RetentionConfig(AppConfig):
    name = "claims_portal.retention"
    verbose_name = "Retention"

    def ready(self) -> None:
        from claims_portal.retention.models_kept import check_models

        checks.register(check_models)
