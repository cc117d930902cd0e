"""Organisations and their branches."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Upper

LONGEST_VERSION = 20


class OrganisationKind(models.TextChoices):
    CLAIMANT_REPRESENTATIVE = "CR", "Claimant representative"
    COMPENSATOR = "COMP", "Compensator"
    UNREPRESENTED_CLAIMANT = "LIP", "Unrepresented claimant"


class CompensatorKind(models.TextChoices):
    """Code list compensator_type: the MIB is not offered Article 75 and has 30 days."""

    INSURER = "insurer", "Insurer"
    MIB = "mib", "Motor Insurers' Bureau"


class Organisation(models.Model):
    """A firm, an insurer, or one unrepresented claimant.

    `code` is the organisation ID of the portal (CR00019, COMP009); it and the
    name are never edited by an administrator (organisation facts 4.2).
    """

    code = models.CharField("organisation ID", max_length=20)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=4, choices=OrganisationKind.choices)
    compensator_kind = models.CharField(max_length=10, choices=CompensatorKind.choices, blank=True)
    deals_with_rta = models.BooleanField("deals with RTA claims", default=True)
    deals_with_elpl = models.BooleanField("deals with EL, ELD and PL claims", default=False)
    email = models.EmailField("e-mail", max_length=254, blank=True)
    telephone = models.CharField(max_length=100, blank=True)
    address = models.JSONField(default=dict, blank=True)
    email_domains = ArrayField(
        models.CharField(max_length=253), default=list, blank=True, verbose_name="e-mail domains"
    )
    requires_strong_factor = models.BooleanField(
        "requires an authenticator app or a passkey", default=False
    )
    enabled = models.BooleanField(default=True)
    agreement_version = models.CharField(max_length=20, blank=True)
    agreement_accepted_at = models.DateTimeField(null=True, blank=True)
    access_review_reminded_for = models.DateField(null=True, blank=True)
    """The due date of the access review of which the administrators were reminded last."""
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Upper("code"), name="organisation_ids_are_unique_whatever_their_case"
            ),
            models.CheckConstraint(
                condition=Q(kind="COMP") ^ Q(compensator_kind=""),
                name="a_compensator_and_nobody_else_has_a_compensator_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def side(self) -> str:
        return "compensator" if self.kind == OrganisationKind.COMPENSATOR else "representative"


class BranchKind(models.TextChoices):
    CENTRAL_POINT = "central", "Central point"
    HANDLING_POINT = "handling", "Handling point"


class Branch(models.Model):
    """A branch. Claims arrive at a compensator's central point; branches are never deleted."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="branches"
    )
    number = models.CharField("branch ID", max_length=3)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=BranchKind.choices)
    email = models.EmailField("e-mail", max_length=254, blank=True)
    telephone = models.CharField(max_length=100, blank=True)
    address = models.JSONField(default=dict, blank=True)
    enabled = models.BooleanField(default=True)
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)
    """The posted form that made it: sent twice, it makes one."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "made_by_form", name="one_branch_of_a_form"),
            models.UniqueConstraint(
                "organisation", "number", name="branch_ids_are_unique_in_an_organisation"
            ),
            models.UniqueConstraint(
                "organisation",
                condition=Q(kind="central", enabled=True),
                name="one_enabled_central_point_in_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def email_in_use(self) -> str:
        """Its own, or else the organisation's (identity facts 4.3)."""
        return self.email or self.organisation.email

    @property
    def telephone_in_use(self) -> str:
        return self.telephone or self.organisation.telephone


class UserAgreement(models.Model):
    """A version of the agreement that organisations accept before their people work claims."""

    version = models.CharField(max_length=LONGEST_VERSION, unique=True)
    text = models.TextField()
    in_force_from = models.DateTimeField()

    def __str__(self) -> str:
        return f"User agreement {self.version}"


class InsurerName(models.Model):
    """A name under which insurance is sold, and the compensator that deals with its claims.

    The insurer index: RTA claims and the others have lists of their own (process facts 8).
    """

    class Claims(models.TextChoices):
        RTA = "rta", "RTA claims"
        ELPL = "elpl", "EL, ELD and PL claims"

    name = models.CharField(max_length=100)
    claims = models.CharField(max_length=4, choices=Claims.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="insurer_names"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Upper("name"), "claims", name="an_insurer_name_leads_to_one_compensator"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MailRule(models.Model):
    """What the operator added to the lists by which addresses of accounts are judged."""

    class Kind(models.TextChoices):
        FREE_MAIL = "free-mail", "Free-mail host"
        SHARED = "shared", "Shared mailbox"
        ALLOWED = "allowed", "Host that is a business’s own after all"

    kind = models.CharField(max_length=9, choices=Kind.choices)
    value = models.CharField(max_length=253)
    """A host, or of a shared mailbox what stands before the @; folded."""
    reason = models.CharField(max_length=500)
    added_by = models.CharField(max_length=50)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("kind", "value", name="a_mail_rule_stands_once"),
        ]


class Hospital(models.Model):
    """A hospital that a claim notification form may name."""

    name = models.CharField(max_length=100)
    postcode = models.CharField(max_length=8)
    address_lines = ArrayField(models.CharField(max_length=100), size=4, default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Upper("name"), Upper("postcode"), name="a_hospital_is_listed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.postcode}"


class Address(models.Model):
    """An address of the operator's own licensed list, as the address groups of forms ask for it.

    The postcode is without blanks; the index of the constraint begins with it.
    """

    postcode = models.CharField(max_length=7)
    building_name = models.CharField(max_length=32, blank=True)
    building_number = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=32, blank=True)
    street_second_line = models.CharField(max_length=32, blank=True)
    district = models.CharField(max_length=25, blank=True)
    town = models.CharField(max_length=25)
    county = models.CharField(max_length=30, blank=True)
    country = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "postcode",
                Upper("building_name"),
                Upper("building_number"),
                Upper("street"),
                Upper("street_second_line"),
                name="an_address_is_listed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_line} {self.spaced_postcode}"

    @property
    def one_line(self) -> str:
        return ", ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """As on an envelope, without county and postcode."""
        house = " ".join(filter(None, (self.building_number, self.street)))
        lines = (self.building_name, house, self.street_second_line, self.district, self.town)
        return [line for line in lines if line]

    @property
    def spaced_postcode(self) -> str:
        return f"{self.postcode[:-3]} {self.postcode[-3:]}"


class RelationKind(models.TextChoices):
    """Between whom a claim is passed on instead of being sent back (process facts R1)."""

    OWN_BRAND = "own-brand", "Own brand"
    OWN_TPA = "own-tpa", "Own third party administrator"


class CompensatorRelation(models.Model):
    """A compensator and another one that is a brand of it or administers claims for it.

    Kept by the operator. It goes both ways: brand to brand, to the administrator and back.
    """

    compensator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="relations"
    )
    other = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="related_to")
    kind = models.CharField(max_length=10, choices=RelationKind.choices)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Least("compensator", "other"),
                Greatest("compensator", "other"),
                name="two_compensators_are_related_once",
            ),
            models.CheckConstraint(
                condition=~Q(compensator=F("other")), name="nobody_is_related_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compensator} and {self.other}: {self.get_kind_display()}"
