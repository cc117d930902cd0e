"""The cast, the same in every test: a lawyer, an insurer, a stranger, an administrator."""

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.calendars import forget_calendar
from tests import make


@pytest.fixture(autouse=True)
def _fresh_calendar() -> None:
    forget_calendar()


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
def stranger(db: None) -> User:
    """A handler of another firm, who must never see anything of theirs."""
    return make.user(
        make.organisation("CR00999"), Profile.CR_RTA_CLAIM_HANDLER, user_name="STRANGER"
    )


@pytest.fixture
def administrator(lawyer: User) -> User:
    """The lawyer's administrator, who works no claims."""
    return make.user(lawyer.organisation, Profile.CR_ADMINISTRATOR, user_name="ADMIN_1")
