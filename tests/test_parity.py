"""What a page can do, the API can do, and the other way round: from the two route tables.

A new page or operation without a row here fails. Where one side has no counterpart, the
row says why.
"""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from claims_portal.api.urls import PREFIX
from claims_portal.claims.process.processes import PROCESSES

STEPS = {action for process in PROCESSES.values() for action in process.document_of_action}
FILES = {"attachments", "attachment", "attachment-content"}
CLIENT = {"api-client"}

AS_API = {
    # page: the operations that do the same
    "worklist": {"claims", "worklist-counts"},
    "claims": {"claims"},
    "saved-filters": {"saved-filters", "saved-filter"},
    "claim": {"claim", "history", "documents", "document"},
    "claim-action": STEPS - {"send-claim"},
    "new-claim": {"claims", "drafts"},
    "new-claim-from-file": {"claims"},
    "copy-claim": {"claim", "claims"},
    "claim-form": {"draft", "correct-claim", "send-draft"},
    "claim-form-section": {"draft"},
    "claim-form-discard": {"draft"},
    "claim-form-check": {"claims", "document-schema"},
    "claim-sent": {"claim"},
    "compare": {"documents", "document"},
    "private-notes-page": {"private-notes"},
    "private-note-page": {"private-note"},
    "form-for-the-defendant": {"defendant-only-form"},
    "open-activity": {"lock"},
    "unlock": {"lock"},
    "break-lock": {"lock"},
    "allocate": {"allocate-to-user", "allocate-to-branch", "deallocate", "allocation-targets"},
    "absences": {"absences", "absence-of-user"},
    "absence-end": {"absence-of-user"},
    "hand-over": {"allocate-to-user", "allocation-targets", "claims"},
    "allocate-many": {"allocate-to-user", "allocate-to-branch", "deallocate"},
    "acknowledge-many": {"batch"},
    "claims-done": {"claim"},
    "worklist-state": {"claims"},
    "reassign": {"reassign-claim", "compensators"},
    "attach": {"attachments"},
    "attachment-file": FILES,
    "attachment-preview": {"attachment-content"},
    "attachment-take-back": {"attachment"},
    "printed-form": {"document-pdf"},
    "defendant-only-form": {"defendant-only-pdf"},
    "part-b-pdf": {"part-b-pdf"},
    "bundle-of-forms": {"bundle-pdf"},
    "bundle": {"bundle-zip"},
    "print-many": {"bundle-pdf"},
    "notices": {"notifications"},
    "clear-notices": {"notifications"},
    "clear-notice": {"notification"},
    "agreement": {"agreement", "accept-agreement"},
    "users": {"users", "profiles"},
    "users-spreadsheet": {"users"},
    "new-user": {"users"},
    "users-in-bulk": {"extend-users", "disable-user"},
    "users-in-bulk-done": {"users"},
    "user": {"user"},
    "user-profiles": {"profiles-of-user", "profiles"},
    "user-enable": {"enable-user"},
    "user-extend": {"extend-user"},
    "user-verification": {"address-of-user"},
    "user-edit": {"user"},
    "user-address": {"address-of-user"},
    "user-reset-password": {"reset-password-of-user"},
    "user-reset-second-factors": {"reset-second-factors-of-user"},
    "user-hand-over": {"user-leaves"},
    "user-disable": {"disable-user"},
    "organisation": {"organisation"},
    "edit-organisation": {"organisation"},
    "automatic-acknowledgements": {"automatic-acknowledgements"},
    "further-claims": {"claim-types"},
    "branches": {"branches"},
    "new-branch": {"branches"},
    "branch": {"branch"},
    "disable-branch": {"branch"},
    "enable-branch": {"branch"},
    "api-clients": {"api-clients"},
    "new-api-client": {"api-clients"},
    "api-client": CLIENT,
    "rename-api-client": CLIENT,
    "api-client-scopes": CLIENT,
    "api-client-key-address": CLIENT,
    "add-api-client-secret": {"rotate-api-client"},
    "api-client-secret": {"rotate-api-client"},
    "revoke-api-client-secret": {"revoke-secret"},
    "add-api-client-key": {"api-client-keys"},
    "revoke-api-client-key": {"revoke-key"},
    "end-api-client-tokens": {"revoke-tokens"},
    "api-client-usage": {"api-client-usage"},
    "disable-api-client": {"revoke-api-client"},
    "access-review": {"access-review"},
    "access-review-spreadsheet": {"access-review"},
    "sign-access-review": {"sign-access-review"},
    "audit": {"audit"},
    "export-audit": {"audit"},
    "move": {"readiness"},
    "move-spreadsheet": {"readiness"},
    "send-link-for-the-move": {"address-of-user"},
    "combine-accounts": {"combine-users"},
    "combinations": {"user"},
    "undo-combination": {"undo-combination"},
    "own-account": {"myself"},
    "transfers": {"transfers"},
    "new-transfer": {"transfers"},
    "transfer": {"transfer", "agree-to-transfer"},
    "withdraw-transfer": {"withdraw-from-transfer"},
    "transfer-claims": {"claims-of-transfer"},
    "archive": {"archive"},
    "archived-claim": {"archived-private-notes", "archived-claim", "archived-history"},
    "archived-bundle": {"archived-bundle"},
    "deletions": {"deletions"},
    "delete-claim": {"deletion"},
    "recover-claim": {"deletion"},
    "webhooks": {"webhooks"},
    "new-webhook": {"webhooks", "event-types", "event-type"},
    "webhook": {"webhook"},
    "edit-webhook": {"webhook"},
    "delete-webhook": {"webhook"},
    "switch-webhook-on": {"enable-webhook"},
    "switch-webhook-off": {"disable-webhook"},
    "webhook-secret": {"webhooks", "rotate-webhook-secret"},
    "rotate-webhook-secret": {"rotate-webhook-secret"},
    "end-old-webhook-secret": {"end-old-webhook-secret"},
    "test-webhook": {"test-webhook"},
    "webhook-log": {"webhook-deliveries"},
    "webhook-delivery": {"webhook-delivery"},
    "replay-webhook": {"replay-webhook"},
    "replay-webhook-delivery": {"replay-webhook-delivery"},
}
PAGES_ALONE = {
    # page: why no program does it
    **dict.fromkeys(
        (
            "sign-in", "sign-in-passkey", "sign-in-app", "sign-in-recovery-code", "sign-in-code",
            "sign-in-code-again", "sign-in-another-way", "sign-in-account", "sign-out",
            "new-password", "new-password-again", "new-password-code", "new-password-choose",
            "verify-address", "change-password", "own-sessions", "end-other-sessions",
            "end-session", "second-factors", "second-factor-password", "app-begin", "app-new",
            "app-remove", "passkey-new", "passkey-name", "passkey-remove", "recovery-codes",
            "recovery-objection",
        ),
        "a person proves who they are",
    ),
    **dict.fromkeys(("standing-in", "standing-in-end"), "Login-As names the user at each call"),
    **dict.fromkeys(
        ("own-notices", "own-deadline-feeds", "make-deadline-feed", "revoke-deadline-feed",
         "deadline-feed"),
        "how a person is told; programs read notifications",
    ),
    **dict.fromkeys(
        ("claim-form-print",), "a form that a person is writing; programs have it as data"
    ),
    "language": "in which language a person reads pages; programs read English",
    "looking-now": "who has the page open; programs have none",
    "correct-contact-address": "a question of the move to a person; PATCH of the user does the rest",
    **dict.fromkeys(("administration", "healthz", "readyz", "metrics", "developers", "developer-python", "developer-errors", "developer-operations", "developer-changes", "developer-old-interface", "developer-old-operation"), "leads on"),
    **dict.fromkeys(("help", "help-glossary", "help-phases", "help-ask", "help-guide"), "for people"),
    **dict.fromkeys(
        (
            "register", "register-begin", "register-mail-sent", "register-link", "register-open",
            "register-application", "register-section", "register-branches", "register-add-branch",
            "register-remove-branch", "register-check", "register-sent", "register-status",
            "register-withdraw", "register-leave",
        ),
        "of an organisation that is not there yet, and so has no client",
    ),
    **dict.fromkeys(
        ("figures", "figures-csv", "figures-json", "status", "status-json"),
        "public already, as a file for programs too"
    ),
    **dict.fromkeys(("own-figures", "own-figures-csv", "team"), "figures, as a file for programs"),
}  # fmt: skip
API_ALONE = {
    # operation: why there is no page of it
    "events": "the feed; people read notices and histories",
    "service-notices": "what every page shows at its top",
    "openapi": "what /developers shows",
    "batch": "the actions, many in one call",
    "process": "the tables that pages are made of",
    "processes": "the tables that pages are made of",
    "code-lists": "the choices of the forms",
    "calendar": "the days that pages count with",
    "document-schema": "the questions of the forms",
    "insurer-index": "found while a form is written",
    "hospitals": "found while a form is written",
    "addresses": "found while a form is written",
    "send-claim": "of a draft, which pages send from the form",
}


def names(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, route)
        else:
            yield route, str(one.name)


ROUTES = list(names(get_resolver().url_patterns))
API = {name for route, name in ROUTES if route.startswith(PREFIX)}
# The operator's staff have no API: tests/web/operator shows their pages.
PAGES = {name for route, name in ROUTES if not route.startswith((PREFIX, "oauth/", "operator"))}


def test_every_page_has_its_operations_or_a_reason() -> None:
    assert not AS_API.keys() & PAGES_ALONE.keys()
    assert AS_API.keys() | PAGES_ALONE.keys() == PAGES


def test_every_operation_has_its_page_or_a_reason() -> None:
    named = set().union(*AS_API.values())
    assert named <= API
    assert API - named - API_ALONE.keys() == set()
    assert API_ALONE.keys() <= API
