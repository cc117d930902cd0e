"""Profiles are united when accounts are combined, and never widened without a yes."""

import pytest

from claims_portal.migration.uniting import unite

# fmt: off
TABLE = [
    # survivor, dropped, widen, same branch, the survivor's then, what needs a yes
    ("cr-rta-claim-handler", "cr-administrator", False, True, "cr-administrator cr-rta-claim-handler", ""),
    ("cr-rta-claim-handler", "cr-elpl-claim-handler", False, True, "cr-elpl-claim-handler cr-rta-claim-handler", ""),
    ("cr-rta-claim-handler", "cr-rta-claim-handler", False, False, "cr-rta-claim-handler", ""),
    ("comp-rta-branch-claim-handler", "comp-rta-branch-claim-handler", False, False, "comp-rta-branch-claim-handler", ""),
    ("comp-rta-branch-claim-handler", "comp-rta-claim-handler", False, True, "comp-rta-branch-claim-handler", "comp-rta-claim-handler"),
    ("comp-rta-branch-claim-handler", "comp-rta-claim-handler", True, True, "comp-rta-claim-handler", "comp-rta-claim-handler"),
    ("comp-rta-branch-claim-handler", "comp-rta-claim-dispatcher", False, True, "comp-rta-branch-claim-handler", "comp-rta-claim-dispatcher"),
    ("comp-rta-branch-claim-handler", "comp-rta-claim-dispatcher", True, True, "comp-rta-branch-claim-handler comp-rta-claim-dispatcher", "comp-rta-claim-dispatcher"),
    ("comp-rta-claim-dispatcher", "comp-rta-branch-claim-handler", False, False, "comp-rta-claim-dispatcher", ""),
    ("comp-rta-claim-dispatcher", "comp-rta-branch-claim-handler", False, True, "comp-rta-branch-claim-handler comp-rta-claim-dispatcher", ""),
    ("comp-rta-claim-handler", "comp-rta-branch-claim-handler", False, True, "comp-rta-claim-handler", ""),
    ("comp-rta-branch-claim-handler", "comp-elpl-claim-handler", False, True, "comp-elpl-claim-handler comp-rta-branch-claim-handler", ""),
    ("comp-rta-claim-handler", "comp-administrator no-such-profile", False, True, "comp-administrator comp-rta-claim-handler", ""),
]
# fmt: on


@pytest.mark.parametrize(("had", "dropped", "widen", "same_branch", "then", "asks"), TABLE)
def test_uniting(
    had: str, dropped: str, widen: bool, same_branch: bool, then: str, asks: str
) -> None:
    united = unite(had.split(), dropped.split(), widen=widen, same_branch=same_branch)
    assert sorted(united.profiles) == then.split()
    assert sorted(united.widening) == asks.split()
    assert united.added == united.profiles - set(had.split())
