"""Accounts as the database keeps them, by noun."""

from claims_portal.accounts.models.clients import (
    AnsweredCall,
    ApiClient,
    ApiClientSecret,
    ApiToken,
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
    "AccessReview",
    "AddressVerification",
    "AnsweredCall",
    "ApiClient",
    "ApiClientSecret",
    "ApiToken",
    "AuthenticatorApp",
    "CodePurpose",
    "DisabledBecause",
    "ExpiryNotice",
    "FailedSignIn",
    "MailedCode",
    "Passkey",
    "PasswordUsed",
    "RecoveryCode",
    "User",
    "UserProfile",
    "WebSession",
]
