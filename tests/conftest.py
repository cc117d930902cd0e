"""The cast, the same in every test: a lawyer, an insurer, a stranger, an administrator."""

import math
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from claims_portal import closing
from claims_portal.accounts import mail_rules
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.rate_limits import CLIENTS, WRONG_SECRETS
from claims_portal.accounts.usage import METER
from claims_portal.claims import calendars, code_dates
from claims_portal.notices import service
from tests import make, portals, real_database
from tests.emptying import empty_the_tables

# How long an example takes says something of the machine, and nothing of the rule.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")


def pytest_make_parametrize_id(val: object) -> str | None:
    """A set is named in order: every worker must name, and so collect, the same tests."""
    if isinstance(val, set | frozenset):
        return ",".join(sorted(map(str, val))) or "none"
    return None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """As pytest-django's own, but migrated once in a run: its other processes copy."""
    migrated = portals.shared() / "migrated"
    with portals.turn("migrating"), django_db_blocker.unblock():
        if migrated.exists():
            connection.settings_dict["TEST"]["TEMPLATE"] = real_database.MIGRATED
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        if not migrated.exists():
            connection.close()
            real_database.keep_copy_of(connection.settings_dict["NAME"])
            migrated.touch()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def empty_portal(django_db_setup: None) -> str:
    """The name of a database to copy: its tables, and nothing but what they begin with."""
    return real_database.MIGRATED


@pytest.fixture(autouse=True)
def _fresh_calendar() -> None:
    calendars.kept.forget()


@pytest.fixture(autouse=True)
def _nobody_called_yet() -> None:
    """What a process knows of clients it has from calls of other tests, by the same numbers."""
    CLIENTS.forget_all()
    WRONG_SECRETS.forget_all()
    METER.forget_all()
    METER.flushing = False


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_the_tables)
        yield


@pytest.fixture
def lawyer(db: None) -> User:
    """A handler of the firm that sends claims."""
    return make.user(make.organisation("CR00101"), Profile.CR_RTA_CLAIM_HANDLER, user_name="LAWYER")


@pytest.fixture
def insurer(db: None) -> User:
    """A handler of the insurer that receives them."""
    return make.user(
        make.organisation("COMP001", kind="COMP"),
        Profile.COMP_RTA_CLAIM_HANDLER,
        user_name="INSURER",
    )


@pytest.fixture
def liability_lawyer(db: None) -> User:
    """A handler of a firm that sends EL, ELD and PL claims."""
    firm = make.organisation("CR00105", deals_with_elpl=True)
    return make.user(firm, Profile.CR_ELPL_CLAIM_HANDLER, user_name="LIABLAW")


@pytest.fixture
def liability_insurer(db: None) -> User:
    """A handler of the insurer that receives those, and no RTA claims."""
    insurer = make.organisation("COMP005", kind="COMP", deals_with_rta=False, deals_with_elpl=True)
    return make.user(insurer, Profile.COMP_ELPL_CLAIM_HANDLER, user_name="LIABINS")


@pytest.fixture
def stranger(db: None) -> User:
    """A handler of another firm, who must never see anything of theirs."""
    return make.user(
        make.organisation("CR00999"), Profile.CR_RTA_CLAIM_HANDLER, user_name="STRANGER"
    )


@pytest.fixture
def administrator(lawyer: User) -> User:
    """The lawyer's administrator, who works no claims."""
    return make.user(lawyer.organisation, Profile.CR_ADMINISTRATOR, user_name="ADMIN_1")


@pytest.fixture(autouse=True)
def _no_move_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known beforehand, as it is to a portal that runs: a page costs no query for it.

    Tests of the move say `closing.kept.forget()`.
    """
    monkeypatch.setattr(closing.kept, "_known", (math.inf, None))


@pytest.fixture(autouse=True)
def _nothing_told_or_listed_by_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same of service notices, mail lists and codes; tests of those say `forget()`."""
    monkeypatch.setattr(code_dates.kept, "_known", (math.inf, {}))
    monkeypatch.setattr(service.kept, "_known", (math.inf, []))
    monkeypatch.setattr(mail_rules.kept, "_known", (math.inf, {}))
