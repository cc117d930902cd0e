"""What the verbs of allocation are told; also read by the answer that lists them."""

from typing import Annotated

from msgspec import Meta

from claims_portal.api.bodies import Body
from claims_portal.claims.allocation import Allocation


class ToBranch(Body):
    branch_id: Annotated[str, Meta(description="Of your own organisation, like 002", max_length=3)]


class ToUser(Body):
    user_id: Annotated[str, Meta(description="Of your own organisation", max_length=100)]


class Nothing(Body):
    """Nothing has to be said."""


BODIES: dict[Allocation, type[Body]] = {
    Allocation.TO_BRANCH: ToBranch,
    Allocation.TO_USER: ToUser,
    Allocation.TAKE_BACK: Nothing,
}
