"""Several claims to print: a PDF of each with all its forms, in one ZIP, made as it is sent."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim
from claims_portal.files.bundling import Outgoing, written
from claims_portal.files.printing import printed


def zipped(claims: Sequence[Claim], *, actor: Actor, at: datetime) -> Iterator[bytes]:
    """What the actor's side may read of each; one claim at a time is in memory."""
    out = Outgoing()
    with zipfile.ZipFile(out, "w") as archive:  # type: ignore[call-overload]
        for claim in claims:
            made = printed.all_forms(claim, printed.documents_for(actor, claim))
            yield from written(archive, out, f"{claim.application_id}.pdf", at, [made])
    yield out.take()
