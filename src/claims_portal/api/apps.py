from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "claims_portal.api"
    verbose_name = "REST API"
