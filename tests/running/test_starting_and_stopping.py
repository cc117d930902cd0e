"""Starting, stopping, and what the front page promises of the running portal."""

import json
import re
import subprocess
import time

import httpx
import pytest

from tests.running.conftest import Running

pytestmark = pytest.mark.running


def test_ctrl_c_ends_everything_and_the_portal_starts_again(
    portal: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    assert portal.interrupt() == 0
    stopped = time.monotonic() - began
    assert portal.processes() == {}
    with pytest.raises(httpx.ConnectError):
        httpx.get(portal.url, timeout=5)
    started = portal.start()
    with capsys.disabled():
        print(f"\nstopped in {stopped:.1f} s, started again in {started:.1f} s")  # noqa: T201
    assert portal.database_processes()


def test_the_banners_command_works_as_it_is_pasted(portal: Running) -> None:
    command = re.search(r"^  curl .*?(?=\n\n)", portal.banner, re.MULTILINE | re.DOTALL)
    assert command is not None, portal.banner
    done = subprocess.run(
        ["bash", "-c", command[0]], capture_output=True, timeout=30, check=True, text=True
    )
    assert set(json.loads(done.stdout)) == {"claims", "nextCursor"}


def test_the_banner_names_every_demo_person(portal: Running) -> None:
    for user in portal.demo["users"]:
        assert user["userId"] in portal.banner
        assert user["password"] in portal.banner


def test_the_demo_file_is_as_documented(portal: Running) -> None:
    demo = portal.demo
    assert set(demo) == {"baseUrl", "clients", "users", "staff", "mail"}
    assert demo["baseUrl"] == portal.url
    for client in demo["clients"]:
        assert set(client) == {"organisationId", "clientId", "clientSecret"}
    for user in demo["users"]:
        assert set(user) == {"userId", "email", "password", "organisationId", "profiles"}
        assert user["profiles"]
    assert "directory" in demo["mail"]
    mode = (portal.root / "build" / "demo.json").stat().st_mode
    assert mode & 0o077 == 0


def test_each_demo_client_may_act_for_each_user_of_its_organisation(portal: Running) -> None:
    for client in portal.demo["clients"]:
        with portal.caller(client["organisationId"]) as caller:
            for user in portal.demo["users"]:
                own = user["organisationId"] == client["organisationId"]
                answer = caller.get("/claims", headers={"Login-As": user["userId"]})
                assert answer.status_code == (200 if own else 403)


def test_the_secrets_are_the_same_after_a_restart(portal: Running) -> None:
    before = portal.demo
    portal.interrupt()
    portal.start()
    assert portal.demo == before
