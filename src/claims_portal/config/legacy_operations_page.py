"""What became of the old interface's operations, as a page that people read."""

from claims_portal.api.legacy_operations import ACTION, BECAME, CALL, Became


def page() -> str:
    return "\n".join(
        [
            "# From the old interface to this one",
            "",
            "Made from `api/legacy_operations.py` by `make docs`; a test fails when it is not",
            "fresh. What the forms' fields are called: [wire names](wire-names.md).",
            "",
            "| operation | became | to know |",
            "|---|---|---|",
            *(_row(one) for one in BECAME),
            "",
        ]
    )


def _row(one: Became) -> str:
    if one.kind == ACTION:
        return (
            f"| `{one.operation}` | `POST claims/{{number}}/actions/{one.what}` | {one.instead} |"
        )
    if one.kind == CALL:
        route = one.what.replace("<int:", "{").replace("<str:", "{").replace(">", "}")
        return f"| `{one.operation}` | `{route}` | {one.instead} |"
    return f"| `{one.operation}` | not needed | {one.what} |"
