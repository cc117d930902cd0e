from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "claims_portal.files"
    verbose_name = "Files"
