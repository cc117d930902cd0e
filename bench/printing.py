"""How long printed forms take, and whether memory grows: `python -m bench.printing`.

Every form is another one (a running number in its text), so that nothing is set from a
memory of the last.
"""

import json
import os
import resource
import statistics
import time
from datetime import UTC, datetime
from importlib import resources

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
django.setup()

from claims_portal.files.printing import content, rendering  # noqa: E402 - Django first
from claims_portal.files.printing.content import Head, Sheet  # noqa: E402

FORMS = 2_000
HEAD = Head(
    claim_type="rta",
    application_id="0000000000000001",
    claimant="Grace Boateng",
    representative="Harbour Row Solicitors",
    representative_reference="HR/2026/00418",
    compensator="Northcliffe Mutual",
    compensator_reference="NM/26/1",
)


def main() -> None:
    cnf = json.loads(resources.files("claims_portal.samples").joinpath("rta_cnf.json").read_text())
    at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    took, sizes, held = [], [], []
    for number in range(FORMS):
        cnf["accident"]["description"] = f"{number}: " + "The car struck the rear of hers. " * 14
        sheet = Sheet(
            kind="rta-cnf",
            body=cnf,
            side="claimant-representative",
            sender="Harbour Row",
            at=at,
            figures=None,
        )
        began = time.perf_counter()
        pdf = rendering.pdf(content.of_form(HEAD, [sheet]), timestamp=int(at.timestamp()))
        took.append(time.perf_counter() - began)
        sizes.append(len(pdf))
        held.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    first, rest = took[0] * 1000, sorted(one * 1000 for one in took[1:])
    median, late = rest[len(rest) // 2], rest[int(len(rest) * 0.99)]
    print(f"full RTA claim notification form, {FORMS:,} forms, {statistics.mean(sizes):,.0f} bytes")
    print(f"first {first:.0f} ms, then median {median:.1f} ms, p99 {late:.1f} ms")
    print(f"memory after 200 forms {held[200] // 1024} MB, after {FORMS:,} {held[-1] // 1024} MB")


if __name__ == "__main__":
    main()
