"""Routes that are no page to look at: a new route stands in the table of pages, or here."""

from types import MappingProxyType

ONLY_POSTED = """
    absence-end clear-notice clear-notices correct-contact-address end-other-sessions end-session
    language make-deadline-feed operator-approval-decide operator-claim-type-decide
    operator-cut-over-abort operator-cut-over-finish operator-cut-over-go-on operator-end-sessions
    operator-file-check operator-file-discard operator-file-take operator-hold-lift
    operator-letters-choose operator-letters-interval operator-letters-send
    operator-mail-list-remove operator-notice-end operator-readiness-compute
    operator-recover-claim operator-registration-decide operator-sign-out
    operator-transfer-decide recover-claim register-remove-branch revoke-deadline-feed app-begin
    send-link-for-the-move sign-in-code-again sign-out revoke-token token new-claim-from-file
"""
LEADS_BACK = """
    add-api-client-secret allocate allocate-many attachment-take-back break-lock
    enable-branch new-password-again open-activity reassign register-leave
    replay-webhook-delivery rotate-webhook-secret saved-filters sign-access-review
    standing-in-end test-webhook unlock user-verification users-in-bulk withdraw-transfer
"""
DOWNLOADS = """
    access-review-spreadsheet archived-bundle attachment-file attachment-preview bundle
    bundle-of-forms claim-form-print deadline-feed defendant-only-form export-audit figures-csv
    figures-json move-spreadsheet operator-cut-over-report operator-file-faults
    operator-file-template operator-readiness-csv operator-readiness-json
    operator-readiness-one-csv operator-transfer-claims own-figures-csv part-b-pdf print-many
    printed-form status-json transfer-claims users-spreadsheet
"""
SHOWN_ONCE = "api-client-secret webhook-secret"
FOLLOWED_ONCE = "register-open"
FOR_MACHINES = "healthz readyz metrics"
NOT_PAGES = MappingProxyType(
    {
        name: reason
        for reason, names in (
            ("a form is posted there; there is nothing to look at", ONLY_POSTED),
            ("a form is posted there; who looks at it is led back to the page before", LEADS_BACK),
            ("a file to take away", DOWNLOADS),
            ("a secret that is shown once, right after a form was posted", SHOWN_ONCE),
            ("a mailed link, which leads on to a page", FOLLOWED_ONCE),
            ("not for people", FOR_MACHINES),
        )
        for name in names.split()
    }
)
"""By route: why no page of it is measured."""
