"""Routes of the pages. Those of single forms and actions are in web.forms."""

from django.urls import include, path

from claims_portal.web import (
    allocating,
    claims,
    health,
    locks,
    new_password,
    saved_filters,
    searching,
    second_step,
    signing_in,
    standing_in,
    verify_address,
    worklist,
)
from claims_portal.web.account import home as own_home
from claims_portal.web.console import agreement, home

urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-in/passkey", second_step.passkey, name="sign-in-passkey"),
    path("sign-in/app", second_step.app, name="sign-in-app"),
    path("sign-in/recovery-code", second_step.recovery_code, name="sign-in-recovery-code"),
    path("sign-in/code", second_step.code, name="sign-in-code"),
    path("sign-in/code/again", second_step.code_again, name="sign-in-code-again"),
    path("sign-in/another-way", second_step.another_way, name="sign-in-another-way"),
    path("sign-in/account", second_step.account, name="sign-in-account"),
    path("sign-in-as", standing_in.choose, name="standing-in"),
    path("sign-in-as/end", standing_in.end, name="standing-in-end"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("claims", searching.search_page, name="claims"),
    path("claims/<int:number>", claims.claim_page, name="claim"),
    path(
        "claims/<int:number>/defendant-only-form",
        claims.defendant_only_page,
        name="defendant-only-form",
    ),
    path("claims/<int:number>/open", locks.open_activity, name="open-activity"),
    path("claims/<int:number>/unlock", locks.unlock, name="unlock"),
    path("claims/<int:number>/break-lock", locks.break_lock, name="break-lock"),
    path("claims/<int:number>/allocate", allocating.allocate, name="allocate"),
    path("claims/<int:number>/reassign", allocating.reassign, name="reassign"),
    path("claims/filters", saved_filters.change, name="saved-filters"),
    path("claims/allocate", allocating.allocate_many, name="allocate-many"),
    path("claims/allocated", allocating.allocated, name="claims-allocated"),
    path("new-password", new_password.who, name="new-password"),
    path("new-password/again", new_password.again, name="new-password-again"),
    path("new-password/code", new_password.code, name="new-password-code"),
    path("new-password/choose", new_password.choose, name="new-password-choose"),
    path("verify-address", verify_address.verify, name="verify-address"),
    path("account", own_home.home, name="own-account"),
    path("account/", include("claims_portal.web.account.urls")),
    path("account/", include("claims_portal.web.second_factors.urls")),
    path("agreement", agreement.agreement, name="agreement"),
    path("administration", home.home, name="administration"),
    path("administration/", include("claims_portal.web.console.urls")),
    path("", include("claims_portal.web.operator.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("", include("claims_portal.web.forms.urls")),
]
