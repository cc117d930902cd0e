from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "claims_portal.figures"
    verbose_name = "Figures"
