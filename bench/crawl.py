"""`python -m bench.crawl`: is there a page that somebody waits for more than two seconds?

The visitors of tests/web/test_crawl.py, a stranger and one person of each profile, follow every
link and press every button of a demo portal of its own, one after the other. Ends with 1 where an
answer took longer, or was a fault.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
django.setup()

from tests.web.conftest import running_portal  # noqa: E402 - Django first
from tests.web.crawling import Visitor  # noqa: E402
from tests.web.test_crawl import all_of, begins_at  # noqa: E402

MOST_SECONDS = 2.0
TOLD = 10


def main() -> int:
    with (
        TemporaryDirectory() as root,
        running_portal(Path(root), claims=True) as portal,
        all_of(portal) as visitors,
    ):
        for name, one in visitors.items():
            one.follow_every_link(*begins_at(name))
            one.press_every_button()
            print(
                f"{name or 'stranger':<9} {len(one.pages):>5} pages {len(one.pressed):>5} buttons"
            )
    return tell(visitors)


def tell(visitors: dict[str, Visitor]) -> int:
    times = [
        (took, name or "stranger", path)
        for name, one in visitors.items()
        for took, path in one.slowest(TOLD)
    ]
    slowest = sorted(times, reverse=True)[:TOLD]
    for took, name, path in slowest:
        print(f"{took:5.2f} s  {name:<9} {path}")
    faults = [fault for one in visitors.values() for fault in one.faults]
    print(*faults, sep="\n", end="\n" if faults else "")
    return int(bool(faults) or slowest[0][0] > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
