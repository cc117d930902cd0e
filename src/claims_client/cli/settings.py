"""Where `claims` finds the portal and its client: flags, environment, file; in this order.

Secrets are taken from the environment or from a file, never from a flag: other people of the
machine can read the flags of a process.
"""

import os
import tomllib
from argparse import Namespace
from pathlib import Path

from claims_client.portal import Portal

FLAGS = {
    "url": "CLAIMS_URL",
    "client_id": "CLAIMS_CLIENT_ID",
    "login_as": "CLAIMS_LOGIN_AS",
    "secret_file": "CLAIMS_CLIENT_SECRET_FILE",
    "key_file": "CLAIMS_CLIENT_KEY_FILE",
    "key_id": "CLAIMS_CLIENT_KEY_ID",
    "audience": "CLAIMS_AUDIENCE",
}
SECRET = "CLAIMS_CLIENT_SECRET"  # noqa: S105 - the name of a variable
FILE = "CLAIMS_CONFIG"


class NotConfigured(Exception):
    """Something that a call needs was given nowhere."""


def portal_of(given: Namespace) -> Portal:
    """The portal that flags, environment and file speak of; NotConfigured without one."""
    kept = _file(given.config)
    told = {
        name: getattr(given, name) or os.environ.get(variable) or kept.get(name)
        for name, variable in FLAGS.items()
    }
    for name in ("url", "client_id", "login_as"):
        if not told[name]:
            flag = name.replace("_", "-")
            raise NotConfigured(f"Give --{flag}, {FLAGS[name]}, or {name} in the file.")
    key = _content(told["key_file"])
    secret = None if key else os.environ.get(SECRET) or _content(told["secret_file"])
    if not (key or secret):
        raise NotConfigured(f"Give {SECRET}, or a file: --secret-file or --key-file.")
    return Portal(
        str(told["url"]), str(told["client_id"]), login_as=str(told["login_as"]),
        secret=secret, private_key=key, key_id=told["key_id"], audience=told["audience"],
    )  # fmt: skip


def _file(named: str | None) -> dict[str, str]:
    name = named or os.environ.get(FILE)
    path = Path(name) if name else Path.home() / ".config" / "claims.toml"
    if not name and not path.exists():
        return {}
    try:
        read = tomllib.loads(path.read_text())
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise NotConfigured(f"{path}: {fault}") from fault
    unknown = sorted(set(read) - set(FLAGS))
    if unknown:
        raise NotConfigured(f"{path}: not known: {', '.join(unknown)}")
    return {name: str(value) for name, value in read.items()}


def _content(path: str | None) -> str | None:
    if not path:
        return None
    try:
        return Path(path).expanduser().read_text().strip()
    except OSError as fault:
        raise NotConfigured(str(fault)) from fault
