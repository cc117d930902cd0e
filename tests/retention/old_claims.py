"""Claims that were settled long ago, in the database of DATABASE_URL.

python -m tests.retention.old_claims NUMBER
"""

import sys
from datetime import UTC, datetime
from io import BytesIO

import django
from django.db import transaction

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@transaction.atomic
def make_some(number: int) -> None:
    from claims_portal.accounts.profiles import Profile
    from claims_portal.claims.models import Claim
    from claims_portal.files import attachments
    from claims_portal.files.rules import Offered
    from tests import make
    from tests.files import samples

    firm = make.organisation("CR00101")
    lawyer = make.user(firm, Profile.CR_RTA_CLAIM_HANDLER, user_name="LAWYER")
    company = make.organisation("COMP001", kind="COMP")
    insurer = make.user(company, Profile.COMP_RTA_CLAIM_HANDLER, user_name="INSURER")
    for one in range(number):
        claim = make.claim(lawyer=lawyer, insurer=insurer)
        if one % 50 == 0:
            report = Offered(
                title="Report", description="", file_name="report.pdf",
                content=BytesIO(samples.PDF), size=len(samples.PDF),
            )  # fmt: skip
            attachments.add(claim, report, by=lawyer.as_actor(), at=make.NOW)
    Claim.objects.update(
        phase="Stage2SettlementPackAgreedEnd", turn="", ended_at=LONG_AGO, updated_at=LONG_AGO
    )


if __name__ == "__main__":
    django.setup()
    make_some(int(sys.argv[1]))
