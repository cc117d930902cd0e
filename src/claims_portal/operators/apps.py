from django.apps import AppConfig


class OperatorsConfig(AppConfig):
    name = "claims_portal.operators"
    verbose_name = "The operator"

    def ready(self) -> None:
        from claims_portal.operators import recovering, staff_approvals

        staff_approvals.register()
        recovering.register()
