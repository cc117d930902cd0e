"""Routes of a claim's files."""

from django.urls import path

from claims_portal.files.printing.forms import Copy
from claims_portal.web.files import attaching, printing

# ruff: noqa: E501 - a table of rows
# fmt: off
urlpatterns = [
    path("claims/<int:number>/attachments", attaching.add, name="attach"),
    path("claims/<int:number>/attachments/<uuid:attachment>", attaching.file, name="attachment-file"),
    path("claims/<int:number>/attachments/<uuid:attachment>/preview", attaching.preview, name="attachment-preview"),
    path("claims/<int:number>/attachments/<uuid:attachment>/take-back", attaching.take_back, name="attachment-take-back"),
    path("claims/<int:number>/documents/<int:document>.pdf", printing.form, name="printed-form"),
    path("claims/<int:number>/documents/<int:document>-defendant-only.pdf", printing.form, {"copy": Copy.DEFENDANT_ONLY}, name="defendant-only-form"),
    path("claims/<int:number>/documents/<int:document>-part-b.pdf", printing.form, {"copy": Copy.PART_B}, name="part-b-pdf"),
    path("claims/print", printing.several, name="print-many"),
    path("claims/<int:number>/bundle.pdf", printing.all_forms, name="bundle-of-forms"),
    path("claims/<int:number>/bundle.zip", printing.bundle, name="bundle"),
]
