"""Accounts (User IDs), their profiles, and what is kept about their upkeep."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Trim, Upper

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Profile
from claims_portal.organisations.models import Branch, Organisation


class DisabledBecause(models.TextChoices):
    """Why an account is disabled (identity facts 2.1)."""

    ADMINISTRATOR = "administrator", "disabled by an administrator"
    BAD_SIGN_INS = "bad-sign-ins", "disabled after five failed sign-ins"
    UNUSED = "unused", "disabled because it was not used for 90 days"
    EXPIRED = "expired", "disabled because it had expired"
    COMBINED = "combined", "combined into another account"


class User(AbstractBaseUser):
    """One account: a User ID that belongs to one named person of one organisation.

    The two flags are those of the console (identity facts 2.1): enabled and
    active; active but disabled (by the system); neither (by an administrator).
    """

    user_name = models.CharField("User ID", max_length=50)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="users")
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="users", null=True, blank=True
    )
    forename = models.CharField(max_length=100)
    second_name = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100)
    email = models.EmailField("e-mail", max_length=254, blank=True)
    email_verified_at = models.DateTimeField(null=True, blank=True)
    mobile = models.CharField(max_length=100, blank=True)
    telephone = models.CharField(max_length=100, blank=True)
    enabled = models.BooleanField(default=True)
    active = models.BooleanField(default=True)
    expires_on = models.DateField()
    password_changed_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)
    wrong_factor_tries = models.PositiveSmallIntegerField(default=0)
    """Wrong tries of a second factor; five are one failed sign-in."""
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_because = models.CharField(max_length=20, choices=DisabledBecause.choices, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    """By sign-in, or by a call of the API in its name; noted once a day for the latter."""
    enabled_at = models.DateTimeField(null=True, blank=True)
    """When it was last enabled again: the 90 unused days begin anew."""
    created_at = models.DateTimeField()
    shares_address = models.BooleanField(default=False)
    """Came from the old platform with an address that another account of its organisation has:
    open until the accounts are combined. Nobody can come to share one otherwise."""
    last_login = None

    USERNAME_FIELD = "user_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Upper("user_name"), name="user_ids_are_unique_whatever_their_case"
            ),
            models.UniqueConstraint(
                "organisation",
                Lower(Trim("email")),
                condition=Q(active=True, shares_address=False) & ~Q(email=""),
                name="one_active_account_per_email_in_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(active=True) | Q(enabled=False),
                name="an_inactive_account_is_disabled",
            ),
            models.CheckConstraint(
                condition=~Q(user_name__contains="@"), name="a_user_id_is_no_email_address"
            ),
        ]
        indexes: ClassVar = [
            # Of all organisations: for signing in by address, and who else has one. Also of
            # inactive accounts, since PostgreSQL uses no statistics of a partial index.
            models.Index(Lower(Trim("email")), name="accounts_by_address"),
        ]

    def __str__(self) -> str:
        return self.user_name

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.forename, self.second_name, self.surname)))

    def has_expired(self, today: date) -> bool:
        return today >= self.expires_on

    def is_usable(self, today: date) -> bool:
        """May sign in or be acted for, as far as the account itself goes."""
        return self.enabled and self.active and not self.has_expired(today)

    def as_actor(self, *, real_user: "User | None" = None, address: str = "") -> Actor:
        """This account with the rights of its profiles now (one query).

        Front doors ask `acting` instead, which knows the gates before those rights.
        """
        return Actor.holding(
            list(self.profiles.values_list("profile", flat=True)),
            user_pk=self.pk,
            user_name=self.user_name,
            organisation_pk=self.organisation_id,
            organisation_kind=self.organisation.kind,
            branch_pk=self.branch_id,
            real_user_pk=(real_user or self).pk,
            real_user_name=real_user.user_name if real_user else "",
            address=address,
        )


class UserProfile(models.Model):
    """A profile that an account holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="profiles")
    profile = models.CharField(
        max_length=40, choices=[(profile.value, profile.value) for profile in Profile]
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("user", "profile", name="an_account_holds_a_profile_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.profile}"


class PasswordUsed(models.Model):
    """A password that an account had, as its slow hash, so that it is not taken again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passwords_used")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()


class AddressVerification(models.Model):
    """A link that was mailed to an address, to be opened by the person within 24 hours.

    The account's own address stays in use until then.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="address_verification")
    email = models.EmailField("e-mail", max_length=254)
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class AccessReview(models.Model):
    """An administrator's signature that all accounts of the organisation were looked through."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="access_reviews"
    )
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    accounts = models.PositiveIntegerField()
    """How many accounts the list had that was signed."""


class ExpiryNotice(models.Model):
    """That the people concerned were warned of an expiry; gone when the expiry is extended."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="expiry_notices")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("user", "days_before", name="one_expiry_notice_a_step"),
        ]
