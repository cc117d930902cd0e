from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "claims_portal.records"
    verbose_name = "Records"
