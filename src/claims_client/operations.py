"""Every operation of the API, made from its description by `make client`.

It is longer than 400 lines: it is a table, with a row for each operation.
"""

from typing import Any

from claims_client import schemas
from claims_client.operation import Operation

GET_ABSENCES: Operation[None, schemas.AbsencesAnswer] = Operation(
    "get_absences", "GET", "/absences", query=(), bodies=(), if_match=False
)
GET_REVIEW: Operation[None, schemas.ReviewAnswer] = Operation(
    "get_review", "GET", "/access-review", query=(), bodies=(), if_match=False
)
POST_SIGN_REVIEW: Operation[schemas.Signing, schemas.SignatureAnswer] = Operation(
    "post_sign_review",
    "POST",
    "/access-review/sign",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_ADDRESSES: Operation[None, schemas.AddressesAnswer] = Operation(
    "get_addresses", "GET", "/addresses", query=("postcode",), bodies=(), if_match=False
)
GET_AGREEMENT: Operation[None, schemas.AgreementAnswer] = Operation(
    "get_agreement", "GET", "/agreement", query=(), bodies=(), if_match=False
)
POST_ACCEPT_AGREEMENT: Operation[schemas.Accepting, schemas.AgreementAnswer] = Operation(
    "post_accept_agreement",
    "POST",
    "/agreement/accept",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_ALLOCATION_TARGETS: Operation[None, schemas.TargetsAnswer] = Operation(
    "get_allocation_targets", "GET", "/allocation-targets", query=(), bodies=(), if_match=False
)
GET_CLIENTS: Operation[None, schemas.ClientsAnswer] = Operation(
    "get_clients", "GET", "/api-clients", query=(), bodies=(), if_match=False
)
POST_CLIENTS: Operation[schemas.NewClient, schemas.ClientWithSecret] = Operation(
    "post_clients", "POST", "/api-clients", query=(), bodies=("application/json",), if_match=False
)
GET_ONE_CLIENT: Operation[None, schemas.ClientAnswer] = Operation(
    "get_one_client", "GET", "/api-clients/{clientId}", query=(), bodies=(), if_match=False
)
PATCH_ONE_CLIENT: Operation[schemas.ClientChanges, schemas.ClientAnswer] = Operation(
    "patch_one_client",
    "PATCH",
    "/api-clients/{clientId}",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
POST_KEYS: Operation[schemas.NewKey, schemas.ClientAnswer] = Operation(
    "post_keys",
    "POST",
    "/api-clients/{clientId}/keys",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
POST_REVOKE_KEY: Operation[None, schemas.ClientAnswer] = Operation(
    "post_revoke_key",
    "POST",
    "/api-clients/{clientId}/keys/{keyId}/revoke",
    query=(),
    bodies=(),
    if_match=False,
)
POST_REVOKE_CLIENT: Operation[None, schemas.ClientAnswer] = Operation(
    "post_revoke_client",
    "POST",
    "/api-clients/{clientId}/revoke",
    query=(),
    bodies=(),
    if_match=False,
)
POST_REVOKE_TOKENS: Operation[None, schemas.ClientAnswer] = Operation(
    "post_revoke_tokens",
    "POST",
    "/api-clients/{clientId}/revoke-tokens",
    query=(),
    bodies=(),
    if_match=False,
)
POST_ROTATE_CLIENT: Operation[None, schemas.ClientWithSecret] = Operation(
    "post_rotate_client",
    "POST",
    "/api-clients/{clientId}/rotate",
    query=(),
    bodies=(),
    if_match=False,
)
POST_REVOKE_SECRET: Operation[None, schemas.ClientAnswer] = Operation(
    "post_revoke_secret",
    "POST",
    "/api-clients/{clientId}/secrets/{secretId}/revoke",
    query=(),
    bodies=(),
    if_match=False,
)
GET_CLIENT_USAGE: Operation[None, schemas.UsageAnswer] = Operation(
    "get_client_usage",
    "GET",
    "/api-clients/{clientId}/usage",
    query=("days",),
    bodies=(),
    if_match=False,
)
GET_ARCHIVE: Operation[None, schemas.ArchivePage] = Operation(
    "get_archive",
    "GET",
    "/archive",
    query=("applicationId", "surname", "reference", "cursor", "limit"),
    bodies=(),
    if_match=False,
)
GET_ARCHIVED_CLAIM: Operation[None, schemas.ClaimAnswer] = Operation(
    "get_archived_claim", "GET", "/archive/{number}", query=(), bodies=(), if_match=False
)
GET_ARCHIVED_BUNDLE: Operation[None, bytes] = Operation(
    "get_archived_bundle",
    "GET",
    "/archive/{number}/bundle.zip",
    query=(),
    bodies=(),
    if_match=False,
    gives_file=True,
)
GET_ARCHIVED_HISTORY: Operation[None, schemas.HistoryAnswer] = Operation(
    "get_archived_history", "GET", "/archive/{number}/history", query=(), bodies=(), if_match=False
)
GET_ARCHIVED_PRIVATE_NOTES: Operation[None, schemas.PrivateNotesAnswer] = Operation(
    "get_archived_private_notes",
    "GET",
    "/archive/{number}/notes",
    query=(),
    bodies=(),
    if_match=False,
)
GET_AUDIT: Operation[None, schemas.AuditPage] = Operation(
    "get_audit",
    "GET",
    "/audit",
    query=("account", "subject", "tag", "since", "until", "cursor", "limit"),
    bodies=(),
    if_match=False,
)
GET_BRANCHES: Operation[None, schemas.BranchesAnswer] = Operation(
    "get_branches", "GET", "/branches", query=(), bodies=(), if_match=False
)
POST_BRANCHES: Operation[schemas.NewBranch, schemas.BranchAnswer] = Operation(
    "post_branches", "POST", "/branches", query=(), bodies=("application/json",), if_match=False
)
GET_ONE_BRANCH: Operation[None, schemas.BranchAnswer] = Operation(
    "get_one_branch", "GET", "/branches/{branchId}", query=(), bodies=(), if_match=False
)
PATCH_ONE_BRANCH: Operation[schemas.BranchChanges, schemas.BranchAnswer] = Operation(
    "patch_one_branch",
    "PATCH",
    "/branches/{branchId}",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_WORKING_CALENDAR: Operation[None, schemas.CalendarAnswer] = Operation(
    "get_working_calendar", "GET", "/calendar", query=(), bodies=(), if_match=False
)
GET_CLAIMS: Operation[None, schemas.ClaimPage] = Operation(
    "get_claims",
    "GET",
    "/claims",
    query=(
        "scope",
        "applicationId",
        "surname",
        "reference",
        "registration",
        "niNumber",
        "dateOfBirth",
        "phase",
        "claimType",
        "branch",
        "allocatedTo",
        "startedFrom",
        "startedTo",
        "sentFrom",
        "sentTo",
        "updatedFrom",
        "updatedTo",
        "updatedSince",
        "sort",
        "cursor",
        "limit",
        "fields",
    ),
    bodies=(),
    if_match=False,
)
POST_CLAIMS: Operation[
    schemas.RtaCnf | schemas.ElCnf | schemas.EldCnf | schemas.PlCnf,
    schemas.ValidationAnswer | schemas.StateAnswer,
] = Operation(
    "post_claims",
    "POST",
    "/claims",
    query=("validateOnly",),
    bodies=("application/json", "application/xml"),
    if_match=False,
)
POST_BATCH: Operation[schemas.Steps, schemas.StepAnswers] = Operation(
    "post_batch",
    "POST",
    "/claims/actions",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=False,
)
GET_WORKLIST_COUNTS: Operation[None, schemas.CountsAnswer] = Operation(
    "get_worklist_counts", "GET", "/claims/counts", query=(), bodies=(), if_match=False
)
POST_DRAFTS: Operation[
    schemas.RtaCnf | schemas.ElCnf | schemas.EldCnf | schemas.PlCnf, schemas.DraftAnswer
] = Operation(
    "post_drafts", "POST", "/claims/drafts", query=(), bodies=("application/json",), if_match=False
)
GET_ONE_CLAIM: Operation[None, schemas.ClaimAnswer] = Operation(
    "get_one_claim", "GET", "/claims/{number}", query=("fields",), bodies=(), if_match=False
)
POST_ACCEPT_CLAIM: Operation[schemas.AcceptClaim, schemas.StateAnswer] = Operation(
    "post_accept_claim",
    "POST",
    "/claims/{number}/actions/accept-claim",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_ADDITIONAL_DAMAGES_AGREEMENT: Operation[
    schemas.Acknowledge, schemas.StateAnswer
] = Operation(
    "post_acknowledge_additional_damages_agreement",
    "POST",
    "/claims/{number}/actions/acknowledge-additional-damages-agreement",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_ADDITIONAL_DAMAGES_TIMEOUT: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_additional_damages_timeout",
        "POST",
        "/claims/{number}/actions/acknowledge-additional-damages-timeout",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_ALL_DAMAGES_AGREED: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_all_damages_agreed",
        "POST",
        "/claims/{number}/actions/acknowledge-all-damages-agreed",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_CLAIM: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_claim",
    "POST",
    "/claims/{number}/actions/acknowledge-claim",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_COURT_PACK_RESPONSE: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_court_pack_response",
        "POST",
        "/claims/{number}/actions/acknowledge-court-pack-response",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_EXIT: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_exit",
    "POST",
    "/claims/{number}/actions/acknowledge-exit",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_FRAUD_STATED: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_fraud_stated",
    "POST",
    "/claims/{number}/actions/acknowledge-fraud-stated",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_INTERIM_PACK_REJECTED: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_interim_pack_rejected",
        "POST",
        "/claims/{number}/actions/acknowledge-interim-pack-rejected",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_INTERIM_TIMEOUT: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_interim_timeout",
    "POST",
    "/claims/{number}/actions/acknowledge-interim-timeout",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_LIABILITY_ADMITTED: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_liability_admitted",
        "POST",
        "/claims/{number}/actions/acknowledge-liability-admitted",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_LIABILITY_ADMITTED_FOR_CHILD: Operation[
    schemas.Acknowledge, schemas.StateAnswer
] = Operation(
    "post_acknowledge_liability_admitted_for_child",
    "POST",
    "/claims/{number}/actions/acknowledge-liability-admitted-for-child",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_LIABILITY_ADMITTED_WITH_NEGLIGENCE: Operation[
    schemas.Acknowledge, schemas.StateAnswer
] = Operation(
    "post_acknowledge_liability_admitted_with_negligence",
    "POST",
    "/claims/{number}/actions/acknowledge-liability-admitted-with-negligence",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_LIABILITY_DENIED: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_liability_denied",
    "POST",
    "/claims/{number}/actions/acknowledge-liability-denied",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_LIABILITY_TIMEOUT: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_liability_timeout",
    "POST",
    "/claims/{number}/actions/acknowledge-liability-timeout",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_PARTIAL_PAYMENT_DECISION: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_partial_payment_decision",
        "POST",
        "/claims/{number}/actions/acknowledge-partial-payment-decision",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_REJECTION: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_rejection",
    "POST",
    "/claims/{number}/actions/acknowledge-rejection",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_SETTLEMENT_AGREED: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_acknowledge_settlement_agreed",
    "POST",
    "/claims/{number}/actions/acknowledge-settlement-agreed",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_ACKNOWLEDGE_SETTLEMENT_CONFIRMED: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_settlement_confirmed",
        "POST",
        "/claims/{number}/actions/acknowledge-settlement-confirmed",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_SETTLEMENT_NOT_AGREED: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_settlement_not_agreed",
        "POST",
        "/claims/{number}/actions/acknowledge-settlement-not-agreed",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_SETTLEMENT_REPUDIATED: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_settlement_repudiated",
        "POST",
        "/claims/{number}/actions/acknowledge-settlement-repudiated",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ACKNOWLEDGE_SETTLEMENT_TIMEOUT: Operation[schemas.Acknowledge, schemas.StateAnswer] = (
    Operation(
        "post_acknowledge_settlement_timeout",
        "POST",
        "/claims/{number}/actions/acknowledge-settlement-timeout",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_ALLOCATE_TO_BRANCH: Operation[schemas.ToBranch, schemas.StateAnswer] = Operation(
    "post_allocate_to_branch",
    "POST",
    "/claims/{number}/actions/allocate-to-branch",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
POST_ALLOCATE_TO_USER: Operation[schemas.ToUser, schemas.StateAnswer] = Operation(
    "post_allocate_to_user",
    "POST",
    "/claims/{number}/actions/allocate-to-user",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
POST_APPLY_ARTICLE75: Operation[schemas.Article75, schemas.StateAnswer] = Operation(
    "post_apply_article75",
    "POST",
    "/claims/{number}/actions/apply-article-75",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_CONFIRM_INTERIM_PAYMENT: Operation[schemas.InterimPaymentReceived, schemas.StateAnswer] = (
    Operation(
        "post_confirm_interim_payment",
        "POST",
        "/claims/{number}/actions/confirm-interim-payment",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_DEALLOCATE: Operation[schemas.Nothing, schemas.StateAnswer] = Operation(
    "post_deallocate",
    "POST",
    "/claims/{number}/actions/deallocate",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
POST_DECIDE_ON_ADDITIONAL_DAMAGES: Operation[schemas.SettlementAgreement, schemas.StateAnswer] = (
    Operation(
        "post_decide_on_additional_damages",
        "POST",
        "/claims/{number}/actions/decide-on-additional-damages",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_DECIDE_ON_COUNTER_OFFER: Operation[schemas.SettlementAgreement, schemas.StateAnswer] = (
    Operation(
        "post_decide_on_counter_offer",
        "POST",
        "/claims/{number}/actions/decide-on-counter-offer",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_DECIDE_ON_LAST_OFFER: Operation[schemas.SettlementAgreement, schemas.StateAnswer] = Operation(
    "post_decide_on_last_offer",
    "POST",
    "/claims/{number}/actions/decide-on-last-offer",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_DECIDE_ON_PARTIAL_INTERIM_PAYMENT: Operation[
    schemas.PartialInterimPayment, schemas.StateAnswer
] = Operation(
    "post_decide_on_partial_interim_payment",
    "POST",
    "/claims/{number}/actions/decide-on-partial-interim-payment",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_EXIT_CLAIM: Operation[schemas.ExitClaim, schemas.StateAnswer] = Operation(
    "post_exit_claim",
    "POST",
    "/claims/{number}/actions/exit-claim",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_EXIT_REJECTED_CLAIM: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_exit_rejected_claim",
    "POST",
    "/claims/{number}/actions/exit-rejected-claim",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_EXTEND_ADDITIONAL_DAMAGES_LIMIT: Operation[schemas.ExtendLimit, schemas.StateAnswer] = (
    Operation(
        "post_extend_additional_damages_limit",
        "POST",
        "/claims/{number}/actions/extend-additional-damages-limit",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_EXTEND_INTERIM_PAYMENT_LIMIT: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_extend_interim_payment_limit",
    "POST",
    "/claims/{number}/actions/extend-interim-payment-limit",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_EXTEND_NEGOTIATION_LIMIT: Operation[schemas.ExtendLimit, schemas.StateAnswer] = Operation(
    "post_extend_negotiation_limit",
    "POST",
    "/claims/{number}/actions/extend-negotiation-limit",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_EXTEND_SETTLEMENT_PACK_LIMIT: Operation[schemas.ExtendLimit, schemas.StateAnswer] = Operation(
    "post_extend_settlement_pack_limit",
    "POST",
    "/claims/{number}/actions/extend-settlement-pack-limit",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_REASSIGN_CLAIM: Operation[schemas.Reassign, schemas.StateAnswer] = Operation(
    "post_reassign_claim",
    "POST",
    "/claims/{number}/actions/reassign-claim",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
POST_REJECT_CLAIM: Operation[schemas.RejectClaim, schemas.StateAnswer] = Operation(
    "post_reject_claim",
    "POST",
    "/claims/{number}/actions/reject-claim",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_REJECT_INTERIM_PACK: Operation[schemas.RejectInterimPack, schemas.StateAnswer] = Operation(
    "post_reject_interim_pack",
    "POST",
    "/claims/{number}/actions/reject-interim-pack",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_RESEND_CLAIM: Operation[
    schemas.RtaCnf | schemas.ElCnf | schemas.EldCnf | schemas.PlCnf, schemas.StateAnswer
] = Operation(
    "post_resend_claim",
    "POST",
    "/claims/{number}/actions/resend-claim",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_RESPOND_TO_ADDITIONAL_DAMAGES: Operation[
    schemas.RtaAdditionalDamagesResponse, schemas.StateAnswer
] = Operation(
    "post_respond_to_additional_damages",
    "POST",
    "/claims/{number}/actions/respond-to-additional-damages",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_RESPOND_TO_COUNTER_OFFER: Operation[
    schemas.RtaCounterOfferByCompensator | schemas.ElplCounterOfferByCompensator,
    schemas.StateAnswer,
] = Operation(
    "post_respond_to_counter_offer",
    "POST",
    "/claims/{number}/actions/respond-to-counter-offer",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_RESPOND_TO_COURT_PACK: Operation[
    schemas.RtaCourtPackResponse | schemas.ElplCourtPackResponse, schemas.StateAnswer
] = Operation(
    "post_respond_to_court_pack",
    "POST",
    "/claims/{number}/actions/respond-to-court-pack",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_RESPOND_TO_INTERIM_PACK: Operation[
    schemas.RtaInterimPackResponse | schemas.ElplInterimPackResponse, schemas.StateAnswer
] = Operation(
    "post_respond_to_interim_pack",
    "POST",
    "/claims/{number}/actions/respond-to-interim-pack",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_RESPOND_TO_SETTLEMENT_PACK: Operation[
    schemas.RtaSettlementPackResponse | schemas.ElplSettlementPackResponse, schemas.StateAnswer
] = Operation(
    "post_respond_to_settlement_pack",
    "POST",
    "/claims/{number}/actions/respond-to-settlement-pack",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_RETURN_TO_START_OF_STAGE21: Operation[schemas.Acknowledge, schemas.StateAnswer] = Operation(
    "post_return_to_start_of_stage21",
    "POST",
    "/claims/{number}/actions/return-to-start-of-stage-2-1",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SEND_ADDITIONAL_DAMAGES: Operation[
    schemas.RtaAdditionalDamagesRequest, schemas.StateAnswer
] = Operation(
    "post_send_additional_damages",
    "POST",
    "/claims/{number}/actions/send-additional-damages",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SEND_CLAIM: Operation[
    schemas.RtaCnf | schemas.ElCnf | schemas.EldCnf | schemas.PlCnf, schemas.StateAnswer
] = Operation(
    "post_send_claim",
    "POST",
    "/claims/{number}/actions/send-claim",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SEND_COUNTER_OFFER: Operation[
    schemas.RtaCounterOfferByRepresentative | schemas.ElplCounterOfferByRepresentative,
    schemas.StateAnswer,
] = Operation(
    "post_send_counter_offer",
    "POST",
    "/claims/{number}/actions/send-counter-offer",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SEND_COURT_PACK: Operation[
    schemas.RtaCourtPackRequest | schemas.ElplCourtPackRequest, schemas.StateAnswer
] = Operation(
    "post_send_court_pack",
    "POST",
    "/claims/{number}/actions/send-court-pack",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SEND_INTERIM_PACK: Operation[
    schemas.RtaInterimPackRequest | schemas.ElplInterimPackRequest, schemas.StateAnswer
] = Operation(
    "post_send_interim_pack",
    "POST",
    "/claims/{number}/actions/send-interim-pack",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SEND_LIABILITY_DECISION: Operation[
    schemas.RtaLiabilityResponse | schemas.ElplLiabilityResponse, schemas.StateAnswer
] = Operation(
    "post_send_liability_decision",
    "POST",
    "/claims/{number}/actions/send-liability-decision",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SEND_SETTLEMENT_PACK: Operation[
    schemas.RtaSettlementPackRequest | schemas.ElplSettlementPackRequest, schemas.StateAnswer
] = Operation(
    "post_send_settlement_pack",
    "POST",
    "/claims/{number}/actions/send-settlement-pack",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SET_ADDITIONAL_DAMAGES_EXIST: Operation[
    schemas.AdditionalDamagesExist, schemas.StateAnswer
] = Operation(
    "post_set_additional_damages_exist",
    "POST",
    "/claims/{number}/actions/set-additional-damages-exist",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SET_COUNTER_OFFER_NEEDED: Operation[schemas.CounterOfferNeeded, schemas.StateAnswer] = (
    Operation(
        "post_set_counter_offer_needed",
        "POST",
        "/claims/{number}/actions/set-counter-offer-needed",
        query=("validateOnly",),
        bodies=("application/json",),
        if_match=True,
    )
)
POST_SET_INTERIM_PAYMENT_NEEDED: Operation[schemas.InterimNeeded, schemas.StateAnswer] = Operation(
    "post_set_interim_payment_needed",
    "POST",
    "/claims/{number}/actions/set-interim-payment-needed",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_SET_STAGE1_PAYMENT: Operation[schemas.StageOnePayment, schemas.StateAnswer] = Operation(
    "post_set_stage1_payment",
    "POST",
    "/claims/{number}/actions/set-stage-1-payment",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
POST_STATE_FRAUD: Operation[schemas.StateFraud, schemas.StateAnswer] = Operation(
    "post_state_fraud",
    "POST",
    "/claims/{number}/actions/state-fraud",
    query=("validateOnly",),
    bodies=("application/json",),
    if_match=True,
)
GET_ATTACHMENTS: Operation[None, schemas.AttachmentList] = Operation(
    "get_attachments", "GET", "/claims/{number}/attachments", query=(), bodies=(), if_match=False
)
POST_ATTACHMENTS: Operation[dict[str, Any], schemas.AttachmentAnswer] = Operation(
    "post_attachments",
    "POST",
    "/claims/{number}/attachments",
    query=(),
    bodies=("multipart/form-data", "application/json"),
    if_match=False,
)
GET_ONE_ATTACHMENT: Operation[None, schemas.AttachmentAnswer] = Operation(
    "get_one_attachment",
    "GET",
    "/claims/{number}/attachments/{attachmentId}",
    query=(),
    bodies=(),
    if_match=False,
)
DELETE_ONE_ATTACHMENT: Operation[None, None] = Operation(
    "delete_one_attachment",
    "DELETE",
    "/claims/{number}/attachments/{attachmentId}",
    query=(),
    bodies=(),
    if_match=False,
)
GET_ATTACHMENT_CONTENT: Operation[None, bytes] = Operation(
    "get_attachment_content",
    "GET",
    "/claims/{number}/attachments/{attachmentId}/content",
    query=(),
    bodies=(),
    if_match=False,
    gives_file=True,
)
GET_BUNDLE_PDF: Operation[None, bytes] = Operation(
    "get_bundle_pdf",
    "GET",
    "/claims/{number}/bundle.pdf",
    query=(),
    bodies=(),
    if_match=False,
    gives_file=True,
)
GET_BUNDLE_ZIP: Operation[None, bytes] = Operation(
    "get_bundle_zip",
    "GET",
    "/claims/{number}/bundle.zip",
    query=(),
    bodies=(),
    if_match=False,
    gives_file=True,
)
GET_DEFENDANT_ONLY: Operation[None, schemas.DefendantOnlyAnswer] = Operation(
    "get_defendant_only",
    "GET",
    "/claims/{number}/defendant-only-form",
    query=(),
    bodies=(),
    if_match=False,
)
POST_DELETE_CLAIM: Operation[schemas.Deleting, schemas.DeletionAnswer] = Operation(
    "post_delete_claim",
    "POST",
    "/claims/{number}/deletion",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
DELETE_DELETE_CLAIM: Operation[None, None] = Operation(
    "delete_delete_claim",
    "DELETE",
    "/claims/{number}/deletion",
    query=(),
    bodies=(),
    if_match=False,
)
GET_DOCUMENTS: Operation[None, schemas.FormList] = Operation(
    "get_documents", "GET", "/claims/{number}/documents", query=(), bodies=(), if_match=False
)
GET_ONE_DOCUMENT: Operation[None, schemas.DocumentAnswer] = Operation(
    "get_one_document",
    "GET",
    "/claims/{number}/documents/{document}",
    query=(),
    bodies=(),
    if_match=False,
)
GET_DEFENDANT_ONLY_PDF: Operation[None, bytes] = Operation(
    "get_defendant_only_pdf",
    "GET",
    "/claims/{number}/documents/{document}-defendant-only.pdf",
    query=(),
    bodies=(),
    if_match=False,
    gives_file=True,
)
GET_PART_B_PDF: Operation[None, bytes] = Operation(
    "get_part_b_pdf",
    "GET",
    "/claims/{number}/documents/{document}-part-b.pdf",
    query=(),
    bodies=(),
    if_match=False,
    gives_file=True,
)
GET_DOCUMENT_PDF: Operation[None, bytes] = Operation(
    "get_document_pdf",
    "GET",
    "/claims/{number}/documents/{document}.pdf",
    query=(),
    bodies=(),
    if_match=False,
    gives_file=True,
)
GET_ONE_DRAFT: Operation[None, schemas.DraftAnswer] = Operation(
    "get_one_draft", "GET", "/claims/{number}/draft", query=(), bodies=(), if_match=False
)
PUT_ONE_DRAFT: Operation[
    schemas.RtaCnf | schemas.ElCnf | schemas.EldCnf | schemas.PlCnf, schemas.DraftAnswer
] = Operation(
    "put_one_draft",
    "PUT",
    "/claims/{number}/draft",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
DELETE_ONE_DRAFT: Operation[None, None] = Operation(
    "delete_one_draft", "DELETE", "/claims/{number}/draft", query=(), bodies=(), if_match=False
)
POST_CORRECTION: Operation[None, schemas.DraftAnswer] = Operation(
    "post_correction", "POST", "/claims/{number}/draft/correct", query=(), bodies=(), if_match=False
)
POST_SEND_DRAFT: Operation[None, schemas.StateAnswer] = Operation(
    "post_send_draft", "POST", "/claims/{number}/draft/send", query=(), bodies=(), if_match=True
)
GET_CLAIM_HISTORY: Operation[None, schemas.HistoryAnswer] = Operation(
    "get_claim_history",
    "GET",
    "/claims/{number}/history",
    query=("fields",),
    bodies=(),
    if_match=False,
)
PUT_LOCK: Operation[None, schemas.LockAnswer] = Operation(
    "put_lock", "PUT", "/claims/{number}/lock", query=(), bodies=(), if_match=False
)
DELETE_LOCK: Operation[None, None] = Operation(
    "delete_lock", "DELETE", "/claims/{number}/lock", query=("force",), bodies=(), if_match=False
)
GET_PRIVATE_NOTES: Operation[None, schemas.PrivateNotesAnswer] = Operation(
    "get_private_notes", "GET", "/claims/{number}/notes", query=(), bodies=(), if_match=False
)
POST_PRIVATE_NOTES: Operation[schemas.PrivateNoteBody, schemas.PrivateNoteAnswer] = Operation(
    "post_private_notes",
    "POST",
    "/claims/{number}/notes",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
PUT_ONE_PRIVATE_NOTE: Operation[schemas.PrivateNoteBody, schemas.PrivateNoteAnswer] = Operation(
    "put_one_private_note",
    "PUT",
    "/claims/{number}/notes/{noteId}",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
DELETE_ONE_PRIVATE_NOTE: Operation[None, None] = Operation(
    "delete_one_private_note",
    "DELETE",
    "/claims/{number}/notes/{noteId}",
    query=(),
    bodies=(),
    if_match=False,
)
GET_CODE_LISTS: Operation[None, schemas.CodeListsAnswer] = Operation(
    "get_code_lists", "GET", "/code-lists", query=(), bodies=(), if_match=False
)
GET_COMPENSATORS: Operation[None, schemas.CompensatorsAnswer] = Operation(
    "get_compensators",
    "GET",
    "/compensators",
    query=("name", "claimType"),
    bodies=(),
    if_match=False,
)
GET_DELETIONS: Operation[None, schemas.DeletionsAnswer] = Operation(
    "get_deletions", "GET", "/deletions", query=(), bodies=(), if_match=False
)
GET_EVENT_TYPES: Operation[None, schemas.EventTypesAnswer] = Operation(
    "get_event_types", "GET", "/event-types", query=(), bodies=(), if_match=False
)
GET_ONE_EVENT_TYPE: Operation[None, schemas.EventTypeAnswer] = Operation(
    "get_one_event_type", "GET", "/event-types/{type}", query=(), bodies=(), if_match=False
)
GET_EVENTS: Operation[None, schemas.EventPage] = Operation(
    "get_events",
    "GET",
    "/events",
    query=("after", "since", "type", "limit"),
    bodies=(),
    if_match=False,
)
GET_HOSPITALS: Operation[None, schemas.HospitalsAnswer] = Operation(
    "get_hospitals", "GET", "/hospitals", query=("name", "postcode"), bodies=(), if_match=False
)
GET_INSURER_INDEX: Operation[None, schemas.InsurersAnswer] = Operation(
    "get_insurer_index",
    "GET",
    "/insurer-index",
    query=("name", "claimType"),
    bodies=(),
    if_match=False,
)
GET_NOTIFICATIONS: Operation[None, schemas.NotificationPage] = Operation(
    "get_notifications",
    "GET",
    "/notifications",
    query=("cursor", "limit", "fields"),
    bodies=(),
    if_match=False,
)
DELETE_NOTIFICATIONS: Operation[None, schemas.NotificationsLeft] = Operation(
    "delete_notifications", "DELETE", "/notifications", query=(), bodies=(), if_match=False
)
DELETE_ONE_NOTIFICATION: Operation[None, schemas.NotificationsLeft] = Operation(
    "delete_one_notification",
    "DELETE",
    "/notifications/{notificationId}",
    query=(),
    bodies=(),
    if_match=False,
)
GET_OWN_ORGANISATION: Operation[None, schemas.OrganisationAnswer] = Operation(
    "get_own_organisation", "GET", "/organisation", query=(), bodies=(), if_match=False
)
PATCH_OWN_ORGANISATION: Operation[schemas.OrganisationChanges, schemas.OrganisationAnswer] = (
    Operation(
        "patch_own_organisation",
        "PATCH",
        "/organisation",
        query=(),
        bodies=("application/json",),
        if_match=False,
    )
)
GET_AUTOMATIC_ACKNOWLEDGEMENTS: Operation[None, schemas.AcknowledgementsAnswer] = Operation(
    "get_automatic_acknowledgements",
    "GET",
    "/organisation/automatic-acknowledgements",
    query=(),
    bodies=(),
    if_match=False,
)
PUT_AUTOMATIC_ACKNOWLEDGEMENTS: Operation[
    schemas.AcknowledgementChoice, schemas.AcknowledgementsAnswer
] = Operation(
    "put_automatic_acknowledgements",
    "PUT",
    "/organisation/automatic-acknowledgements",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_FURTHER_CLAIMS: Operation[None, schemas.ClaimTypesAnswer] = Operation(
    "get_further_claims", "GET", "/organisation/claim-types", query=(), bodies=(), if_match=False
)
POST_FURTHER_CLAIMS: Operation[schemas.ClaimTypeWish, schemas.ClaimTypeRequestAnswer] = Operation(
    "post_further_claims",
    "POST",
    "/organisation/claim-types",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_PROCESSES: Operation[None, schemas.ProcessesAnswer] = Operation(
    "get_processes", "GET", "/process", query=(), bodies=(), if_match=False
)
GET_ONE_PROCESS: Operation[None, schemas.ProcessAnswer] = Operation(
    "get_one_process", "GET", "/process/{version}", query=(), bodies=(), if_match=False
)
GET_PROFILES: Operation[None, schemas.ProfilesAnswer] = Operation(
    "get_profiles", "GET", "/profiles", query=(), bodies=(), if_match=False
)
GET_READY: Operation[None, schemas.ReadinessAnswer] = Operation(
    "get_ready", "GET", "/readiness", query=(), bodies=(), if_match=False
)
POST_SCENARIO: Operation[schemas.ScenarioBody, schemas.ClaimAnswer] = Operation(
    "post_scenario",
    "POST",
    "/sandbox/claims",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_ACTION_BODY: Operation[None, dict[str, Any]] = Operation(
    "get_action_body",
    "GET",
    "/sandbox/claims/{number}/actions/{action}",
    query=(),
    bodies=(),
    if_match=False,
)
GET_COUNTERPART_OF_CLAIM: Operation[None, schemas.CounterpartAnswer] = Operation(
    "get_counterpart_of_claim",
    "GET",
    "/sandbox/claims/{number}/counterpart",
    query=(),
    bodies=(),
    if_match=False,
)
PUT_COUNTERPART_OF_CLAIM: Operation[schemas.CounterpartChoice, schemas.CounterpartAnswer] = (
    Operation(
        "put_counterpart_of_claim",
        "PUT",
        "/sandbox/claims/{number}/counterpart",
        query=(),
        bodies=("application/json",),
        if_match=False,
    )
)
GET_CLOCK: Operation[None, schemas.ClockAnswer] = Operation(
    "get_clock", "GET", "/sandbox/clock", query=(), bodies=(), if_match=False
)
POST_CLOCK: Operation[schemas.ClockMove, schemas.ClockAnswer] = Operation(
    "post_clock", "POST", "/sandbox/clock", query=(), bodies=("application/json",), if_match=False
)
GET_OWN_COUNTERPART: Operation[None, schemas.CounterpartAnswer] = Operation(
    "get_own_counterpart", "GET", "/sandbox/counterpart", query=(), bodies=(), if_match=False
)
PUT_OWN_COUNTERPART: Operation[schemas.CounterpartChoice, schemas.CounterpartAnswer] = Operation(
    "put_own_counterpart",
    "PUT",
    "/sandbox/counterpart",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_FAILURES: Operation[None, schemas.FailuresAnswer] = Operation(
    "get_failures", "GET", "/sandbox/failures", query=(), bodies=(), if_match=False
)
PUT_FAILURES: Operation[schemas.FailuresBody, schemas.FailuresAnswer] = Operation(
    "put_failures",
    "PUT",
    "/sandbox/failures",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_FORM: Operation[None, dict[str, Any]] = Operation(
    "get_form",
    "GET",
    "/sandbox/forms/{claimType}",
    query=("organisationId",),
    bodies=(),
    if_match=False,
)
POST_RESET: Operation[None, schemas.ResetAnswer] = Operation(
    "post_reset", "POST", "/sandbox/reset", query=(), bodies=(), if_match=False
)
GET_SAVED_FILTERS: Operation[None, schemas.FiltersAnswer] = Operation(
    "get_saved_filters", "GET", "/saved-filters", query=(), bodies=(), if_match=False
)
POST_SAVED_FILTERS: Operation[schemas.NewFilter, schemas.FilterAnswer] = Operation(
    "post_saved_filters",
    "POST",
    "/saved-filters",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
DELETE_ONE_SAVED_FILTER: Operation[None, None] = Operation(
    "delete_one_saved_filter",
    "DELETE",
    "/saved-filters/{filterId}",
    query=(),
    bodies=(),
    if_match=False,
)
GET_DOCUMENT_SCHEMA: Operation[None, schemas.DocumentSchemaAnswer] = Operation(
    "get_document_schema", "GET", "/schemas/{kind}", query=(), bodies=(), if_match=False
)
GET_SERVICE_NOTICES: Operation[None, schemas.ServiceNoticesAnswer] = Operation(
    "get_service_notices", "GET", "/service-notices", query=(), bodies=(), if_match=False
)
GET_TRANSFERS: Operation[None, schemas.TransfersAnswer] = Operation(
    "get_transfers", "GET", "/transfers", query=(), bodies=(), if_match=False
)
POST_TRANSFERS: Operation[schemas.NewTransfer, schemas.TransferAnswer] = Operation(
    "post_transfers", "POST", "/transfers", query=(), bodies=("application/json",), if_match=False
)
GET_ONE_TRANSFER: Operation[None, schemas.TransferAnswer] = Operation(
    "get_one_transfer", "GET", "/transfers/{transferId}", query=(), bodies=(), if_match=False
)
POST_AGREE_TO_TRANSFER: Operation[schemas.Agreeing, schemas.TransferAnswer] = Operation(
    "post_agree_to_transfer",
    "POST",
    "/transfers/{transferId}/agree",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_CLAIMS_OF_TRANSFER: Operation[None, schemas.ClaimsOfTransferAnswer] = Operation(
    "get_claims_of_transfer",
    "GET",
    "/transfers/{transferId}/claims",
    query=("after",),
    bodies=(),
    if_match=False,
)
POST_WITHDRAW_FROM_TRANSFER: Operation[schemas.SayingNo, schemas.TransferAnswer] = Operation(
    "post_withdraw_from_transfer",
    "POST",
    "/transfers/{transferId}/withdraw",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_USERS: Operation[None, schemas.UserPage] = Operation(
    "get_users",
    "GET",
    "/users",
    query=(
        "state",
        "enabled",
        "active",
        "verified",
        "profile",
        "branchId",
        "search",
        "cursor",
        "limit",
        "fields",
    ),
    bodies=(),
    if_match=False,
)
POST_USERS: Operation[schemas.NewUser, schemas.UserAnswer] = Operation(
    "post_users", "POST", "/users", query=(), bodies=("application/json",), if_match=False
)
POST_COMBINE: Operation[schemas.Combining, schemas.UserAnswer] = Operation(
    "post_combine", "POST", "/users/combine", query=(), bodies=("application/json",), if_match=False
)
POST_EXTEND_MANY: Operation[schemas.ExtendingMany, schemas.UsersAnswer] = Operation(
    "post_extend_many",
    "POST",
    "/users/extend",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
GET_MYSELF: Operation[None, schemas.UserAnswer] = Operation(
    "get_myself", "GET", "/users/me", query=(), bodies=(), if_match=False
)
GET_ONE_USER: Operation[None, schemas.UserAnswer] = Operation(
    "get_one_user", "GET", "/users/{userId}", query=(), bodies=(), if_match=False
)
PATCH_ONE_USER: Operation[schemas.UserChanges, schemas.UserAnswer] = Operation(
    "patch_one_user",
    "PATCH",
    "/users/{userId}",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
PUT_ABSENCE_OF_USER: Operation[schemas.AbsenceBody, schemas.AbsenceAnswer] = Operation(
    "put_absence_of_user",
    "PUT",
    "/users/{userId}/absence",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
DELETE_ABSENCE_OF_USER: Operation[None, None] = Operation(
    "delete_absence_of_user",
    "DELETE",
    "/users/{userId}/absence",
    query=(),
    bodies=(),
    if_match=False,
)
POST_CHANGE_ADDRESS: Operation[schemas.NewAddress, schemas.UserAnswer] = Operation(
    "post_change_address",
    "POST",
    "/users/{userId}/address",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
POST_DISABLE: Operation[schemas.Disabling, schemas.UserAnswer] = Operation(
    "post_disable",
    "POST",
    "/users/{userId}/disable",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
POST_ENABLE: Operation[None, schemas.UserAnswer] = Operation(
    "post_enable", "POST", "/users/{userId}/enable", query=(), bodies=(), if_match=True
)
POST_EXTEND: Operation[schemas.Extending, schemas.UserAnswer] = Operation(
    "post_extend",
    "POST",
    "/users/{userId}/extend",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
POST_LEAVE: Operation[schemas.Leaving, schemas.UserAnswer] = Operation(
    "post_leave",
    "POST",
    "/users/{userId}/leave",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
PUT_SET_PROFILES: Operation[schemas.ProfilesOfUser, schemas.UserAnswer] = Operation(
    "put_set_profiles",
    "PUT",
    "/users/{userId}/profiles",
    query=(),
    bodies=("application/json",),
    if_match=True,
)
POST_RESET_PASSWORD: Operation[None, schemas.UserAnswer] = Operation(
    "post_reset_password",
    "POST",
    "/users/{userId}/reset-password",
    query=(),
    bodies=(),
    if_match=True,
)
POST_RESET_SECOND_FACTORS: Operation[None, schemas.UserAnswer] = Operation(
    "post_reset_second_factors",
    "POST",
    "/users/{userId}/reset-second-factors",
    query=(),
    bodies=(),
    if_match=False,
)
POST_UNDO_COMBINATION: Operation[None, schemas.UndoneAnswer] = Operation(
    "post_undo_combination",
    "POST",
    "/users/{userId}/undo-combination",
    query=(),
    bodies=(),
    if_match=False,
)
GET_WEBHOOKS: Operation[None, schemas.WebhooksAnswer] = Operation(
    "get_webhooks", "GET", "/webhooks", query=(), bodies=(), if_match=False
)
POST_WEBHOOKS: Operation[schemas.NewWebhook, schemas.WebhookWithSecret] = Operation(
    "post_webhooks", "POST", "/webhooks", query=(), bodies=("application/json",), if_match=False
)
GET_ONE_WEBHOOK: Operation[None, schemas.WebhookAnswer] = Operation(
    "get_one_webhook", "GET", "/webhooks/{webhookId}", query=(), bodies=(), if_match=False
)
PATCH_ONE_WEBHOOK: Operation[schemas.WebhookChanges, schemas.WebhookAnswer] = Operation(
    "patch_one_webhook",
    "PATCH",
    "/webhooks/{webhookId}",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
DELETE_ONE_WEBHOOK: Operation[None, None] = Operation(
    "delete_one_webhook", "DELETE", "/webhooks/{webhookId}", query=(), bodies=(), if_match=False
)
GET_DELIVERIES: Operation[None, schemas.DeliveriesAnswer] = Operation(
    "get_deliveries",
    "GET",
    "/webhooks/{webhookId}/deliveries",
    query=("state", "cursor", "limit"),
    bodies=(),
    if_match=False,
)
GET_ONE_DELIVERY: Operation[None, schemas.DeliveryLine] = Operation(
    "get_one_delivery",
    "GET",
    "/webhooks/{webhookId}/deliveries/{deliveryId}",
    query=(),
    bodies=(),
    if_match=False,
)
POST_REPLAY_DELIVERY: Operation[None, schemas.DeliveryLine] = Operation(
    "post_replay_delivery",
    "POST",
    "/webhooks/{webhookId}/deliveries/{deliveryId}/replay",
    query=(),
    bodies=(),
    if_match=False,
)
POST_DISABLE_WEBHOOK: Operation[None, schemas.WebhookAnswer] = Operation(
    "post_disable_webhook",
    "POST",
    "/webhooks/{webhookId}/disable",
    query=(),
    bodies=(),
    if_match=False,
)
POST_ENABLE_WEBHOOK: Operation[None, schemas.WebhookAnswer] = Operation(
    "post_enable_webhook",
    "POST",
    "/webhooks/{webhookId}/enable",
    query=(),
    bodies=(),
    if_match=False,
)
POST_END_OLD_SECRET: Operation[None, schemas.WebhookAnswer] = Operation(
    "post_end_old_secret",
    "POST",
    "/webhooks/{webhookId}/end-old-secret",
    query=(),
    bodies=(),
    if_match=False,
)
POST_REPLAY_WEBHOOK: Operation[schemas.Replay, schemas.ReplayAnswer] = Operation(
    "post_replay_webhook",
    "POST",
    "/webhooks/{webhookId}/replay",
    query=(),
    bodies=("application/json",),
    if_match=False,
)
POST_ROTATE_SECRET: Operation[None, schemas.WebhookWithSecret] = Operation(
    "post_rotate_secret",
    "POST",
    "/webhooks/{webhookId}/rotate-secret",
    query=(),
    bodies=(),
    if_match=False,
)
POST_TEST_WEBHOOK: Operation[None, schemas.DeliveryLine] = Operation(
    "post_test_webhook", "POST", "/webhooks/{webhookId}/test", query=(), bodies=(), if_match=False
)

OPERATIONS: dict[str, Operation[Any, Any]] = {
    one.name: one
    for one in (
        GET_ABSENCES,
        GET_REVIEW,
        POST_SIGN_REVIEW,
        GET_ADDRESSES,
        GET_AGREEMENT,
        POST_ACCEPT_AGREEMENT,
        GET_ALLOCATION_TARGETS,
        GET_CLIENTS,
        POST_CLIENTS,
        GET_ONE_CLIENT,
        PATCH_ONE_CLIENT,
        POST_KEYS,
        POST_REVOKE_KEY,
        POST_REVOKE_CLIENT,
        POST_REVOKE_TOKENS,
        POST_ROTATE_CLIENT,
        POST_REVOKE_SECRET,
        GET_CLIENT_USAGE,
        GET_ARCHIVE,
        GET_ARCHIVED_CLAIM,
        GET_ARCHIVED_BUNDLE,
        GET_ARCHIVED_HISTORY,
        GET_ARCHIVED_PRIVATE_NOTES,
        GET_AUDIT,
        GET_BRANCHES,
        POST_BRANCHES,
        GET_ONE_BRANCH,
        PATCH_ONE_BRANCH,
        GET_WORKING_CALENDAR,
        GET_CLAIMS,
        POST_CLAIMS,
        POST_BATCH,
        GET_WORKLIST_COUNTS,
        POST_DRAFTS,
        GET_ONE_CLAIM,
        POST_ACCEPT_CLAIM,
        POST_ACKNOWLEDGE_ADDITIONAL_DAMAGES_AGREEMENT,
        POST_ACKNOWLEDGE_ADDITIONAL_DAMAGES_TIMEOUT,
        POST_ACKNOWLEDGE_ALL_DAMAGES_AGREED,
        POST_ACKNOWLEDGE_CLAIM,
        POST_ACKNOWLEDGE_COURT_PACK_RESPONSE,
        POST_ACKNOWLEDGE_EXIT,
        POST_ACKNOWLEDGE_FRAUD_STATED,
        POST_ACKNOWLEDGE_INTERIM_PACK_REJECTED,
        POST_ACKNOWLEDGE_INTERIM_TIMEOUT,
        POST_ACKNOWLEDGE_LIABILITY_ADMITTED,
        POST_ACKNOWLEDGE_LIABILITY_ADMITTED_FOR_CHILD,
        POST_ACKNOWLEDGE_LIABILITY_ADMITTED_WITH_NEGLIGENCE,
        POST_ACKNOWLEDGE_LIABILITY_DENIED,
        POST_ACKNOWLEDGE_LIABILITY_TIMEOUT,
        POST_ACKNOWLEDGE_PARTIAL_PAYMENT_DECISION,
        POST_ACKNOWLEDGE_REJECTION,
        POST_ACKNOWLEDGE_SETTLEMENT_AGREED,
        POST_ACKNOWLEDGE_SETTLEMENT_CONFIRMED,
        POST_ACKNOWLEDGE_SETTLEMENT_NOT_AGREED,
        POST_ACKNOWLEDGE_SETTLEMENT_REPUDIATED,
        POST_ACKNOWLEDGE_SETTLEMENT_TIMEOUT,
        POST_ALLOCATE_TO_BRANCH,
        POST_ALLOCATE_TO_USER,
        POST_APPLY_ARTICLE75,
        POST_CONFIRM_INTERIM_PAYMENT,
        POST_DEALLOCATE,
        POST_DECIDE_ON_ADDITIONAL_DAMAGES,
        POST_DECIDE_ON_COUNTER_OFFER,
        POST_DECIDE_ON_LAST_OFFER,
        POST_DECIDE_ON_PARTIAL_INTERIM_PAYMENT,
        POST_EXIT_CLAIM,
        POST_EXIT_REJECTED_CLAIM,
        POST_EXTEND_ADDITIONAL_DAMAGES_LIMIT,
        POST_EXTEND_INTERIM_PAYMENT_LIMIT,
        POST_EXTEND_NEGOTIATION_LIMIT,
        POST_EXTEND_SETTLEMENT_PACK_LIMIT,
        POST_REASSIGN_CLAIM,
        POST_REJECT_CLAIM,
        POST_REJECT_INTERIM_PACK,
        POST_RESEND_CLAIM,
        POST_RESPOND_TO_ADDITIONAL_DAMAGES,
        POST_RESPOND_TO_COUNTER_OFFER,
        POST_RESPOND_TO_COURT_PACK,
        POST_RESPOND_TO_INTERIM_PACK,
        POST_RESPOND_TO_SETTLEMENT_PACK,
        POST_RETURN_TO_START_OF_STAGE21,
        POST_SEND_ADDITIONAL_DAMAGES,
        POST_SEND_CLAIM,
        POST_SEND_COUNTER_OFFER,
        POST_SEND_COURT_PACK,
        POST_SEND_INTERIM_PACK,
        POST_SEND_LIABILITY_DECISION,
        POST_SEND_SETTLEMENT_PACK,
        POST_SET_ADDITIONAL_DAMAGES_EXIST,
        POST_SET_COUNTER_OFFER_NEEDED,
        POST_SET_INTERIM_PAYMENT_NEEDED,
        POST_SET_STAGE1_PAYMENT,
        POST_STATE_FRAUD,
        GET_ATTACHMENTS,
        POST_ATTACHMENTS,
        GET_ONE_ATTACHMENT,
        DELETE_ONE_ATTACHMENT,
        GET_ATTACHMENT_CONTENT,
        GET_BUNDLE_PDF,
        GET_BUNDLE_ZIP,
        GET_DEFENDANT_ONLY,
        POST_DELETE_CLAIM,
        DELETE_DELETE_CLAIM,
        GET_DOCUMENTS,
        GET_ONE_DOCUMENT,
        GET_DEFENDANT_ONLY_PDF,
        GET_PART_B_PDF,
        GET_DOCUMENT_PDF,
        GET_ONE_DRAFT,
        PUT_ONE_DRAFT,
        DELETE_ONE_DRAFT,
        POST_CORRECTION,
        POST_SEND_DRAFT,
        GET_CLAIM_HISTORY,
        PUT_LOCK,
        DELETE_LOCK,
        GET_PRIVATE_NOTES,
        POST_PRIVATE_NOTES,
        PUT_ONE_PRIVATE_NOTE,
        DELETE_ONE_PRIVATE_NOTE,
        GET_CODE_LISTS,
        GET_COMPENSATORS,
        GET_DELETIONS,
        GET_EVENT_TYPES,
        GET_ONE_EVENT_TYPE,
        GET_EVENTS,
        GET_HOSPITALS,
        GET_INSURER_INDEX,
        GET_NOTIFICATIONS,
        DELETE_NOTIFICATIONS,
        DELETE_ONE_NOTIFICATION,
        GET_OWN_ORGANISATION,
        PATCH_OWN_ORGANISATION,
        GET_AUTOMATIC_ACKNOWLEDGEMENTS,
        PUT_AUTOMATIC_ACKNOWLEDGEMENTS,
        GET_FURTHER_CLAIMS,
        POST_FURTHER_CLAIMS,
        GET_PROCESSES,
        GET_ONE_PROCESS,
        GET_PROFILES,
        GET_READY,
        POST_SCENARIO,
        GET_ACTION_BODY,
        GET_COUNTERPART_OF_CLAIM,
        PUT_COUNTERPART_OF_CLAIM,
        GET_CLOCK,
        POST_CLOCK,
        GET_OWN_COUNTERPART,
        PUT_OWN_COUNTERPART,
        GET_FAILURES,
        PUT_FAILURES,
        GET_FORM,
        POST_RESET,
        GET_SAVED_FILTERS,
        POST_SAVED_FILTERS,
        DELETE_ONE_SAVED_FILTER,
        GET_DOCUMENT_SCHEMA,
        GET_SERVICE_NOTICES,
        GET_TRANSFERS,
        POST_TRANSFERS,
        GET_ONE_TRANSFER,
        POST_AGREE_TO_TRANSFER,
        GET_CLAIMS_OF_TRANSFER,
        POST_WITHDRAW_FROM_TRANSFER,
        GET_USERS,
        POST_USERS,
        POST_COMBINE,
        POST_EXTEND_MANY,
        GET_MYSELF,
        GET_ONE_USER,
        PATCH_ONE_USER,
        PUT_ABSENCE_OF_USER,
        DELETE_ABSENCE_OF_USER,
        POST_CHANGE_ADDRESS,
        POST_DISABLE,
        POST_ENABLE,
        POST_EXTEND,
        POST_LEAVE,
        PUT_SET_PROFILES,
        POST_RESET_PASSWORD,
        POST_RESET_SECOND_FACTORS,
        POST_UNDO_COMBINATION,
        GET_WEBHOOKS,
        POST_WEBHOOKS,
        GET_ONE_WEBHOOK,
        PATCH_ONE_WEBHOOK,
        DELETE_ONE_WEBHOOK,
        GET_DELIVERIES,
        GET_ONE_DELIVERY,
        POST_REPLAY_DELIVERY,
        POST_DISABLE_WEBHOOK,
        POST_ENABLE_WEBHOOK,
        POST_END_OLD_SECRET,
        POST_REPLAY_WEBHOOK,
        POST_ROTATE_SECRET,
        POST_TEST_WEBHOOK,
    )
}
