"""The WSGI application that the web processes serve."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from claims_portal.config import structs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")

application = get_wsgi_application()

# Everything is loaded before the first request, and before there is a second thread.
_ = get_resolver().url_patterns
structs.describe_all()
