from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "claims_portal.notices"
    verbose_name = "Notices"
