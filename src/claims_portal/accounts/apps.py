from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "claims_portal.accounts"
    verbose_name = "Accounts"
