"""Accounts as the database keeps them, by noun."""

from claims_portal.accounts.models.absences import Absence
from claims_portal.accounts.models.clients import (
    AnsweredCall,
    ApiClient,
    ApiClientKey,
    ApiClientSecret,
    ApiToken,
    UsedAssertion,
)
from claims_portal.accounts.models.signing_in import (
    AuthenticatorApp,
    CodePurpose,
    FailedSignIn,
    MailedCode,
    Passkey,
    RecoveryCode,
    WebSession,
)
from claims_portal.accounts.models.usage import ApiSpending, ApiUsage
from claims_portal.accounts.models.users import (
    AccessReview,
    AddressVerification,
    DisabledBecause,
    ExpiryNotice,
    PasswordUsed,
    User,
    UserProfile,
)

__all__ = [
    "Absence",
    "AccessReview",
    "AddressVerification",
    "AnsweredCall",
    "ApiClient",
    "ApiClientKey",
    "ApiClientSecret",
    "ApiSpending",
    "ApiToken",
    "ApiUsage",
    "AuthenticatorApp",
    "CodePurpose",
    "DisabledBecause",
    "ExpiryNotice",
    "FailedSignIn",
    "MailedCode",
    "Passkey",
    "PasswordUsed",
    "RecoveryCode",
    "UsedAssertion",
    "User",
    "UserProfile",
    "WebSession",
]
