"""Routes of the form pages."""

from django.urls import path

from claims_portal.web.forms import acting, drafting, sending, starting

urlpatterns = [
    path("claims/new", starting.new_claim, name="new-claim"),
    path("claims/new/file", starting.from_file, name="new-claim-from-file"),
    path("claims/<int:number>/copy", starting.copy, name="copy-claim"),
    path("claims/<int:number>/form", drafting.task_list, name="claim-form"),
    path("claims/<int:number>/form/check", sending.check, name="claim-form-check"),
    path("claims/<int:number>/form/discard", drafting.discard, name="claim-form-discard"),
    path("claims/<int:number>/form/draft.pdf", drafting.print_draft, name="claim-form-print"),
    path("claims/<int:number>/form/<slug:section>", drafting.section, name="claim-form-section"),
    path("claims/<int:number>/sent", sending.sent, name="claim-sent"),
    path("claims/<int:number>/actions/<slug:action>", acting.act, name="claim-action"),
]
