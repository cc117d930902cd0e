"""docs/retention.md, made from the tables of retention."""

from claims_portal.retention.models_kept import KEPT
from claims_portal.retention.table import CLAIM_RULES, OTHER_RULES

HEAD = """# Retention

<!-- Written by `make docs` from claims_portal.retention; changes are lost. -->

Every night the worker deletes the claims that are due by the first table, with their forms,
events, attachments and printed forms. `claims-portal retention` says how many would be deleted,
`claims-portal retention run` deletes them now. What was deleted cannot be brought back: users keep
copies of their own. That there was such a claim, between which organisations, stays noted, and so
do its [figures](figures.md). Backups hold deleted claims until they are overwritten: keep none
longer than the shortest row, or delete again after a restore (`claims-portal retention run`).

The claim of a claimant who was under 18 at the accident is kept until the claimant is 21 years and
one month old, where that is later. A claim under a legal hold (`claims-portal retention hold
APPLICATION_ID --reason TEXT`, `lift`, `holds`) is not deleted at all. A claim that somebody is
acting on at that moment is left for the next night.
"""


def page() -> str:
    claims = "".join(
        f"| {rule.what} | {rule.kept} | {_since(rule.since)} | {rule.source} |\n"
        for rule in CLAIM_RULES
    )
    others = "".join(f"| {one.what} | {one.kept} | {one.source} |\n" for one in OTHER_RULES)
    models = "".join(f"| `{label}` | {kept} |\n" for label, kept in sorted(KEPT.items()))
    return (
        f"{HEAD}\n## Claims\n\n| what | kept for | since | source |\n|---|---|---|---|\n{claims}"
        f"\n## Other records\n\n| what | kept | source |\n|---|---|---|\n{others}"
        "\n## Every model\n\nA check fails for a model that does not stand here.\n\n"
        f"| model | kept |\n|---|---|\n{models}"
    )


def _since(column: str) -> str:
    return "the claim ended" if column == "ended_at" else "anything was done with it"
