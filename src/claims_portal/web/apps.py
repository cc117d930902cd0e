from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "claims_portal.web"
    verbose_name = "Web portal"
