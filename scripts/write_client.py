"""`python -m scripts.write_client`: the generated files of `claims_client`, from the OpenAPI.

`schemas.py` is datamodel-code-generator's: a TypedDict of every body and answer. `operations.py`
is a table of ours: each operation with its method, path and parameters, and the types of its body
and answer. The sandbox's description is read, which has all that the portal's has.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CLIENT = Path(__file__).parent.parent / "src" / "claims_client"
METHODS = ("get", "put", "post", "patch", "delete")
PREFIX = "/api/v1"
JSON = "application/json"
SCHEMAS_HEADER = '''"""Every body and answer of the API, made from its description by `make client`.

One file, longer than 400 lines, since datamodel-code-generator makes one of one description.
"""'''
OPERATIONS_HEADER = '''"""Every operation of the API, made from its description by `make client`.

It is longer than 400 lines: it is a table, with a row for each operation.
"""

from typing import Any

from claims_client import schemas
from claims_client.operation import Operation
'''
Node = Mapping[str, Any]


def described() -> dict[str, Any]:
    """The API's description, with the operations of a sandbox."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
    import django

    django.setup()
    from claims_portal.api.sandbox_urls import openapi_document

    document: dict[str, Any] = json.loads(openapi_document())
    return document


def files(document: Node) -> dict[str, str]:
    """Each generated file by its name."""
    made = {"schemas.py": _schemas(document), "operations.py": _operations(document)}
    return {name: _formatted(name, text) for name, text in made.items()}


def _schemas(document: Node) -> str:
    with tempfile.TemporaryDirectory() as directory:
        source, target = Path(directory) / "openapi.json", Path(directory) / "schemas.py"
        source.write_text(json.dumps(document))
        options = [
            "--input-file-type", "openapi", "--output-model-type", "typing.TypedDict",
            "--target-python-version", "3.11", "--use-double-quotes", "--disable-timestamp",
            "--formatters", "ruff-format", "--custom-file-header", SCHEMAS_HEADER,
        ]  # fmt: skip
        program = Path(sys.executable).parent / "datamodel-codegen"
        subprocess.run(  # noqa: S603 - our own program, our own file
            [str(program), "--input", str(source), "--output", str(target), *options], check=True
        )
        return target.read_text()


def _operations(document: Node) -> str:
    rows = [
        _row(document, method, path, item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]
    table = "OPERATIONS: dict[str, Operation[Any, Any]] = {\n    one.name: one\n    for one in ("
    names = "".join(f"        {row.partition(':')[0]},\n" for row in rows)
    return f"{OPERATIONS_HEADER}\n{''.join(rows)}\n{table}\n{names}    )\n}}\n"


def _row(document: Node, method: str, path: str, operation: Node) -> str:
    name = _name_of(operation["operationId"])
    parameters = list(_parameters(document, operation))
    query = tuple(one["name"] for one in parameters if one["in"] == "query")
    headers = {one["name"] for one in parameters if one["in"] == "header"}
    bodies = tuple(operation.get("requestBody", {}).get("content", {}))
    body, answer = _body_type(operation), _answer_type(operation)
    gives_file = ", gives_file=True" if answer == "bytes" else ""
    return (
        f"{name.upper()}: Operation[{body}, {answer}] = Operation("
        f'"{name}", "{method.upper()}", "{path.removeprefix(PREFIX)}", query={query!r}, '
        f"bodies={bodies!r}, if_match={'If-Match' in headers}{gives_file})\n"
    )


def _name_of(operation_id: str) -> str:
    """`getOneClaimApiV1ClaimsNumber` is `get_one_claim`."""
    short = operation_id.partition("ApiV1")[0]
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in short)


def _parameters(document: Node, operation: Node) -> Iterator[Node]:
    for one in operation.get("parameters", ()):
        yield (
            document["components"]["parameters"][one["$ref"].rpartition("/")[2]]
            if ("$ref" in one)
            else one
        )


def _body_type(operation: Node) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return "None"
    return _type_of(content.get(JSON, {}).get("schema", {}))


def _answer_type(operation: Node) -> str:
    done = [answer for status, answer in operation["responses"].items() if status[0] == "2"]
    types: list[str] = []
    for content in (answer.get("content", {}) for answer in done):
        if not content:
            types.append("None")
        else:
            types.append(_type_of(content[JSON]["schema"]) if JSON in content else "bytes")
    return " | ".join(dict.fromkeys(types))


def _type_of(schema: Node) -> str:
    """Of the schema's type and the same with chosen fields only (`fields=`), the whole one."""
    if "$ref" in schema:
        return f"schemas.{schema['$ref'].rpartition('/')[2]}"
    if schema.get("type") == "object":
        return "dict[str, Any]"
    variants = schema.get("anyOf", schema.get("oneOf", ()))
    whole = [one["$ref"].rpartition("/")[2] for one in variants if "$ref" in one]
    variants = [one for one in variants if one.get("title") not in whole]
    if not variants or not all("$ref" in one for one in variants):
        return "Any"
    types = list(dict.fromkeys(_type_of(one) for one in variants))
    return " | ".join(one for one in types if not one.endswith("Part")) or "Any"


def _formatted(name: str, text: str) -> str:
    ruff = Path(sys.executable).parent / "ruff"
    for command in (["check", "--fix-only", "-q"], ["format", "-q"]):
        text = subprocess.run(  # noqa: S603 - our own program
            [str(ruff), *command, "--stdin-filename", str(CLIENT / name), "-"],
            input=text, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    return text


def main() -> None:
    for name, text in files(described()).items():
        (CLIENT / name).write_text(text)


if __name__ == "__main__":
    main()
