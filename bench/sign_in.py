"""What a sign-in costs beside its password hash: CPU time of both steps, pages and queries.

In this process, with the hash taken out; the database's own time is not counted.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from unittest import mock

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import make

from claims_portal.accounts.models import MailedCode, User, WebSession
from claims_portal.accounts.profiles import Profile
from claims_portal.notices import mail

TIMES = 40
WARM_UP = 10


def cpu_ms() -> dict[str, float]:
    """The medians of some sign-ins by User ID, password and mailed code, in milliseconds."""
    user = make.user(
        make.organisation("CR99999"), Profile.CR_RTA_CLAIM_HANDLER, user_name="SIGNSIN"
    )
    with mock.patch.object(Argon2PasswordHasher, "verify", lambda *_: True):
        taken = [_sign_in(user) for _ in range(WARM_UP + TIMES)][WARM_UP:]
    return {
        "sign_in_password_cpu_ms": round(median(password for password, _code in taken) * 1e3, 2),
        "sign_in_code_cpu_ms": round(median(code for _password, code in taken) * 1e3, 2),
        "password_hash_cpu_ms": round(median(_hash() for _ in range(5)) * 1e3, 1),
    }


def _hash() -> float:
    before = time.process_time()
    make_password(make.PASSWORD)
    return time.process_time() - before


def _sign_in(user: User) -> tuple[float, float]:
    client, spent = Client(SERVER_NAME="localhost"), [0.0, 0.0]
    MailedCode.objects.filter(user=user).delete()
    with _counted(spent, 0):
        client.post("/sign-in", {"name": user.user_name, "password": make.PASSWORD})
    code = _code()
    with _counted(spent, 1):
        client.post("/sign-in/code", {"code": code})
    if not WebSession.objects.filter(user=user).exists():
        raise RuntimeError("The sign-in that was measured was refused")
    WebSession.objects.all().delete()
    return spent[0], spent[1]


@contextmanager
def _counted(spent: list[float], step: int) -> Iterator[None]:
    before = time.process_time()
    yield
    spent[step] += time.process_time() - before


def _code() -> str:
    newest = ProcrastinateJob.objects.filter(task_name=mail.DELIVER).latest("pk")
    found = re.search(r"\d{6}", mail.opened(newest.args["sealed"]).subject)
    if found is None:
        raise RuntimeError("No code was mailed")
    return found[0]
