"""How long each model is kept: every model of the portal must stand here.

A system check fails for one that does not, so that no new model holds personal data of
which nobody said when it goes (`claims-portal check`, in `make check`).
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error

from claims_portal.sentences import said

PACKAGE = "claims_portal."

WITH_CLAIM = "with its claim, by the table of retention"
WITH_USER = "with the user account, 12 months after it was disabled"
WITH_STAFF = "with the member of staff"
NO_PERSON = "says nothing of a person"
RECORD = "for good: a record of who did what"
MOVE = "until the move from the old platform is closed"

KEPT = {
    "records.AuditEntry": RECORD,
    "organisations.Organisation": "for good: the register of organisations",
    "organisations.Branch": "with its organisation",
    "organisations.UserAgreement": NO_PERSON,
    "notices.ServiceNotice": NO_PERSON,
    "organisations.MailRule": NO_PERSON,
    "organisations.InsurerName": NO_PERSON,
    "organisations.Hospital": NO_PERSON,
    "organisations.Address": NO_PERSON,
    "organisations.CompensatorRelation": NO_PERSON,
    "accounts.ApiClient": NO_PERSON,
    "accounts.ApiClientSecret": NO_PERSON,
    "accounts.ApiClientKey": NO_PERSON,
    "accounts.ApiToken": "until it expires",
    "accounts.UsedAssertion": "until it expires",
    "accounts.AnsweredCall": "48 hours, sealed where it is more than a number",
    "accounts.ApiUsage": "400 days; says nothing of a person",
    "accounts.ApiSpending": NO_PERSON,
    "accounts.User": "12 months after it was disabled, where no claim bears an action",
    "accounts.Absence": "until the night after it is over",
    "accounts.UserProfile": WITH_USER,
    "accounts.PasswordUsed": WITH_USER,
    "accounts.AddressVerification": WITH_USER,
    "accounts.AccessReview": RECORD,
    "accounts.ExpiryNotice": WITH_USER,
    "accounts.MailedCode": WITH_USER,
    "accounts.AuthenticatorApp": WITH_USER,
    "accounts.RecoveryCode": WITH_USER,
    "accounts.Passkey": WITH_USER,
    "accounts.WebSession": WITH_USER,
    "accounts.FailedSignIn": "a day",
    "claims.Claim": "by the table of retention",
    "claims.Draft": WITH_CLAIM,
    "claims.Document": WITH_CLAIM,
    "claims.Event": WITH_CLAIM,
    "claims.FeedServer": NO_PERSON,
    "claims.Holiday": NO_PERSON,
    "claims.CodeDates": NO_PERSON,
    "claims.CalendarVersion": RECORD,
    "claims.InternalEvent": WITH_CLAIM,
    "claims.Look": "minutes, deleted the night after",
    "claims.PrivateNote": WITH_CLAIM,
    "claims.InboxState": WITH_USER,
    "claims.Dismissal": "15 days",
    "claims.AutomaticAcknowledgement": NO_PERSON,
    "claims.DeadlineFeed": WITH_USER,
    "claims.SavedFilter": WITH_USER,
    "operators.Staff": RECORD,
    "operators.StaffRecoveryCode": WITH_STAFF,
    "operators.StaffSession": WITH_STAFF,
    "operators.Approval": RECORD,
    "files.StoredFile": WITH_CLAIM,
    "files.Attachment": WITH_CLAIM,
    "files.PrintedForm": WITH_CLAIM,
    "webhooks.Subscription": NO_PERSON,
    "webhooks.SigningSecret": NO_PERSON,
    "webhooks.Delivery": "30 days; says nothing of a person",
    "webhooks.Dispatched": NO_PERSON,
    "figures.Tally": NO_PERSON,
    "figures.Progress": NO_PERSON,
    "figures.Month": NO_PERSON,
    "figures.Probe": NO_PERSON,
    "registration.Application": "drafts 30 days, what came to nothing a year, the rest for good",
    "registration.ApplicationEvent": "with its application",
    "registration.OrganisationNumber": NO_PERSON,
    "registration.ClaimTypeRequest": RECORD,
    "transfers.Transfer": RECORD,
    "transfers.Line": "for good: the number of a claim, and that it went elsewhere",
    "retention.LegalHold": RECORD,
    "retention.Deletion": RECORD,
    "retention.DeletedClaim": NO_PERSON,
    "retention.Run": NO_PERSON,
    "sandbox.Sandbox": NO_PERSON,
    "sandbox.Counterpart": NO_PERSON,
    "sandbox.Failure": NO_PERSON,
    "migration.AccountFile": MOVE,
    "migration.AccountFileFault": MOVE,
    "migration.AccountImport": NO_PERSON,
    "migration.LegacyAccount": WITH_USER,
    "migration.LegacyDocument": "with its claim; what was kept aside, " + MOVE,
    "migration.Combination": RECORD,
    "migration.CutOver": NO_PERSON,
    "migration.CutOverStep": NO_PERSON,
    "migration.CutOverJob": RECORD,
    "migration.CutOverLine": NO_PERSON,
    "migration.LetterRun": MOVE,
    "migration.Letter": MOVE,
    "migration.ReminderRule": NO_PERSON,
    "migration.OrganisationReadiness": NO_PERSON,
    "migration.ReadinessChange": NO_PERSON,
    "migration.ReadinessDay": NO_PERSON,
}


def check_models(app_configs: Sequence[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """An error for each model that does not stand in the table, and each row without a model."""
    own = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith(PACKAGE) and not model._meta.proxy
    }
    return [
        *(
            Error(
                said("%(label)s says nowhere how long it is kept.", label=label),
                hint="Add it to claims_portal.retention.models_kept.",
                id="retention.E001",
            )
            for label in sorted(own - KEPT.keys())
        ),
        *(
            Error(
                said("%(label)s is kept by the table, but there is no such model.", label=label),
                id="retention.E002",
            )
            for label in sorted(KEPT.keys() - own)
        ),
    ]
