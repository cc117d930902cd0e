"""Routes of the operator's pages, below /operator, each with the right that it wants.

`ANYBODY` of the staff; deny by default: a page is reached through a door, or it is one of
the sign-in's own.
"""

from django.urls import URLPattern, path

from claims_portal.operators.roles import Right
from claims_portal.web.operator import (
    approval_pages,
    audit_page,
    data_protection,
    home,
    legal_holds,
    look_up,
    own_account,
    recovery,
    setting_up,
    signing_in,
    staff_pages,
    transfers,
)
from claims_portal.web.operator.directory import (
    agreements,
    code_dates,
    holidays,
    lists,
    mail_lists,
    service_notices,
)
from claims_portal.web.operator.directory import overview as directory
from claims_portal.web.operator.moving import cut_over, files, letter_pages, overview, ready
from claims_portal.web.operator.realm import View, door, open_door
from claims_portal.web.operator.registration import applications, claim_types, numbers

ANYBODY = None


def page(address: str, view: View, name: str, right: Right | None) -> URLPattern:
    return path(f"operator{address}", door(view, right), name=name)


def sign_in_page(address: str, view: View, name: str) -> URLPattern:
    return path(f"operator{address}", open_door(view), name=name)


# fmt: off
urlpatterns = [
    sign_in_page("/sign-in", signing_in.sign_in, "operator-sign-in"),
    sign_in_page("/sign-in/code", signing_in.app_code, "operator-sign-in-code"),
    sign_in_page("/sign-in/recovery-code", signing_in.recovery_code, "operator-sign-in-recovery-code"),
    sign_in_page("/set-up", setting_up.choose_password, "operator-set-up"),
    sign_in_page("/set-up/app", setting_up.set_up_app, "operator-set-up-app"),

    page("", home.home, "operator-home", ANYBODY),
    page("/sign-out", signing_in.sign_out, "operator-sign-out", ANYBODY),
    page("/account", own_account.own_account, "operator-account", ANYBODY),
    page("/account/password", own_account.password, "operator-password", ANYBODY),
    page("/account/app", own_account.app, "operator-app", ANYBODY),
    page("/account/recovery-codes", own_account.recovery_codes, "operator-recovery-codes", ANYBODY),
    page("/account/end-sessions", own_account.end_sessions, "operator-end-sessions", ANYBODY),

    page("/look-up", look_up.search_page, "operator-look-up", Right.LOOK_UP),
    page("/look-up/users/<str:user_name>", look_up.user_page, "operator-user", Right.LOOK_UP),
    page("/look-up/users/<str:user_name>/let-in", recovery.let_in, "operator-let-in", Right.ASK_RECOVERY),
    page("/look-up/users/<str:user_name>/send-user-id", recovery.send_user_id, "operator-send-user-id", Right.ASK_RECOVERY),
    page("/look-up/organisations/<str:code>", look_up.organisation_page, "operator-organisation", Right.LOOK_UP),
    page("/look-up/organisations/<str:code>/numbers", numbers.page, "operator-numbers", Right.DECIDE_REGISTRATIONS),
    page("/look-up/claims/<int:number>", look_up.claim_page, "operator-claim", Right.LOOK_UP),
    page("/look-up/claims/<int:number>/read", look_up.read_claim, "operator-claim-read", Right.READ_CLAIMS),

    page("/registrations", applications.listing, "operator-registrations", Right.SEE_REGISTRATIONS),
    page("/registrations/<str:reference>", applications.one, "operator-registration", Right.SEE_REGISTRATIONS),
    page("/registrations/<str:reference>/decide", applications.decide, "operator-registration-decide", Right.DECIDE_REGISTRATIONS),
    page("/claim-types/<int:number>", claim_types.one, "operator-claim-type", Right.SEE_REGISTRATIONS),
    page("/claim-types/<int:number>/decide", claim_types.decide, "operator-claim-type-decide", Right.DECIDE_REGISTRATIONS),

    page("/transfers", transfers.listing, "operator-transfers", Right.SEE_TRANSFERS),
    page("/transfers/new", transfers.new, "operator-transfer-new", Right.ASK_TRANSFER),
    page("/transfers/<int:number>", transfers.one, "operator-transfer", Right.SEE_TRANSFERS),
    page("/transfers/<int:number>/decide", transfers.decide, "operator-transfer-decide", Right.ASK_TRANSFER),
    page("/transfers/<int:number>/claims.csv", transfers.claims, "operator-transfer-claims", Right.SEE_TRANSFERS),

    page("/data-protection", data_protection.deletions, "operator-deletions", Right.SEE_DELETIONS),
    page("/data-protection/<int:number>/recover", data_protection.recover, "operator-recover-claim", Right.RECOVER_CLAIMS),
    page("/data-protection/holds", legal_holds.page, "operator-holds", Right.HOLD_CLAIMS),
    page("/data-protection/holds/<int:number>/lift", legal_holds.lift, "operator-hold-lift", Right.HOLD_CLAIMS),
    page("/data-protection/subject", data_protection.subject, "operator-subject", Right.EXPORT_SUBJECTS),

    page("/directory", directory.page, "operator-directory", Right.MANAGE_DIRECTORY),
    page("/directory/codes", code_dates.listing, "operator-codes", Right.MANAGE_DIRECTORY),
    page("/directory/codes/<str:name>/<str:code>", code_dates.page, "operator-code-dates", Right.MANAGE_DIRECTORY),
    page("/directory/notices", service_notices.listing, "operator-notices", Right.MANAGE_DIRECTORY),
    page("/directory/notices/new", service_notices.new, "operator-notice-new", Right.MANAGE_DIRECTORY),
    page("/directory/notices/<int:number>/end", service_notices.end, "operator-notice-end", Right.MANAGE_DIRECTORY),
    page("/directory/mail-lists", mail_lists.page, "operator-mail-lists", Right.MANAGE_DIRECTORY),
    page("/directory/mail-lists/<int:number>/remove", mail_lists.remove, "operator-mail-list-remove", Right.MANAGE_DIRECTORY),
    page("/directory/holidays", holidays.page, "operator-holidays", Right.MANAGE_DIRECTORY),
    page("/directory/agreements", agreements.page, "operator-agreements", Right.MANAGE_DIRECTORY),
    page("/directory/lists/<str:name>", lists.page, "operator-list", Right.MANAGE_DIRECTORY),

    # Which request may be seen and decided by whom is its kind's to say.
    page("/requests", approval_pages.listing, "operator-approvals", Right.SEE_REQUESTS),
    page("/requests/<int:number>", approval_pages.one, "operator-approval", Right.SEE_REQUESTS),
    page("/requests/<int:number>/decide", approval_pages.decide, "operator-approval-decide", Right.SEE_REQUESTS),

    page("/staff", staff_pages.listing, "operator-staff", Right.MANAGE_STAFF),
    page("/staff/new", staff_pages.new, "operator-staff-new", Right.MANAGE_STAFF),
    page("/staff/<str:staff_id>", staff_pages.one, "operator-staff-member", Right.MANAGE_STAFF),
    page("/staff/<str:staff_id>/disable", staff_pages.disable, "operator-staff-disable", Right.MANAGE_STAFF),
    page("/staff/<str:staff_id>/ask", staff_pages.ask, "operator-staff-ask", Right.MANAGE_STAFF),

    page("/move", overview.overview, "operator-move", Right.SEE_READINESS),
    page("/move/compute", overview.compute, "operator-readiness-compute", Right.IMPORT_ACCOUNTS),
    page("/move/files", files.listing, "operator-files", Right.IMPORT_ACCOUNTS),
    page("/move/files/template.<slug:ending>", files.template, "operator-file-template", Right.IMPORT_ACCOUNTS),
    page("/move/files/<int:number>", files.one, "operator-file", Right.IMPORT_ACCOUNTS),
    page("/move/files/<int:number>/check", files.check, "operator-file-check", Right.IMPORT_ACCOUNTS),
    page("/move/files/<int:number>/take", files.take, "operator-file-take", Right.IMPORT_ACCOUNTS),
    page("/move/files/<int:number>/discard", files.discard, "operator-file-discard", Right.IMPORT_ACCOUNTS),
    page("/move/files/<int:number>/not-taken", files.faults, "operator-file-faults", Right.IMPORT_ACCOUNTS),
    page("/move/readiness", ready.listing, "operator-readiness", Right.SEE_READINESS),
    page("/move/readiness/csv", ready.as_csv, "operator-readiness-csv", Right.SEE_READINESS),
    page("/move/readiness/json", ready.as_json, "operator-readiness-json", Right.SEE_READINESS),
    page("/move/organisations/<str:code>", ready.one, "operator-readiness-one", Right.SEE_READINESS),
    page("/move/organisations/<str:code>/csv", ready.one_as_csv, "operator-readiness-one-csv", Right.SEE_READINESS),
    page("/move/organisations/<str:code>/letter", letter_pages.preview, "operator-letter-preview", Right.WRITE_LETTERS),
    page("/move/letters", letter_pages.listing, "operator-letters", Right.WRITE_LETTERS),
    page("/move/letters/new", letter_pages.choose, "operator-letters-choose", Right.WRITE_LETTERS),
    page("/move/letters/send", letter_pages.send, "operator-letters-send", Right.WRITE_LETTERS),
    page("/move/letters/interval", letter_pages.interval, "operator-letters-interval", Right.WRITE_LETTERS),
    page("/move/letters/<int:number>", letter_pages.sent, "operator-letter", Right.WRITE_LETTERS),
    page("/move/cut-over", cut_over.page, "operator-cut-over", Right.RUN_CUT_OVER),
    page("/move/cut-over/go-on", cut_over.go_on, "operator-cut-over-go-on", Right.RUN_CUT_OVER),
    page("/move/cut-over/abort", cut_over.abort, "operator-cut-over-abort", Right.RUN_CUT_OVER),
    page("/move/cut-over/finish", cut_over.finish, "operator-cut-over-finish", Right.RUN_CUT_OVER),
    page("/move/cut-over/report", cut_over.report, "operator-cut-over-report", Right.RUN_CUT_OVER),

    page("/audit", audit_page.audit_page, "operator-audit", Right.READ_AUDIT),
]
# fmt: on
