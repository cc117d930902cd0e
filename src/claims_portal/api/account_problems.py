"""The refusals of accounts and administration as the API tells them: status, title, meaning.

A refusal's own code is the last part of its problem's type. What stands here is also
what `/developers/errors` prints.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from claims_portal.accounts import (
    access_review,
    api_clients,
    client_keys,
    organisation,
    public_keys,
    record_rules,
    refusals,
)
from claims_portal.accounts.administrators import LastAdministrator
from claims_portal.accounts.second_factors.refusals import OwnFactors
from claims_portal.claims import absences, automatic_acknowledgements, leaving
from claims_portal.migration import combining_rules, contact_addresses, undoing
from claims_portal.registration import refusals as registration
from claims_portal.sandbox import refusals as sandbox
from claims_portal.transfers import refusals as transfers
from claims_portal.webhooks import refusals as webhooks

CONFLICT, REFUSED = HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY
MISSING, FORBIDDEN = HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN
STALE = HTTPStatus.PRECONDITION_FAILED


@dataclass(frozen=True)
class AccountProblem:
    refusal: type[Exception]
    status: HTTPStatus
    title: str
    meanings: tuple[tuple[str, str], ...]
    """Each code of the refusal, and what to do about it."""


def _one(refusal: type[Exception], status: HTTPStatus, title: str, meaning: str) -> AccountProblem:
    code: str = refusal.code  # type: ignore[attr-defined]
    return AccountProblem(refusal, status, title, ((code, meaning),))


# ruff: noqa: E501 - a table of sentences
# fmt: off
ACCOUNT_PROBLEMS: tuple[AccountProblem, ...] = (
    _one(refusals.NotAnAdministrator, FORBIDDEN, "This User ID may not do that", "The account named in Login-As may not be acted for, or none of its profiles allows this. An administrator of your organisation can change that."),
    _one(refusals.NoSuchAccount, MISSING, "There is no such account", "Your organisation has no account of this User ID. One of another organisation is answered alike."),
    _one(refusals.NoSuchBranch, MISSING, "There is no such branch", "Your organisation has no branch of this ID. One of another organisation is answered alike."),
    _one(api_clients.NoSuchClient, MISSING, "There is no such API client", "Your organisation has no API client of this id, or the client no live secret of this number. One of another organisation is answered alike."),
    _one(refusals.UserIdTaken, CONFLICT, "The User ID is taken", "User IDs are unique in the whole portal, whatever their case, and are never given again while an account bears them. Choose another."),
    _one(refusals.EmailTaken, CONFLICT, "The address is taken", "Another active account of your organisation has this address, and one address belongs to one account. Give that account the profiles, or disable it first."),
    _one(LastAdministrator, CONFLICT, "An organisation keeps an administrator", "The change would leave your organisation without an administrator who is enabled, unexpired and verified. Nothing was changed. Let another administrator verify the address first."),
    _one(refusals.AccountDisabled, CONFLICT, "The account is disabled", "An administrator disabled the account, so no link is sent to it. Enable it first."),
    _one(refusals.AlreadyVerified, CONFLICT, "The address is verified", "No address of the account waits to be verified. Name another one to change it."),
    _one(refusals.LinkSentJustNow, CONFLICT, "A link was sent just now", "A link went to this address less than a minute ago. Wait for it, or repeat the call later."),
    _one(OwnFactors, CONFLICT, "Not one's own second factor", "Nobody resets the second factor of the account that acts. Another administrator does."),
    _one(refusals.HasWork, CONFLICT, "The account holds work", "The leaver still has claims locked or allocated. Say who takes them over (handOverTo), or give them to everybody's worklist (handOver: anyone). Nothing was changed."),
    _one(api_clients.TooManySecrets, CONFLICT, "Two secrets live already", "A client has two live secrets at most. Revoke the old one, then rotate again."),
    _one(api_clients.ClientRevoked, CONFLICT, "The client was revoked", "A revoked client stays revoked. Create a new one."),
    _one(organisation.NothingToAccept, CONFLICT, "This version is not in force", "Only the version of the user agreement that is in force can be accepted. Read /agreement again."),
    _one(access_review.ReviewOutdated, CONFLICT, "The list has changed", "An account came, went or was given other rights since you read the list. Read /access-review again and sign that."),
    _one(undoing.NoSuchCombination, MISSING, "There is no such combination", "No accounts were combined into this one, or all of that was undone. An account of another organisation is answered alike."),
    _one(undoing.CannotBeUndone, CONFLICT, "The combination stays", "Too long ago, or something since contradicts it; the sentence says what. Nothing was changed."),
    _one(combining_rules.NothingToCombine, CONFLICT, "There is nothing to combine", "Name at least two active accounts, one of which is the survivor. Accounts that were combined already are not active any more."),
    _one(combining_rules.NotOnePerson, CONFLICT, "Not accounts of one person", "Accounts are combined that share an address, or bear one forename and surname."),
    _one(combining_rules.SurvivorNotVerified, CONFLICT, "The survivor is not verified", "Nobody could sign in with it once the others are disabled. Send its link (POST /users/{userId}/address) and wait until the person opened it."),
    _one(combining_rules.SurvivorNotUsable, CONFLICT, "The survivor cannot be used", "It is disabled or has expired. Enable or extend it first."),
    _one(combining_rules.OtherAccountNotProved, CONFLICT, "The survivor was never used", "The account that acts would be disabled. Sign in with the survivor first, to prove that it works."),
    _one(combining_rules.SurvivorNeedsReason, REFUSED, "Another should stay", "The Claims User ID should survive: allocations and history hang on it. Say in reason why another is to."),
    _one(contact_addresses.NothingToCorrect, CONFLICT, "The addresses agree", "The contact address is that of the second factor already."),
    _one(refusals.ChangedMeanwhile, STALE, "The account was changed meanwhile", "The account is not what it was when it gave the ETag that you sent as If-Match. Nothing was changed. Read it again and decide anew."),
    _one(refusals.UserIdRefused, REFUSED, "The User ID is refused", "3 to 50 letters, digits, dots, dashes and underscores; never an e-mail address."),
    AccountProblem(refusals.EmailRefused, REFUSED, "The e-mail address is refused", (
        ("email-malformed", "Not an e-mail address, too long, or with characters in it that no address has."),
        ("email-not-ascii", "The address has letters that only look like Latin ones. Write it as your mail host does."),
        ("email-free-mail", "The host gives mailboxes to everybody. Use the person's business address; the operator can allow a host that is a business's own."),
        ("email-disposable", "The host gives out throw-away addresses. Use the person's business address."),
        ("email-shared", "Several people read this mailbox (info@, enquiries@ and their kin). Each account needs the address of one person; the shared one may stay on the organisation's record."),
        ("email-foreign-domain", "The host is not on your organisation's list of e-mail domains. Use an address of the organisation, or add the domain to the list."),
        ("email-host-not-plain", "The host (xn--) stands for a name with other than plain Latin letters, which can look like another firm's. Add it to your organisation's list of e-mail domains first, or ask the operator to allow the host."),
    )),
    _one(refusals.NameMissing, REFUSED, "A name is missing", "An account bears the forename and surname of one person."),
    _one(refusals.TextRefused, REFUSED, "A text is refused", "Too long, or with control characters in it. The field is named in errors."),
    _one(refusals.MobileTooEarly, REFUSED, "A mobile number is too early", "A mobile number can be given once the e-mail address is verified."),
    _one(refusals.ProfilesRefused, REFUSED, "The profiles make no sense", "A profile is unknown, belongs to the other kind of organisation or to claims that yours does not deal with, or contradicts another. The sentence says each reason; GET /profiles lists what is possible."),
    _one(refusals.ExpiryRefused, REFUSED, "The expiry date is refused", "An expiry date lies in the future, and not after the year 2100."),
    _one(absences.AbsenceRefused, REFUSED, "The absence cannot be so", "The last day must not be over, nor before the first, nor a year after it; whoever covers must have a usable account, another one, whose profiles open claims."),
    _one(leaving.HandOverRefused, REFUSED, "The work cannot go there", "Whoever takes claims over must have a usable account, not the leaver's, whose profiles open every one of them."),
    _one(automatic_acknowledgements.NoSuchAcknowledgement, REFUSED, "There is no such acknowledgement", "The list names something that is no acknowledgement, or one that your side of a claim never gives. GET the same address lists those that there are."),
    _one(organisation.BranchRefused, REFUSED, "The branch is refused", "A branch needs a name; the central point cannot be switched off; an organisation has 999 branches at most."),
    _one(record_rules.AddressRefused, REFUSED, "The postal address is refused", "An address needs street and town, and the name or the number of the building."),
    _one(record_rules.DomainRefused, REFUSED, "The list of domains is refused", "A domain is written like firm.example.com."),
    _one(api_clients.ScopesRefused, REFUSED, "The scopes are refused", "A client has one scope or more: read, act, administer."),
    _one(public_keys.KeyRefused, REFUSED, "The key is refused", "A public key for signatures is taken, RSA of 2048 bits or more or EC on P-256, P-384 or P-521, in PEM (also a certificate) or as a JWK. The sentence says what is wrong; a private key stays with its owner."),
    _one(client_keys.KeyAddressRefused, REFUSED, "The address of keys is refused", "Keys are fetched by https and from public networks alone. The sentence says what is wrong."),
    _one(client_keys.KeyKnown, CONFLICT, "The key is there already", "This client has this key, or another one of the same name (kid)."),
    _one(client_keys.TooManyKeys, CONFLICT, "There are five keys already", "A client has five keys at most. Revoke one that is not used any more."),
    _one(api_clients.ClientNameMissing, REFUSED, "The client needs a name", "Name the program or the software house that will use the client."),
    _one(webhooks.NoSuchWebhook, MISSING, "There is no such webhook", "Your organisation has no webhook of this id. One of another organisation is answered alike."),
    _one(webhooks.NoSuchDelivery, MISSING, "There is no such delivery", "The webhook has no delivery of this number; the log is kept for 30 days."),
    _one(webhooks.TooManyWebhooks, CONFLICT, "Too many webhooks", "An organisation has twenty webhooks at most. Delete one, or let one take more types of events."),
    _one(webhooks.TwoSecretsSign, CONFLICT, "Two secrets sign already", "While an old secret still signs, no third is made. End the old one by /end-old-secret, or wait until it ends by itself."),
    _one(webhooks.NoOldSecret, CONFLICT, "There is no old secret", "One secret alone signs this webhook's messages. Rotate it first."),
    _one(webhooks.WebhookStopped, CONFLICT, "The webhook is switched off", "Nothing is sent to a webhook that is off. Enable it first."),
    _one(webhooks.StillWaiting, CONFLICT, "The delivery waits already", "It is tried again by itself, at the time that the log names."),
    _one(webhooks.UrlRefused, REFUSED, "The address of the receiver is refused", "A receiver has an https address with a host, without user name, password and fragment, and not in a private network; the operator may allow others."),
    _one(webhooks.EventTypesRefused, REFUSED, "The types of events are refused", "Name at least one type that GET /event-types lists, or the beginning of one with a * after it."),
    _one(webhooks.NothingToReplay, REFUSED, "It is not clear what to replay", "Give exactly one of dead (true), after and since."),
    _one(sandbox.ClockRefused, REFUSED, "The clock is not moved", "Only in a sandbox: its clock moves forward, by exactly one of advanceDays, advanceBusinessDays and to, ten years at most. A reset sets it back."),
    _one(sandbox.NoSuchStage, REFUSED, "There is no such stage", "Only in a sandbox: claims of this type have no such phase, or none that can be reached against this compensator. GET /process lists the phases, /developers/sandbox the stages."),
    _one(sandbox.NoCounterpart, REFUSED, "There is no such other side", "Only in a sandbox: the organisation named is not of the other side, or does not deal with claims of this type."),
    _one(sandbox.NoExample, MISSING, "There is no example of that", "Only in a sandbox: this User ID cannot do the action on the claim as it stands, or the sandbox has no body for it. The claim lists the actions that are possible now."),
    _one(sandbox.FailureOrdered, HTTPStatus.SERVICE_UNAVAILABLE, "This failure was ordered", "Only in a sandbox: your client asked for it (PUT /sandbox/failures). Nothing was done. Repeat the call after the seconds that the header Retry-After names."),
    _one(transfers.NoSuchTransfer, MISSING, "There is no such transfer", "Your organisation takes part in no transfer of this number, or its claims are not shown until the giving side agreed."),
    _one(transfers.NotWaitingForThat, CONFLICT, "The transfer has gone on", "It was agreed to, decided, withdrawn or done meanwhile. Read it again."),
    _one(transfers.TransferRefused, REFUSED, "The transfer is refused", "The organisations are not of one kind, the hour or the claims cannot be, or the contact is yourself. The sentence says what is wrong, and errors where."),
    _one(registration.DealsWithItAlready, CONFLICT, "Your organisation deals with them already", "There is nothing to ask for: the profiles for these claims can be given."),
    _one(registration.AskedForAlready, CONFLICT, "This was asked for already", "The operator has yet to decide on the first request. GET /organisation/claim-types tells where it stands."),
    _one(registration.NoFurtherClaims, CONFLICT, "There are no further claims for you", "A claimant who acts without a representative sends one claim."),
    _one(registration.AnswerRefused, REFUSED, "An answer is refused", "The sentence says what is wrong, and errors where."),
    AccountProblem(refusals.AccountRefusal, REFUSED, "This is refused", ()),
)
# fmt: on
"""From the special to the general: the first that fits decides."""


def account_problem_of(refusal: Exception) -> AccountProblem | None:
    return next((row for row in ACCOUNT_PROBLEMS if isinstance(refusal, row.refusal)), None)


def pointer_of(refusal: Exception) -> str:
    """The JSON pointer of the field that was refused; empty where no single one was."""
    first, *rest = getattr(refusal, "field", "").split("_")
    name = first + "".join(word.capitalize() for word in rest)
    return f"/{name}" if name else ""


def meanings() -> Iterator[tuple[str, AccountProblem, str]]:
    """Each code with its row and what it means."""
    for row in ACCOUNT_PROBLEMS:
        for code, meaning in row.meanings:
            yield code, row, meaning
