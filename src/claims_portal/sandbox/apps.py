from django.apps import AppConfig
from django.conf import settings


class SandboxConfig(AppConfig):
    name = "claims_portal.sandbox"
    verbose_name = "Sandbox"

    def ready(self) -> None:
        if settings.SANDBOX:
            from claims_portal import clock
            from claims_portal.sandbox import moving_clock

            clock.ahead = moving_clock.ahead
