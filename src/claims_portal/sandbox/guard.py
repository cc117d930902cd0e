"""Which databases are sandboxes: a real portal's is never one, and a sandbox never real."""

from collections.abc import Collection
from datetime import datetime

from claims_portal.operators.models import Staff
from claims_portal.organisations.models import Organisation
from claims_portal.sandbox.models import Sandbox
from claims_portal.sandbox.refusals import NotASandbox


def mark(*, organisations: Collection[str], staff: Collection[str], at: datetime) -> None:
    """Make the database a sandbox's, once; NotASandbox where it holds anything that is real.

    Real is whatever the sandbox does not seed itself.
    """
    if Sandbox.objects.exists():
        return
    others = Organisation.objects.exclude(code__in=organisations).order_by("code")
    if found := others.values_list("code", flat=True)[:3]:
        raise NotASandbox(
            f"This database is not served as a sandbox: it holds organisations that are not the "
            f"sandbox's own ({', '.join(found)}). Give the sandbox a database of its own."
        )
    if Staff.objects.exclude(staff_id__in=staff).exists():
        raise NotASandbox(
            "This database is not served as a sandbox: it holds staff of an operator. Give the "
            "sandbox a database of its own."
        )
    Sandbox.objects.get_or_create(only_one=True, defaults={"made_at": at})


def must_be_a_sandbox() -> None:
    """For each process that serves a sandbox; `claims-portal serve --sandbox` alone marks one."""
    if not Sandbox.objects.exists():
        raise NotASandbox(
            "PORTAL_SANDBOX is on, but the database is no sandbox's. Only `claims-portal serve "
            "--sandbox` makes one, of a database without real organisations."
        )


def must_be_real() -> None:
    if Sandbox.objects.exists():
        raise NotASandbox(
            "This database is a sandbox's: its clock may be ahead and its claims invented. "
            "Serve it with --sandbox, or give the portal a database of its own."
        )
