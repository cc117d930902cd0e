from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "claims_portal.registration"
    verbose_name = "Registration"
