"""The demo's staff of the operator, one person a role; all invented."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from claims_portal.accounts.second_factors import totp
from claims_portal.config.demo_secrets import secret
from claims_portal.operators.models import Staff
from claims_portal.operators.roles import Role

STAFF = (
    # staff ID, forename, surname, role
    ("FMARLOW", "Freya", "Marlow", Role.ADMINISTRATOR),
    ("DOKORO", "David", "Okoro", Role.DATA_PROTECTION),
    ("RPENTON", "Rhys", "Penton", Role.REGISTRAR),
    ("SLINDEN", "Saoirse", "Linden", Role.SUPPORT),
)
STAFF_IDS = tuple(person[0] for person in STAFF)
MAIL_HOST = "operator.example.org"


@dataclass(frozen=True)
class DemoStaff:
    staffId: str  # noqa: N815 - these are the names of the file's keys
    email: str
    password: str
    authenticatorSecret: str  # noqa: N815
    roles: list[str]


def prepare(*, at: datetime) -> list[DemoStaff]:
    """Make who is missing; safe to run at each start."""
    return [_member(*person, at=at) for person in STAFF]


def secret_of(staff_id: str) -> str:
    """For an authenticator app (base 32)."""
    return secret(f"app of {staff_id}", 32).upper()


def _member(staff_id: str, forename: str, surname: str, role: Role, *, at: datetime) -> DemoStaff:
    email = f"{forename}.{surname}@{MAIL_HOST}".lower()
    password = f"Demo-{secret(f'staff {staff_id}', 10)}9"
    if not Staff.objects.filter(staff_id=staff_id).exists():
        Staff.objects.create(
            staff_id=staff_id, forename=forename, surname=surname, email=email,
            roles=[role.value], created_at=at, password=make_password(password),
            password_changed_at=at, sealed_secret=totp.sealed_secret(secret_of(staff_id)),
        )  # fmt: skip
    return DemoStaff(staff_id, email, password, secret_of(staff_id), [role.value])


def banner(staff: list[DemoStaff], *, base_url: str) -> str:
    """A part of what `make run` prints."""
    people = "\n".join(f"  {one.staffId:<9} {one.password:<18} {one.roles[0]}" for one in staff)
    return (
        f"The operator's staff, on {base_url}/operator; staff ID, password, role:\n{people}\n"
        "Their authenticator app is a command:\n"
        f"  .venv/bin/claims-portal demo-code {staff[0].staffId}\n\n"
    )
