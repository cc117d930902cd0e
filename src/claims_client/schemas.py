"""Every body and answer of the API, made from its description by `make client`.

One file, longer than 400 lines, since datamodel-code-generator makes one of one description.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import TypedDict


class AbsenceAnswer(TypedDict):
    userId: str
    firstDay: str
    lastDay: str
    coverUserId: str


class AbsenceBody(TypedDict, closed=True):
    firstDay: str
    lastDay: str
    coverUserId: str


class AbsencesAnswer(TypedDict):
    absences: list[AbsenceAnswer]


class AcceptClaim(TypedDict, closed=True):
    compensatorReference: str


class Accepting(TypedDict, closed=True):
    version: str


class AccidentCircumstances(TypedDict, closed=True):
    hitFromSideRoad: NotRequired[bool | None]
    hitInRear: NotRequired[bool | None]
    hitWhileParked: NotRequired[bool | None]
    carPark: NotRequired[bool | None]
    roundabout: NotRequired[bool | None]
    changingLanes: NotRequired[bool | None]
    concertina: NotRequired[bool | None]
    other: NotRequired[bool | None]


class Acknowledge(TypedDict, closed=True):
    pass


class AcknowledgementAnswer(TypedDict):
    action: str
    phases: list[str]
    claimTypes: list[str]
    mayEnd: bool
    automatic: bool


Action: TypeAlias = str


class AcknowledgementChoice(TypedDict, closed=True):
    actions: list[Action]


class AcknowledgementsAnswer(TypedDict):
    acknowledgements: list[AcknowledgementAnswer]


class ActionAnswer(TypedDict):
    name: str
    method: str
    href: str
    schema: dict[str, Any]


AdditionalDamagesDecision: TypeAlias = Literal["agree", "counter-offer"]


class AdditionalDamagesExist(TypedDict, closed=True):
    exist: bool


AddressKind: TypeAlias = Literal["as-entered", "business", "personal"]


class AddressLine(TypedDict):
    buildingName: str
    buildingNumber: str
    street: str
    streetSecondLine: str
    district: str
    town: str
    county: str
    postcode: str
    country: str


class AddressesAnswer(TypedDict):
    addresses: list[AddressLine]


class Admissions(TypedDict, closed=True):
    accidentOccurred: NotRequired[bool | None]
    causedByDefendant: NotRequired[bool | None]
    causedSomeLoss: NotRequired[bool | None]


class AdviceAnswer(TypedDict):
    action: str
    userIds: list[str]
    survivor: str | None


class Agreeing(TypedDict, closed=True):
    toBranch: NotRequired[str]
    toUser: NotRequired[str]


class AgreementAnswer(TypedDict):
    version: str | None
    text: str
    inForceFrom: str | None
    accepted: bool
    acceptedVersion: str
    acceptedAt: str | None


class ArchivedLine(TypedDict):
    applicationId: str
    claimType: str
    claimantSurname: str
    representative: str
    compensator: str
    representativeReference: str
    compensatorReference: str
    endedAt: str


class Article75(TypedDict, closed=True):
    applies: bool


class AttachmentAnswer(TypedDict):
    attachmentId: str
    title: str
    description: str
    fileName: str
    mediaType: str
    size: int
    sha256: str
    side: str
    organisation: str
    userId: str | None
    addedAt: str
    scan: str
    href: str


class AttachmentList(TypedDict):
    attachments: list[AttachmentAnswer]


class AttemptAnswer(TypedDict):
    at: str
    tookMs: int
    status: int | None
    error: str
    answer: str


class AuditAnswer(TypedDict):
    number: int
    at: str
    tag: str
    subject: str
    userId: str
    realUserId: str
    clientId: str
    staffId: str
    fromAddress: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    hash: str


class AuditPage(TypedDict):
    entries: list[AuditAnswer]
    nextCursor: str | None


Behaviour: TypeAlias = Literal["admits", "counter-offers", "denies", "silent"]


class Blame(TypedDict, closed=True):
    defendant: str
    otherParty1: NotRequired[bool | None]
    otherParty2: NotRequired[bool | None]
    otherParty3: NotRequired[bool | None]
    otherParty4: NotRequired[bool | None]
    otherParty5: NotRequired[bool | None]
    otherParty6: NotRequired[bool | None]


class BusOrCoach(TypedDict, closed=True):
    involved: bool
    driverName: NotRequired[str | None]
    driverIdentification: NotRequired[str | None]
    driverDescription: NotRequired[str | None]
    vehicleDescription: NotRequired[str | None]
    passengers: NotRequired[int | None]
    evidenceOnBoard: NotRequired[bool | None]
    comments: NotRequired[str | None]


Capacity: TypeAlias = Literal[
    "article-75-insurer", "insurer-in-contract", "mib", "other", "rta-insurer"
]


class ClaimTypeRequestAnswer(TypedDict):
    claims: str
    reason: str
    askedBy: str
    askedAt: str
    state: str
    decidedAt: str | None
    decisionReason: str


class ClaimTypeWish(TypedDict, closed=True):
    claims: Literal["elpl", "rta"]
    reason: str


class ClaimTypesAnswer(TypedDict):
    possible: list[str]
    requests: list[ClaimTypeRequestAnswer]


ClaimantLocation: TypeAlias = Literal["other", "premises", "public-place"]


ClaimantRole: TypeAlias = Literal[
    "cyclist",
    "driver",
    "motorcyclist",
    "other",
    "owner-not-driving",
    "passenger",
    "pedestrian",
]


class ClaimedAmount(TypedDict, closed=True):
    grossAmount: str
    interimPayments: str
    comments: NotRequired[str | None]


class ClockAnswer(TypedDict):
    now: str
    aheadSeconds: int


class ClockMove(TypedDict, closed=True):
    advanceDays: NotRequired[int]
    advanceBusinessDays: NotRequired[int]
    to: NotRequired[str]


class CodeLine(TypedDict):
    code: str
    legacyCode: str
    label: str
    inferred: str | None
    sides: list[str]
    claimTypes: list[str]
    inUseFrom: str | None
    inUseUntil: str | None


class CodeList(TypedDict):
    name: str
    codes: list[CodeLine]


class CodeListsAnswer(TypedDict):
    lists: list[CodeList]


class Combining(TypedDict, closed=True):
    userIds: list[str]
    survivor: str
    widen: NotRequired[bool]
    reason: NotRequired[str]


CompensatorKind: TypeAlias = Literal["insurer", "mib"]


class CompensatorLine(TypedDict):
    organisationId: str
    organisationPath: str
    name: str
    kind: str


class CompensatorsAnswer(TypedDict):
    compensators: list[CompensatorLine]


class CostAnswer(TypedDict):
    name: str
    amount: str
    formula: str
    source: str
    inLondon: str | None


CounterOfferDecision: TypeAlias = Literal["accept", "new-offer"]


class CounterOfferNeeded(TypedDict, closed=True):
    needed: bool


class CounterpartAnswer(TypedDict):
    behaviour: Behaviour


class CounterpartChoice(TypedDict, closed=True):
    behaviour: Behaviour


class CourtPackContact(TypedDict, closed=True):
    contactFirstName: str
    contactMiddleName: NotRequired[str | None]
    contactSurname: str
    telephone: NotRequired[str | None]
    email: NotRequired[str | None]
    reference: str
    addressKind: NotRequired[AddressKind | None]


class CruCertificate(TypedDict, closed=True):
    benefitsReceived: str
    benefitsComments: NotRequired[str | None]
    certificateAttached: bool
    certificateComments: NotRequired[str | None]


class CruReference(TypedDict, closed=True):
    reference: NotRequired[str | None]
    noReferenceReason: NotRequired[str | None]


class DeadlineAnswer(TypedDict):
    lastDayToAct: str
    timesOutOn: str
    businessDaysLeft: int


class DefendantOnlyAnswer(TypedDict):
    applicationId: str
    claimType: str
    form: str
    sentAt: str
    body: dict[str, Any]


class DefendantVehicle(TypedDict, closed=True):
    registration: str
    make: NotRequired[str | None]
    model: NotRequired[str | None]
    engineSize: NotRequired[int | None]
    colour: NotRequired[str | None]


class Deleting(TypedDict, closed=True):
    reason: str


class DeletionAnswer(TypedDict):
    applicationId: str
    state: Literal["gone", "hidden", "recovered"]
    reason: str
    deletedBy: str
    deletedAt: str
    goneFrom: str


class DeletionsAnswer(TypedDict):
    deletions: list[DeletionAnswer]


class DeliveryLine(TypedDict):
    deliveryId: int
    messageId: str
    type: str
    state: Literal["dead", "delivered", "waiting"]
    createdAt: str
    dueAt: str | None
    endedAt: str | None
    attempts: list[AttemptAnswer]


class Disabling(TypedDict, closed=True):
    reason: NotRequired[str]


class Disease(TypedDict, closed=True):
    respiratory: NotRequired[bool | None]
    deafness: NotRequired[bool | None]
    vibration: NotRequired[bool | None]
    dermatitis: NotRequired[bool | None]
    other: NotRequired[bool | None]
    description: str
    timeOffWork: bool
    daysOffWork: NotRequired[int | None]
    stillOffWork: NotRequired[bool | None]
    medicalAttention: bool
    firstMedicalAttention: NotRequired[str | None]
    hospital: bool
    overnight: NotRequired[bool | None]
    daysInHospital: NotRequired[str | None]


class DisputedDisbursement(TypedDict, closed=True):
    number: int
    description: str
    amountClaimed: str
    amountPaid: str


class DocumentSchemaAnswer(TypedDict):
    kind: str
    title: str
    processVersions: list[str]
    schema: dict[str, Any]


class DuplicateWebhooks(TypedDict, closed=True):
    messages: int


class ElplBlame(TypedDict, closed=True):
    defendant: str


class ElplCompensator(TypedDict, closed=True):
    organisationName: NotRequired[str | None]
    organisationId: str
    organisationPath: str
    chosen: NotRequired[bool | None]


class ElplCruReference(TypedDict, closed=True):
    reference: NotRequired[str | None]
    noReferenceReason: NotRequired[str | None]


class ElplDisputedDisbursement(TypedDict, closed=True):
    number: int
    description: str
    amountClaimed: str
    amountPaid: str


ElplHeadOfLoss: TypeAlias = Literal[
    "care-or-services",
    "claimant-earnings",
    "clothing",
    "congenial-employment",
    "employer-earnings",
    "fares",
    "future-losses",
    "general-damages",
    "labour-market-disadvantage",
    "medical-expenses",
    "other-losses",
]


class ElplInjury(TypedDict, closed=True):
    description: str
    timeOffWork: bool
    daysOffWork: NotRequired[int | None]
    stillOffWork: NotRequired[bool | None]
    medicalAttention: bool
    firstMedicalAttention: NotRequired[str | None]
    hospital: bool
    overnight: NotRequired[bool | None]
    daysInHospital: NotRequired[str | None]


class ElplInterimClaimedLoss(TypedDict, closed=True):
    head: ElplHeadOfLoss
    grossValueClaimed: str
    evidenceAttached: bool
    pursued: NotRequired[bool | None]
    comments: NotRequired[str | None]


class ElplInterimOfferedLoss(TypedDict, closed=True):
    head: ElplHeadOfLoss
    grossValueOffered: str
    grossAmountAgreed: bool
    comments: NotRequired[str | None]


class ElplLastClaimedLoss(TypedDict, closed=True):
    head: ElplHeadOfLoss
    grossValueClaimed: str
    valueAfterContribution: str
    interestRate: str
    evidenceAttached: bool
    comments: NotRequired[str | None]


class ElplLastOfferedLoss(TypedDict, closed=True):
    head: ElplHeadOfLoss
    grossValueOffered: str
    valueAfterContribution: str
    evidenceAttached: bool
    comments: NotRequired[str | None]


class ElplOfferedLoss(TypedDict, closed=True):
    head: ElplHeadOfLoss
    grossValueOffered: str
    grossAmountAgreed: bool
    interest: str
    comments: NotRequired[str | None]


class ElplProvidedServices(TypedDict, closed=True):
    readyForRehabilitation: bool
    rehabilitationProvided: bool
    rehabilitationDetails: NotRequired[str | None]


class ElplUnpaidDisbursement(TypedDict, closed=True):
    number: int
    reason: str


class EventAnswer(TypedDict):
    number: int
    tag: str
    says: str
    action: str
    side: str
    userId: str | None
    phaseBefore: str
    phaseAfter: str
    timesOutOn: str | None
    at: str
    correlationId: str | None


class EventFacts(TypedDict):
    organisationId: NotRequired[str | None]
    compensatorReference: NotRequired[str | None]
    article75: NotRequired[bool | None]
    interimLimitExtended: NotRequired[bool | None]
    settlementLimitAgreed: NotRequired[str | None]
    negotiationLimitAgreed: NotRequired[str | None]
    furtherConsideration: NotRequired[bool | None]
    additionalDamagesLimitAgreed: NotRequired[str | None]
    exitedBy: NotRequired[str | None]
    attachmentId: NotRequired[str | None]


class EventPhase(TypedDict):
    code: str
    name: str


class EventTypeAnswer(TypedDict):
    type: str
    says: list[str]
    toldTo: str
    kind: str
    claimTypes: list[str]
    schema: dict[str, Any]


class EventTypeLine(TypedDict):
    type: str
    says: list[str]
    toldTo: str
    kind: str
    claimTypes: list[str]


class EventTypesAnswer(TypedDict):
    eventTypes: list[EventTypeLine]


ExitReason: TypeAlias = Literal[
    "above-upper-limit",
    "additional-damages-not-agreed",
    "below-lower-limit",
    "claim-withdrawn",
    "duplicate-claim",
    "further-investigation",
    "interim-not-paid",
    "interim-payment-for-child",
    "notification-incomplete",
    "offer-withdrawn",
    "other",
    "partial-interim-refused",
    "reason-15",
    "stage-1-costs-unpaid",
    "too-complex",
]


class Extending(TypedDict, closed=True):
    expiresOn: str


class ExtendingMany(TypedDict, closed=True):
    expiresOn: str
    userIds: list[str]
    daysApart: NotRequired[int]


ExtensionReason: TypeAlias = Literal["agreed-by-the-parties", "other"]


class FailureLeft(TypedDict):
    kind: str
    left: int


class FailuresAnswer(TypedDict):
    failures: list[FailureLeft]


class FigureAnswer(TypedDict):
    name: str
    formula: str
    amount: str
    legacyName: str | None
    sealed: bool


class FindingAnswer(TypedDict):
    case: int
    weight: str
    userIds: list[str]
    message: str
    why: str
    actions: list[AdviceAnswer]


class FormAnswer(TypedDict):
    number: int
    kind: str
    title: str
    form: str | None
    side: str
    sentAt: str
    href: str
    pdfHref: str
    defendantOnlyHref: str | None
    partBHref: str | None


class FormList(TypedDict):
    documents: list[FormAnswer]


FraudReason: TypeAlias = Literal["fraud"]


HeadOfLoss: TypeAlias = Literal[
    "additional-damages",
    "car-hire",
    "care-or-services",
    "claimant-earnings",
    "clothing",
    "congenial-employment",
    "employer-earnings",
    "fares",
    "future-losses",
    "general-damages",
    "labour-market-disadvantage",
    "loss-of-use",
    "medical-expenses",
    "other-losses",
    "policy-excess",
    "repair-costs",
    "whiplash-tariff",
]


class HolidayLine(TypedDict):
    day: str
    name: str


class HospitalLine(TypedDict):
    name: str
    postcode: str
    addressLines: list[str]


HospitalType: TypeAlias = Literal["nhs", "private"]


class HospitalsAnswer(TypedDict):
    hospitals: list[HospitalLine]


class Injury(TypedDict, closed=True):
    softTissue: NotRequired[bool | None]
    bone: NotRequired[bool | None]
    whiplash: NotRequired[bool | None]
    other: NotRequired[bool | None]
    description: str
    timeOffWork: bool
    daysOffWork: NotRequired[int | None]
    stillOffWork: NotRequired[bool | None]
    medicalAttention: bool
    firstMedicalAttention: NotRequired[str | None]
    hospital: bool
    overnight: NotRequired[bool | None]
    daysInHospital: NotRequired[str | None]


InjuryDuration: TypeAlias = Literal[
    "12-to-15-months",
    "15-to-18-months",
    "18-to-24-months",
    "3-to-6-months",
    "6-to-9-months",
    "9-to-12-months",
    "no-band",
    "up-to-3-months",
]


class InsurerLine(TypedDict):
    insurerName: str
    compensator: CompensatorLine


class InsurersAnswer(TypedDict):
    insurers: list[InsurerLine]


class InterimClaimedLoss(TypedDict, closed=True):
    head: HeadOfLoss
    grossValueClaimed: str
    contributoryNegligence: str
    evidenceAttached: bool
    pursued: NotRequired[bool | None]
    comments: NotRequired[str | None]


class InterimNeeded(TypedDict, closed=True):
    needed: bool


class InterimOfferedLoss(TypedDict, closed=True):
    head: HeadOfLoss
    grossValueOffered: str
    grossAmountAgreed: bool
    contributoryNegligence: str
    comments: NotRequired[str | None]


class InterimPaymentReceived(TypedDict, closed=True):
    received: bool


class InternalEventAnswer(TypedDict):
    tag: str
    says: str
    userId: str
    at: str


class KeyAnswer(TypedDict):
    keyId: int
    kid: str
    thumbprint: str
    createdAt: str


class KnownSolicitor(TypedDict, closed=True):
    named: NotRequired[bool | None]
    details: NotRequired[str | None]


class Leaving(TypedDict, closed=True):
    reason: NotRequired[str]
    handOverTo: NotRequired[str]
    handOver: NotRequired[Literal["anyone"]]


LiabilityDecision: TypeAlias = Literal[
    "admitted", "admitted-with-contributory-negligence", "not-admitted"
]


class LimitAnswer(TypedDict):
    key: str
    name: str
    source: str


class LimitLine(TypedDict):
    key: str
    name: str
    source: str


class LockAnswer(TypedDict):
    userId: str | None
    until: str


class NamedSolicitor(TypedDict, closed=True):
    named: bool
    details: NotRequired[str | None]


class NewAddress(TypedDict, closed=True):
    email: NotRequired[str]


class NewKey(TypedDict, closed=True):
    key: str


ApplicationId: TypeAlias = str


class NewTransfer(TypedDict, closed=True):
    giver: str
    receiver: str
    carryOutAt: str
    contact: str
    reason: str
    claimTypes: NotRequired[list[Literal["el", "eld", "pl", "rta"]]]
    branch: NotRequired[str]
    applicationIds: NotRequired[list[ApplicationId]]
    toBranch: NotRequired[str]
    toUser: NotRequired[str]


class NewUser(TypedDict, closed=True):
    userId: str
    forename: str
    surname: str
    email: str
    branchId: str
    profiles: list[str]
    secondName: NotRequired[str]
    telephone: NotRequired[str]
    mobile: NotRequired[str]
    expiresOn: NotRequired[str]


class NewWebhook(TypedDict, closed=True):
    url: str
    events: list[str]
    description: NotRequired[str]
    clientId: NotRequired[str]


class Nothing(TypedDict, closed=True):
    pass


NoticeKind: TypeAlias = Literal["step", "time-limit-changed", "time-limit-reached", "warning"]


class NotificationAnswer(TypedDict):
    id: int
    kind: NoticeKind
    event: str
    applicationId: str
    text: str
    at: str


class NotificationPage(TypedDict):
    notifications: list[NotificationAnswer]
    nextCursor: str | None


class NotificationsLeft(TypedDict):
    left: int


Order: TypeAlias = Literal[
    "-deadline", "-id", "-start", "-update", "deadline", "id", "start", "update"
]


OtherPartyKind: TypeAlias = Literal["other", "witness"]


OwnMotorCover: TypeAlias = Literal[
    "comprehensive", "other", "third-party-fire-and-theft", "third-party-only"
]


class PackContact(TypedDict, closed=True):
    contactFirstName: str
    contactMiddleName: NotRequired[str | None]
    contactSurname: str
    telephone: NotRequired[str | None]
    email: NotRequired[str | None]
    reference: str


PackDecision: TypeAlias = Literal["confirm", "counter-offer", "repudiate"]


class PartialInterimPayment(TypedDict, closed=True):
    accepted: bool


class PendingAddress(TypedDict):
    email: str
    sentAt: str
    linkValidUntil: str


PersonOrBusiness: TypeAlias = Literal["business", "individual"]


class PhaseAnswer(TypedDict):
    code: str
    name: str


class PhaseLine(TypedDict):
    code: str
    name: str
    meaning: str
    turn: str | None
    limit: str | None
    atExpiry: str | None
    endsAs: str | None


class Police(TypedDict, closed=True):
    station: NotRequired[str | None]
    stationAddress: NotRequired[str | None]
    reportingOfficer: NotRequired[str | None]
    reference: NotRequired[str | None]


class PostalAddress(TypedDict, closed=True):
    buildingName: NotRequired[str]
    buildingNumber: NotRequired[str]
    street: NotRequired[str]
    streetSecondLine: NotRequired[str]
    district: NotRequired[str]
    town: NotRequired[str]
    county: NotRequired[str]
    postcode: NotRequired[str]
    country: NotRequired[str]


class PrivateNoteAnswer(TypedDict):
    noteId: int
    text: str
    userId: str
    writtenAt: str
    correctedAt: str | None
    isOwn: bool


class PrivateNoteBody(TypedDict, closed=True):
    text: str


class PrivateNotesAnswer(TypedDict):
    notes: list[PrivateNoteAnswer]


class ProblemFault(TypedDict):
    pointer: str
    code: str
    message: str


class ProcessLine(TypedDict):
    version: str
    claimType: str
    claimTypeName: str
    since: str
    current: bool


class ProcessesAnswer(TypedDict):
    processes: list[ProcessLine]


Profile: TypeAlias = Literal[
    "advanced-user-delete-claims",
    "comp-administrator",
    "comp-elpl-branch-claim-handler",
    "comp-elpl-branch-dispatcher",
    "comp-elpl-claim-dispatcher",
    "comp-elpl-claim-handler",
    "comp-elpl-team-leader",
    "comp-rta-branch-claim-handler",
    "comp-rta-branch-dispatcher",
    "comp-rta-claim-dispatcher",
    "comp-rta-claim-handler",
    "comp-rta-team-leader",
    "cr-administrator",
    "cr-elpl-claim-handler",
    "cr-elpl-team-leader",
    "cr-rta-claim-handler",
    "cr-rta-team-leader",
    "search-archived-claims-user",
]


class ProfilesOfUser(TypedDict, closed=True):
    profiles: list[str]


class ProvidedServices(TypedDict, closed=True):
    readyForRehabilitation: bool
    rehabilitationProvided: bool
    rehabilitationDetails: NotRequired[str | None]
    replacementVehicleProvided: bool
    replacementVehicleDetails: NotRequired[str | None]
    repairsProvided: bool
    repairDetails: NotRequired[str | None]


class ReadinessAnswer(TypedDict):
    organisationId: str
    score: int
    accounts: int
    administrators: int
    findings: list[FindingAnswer]


class Reassign(TypedDict, closed=True):
    organisationId: str


ReferralSource: TypeAlias = Literal[
    "advertising",
    "claims-management-company",
    "existing-client",
    "other",
    "other-website",
    "own-website",
    "prefer-not-to-say",
    "private-referral",
]


RehabilitationRecommended: TypeAlias = Literal["no", "not-seen-yet", "yes"]


class RejectInterimPack(TypedDict, closed=True):
    comment: str


RejectionReason: TypeAlias = Literal[
    "askcue-reference-not-valid", "mandatory-fields-wrong", "wrong-organisation"
]


class RepairCompany(TypedDict, closed=True):
    organisationName: NotRequired[str | None]
    address: NotRequired[str | None]
    telephone: NotRequired[str | None]
    reference: NotRequired[str | None]


RepairState: TypeAlias = Literal["authorised", "complete", "not-known", "not-yet-authorised"]


class Replay(TypedDict, closed=True):
    dead: NotRequired[bool]
    after: NotRequired[str | None]
    since: NotRequired[str | None]


class ReplayAnswer(TypedDict):
    deliveries: int


ReportCount: TypeAlias = Literal["four", "none", "one", "three", "two"]


class ResetAnswer(TypedDict):
    claimsDeleted: int
    now: str


class RightAnswer(TypedDict):
    code: str
    says: str


class RoadConditions(TypedDict, closed=True):
    dry: NotRequired[bool | None]
    wet: NotRequired[bool | None]
    snow: NotRequired[bool | None]
    ice: NotRequired[bool | None]
    mud: NotRequired[bool | None]
    oil: NotRequired[bool | None]
    other: NotRequired[bool | None]
    otherDetails: NotRequired[str | None]


class RtaInterimPackResponse(TypedDict, closed=True):
    compensator: PackContact
    cru: NotRequired[CruReference | None]
    losses: NotRequired[list[InterimOfferedLoss]]
    cruDeductions: str
    comments: NotRequired[str | None]


class SayingNo(TypedDict, closed=True):
    reason: str


class ScenarioBody(TypedDict, closed=True):
    claimType: str
    at: str
    organisationId: NotRequired[str]
    counterpart: NotRequired[Behaviour]


Scope: TypeAlias = Literal["all", "worklist"]


class SealedAnswer(TypedDict, closed=True):
    defendantFinalOffer: str


class SealedOffers(TypedDict, closed=True):
    claimantFinalOffer: str
    defendantFinalOffer: str
    stage1FixedCostsPaid: bool
    stage2FixedCostsPaid: bool


class SearchQuery(TypedDict, closed=True):
    scope: NotRequired[Scope]
    applicationId: NotRequired[str | None]
    surname: NotRequired[str | None]
    reference: NotRequired[str | None]
    registration: NotRequired[str | None]
    niNumber: NotRequired[str | None]
    dateOfBirth: NotRequired[str | None]
    phase: NotRequired[str | None]
    claimType: NotRequired[str | None]
    branch: NotRequired[str | None]
    allocatedTo: NotRequired[str | None]
    startedFrom: NotRequired[str | None]
    startedTo: NotRequired[str | None]
    sentFrom: NotRequired[str | None]
    sentTo: NotRequired[str | None]
    updatedFrom: NotRequired[str | None]
    updatedTo: NotRequired[str | None]
    updatedSince: NotRequired[str | None]
    sort: NotRequired[Order | None]


SeatBelt: TypeAlias = Literal["no", "not-known", "yes"]


class SecretAnswer(TypedDict):
    secretId: int
    createdAt: str


class ServiceNoticeAnswer(TypedDict):
    kind: str
    text: str
    shownUntil: str
    beginsAt: str | None
    endsAt: str | None


class ServiceNoticesAnswer(TypedDict):
    serviceNotices: list[ServiceNoticeAnswer]


class SettlementAgreement(TypedDict, closed=True):
    agreed: bool


Sex: TypeAlias = Literal["female", "male", "not-known"]


Signatory: TypeAlias = Literal["claimant-in-person", "claimants-solicitor"]


class SignatureAnswer(TypedDict):
    signedBy: str
    signedAt: str
    accounts: int


class Signing(TypedDict, closed=True):
    seen: str


class SkippedAnswer(TypedDict):
    day: str
    reason: str


class Slow(TypedDict, closed=True):
    calls: int
    milliseconds: int


class StageOnePayment(TypedDict, closed=True):
    received: bool


State: TypeAlias = Literal[
    "disabled-by-administrator",
    "disabled-by-portal",
    "expired",
    "must-choose-password",
    "never-signed-in",
    "unverified",
    "usable",
]


class StateAnswer(TypedDict):
    applicationId: str
    phase: PhaseAnswer
    turn: str | None
    activityId: str
    deadline: DeadlineAnswer | None
    foreseen: NotRequired[bool]


class StateFraud(TypedDict, closed=True):
    reason: FraudReason
    comment: str


class StatementOfTruth(TypedDict, closed=True):
    signatory: Signatory
    signedCopyRetained: bool


class Step(TypedDict, closed=True):
    applicationId: str
    action: str
    activityId: str
    body: NotRequired[dict[str, Any]]


class StepLine(TypedDict):
    row: str
    phase: str
    side: str
    action: str
    takes: str
    to: str
    event: str
    condition: str | None


class Steps(TypedDict, closed=True):
    actions: list[Step]


class TargetBranch(TypedDict):
    branchId: str
    name: str


class TargetCompensator(TypedDict):
    organisationId: str
    name: str


class TargetUser(TypedDict):
    userId: str
    name: str
    branchId: str | None


class TargetsAnswer(TypedDict):
    users: list[TargetUser]
    branches: list[TargetBranch]
    compensators: list[TargetCompensator]


TariffType: TypeAlias = Literal["whiplash-and-psychological", "whiplash-only"]


Title: TypeAlias = Literal["miss", "mr", "mrs", "ms", "other"]


class ToBranch(TypedDict, closed=True):
    branchId: str


class ToUser(TypedDict, closed=True):
    userId: str


TokenScope: TypeAlias = Literal["act", "administer", "read"]


class TransferCount(TypedDict):
    outcome: str
    claims: int


class TransferOfClaim(TypedDict):
    giver: str
    receiver: str
    at: str


class TransferredAnswer(TypedDict):
    applicationId: str
    outcome: str
    at: str | None


class Unavailable(TypedDict, closed=True):
    calls: int
    retryAfter: NotRequired[int]


class UnpaidDisbursement(TypedDict, closed=True):
    number: int
    reason: str


class UsageOfDay(TypedDict):
    day: str
    calls: int
    errors: int
    lastAt: str


class UsageOfRoute(TypedDict):
    route: str
    calls: int
    errors: int
    lastAt: str


class UserChanges(TypedDict, closed=True):
    forename: NotRequired[str]
    secondName: NotRequired[str]
    surname: NotRequired[str]
    telephone: NotRequired[str]
    mobile: NotRequired[str]
    branchId: NotRequired[str]
    expiresOn: NotRequired[str]


class ValidationAnswer(TypedDict):
    valid: bool
    claimType: str


ValueBand: TypeAlias = Literal["up-to-10000", "up-to-25000"]


class Vehicle(TypedDict, closed=True):
    registration: NotRequired[str | None]
    make: NotRequired[str | None]
    model: NotRequired[str | None]
    engineSize: NotRequired[int | None]
    colour: NotRequired[str | None]


class Weather(TypedDict, closed=True):
    sun: NotRequired[bool | None]
    rain: NotRequired[bool | None]
    snow: NotRequired[bool | None]
    ice: NotRequired[bool | None]
    fog: NotRequired[bool | None]
    other: NotRequired[bool | None]
    otherDetails: NotRequired[str | None]


class WebhookAnswer(TypedDict):
    webhookId: str
    url: str
    events: list[str]
    description: str
    clientId: str | None
    enabled: bool
    stoppedBecause: str | None
    failingSince: str | None
    waiting: int
    dead: int
    createdAt: str
    oldSecretEndsAt: str | None


class WebhookChanges(TypedDict, closed=True):
    url: NotRequired[str]
    events: NotRequired[list[str]]
    description: NotRequired[str]
    clientId: NotRequired[str]


class WebhookWithSecret(TypedDict):
    webhook: WebhookAnswer
    secret: str


class WebhooksAnswer(TypedDict):
    webhooks: list[WebhookAnswer]


class WorkAnswer(TypedDict):
    locked: int
    allocated: int


YesNoDontKnow: TypeAlias = Literal["dont-know", "no", "yes"]


YesNoNotKnown: TypeAlias = Literal["no", "not-known", "yes"]


class ClaimLinePart(TypedDict):
    applicationId: NotRequired[str]
    claimType: NotRequired[str]
    phase: NotRequired[PhaseAnswer]
    turn: NotRequired[str | None]
    deadline: NotRequired[DeadlineAnswer | None]
    activityId: NotRequired[str]
    claimantFirstName: NotRequired[str]
    claimantSurname: NotRequired[str]
    claimantRepresentative: NotRequired[str]
    compensator: NotRequired[str | None]
    claimantRepresentativeReference: NotRequired[str]
    compensatorReference: NotRequired[str]
    allocatedTo: NotRequired[str | None]
    branchId: NotRequired[str | None]
    lock: NotRequired[LockAnswer | None]
    sentAt: NotRequired[str | None]
    updatedAt: NotRequired[str]


class EventAnswerPart(TypedDict):
    number: NotRequired[int]
    tag: NotRequired[str]
    says: NotRequired[str]
    action: NotRequired[str]
    side: NotRequired[str]
    userId: NotRequired[str | None]
    phaseBefore: NotRequired[str]
    phaseAfter: NotRequired[str]
    timesOutOn: NotRequired[str | None]
    at: NotRequired[str]
    correlationId: NotRequired[str | None]


class NotificationAnswerPart(TypedDict):
    id: NotRequired[int]
    kind: NotRequired[NoticeKind]
    event: NotRequired[str]
    applicationId: NotRequired[str]
    text: NotRequired[str]
    at: NotRequired[str]


class AccountState(TypedDict):
    code: State
    label: str
    reason: str
    wayOut: str


class AdditionalDamagesAgreement(TypedDict, closed=True):
    decision: AdditionalDamagesDecision
    grossAmount: str
    interimPayments: str
    comments: NotRequired[str | None]


class Address(TypedDict, closed=True):
    buildingName: NotRequired[str | None]
    buildingNumber: NotRequired[str | None]
    street: str
    streetSecondLine: NotRequired[str | None]
    district: NotRequired[str | None]
    town: str
    county: NotRequired[str | None]
    postcode: NotRequired[str | None]
    country: str
    kind: NotRequired[AddressKind | None]


class Agreement(TypedDict, closed=True):
    decision: PackDecision
    grossAmount: str
    interimPayments: str
    comments: NotRequired[str | None]


class ArchivePage(TypedDict):
    claims: list[ArchivedLine]
    nextCursor: str | None


class BranchAnswer(TypedDict):
    branchId: str
    name: str
    kind: str
    email: str
    telephone: str
    address: PostalAddress
    enabled: bool


class BranchChanges(TypedDict, closed=True):
    name: NotRequired[str]
    email: NotRequired[str]
    telephone: NotRequired[str]
    address: NotRequired[PostalAddress]
    enabled: NotRequired[bool]


class BranchesAnswer(TypedDict):
    branches: list[BranchAnswer]


class CalendarAnswer(TypedDict):
    version: int
    holidays: list[HolidayLine]


class ClaimDetails(TypedDict, closed=True):
    valueBand: ValueBand
    officialInjuryClaimReference: NotRequired[str | None]
    signatory: Signatory
    signedCopyRetained: bool


class ClaimLine(TypedDict):
    applicationId: str
    claimType: str
    phase: PhaseAnswer
    turn: str | None
    deadline: DeadlineAnswer | None
    activityId: str
    claimantFirstName: str
    claimantSurname: str
    claimantRepresentative: str
    compensator: str | None
    claimantRepresentativeReference: str
    compensatorReference: str
    allocatedTo: str | None
    branchId: str | None
    lock: LockAnswer | None
    sentAt: str | None
    updatedAt: str


class ClaimPage(TypedDict):
    claims: list[ClaimLine]
    nextCursor: str | None


class Claimant(TypedDict, closed=True):
    title: Title
    otherTitle: NotRequired[str | None]
    firstName: str
    middleName: NotRequired[str | None]
    surname: str
    dateOfBirth: str
    sex: NotRequired[Sex | None]
    address: Address


class ClaimantDetails(TypedDict, closed=True):
    person: Claimant
    child: bool
    occupation: str
    nationalInsuranceNumber: NotRequired[str | None]
    noNationalInsuranceNumberReason: NotRequired[str | None]
    askcueReference: str
    vehicle: NotRequired[Vehicle | None]


class ClaimedLoss(TypedDict, closed=True):
    head: HeadOfLoss
    grossValueClaimed: str
    contributoryNegligence: str
    interest: str
    evidenceAttached: bool
    tariffType: NotRequired[TariffType | None]
    injuryDuration: NotRequired[InjuryDuration | None]
    uplift: NotRequired[bool | None]
    upliftPercentage: NotRequired[int | None]
    upliftReason: NotRequired[str | None]
    comments: NotRequired[str | None]


class ClaimsOfTransferAnswer(TypedDict):
    claims: list[TransferredAnswer]
    nextAfter: int | None


class ClientAnswer(TypedDict):
    clientId: str
    name: str
    enabled: bool
    createdAt: str
    lastUsedAt: str | None
    scopes: list[TokenScope]
    callsPerSecond: int
    secrets: list[SecretAnswer]
    keys: list[KeyAnswer]
    jwksUrl: str


class ClientChanges(TypedDict, closed=True):
    name: NotRequired[str]
    scopes: NotRequired[list[TokenScope]]
    jwksUrl: NotRequired[str]


class ClientWithSecret(TypedDict):
    client: ClientAnswer
    clientSecret: str


class ClientsAnswer(TypedDict):
    clients: list[ClientAnswer]


class Compensator(TypedDict, closed=True):
    organisationName: NotRequired[str | None]
    organisationId: str
    organisationPath: str
    chosen: NotRequired[bool | None]
    kind: CompensatorKind


class CompensatorContact(TypedDict, closed=True):
    contactFirstName: str
    contactMiddleName: NotRequired[str | None]
    contactSurname: str
    telephone: str
    email: str
    reference: NotRequired[str | None]
    address: NotRequired[Address | None]


class CountAnswer(TypedDict):
    phase: PhaseAnswer
    number: int
    orMore: bool


class CounterOfferAgreement(TypedDict, closed=True):
    decision: CounterOfferDecision
    grossAmount: str
    interimPayments: str
    comments: NotRequired[str | None]


class CounterOfferedLoss(TypedDict, closed=True):
    head: HeadOfLoss
    grossValueOffered: str
    grossAmountAgreed: bool
    contributoryNegligence: str
    interest: str
    tariffType: NotRequired[TariffType | None]
    injuryDuration: NotRequired[InjuryDuration | None]
    uplift: NotRequired[bool | None]
    upliftPercentage: NotRequired[int | None]
    comments: NotRequired[str | None]


class CountingAnswer(TypedDict):
    limit: LimitAnswer
    startedOn: str
    days: int | None
    agreed: str | None
    furtherDays: int
    skipped: list[SkippedAnswer]
    lastDayToAct: str
    timesOutOn: str
    calendarVersion: int


class CountsAnswer(TypedDict):
    phases: list[CountAnswer]


class DefendantOrganisation(TypedDict, closed=True):
    organisationName: str
    contactFirstName: NotRequired[str | None]
    contactMiddleName: NotRequired[str | None]
    contactSurname: NotRequired[str | None]
    telephone: NotRequired[str | None]
    email: NotRequired[str | None]
    reference: NotRequired[str | None]
    policyNumber: NotRequired[str | None]
    providerAddress: NotRequired[str | None]
    address: NotRequired[Address | None]


class DefendantPerson(TypedDict, closed=True):
    title: NotRequired[Title | None]
    otherTitle: NotRequired[str | None]
    firstName: NotRequired[str | None]
    middleName: NotRequired[str | None]
    surname: str
    dateOfBirth: NotRequired[str | None]
    sex: NotRequired[Sex | None]
    address: NotRequired[Address | None]


class DeliveriesAnswer(TypedDict):
    deliveries: list[DeliveryLine]
    nextCursor: str | None


class DocumentAnswer(TypedDict):
    number: int
    kind: str
    side: str
    sentAt: str
    body: dict[str, Any]
    figures: list[FigureAnswer]


class DraftAnswer(TypedDict):
    applicationId: str
    claimType: str
    revision: int
    updatedAt: str
    userId: str
    form: dict[str, Any]
    errors: list[ProblemFault]


class Driver(TypedDict, closed=True):
    firstName: NotRequired[str | None]
    middleName: NotRequired[str | None]
    surname: str
    address: NotRequired[Address | None]


class ElAccident(TypedDict, closed=True):
    date: str
    time: str
    place: str
    description: str
    reported: YesNoNotKnown
    reportedWhenAndToWhom: NotRequired[str | None]


class ElplClaimDetails(TypedDict, closed=True):
    valueBand: ValueBand
    notificationDate: str
    signatory: Signatory
    signedCopyRetained: bool


class ElplClaimant(TypedDict, closed=True):
    title: Title
    otherTitle: NotRequired[str | None]
    firstName: str
    middleName: NotRequired[str | None]
    surname: str
    dateOfBirth: str
    address: Address


class ElplClaimedLoss(TypedDict, closed=True):
    head: ElplHeadOfLoss
    grossValueClaimed: str
    interest: str
    evidenceAttached: bool
    comments: NotRequired[str | None]


class ElplCounterOfferByCompensator(TypedDict, closed=True):
    losses: NotRequired[list[ElplOfferedLoss]]
    cruDeductions: str
    agreement: CounterOfferAgreement


class ElplCounterOfferByRepresentative(TypedDict, closed=True):
    losses: NotRequired[list[ElplClaimedLoss]]
    agreement: ClaimedAmount


class ElplCourtPackRequest(TypedDict, closed=True):
    claimantRepresentative: PackContact
    claimantOccupation: NotRequired[str | None]
    losses: NotRequired[list[ElplLastClaimedLoss]]
    allDisbursementsPaid: bool
    disbursements: NotRequired[list[ElplDisputedDisbursement]]
    partB: SealedOffers
    defendantSolicitor: NotRequired[KnownSolicitor | None]
    statementOfTruth: StatementOfTruth


class ElplCourtPackResponse(TypedDict, closed=True):
    compensator: CourtPackContact
    losses: NotRequired[list[ElplLastOfferedLoss]]
    cru: CruCertificate
    disbursements: NotRequired[list[ElplUnpaidDisbursement]]
    defendantSolicitor: NamedSolicitor
    partB: SealedAnswer


class ElplInterimMedicalReports(TypedDict, closed=True):
    count: ReportCount


class ElplInterimPackRequest(TypedDict, closed=True):
    claimantRepresentative: PackContact
    medicalReports: ElplInterimMedicalReports
    reasons: NotRequired[str | None]
    losses: NotRequired[list[ElplInterimClaimedLoss]]
    statementOfTruth: StatementOfTruth


class ElplInterimPackResponse(TypedDict, closed=True):
    compensator: PackContact
    cru: NotRequired[ElplCruReference | None]
    losses: NotRequired[list[ElplInterimOfferedLoss]]
    cruDeductions: str
    comments: NotRequired[str | None]


class ElplLiability(TypedDict, closed=True):
    decision: LiabilityDecision
    admissions: NotRequired[Admissions | None]
    reasonsNotAdmitted: NotRequired[str | None]


class ElplLiabilityResponse(TypedDict, closed=True):
    compensator: CompensatorContact
    liability: ElplLiability
    services: ElplProvidedServices


class ElplMedicalReports(TypedDict, closed=True):
    count: ReportCount


class ElplSettlementPackRequest(TypedDict, closed=True):
    claimantRepresentative: PackContact
    medicalReports: ElplMedicalReports
    losses: NotRequired[list[ElplClaimedLoss]]
    statementOfTruth: StatementOfTruth
    comments: NotRequired[str | None]


class ElplSettlementPackResponse(TypedDict, closed=True):
    compensator: PackContact
    cru: NotRequired[ElplCruReference | None]
    losses: NotRequired[list[ElplOfferedLoss]]
    cruDeductions: str
    agreement: Agreement


class EventChanges(TypedDict):
    phaseBefore: EventPhase
    phase: EventPhase
    turn: str | None
    timesOutOn: str | None
    document: str | None
    facts: EventFacts


class ExitClaim(TypedDict, closed=True):
    reason: ExitReason
    comment: NotRequired[str | None]


class Exposure(TypedDict, closed=True):
    place: str
    description: str
    reported: YesNoNotKnown
    reportedWhenAndToWhom: NotRequired[str | None]


class ExtendLimit(TypedDict, closed=True):
    newTimeOutDate: str
    reason: ExtensionReason


class FailuresBody(TypedDict, closed=True):
    slow: NotRequired[Slow]
    unavailable: NotRequired[Unavailable]
    duplicateWebhooks: NotRequired[DuplicateWebhooks]


class FeedEvent(TypedDict):
    id: str
    type: str
    kind: NoticeKind
    at: str
    applicationId: str
    claimType: str
    number: int
    side: str | None
    text: str
    activityId: str
    changed: EventChanges


class FilterAnswer(TypedDict):
    filterId: int
    name: str
    query: SearchQuery
    href: str


class FiltersAnswer(TypedDict):
    filters: list[FilterAnswer]


class HireProvider(TypedDict, closed=True):
    name: str
    reference: str
    address: NotRequired[str | None]
    startDate: str
    endDate: str
    vehicle: NotRequired[Vehicle | None]


class HistoryAnswer(TypedDict):
    applicationId: str
    events: list[EventAnswer]
    internal: list[InternalEventAnswer]


class Hospital(TypedDict, closed=True):
    type: HospitalType
    name: NotRequired[str | None]
    addressLine1: NotRequired[str | None]
    addressLine2: NotRequired[str | None]
    addressLine3: NotRequired[str | None]
    addressLine4: NotRequired[str | None]
    postcode: NotRequired[str | None]


class InsuranceCompany(TypedDict, closed=True):
    organisationName: NotRequired[str | None]
    policyNumber: NotRequired[str | None]
    address: NotRequired[Address | None]


class InterimMedicalReports(TypedDict, closed=True):
    softTissueInjury: bool
    medcoCaseNumber: NotRequired[str | None]
    count: ReportCount


class LastClaimedLoss(TypedDict, closed=True):
    head: HeadOfLoss
    grossValueClaimed: str
    contributoryNegligence: str
    valueAfterContribution: str
    interestRate: str
    evidenceAttached: bool
    tariffType: NotRequired[TariffType | None]
    injuryDuration: NotRequired[InjuryDuration | None]
    uplift: NotRequired[bool | None]
    upliftPercentage: NotRequired[int | None]
    upliftReason: NotRequired[str | None]
    comments: NotRequired[str | None]


class LastOfferedLoss(TypedDict, closed=True):
    head: HeadOfLoss
    grossValueOffered: str
    contributoryNegligence: str
    valueAfterContribution: str
    evidenceAttached: bool
    tariffType: NotRequired[TariffType | None]
    injuryDuration: NotRequired[InjuryDuration | None]
    uplift: NotRequired[bool | None]
    upliftPercentage: NotRequired[int | None]
    comments: NotRequired[str | None]


class Liability(TypedDict, closed=True):
    decision: LiabilityDecision
    admissions: NotRequired[Admissions | None]
    reasonsNotAdmitted: NotRequired[str | None]
    noAuthority: NotRequired[bool | None]


class MedicalReports(TypedDict, closed=True):
    softTissueInjury: bool
    medcoCaseNumber: NotRequired[str | None]
    count: ReportCount


class NamedPerson(TypedDict, closed=True):
    title: NotRequired[Title | None]
    otherTitle: NotRequired[str | None]
    firstName: NotRequired[str | None]
    middleName: NotRequired[str | None]
    surname: str
    address: NotRequired[Address | None]


class NewBranch(TypedDict, closed=True):
    name: str
    email: NotRequired[str]
    telephone: NotRequired[str]
    address: NotRequired[PostalAddress]


class NewClient(TypedDict, closed=True):
    name: str
    scopes: NotRequired[list[TokenScope]]


class NewFilter(TypedDict, closed=True):
    name: str
    query: SearchQuery


class OfferedLoss(TypedDict, closed=True):
    head: HeadOfLoss
    grossValueOffered: str
    grossAmountAgreed: bool
    contributoryNegligence: str
    interest: str
    tariffType: NotRequired[TariffType | None]
    injuryDuration: NotRequired[InjuryDuration | None]
    uplift: NotRequired[bool | None]
    upliftPercentage: NotRequired[int | None]
    comments: NotRequired[str | None]


class OrganisationAnswer(TypedDict):
    organisationId: str
    name: str
    kind: str
    claimTypes: list[str]
    email: str
    telephone: str
    address: PostalAddress
    emailDomains: list[str]
    requiresStrongFactor: bool


class OrganisationChanges(TypedDict, closed=True):
    email: NotRequired[str]
    telephone: NotRequired[str]
    address: NotRequired[PostalAddress]
    emailDomains: NotRequired[list[str]]
    requiresStrongFactor: NotRequired[bool]


class OtherParty(TypedDict, closed=True):
    kind: OtherPartyKind
    otherKind: NotRequired[str | None]
    person: NamedPerson
    vehicle: NotRequired[Vehicle | None]
    insuranceCompany: NotRequired[InsuranceCompany | None]


class PlAccident(TypedDict, closed=True):
    date: str
    time: str
    place: str
    claimantLocation: ClaimantLocation
    otherLocation: NotRequired[str | None]
    description: str
    reported: YesNoNotKnown
    reportedWhenAndToWhom: NotRequired[str | None]


class PlClaimantDetails(TypedDict, closed=True):
    person: ElplClaimant
    child: bool
    occupation: str
    nationalInsuranceNumber: NotRequired[str | None]
    noNationalInsuranceNumberReason: NotRequired[str | None]


class Problem(TypedDict):
    type: str
    title: str
    status: int
    detail: str
    instance: NotRequired[str | None]
    errors: NotRequired[list[ProblemFault]]
    activityId: NotRequired[str | None]
    phase: NotRequired[str | None]


class ProcessAnswer(TypedDict):
    version: str
    claimType: str
    firstPhase: str
    phases: list[PhaseLine]
    steps: list[StepLine]
    limits: list[LimitLine]


class ProfileAnswer(TypedDict):
    profile: str
    name: str
    organisationKinds: list[str]
    claimTypes: list[str]
    reach: str
    onlyNew: bool
    rights: list[RightAnswer]
    explanation: str
    available: bool


class ProfilesAnswer(TypedDict):
    profiles: list[ProfileAnswer]


class Referral(TypedDict, closed=True):
    source: ReferralSource
    managementCompany: NotRequired[str | None]
    authorisationNumber: NotRequired[str | None]
    website: NotRequired[str | None]
    otherSource: NotRequired[str | None]


class Rehabilitation(TypedDict, closed=True):
    recommended: RehabilitationRecommended
    treatment: NotRequired[str | None]
    needs: NotRequired[bool | None]
    details: NotRequired[str | None]


class RejectClaim(TypedDict, closed=True):
    reason: RejectionReason
    comment: NotRequired[str | None]


class Repairs(TypedDict, closed=True):
    ownVehicleDamaged: bool
    ownMotorCover: NotRequired[OwnMotorCover | None]
    otherCover: NotRequired[str | None]
    throughClaimantsInsurer: NotRequired[bool | None]
    throughAnotherCompany: NotRequired[bool | None]
    company: NotRequired[RepairCompany | None]
    totalLoss: NotRequired[YesNoDontKnow | None]
    state: NotRequired[RepairState | None]
    compensatorMayInspect: NotRequired[bool | None]
    inspectionPlace: NotRequired[str | None]
    inspectionContact: NotRequired[str | None]


class ReplacementVehicle(TypedDict, closed=True):
    entitled: bool
    needed: NotRequired[bool | None]
    provided: NotRequired[bool | None]
    provider: NotRequired[HireProvider | None]
    hireContinues: NotRequired[bool | None]
    askedOfCompensator: NotRequired[bool | None]
    kindOfVehicle: NotRequired[str | None]
    contactName: NotRequired[str | None]
    telephone: NotRequired[str | None]


class Representative(TypedDict, closed=True):
    organisationName: str
    branchName: NotRequired[str | None]
    contactFirstName: str
    contactMiddleName: NotRequired[str | None]
    contactSurname: str
    telephone: str
    email: str
    reference: str
    address: NotRequired[Address | None]


class RtaAdditionalDamagesRequest(TypedDict, closed=True):
    losses: NotRequired[list[ClaimedLoss]]
    agreement: ClaimedAmount


class RtaAdditionalDamagesResponse(TypedDict, closed=True):
    losses: NotRequired[list[CounterOfferedLoss]]
    cruDeductions: str
    agreement: AdditionalDamagesAgreement


class RtaCounterOfferByCompensator(TypedDict, closed=True):
    losses: NotRequired[list[CounterOfferedLoss]]
    cruDeductions: str
    agreement: CounterOfferAgreement


class RtaCounterOfferByRepresentative(TypedDict, closed=True):
    losses: NotRequired[list[ClaimedLoss]]
    agreement: ClaimedAmount


class RtaCourtPackRequest(TypedDict, closed=True):
    claimantRepresentative: PackContact
    claimantOccupation: NotRequired[str | None]
    losses: NotRequired[list[LastClaimedLoss]]
    allDisbursementsPaid: bool
    disbursements: NotRequired[list[DisputedDisbursement]]
    partB: SealedOffers
    defendantSolicitor: NotRequired[KnownSolicitor | None]
    statementOfTruth: StatementOfTruth


class RtaCourtPackResponse(TypedDict, closed=True):
    compensator: CourtPackContact
    losses: NotRequired[list[LastOfferedLoss]]
    cru: CruCertificate
    disbursements: NotRequired[list[UnpaidDisbursement]]
    defendantSolicitor: NamedSolicitor
    partB: SealedAnswer


class RtaInterimPackRequest(TypedDict, closed=True):
    claimantRepresentative: PackContact
    medicalReports: InterimMedicalReports
    reasons: NotRequired[str | None]
    losses: NotRequired[list[InterimClaimedLoss]]
    statementOfTruth: StatementOfTruth


class RtaLiabilityResponse(TypedDict, closed=True):
    compensator: CompensatorContact
    capacity: Capacity
    otherCapacity: NotRequired[str | None]
    liability: Liability
    services: ProvidedServices
    defendantDateOfBirth: NotRequired[str | None]


class RtaSettlementPackRequest(TypedDict, closed=True):
    claimantRepresentative: PackContact
    medicalReports: MedicalReports
    losses: NotRequired[list[ClaimedLoss]]
    statementOfTruth: StatementOfTruth
    comments: NotRequired[str | None]


class RtaSettlementPackResponse(TypedDict, closed=True):
    compensator: PackContact
    cru: NotRequired[CruReference | None]
    losses: NotRequired[list[OfferedLoss]]
    cruDeductions: str
    agreement: Agreement


class StepAnswer(TypedDict):
    status: int
    state: NotRequired[StateAnswer | None]
    problem: NotRequired[Problem | None]


class StepAnswers(TypedDict):
    answers: list[StepAnswer]
    done: int


class TransferAnswer(TypedDict):
    transferId: int
    giver: str
    receiver: str
    state: str
    carryOutAt: str
    askedAt: str
    giverAgreedAt: str | None
    receiverAgreedAt: str | None
    beganAt: str | None
    endedAt: str | None
    reason: str
    decisionReason: str
    claims: list[TransferCount]


class TransfersAnswer(TypedDict):
    transfers: list[TransferAnswer]


class UsageAnswer(TypedDict):
    since: str
    calls: int
    errors: int
    days: list[UsageOfDay]
    routes: list[UsageOfRoute]


class UserAnswer(TypedDict):
    userId: str
    forename: str
    secondName: str
    surname: str
    email: str
    emailVerified: bool
    telephone: str
    mobile: str
    branchId: str | None
    profiles: list[str]
    enabled: bool
    active: bool
    state: AccountState
    expiresOn: str
    lastUsedAt: str | None
    createdAt: str
    pendingAddress: PendingAddress | None
    secondFactors: list[str]
    disabledAt: str | None
    work: WorkAnswer


class UserLine(TypedDict):
    userId: str
    forename: str
    secondName: str
    surname: str
    email: str
    emailVerified: bool
    telephone: str
    mobile: str
    branchId: str | None
    profiles: list[str]
    enabled: bool
    active: bool
    state: AccountState
    expiresOn: str
    lastUsedAt: str | None
    createdAt: str


class UserPage(TypedDict):
    users: list[UserLine]
    nextCursor: str | None


class UsersAnswer(TypedDict):
    users: list[UserLine]


class VehicleOwner(TypedDict, closed=True):
    firstName: NotRequired[str | None]
    middleName: NotRequired[str | None]
    surname: NotRequired[str | None]
    address: NotRequired[Address | None]


class ClaimAnswerPart(TypedDict):
    claim: NotRequired[ClaimLine]
    endsAs: NotRequired[str | None]
    deadlineCounted: NotRequired[CountingAnswer | None]
    documents: NotRequired[list[DocumentAnswer]]
    fixedCosts: NotRequired[list[CostAnswer]]
    actions: NotRequired[list[ActionAnswer]]
    allocation: NotRequired[list[ActionAnswer]]
    transfers: NotRequired[list[TransferOfClaim]]


class UserLinePart(TypedDict):
    userId: NotRequired[str]
    forename: NotRequired[str]
    secondName: NotRequired[str]
    surname: NotRequired[str]
    email: NotRequired[str]
    emailVerified: NotRequired[bool]
    telephone: NotRequired[str]
    mobile: NotRequired[str]
    branchId: NotRequired[str | None]
    profiles: NotRequired[list[str]]
    enabled: NotRequired[bool]
    active: NotRequired[bool]
    state: NotRequired[AccountState]
    expiresOn: NotRequired[str]
    lastUsedAt: NotRequired[str | None]
    createdAt: NotRequired[str]


class Accident(TypedDict, closed=True):
    claimantRole: ClaimantRole
    otherRole: NotRequired[str | None]
    occupants: NotRequired[int | None]
    seatBelt: NotRequired[SeatBelt | None]
    driverIsDefendant: NotRequired[bool | None]
    driver: NotRequired[Driver | None]
    owner: NotRequired[VehicleOwner | None]
    vehicle: NotRequired[Vehicle | None]
    insuranceCompany: NotRequired[InsuranceCompany | None]
    date: str
    time: str
    place: str
    description: str
    weather: NotRequired[Weather | None]
    road: NotRequired[RoadConditions | None]
    circumstances: NotRequired[AccidentCircumstances | None]
    reportedToPolice: NotRequired[YesNoNotKnown | None]
    police: NotRequired[Police | None]


class ClaimAnswer(TypedDict):
    claim: ClaimLine
    endsAs: str | None
    deadlineCounted: CountingAnswer | None
    documents: list[DocumentAnswer]
    fixedCosts: list[CostAnswer]
    actions: list[ActionAnswer]
    allocation: list[ActionAnswer]
    transfers: list[TransferOfClaim]


class ClaimantRepresentative(TypedDict, closed=True):
    organisationName: str
    branchName: NotRequired[str | None]
    contactFirstName: str
    contactMiddleName: NotRequired[str | None]
    contactSurname: str
    telephone: str
    email: str
    reference: str
    address: NotRequired[Address | None]
    policyNumber: NotRequired[str | None]
    providerAddress: NotRequired[str | None]
    referral: Referral


class Defendant(TypedDict, closed=True):
    kind: PersonOrBusiness
    person: NotRequired[DefendantPerson | None]
    organisation: NotRequired[DefendantOrganisation | None]
    driverName: NotRequired[str | None]
    vehicle: DefendantVehicle
    policyNumber: str
    compensator: Compensator
    otherCompensatorsFound: NotRequired[list[Compensator]]
    approximateAge: NotRequired[int | None]
    description: NotRequired[str | None]
    howDetailsWereObtained: NotRequired[str | None]
    comments: NotRequired[str | None]


class ElClaimantDetails(TypedDict, closed=True):
    person: ElplClaimant
    child: bool
    occupation: str
    nationalInsuranceNumber: NotRequired[str | None]
    noNationalInsuranceNumberReason: NotRequired[str | None]
    employmentPeriod: NotRequired[str | None]


class EldClaimantDetails(TypedDict, closed=True):
    person: ElplClaimant
    child: bool
    occupation: str
    nationalInsuranceNumber: NotRequired[str | None]
    noNationalInsuranceNumberReason: NotRequired[str | None]
    employmentPeriod: str
    exposurePeriod: str


class ElplDefendant(TypedDict, closed=True):
    kind: PersonOrBusiness
    person: NotRequired[NamedPerson | None]
    organisation: NotRequired[DefendantOrganisation | None]
    policyNumber: str
    compensator: ElplCompensator
    otherCompensatorsFound: NotRequired[list[ElplCompensator]]


class EventPage(TypedDict):
    events: list[FeedEvent]
    nextCursor: str
    more: bool


class PlCnf(TypedDict, closed=True):
    claimType: Literal["pl"]
    claim: ElplClaimDetails
    claimantRepresentative: Representative
    defendant: ElplDefendant
    claimant: PlClaimantDetails
    injury: ElplInjury
    hospitals: NotRequired[list[Hospital]]
    rehabilitation: Rehabilitation
    accident: PlAccident
    liability: ElplBlame
    additionalComments: NotRequired[str | None]


class ReviewedAnswer(TypedDict):
    user: UserLine
    secondFactors: list[str]
    work: WorkAnswer


class RtaCnf(TypedDict, closed=True):
    claimType: Literal["rta"]
    claim: ClaimDetails
    claimantRepresentative: ClaimantRepresentative
    defendant: Defendant
    claimant: ClaimantDetails
    injury: Injury
    hospitals: NotRequired[list[Hospital]]
    rehabilitation: Rehabilitation
    repairs: Repairs
    replacementVehicle: NotRequired[ReplacementVehicle | None]
    accident: Accident
    busOrCoach: BusOrCoach
    otherParties: NotRequired[list[OtherParty]]
    liability: Blame
    additionalComments: NotRequired[str | None]


class UndoneAnswer(TypedDict):
    users: list[UserLine]


class ElCnf(TypedDict, closed=True):
    claimType: Literal["el"]
    claim: ElplClaimDetails
    claimantRepresentative: Representative
    defendant: ElplDefendant
    claimant: ElClaimantDetails
    injury: ElplInjury
    hospitals: NotRequired[list[Hospital]]
    rehabilitation: Rehabilitation
    accident: ElAccident
    liability: ElplBlame
    additionalComments: NotRequired[str | None]


class EldCnf(TypedDict, closed=True):
    claimType: Literal["eld"]
    claim: ElplClaimDetails
    claimantRepresentative: Representative
    defendant: ElplDefendant
    claimant: EldClaimantDetails
    injury: Disease
    hospitals: NotRequired[list[Hospital]]
    rehabilitation: Rehabilitation
    exposure: Exposure
    liability: ElplBlame
    additionalComments: NotRequired[str | None]


class ReviewAnswer(TypedDict):
    accounts: list[ReviewedAnswer]
    seen: str
    dueOn: str
    signatures: list[SignatureAnswer]
