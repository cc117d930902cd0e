"""`claims events --follow` and `claims-portal demo-claim`, beside a portal that runs."""

import fcntl
import json
import os
import select
import signal
import subprocess

import pytest

from claims_client import Portal
from tests.client.test_command_line import PROGRAM, Shell
from tests.running.conftest import Running, recent_cnf

pytestmark = pytest.mark.running

SMALLEST_PIPE = 4096


def test_events_are_followed_until_it_is_stopped_and_gone_on_with(
    portal: Running, lawyer: Portal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shell = Shell(portal, "COMP001", tmp_path_factory.mktemp("home"))
    cursor = shell.run("events").stderr.split()[-1]
    # A shell that runs this in the background ignores SIGINT, and so would the program.
    as_usual = ["env", "--default-signal=INT"]
    following = [*as_usual, str(PROGRAM), "events", "--follow", "--every", "0.1", "--after", cursor]
    process = subprocess.Popen(
        following, env=shell.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    seen: list[str] = []
    try:
        for _ in range(2):
            number = lawyer.submit(recent_cnf())["applicationId"]
            seen += told_until(process, number)
        process.send_signal(signal.SIGINT)
        rest, told = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0
    assert told.startswith("cursor ")
    after = told.split()[-1]
    seen += [json.loads(line)["id"] for line in rest.splitlines()]
    last = lawyer.submit(recent_cnf())["applicationId"]
    lines = shell.run("events", "--after", after).stdout.splitlines()
    assert last in [json.loads(line)["applicationId"] for line in lines]
    assert not {json.loads(line)["id"] for line in lines} & set(seen)


def test_ctrl_c_amid_a_page_waits_for_its_end_and_its_cursor(
    portal: Running, lawyer: Portal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shell = Shell(portal, "COMP001", tmp_path_factory.mktemp("home"))
    cursor = shell.run("events").stderr.split()[-1]
    for _ in range(12):  # More than the pipe holds, so that it waits in the middle of the page.
        lawyer.submit(recent_cnf())
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, SMALLEST_PIPE)
    process = subprocess.Popen(
        ["env", "--default-signal=INT", str(PROGRAM), "events", "--after", cursor],
        env=shell.environment, text=True, stdout=writing, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(writing)
    with open(reading) as output:
        select.select([output], [], [], 20)
        process.send_signal(signal.SIGINT)
        told = {json.loads(line)["id"] for line in output}
    after = process.communicate(timeout=20)[1].split()[-1]
    lines = shell.run("events", "--after", after).stdout.splitlines()
    assert len(told) >= 12
    assert after != cursor
    assert not {json.loads(line)["id"] for line in lines} & told


def told_until(process: "subprocess.Popen[str]", number: str) -> list[str]:
    """The ids of events up to the claim's first; others may come too, of what was sent before."""
    assert process.stdout is not None
    ids = []
    for line in iter(process.stdout.readline, ""):
        event = json.loads(line)
        ids.append(event["id"])
        if event["applicationId"] == number:
            return ids
    pytest.fail(f"It ended before it told of {number}")


def test_the_demo_plays_a_whole_claim(portal: Running) -> None:
    printed = portal.command("demo-claim")
    assert "An RTA claim from notification to settlement" in printed
    sides = [line.split()[1] for line in printed.splitlines() if line.strip()[:1].isdecimal()]
    assert sides.count("claimant-representative") == 5
    assert sides.count("compensator") == 4
    assert "nobody: it ended" in printed


def test_the_demo_says_that_nothing_answers(
    portal: Running, tmp_path_factory: pytest.TempPathFactory
) -> None:
    demo = {**portal.demo, "baseUrl": "http://127.0.0.1:9"}
    (elsewhere := tmp_path_factory.mktemp("demo") / "demo.json").write_text(json.dumps(demo))
    with pytest.raises(subprocess.CalledProcessError) as failed:
        portal.command("demo-claim", "--demo-file", str(elsewhere))
    assert "Nothing answers on http://127.0.0.1:9" in failed.value.stderr
