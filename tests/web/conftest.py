"""A whole portal in its own processes, and a real browser to look at it.

Tests with these fixtures must not use the database of the other tests: Playwright
keeps an event loop running in this thread, and Django's ORM refuses to work beside one.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import asking, portals
from tests.web.browser import LAWYER, Portal, signed_in
from tests.web.keyboard import WAYS, Begins, Keyboard

CHROMIUM = os.environ.get("PORTAL_CHROMIUM", "/usr/bin/chromium-headless-shell")
"""Without windows and menus of its own: a page is opened in a third of the time."""
SECONDS_TO_START = 150
expect.set_options(timeout=20_000)  # a busy machine is no fault of a page


@pytest.fixture(scope="package")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo portal as `make run` serves it, a sandbox, on a free port, with its own database.

    Its pages offer every language that there is.
    """
    root = tmp_path_factory.mktemp("portal")
    with running_portal(root, environment_too={"PORTAL_LANGUAGES": "en,cy"}) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Ends with the module, and with it the event loop."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--lang=en-US",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(WAYS[request.param])


@pytest.fixture
def begins(browser: Browser, portal: Portal, way: dict[str, Any]) -> Iterator[Begins]:
    """Somebody signed in, at a page, by keyboard only."""
    begun: list[Keyboard] = []

    def begin(at: str, user_id: str = LAWYER) -> Keyboard:
        page = signed_in(browser, portal, user_id, **way)
        page.goto(at)
        begun.append(Keyboard(page, scripts=way.get("java_script_enabled", True)))
        return begun[-1]

    yield begin
    for by in begun:
        by.page.context.close()


@contextmanager
def running_portal(
    root: Path, *, claims: bool = False, environment_too: Mapping[str, str] | None = None
) -> Iterator[Portal]:
    """With claims it begins with nothing, as `make run` does on a new machine."""
    port = free_port()
    if not claims:
        portals.begin_started(root / "state", sandbox=True)
    environment = os.environ | {
        "PORTAL_DEMO": "yes",
        "PORTAL_ROOT": str(root),
        "PORTAL_STATE_DIR": str(root / "state"),
        "PORTAL_MAIL_DIR": str(root / "mail"),
        "PORTAL_WEB_PROCESSES": "1",
        "PORTAL_SANDBOX_CLAIMS": "yes" if claims else "no",
        "PORT": str(port),
    }
    # Those of the tests beside, which have a server and settings of their own.
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORTAL_SECRET_KEY"):
        environment.pop(name, None)
    environment |= environment_too or {}
    with serving(environment, log=root / "serve.log"):
        wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", log=root / "serve.log")
        yield Portal.of(root / "build" / "demo.json", environment)


@contextmanager
def serving(environment: dict[str, str], *, log: Path) -> Iterator[None]:
    command = Path(sys.executable).parent / "claims-portal"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [str(command), "serve", "--sandbox"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_it_answers(url: str, *, log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            if asking.get(url, timeout=2).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"The portal did not answer at {url}:\n{log.read_text()[-4000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
