from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "claims_portal.webhooks"
    verbose_name = "Webhooks"
