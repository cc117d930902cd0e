"""Applications for registration, what came of them, and the numbers organisations are known by."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.registration.registers import REGISTERS

LONGEST_MESSAGE = 2_000


class ApplicationState(models.TextChoices):
    DRAFT = "draft", "Being filled in"
    SENT = "sent", "Waits for a decision"
    MORE_ASKED = "more-asked", "More information was asked for"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


EDITABLE = frozenset({ApplicationState.DRAFT, ApplicationState.MORE_ASKED})
OPEN = frozenset({ApplicationState.SENT, ApplicationState.MORE_ASKED})
DECIDED = frozenset({ApplicationState.APPROVED, ApplicationState.REFUSED})


class Application(models.Model):
    """One organisation's wish to be registered, from the first page to the decision.

    The applicant has no account: who has the secret link that was mailed has the application.
    """

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=4, choices=OrganisationKind.choices)
    email = models.EmailField("e-mail of the applicant", max_length=254)
    digest = models.CharField(max_length=64, unique=True)
    """Of the secret in the link."""
    sealed_secret = models.CharField(max_length=300)
    """The same secret, to be mailed again."""
    link_sent_at = models.DateTimeField()
    made_by_form = models.UUIDField(null=True, unique=True, editable=False)
    """The posted form that began it: sent twice, it begins one."""
    state = models.CharField(
        max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    answers = models.JSONField(default=dict)
    """By section, in the spelling in which they are kept (`sections`)."""
    revision = models.PositiveIntegerField(default=0)
    """Counts the changes: a registrar decides on what was read."""
    question = models.CharField(max_length=LONGEST_MESSAGE, blank=True)
    """What the registrar asked last."""
    name_key = models.CharField(max_length=100, blank=True)
    """The name as `similar.key` has it, once the application was sent."""
    numbers = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    """`register:number`, once the application was sent."""
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    """When the link was first opened: the applicant reads that mailbox."""
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    clock_began_on = models.DateField(null=True, blank=True)
    """The day from which the working days to the decision are counted."""
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField("staff ID", max_length=50, blank=True)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="application", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False, clock_began_on__isnull=False),
                name="a_sent_application_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", organisation__isnull=False)
                | ~Q(state="approved") & Q(organisation__isnull=True),
                name="an_approved_application_has_its_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"])
                | Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="a_decision_names_who_made_it",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "clock_began_on"], name="applications_by_clock"),
            models.Index(fields=["email", "-created_at"], name="applications_of_an_address"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    def section(self, slug: str) -> dict[str, Any]:
        """What was answered there; nothing where nothing was."""
        answered: dict[str, Any] = self.answers.get(slug, {})
        return answered

    @property
    def name(self) -> str:
        """Of the organisation, as far as it is known."""
        person = self.section("claimant")
        if person:
            return f"{person['forename']} {person['surname']}"
        return str(self.section("organisation").get("name", ""))


class ApplicationEvent(models.Model):
    """What happened to an application after it was sent, as both sides read it."""

    class Kind(models.TextChoices):
        SENT = "sent", "Application sent"
        MORE_ASKED = "more-asked", "More information asked for"
        ANSWERED = "answered", "Answered, and sent again"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn by the applicant"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by_staff = models.CharField(max_length=50, blank=True)
    text = models.CharField(max_length=LONGEST_MESSAGE, blank=True)
    """Said to the other side."""

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind}"


class OrganisationNumber(models.Model):
    """A number under which a public register knows an organisation; it is nobody else's."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="register_numbers"
    )
    register = models.CharField(
        max_length=20, choices=[(one.code, one.label) for one in REGISTERS.values()]
    )
    number = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "register", "number", name="a_register_number_is_one_organisations"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_register_display()} {self.number}"


class ClaimTypes(models.TextChoices):
    RTA = "rta", "RTA claims"
    ELPL = "elpl", "EL, ELD and PL claims"


class RequestState(models.TextChoices):
    WAITING = "waiting", "Waits for a decision"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"


class ClaimTypeRequest(models.Model):
    """An organisation's wish to deal with a further kind of claim.

    It names people by User ID and staff ID, as the audit does, and outlives them.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="claim_type_requests"
    )
    claims = models.CharField(max_length=4, choices=ClaimTypes.choices)
    reason = models.CharField(max_length=500)
    asked_by = models.CharField("User ID", max_length=50)
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.WAITING
    )
    decided_by = models.CharField("staff ID", max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation",
                "claims",
                condition=Q(state="waiting"),
                name="one_waiting_request_for_a_claim_type",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.claims}"

    def is_waiting(self) -> bool:
        return self.state == RequestState.WAITING
