"""What journeys through the running portal have in common.

page = signed_in(browser, portal, "PNAIR01")
claim = portal.send_claim()
page.goto(f"{portal.base_url}/claims/{claim}")
must_be_accessible(page)
"""

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import Browser, BrowserContext, Page, expect

from claims_portal.config.management.commands.demo_mail import newest_first
from tests import asking, make
from tests.web.axe import violations

END_THE_SESSION = """
from django.contrib.sessions.models import Session
from claims_portal.web.session_store import SessionStore
store = SessionStore({key!r})
store["last_seen_at"] = 0.0
store.save()
"""
LAWYER, INSURER = "PNAIR01", "HWARD"
FIRM, INSURANCE_COMPANY = "CR00101", "COMP001"


@dataclass
class Portal:
    """A running demo portal, from its build/demo.json."""

    base_url: str
    people: dict[str, dict[str, Any]]
    staff: dict[str, dict[str, Any]]
    clients: dict[str, dict[str, Any]]
    mail_directory: Path
    environment: dict[str, str] = field(default_factory=dict)
    """That the portal runs in, for commands beside it."""
    signed_in: dict[str, Any] = field(default_factory=dict)
    """The cookies of those who signed in: a code is sent once a minute at most."""

    @classmethod
    def of(cls, demo: Path, environment: dict[str, str] | None = None) -> "Portal":
        content = json.loads(demo.read_text())
        return cls(
            base_url=content["baseUrl"],
            people={user["userId"]: user for user in content["users"]},
            staff={one["staffId"]: one for one in content["staff"]},
            clients={client["organisationId"]: client for client in content["clients"]},
            mail_directory=Path(content["mail"]["directory"]),
            environment=environment or {},
        )

    def command(self, *arguments: str) -> str:
        """Runs `claims-portal` beside the portal, on its database; what it printed."""
        program = Path(sys.executable).parent / "claims-portal"
        done = subprocess.run(
            [str(program), *arguments], env=self.environment, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def send_claim(self, **changes: Any) -> str:
        """Send the sample claim of the lawyer's firm through the API; its application ID."""
        body = make.sample("rta_cnf") | changes
        answer = self._post("/api/v1/claims", body, FIRM, LAWYER)
        application_id: str = answer["applicationId"]
        return application_id

    def claim_at(self, stage: str) -> str:
        """A claim of the lawyer's firm that stands there already, as a sandbox makes it."""
        body = {"claimType": "rta", "at": stage, "organisationId": INSURANCE_COMPANY}
        claim = self._post("/api/v1/sandbox/claims", body, FIRM, LAWYER)["claim"]
        application_id: str = claim["applicationId"]
        return application_id

    def act(self, application_id: str, action: str, body: Any, *, user_id: str) -> dict[str, Any]:
        """One action through the API, on the claim as it stands."""
        organisation = self.people[user_id]["organisationId"]
        headers = self._headers(organisation, user_id)
        path = f"/api/v1/claims/{int(application_id)}"
        etag = asking.get(self.base_url + path, headers=headers).headers["ETag"]
        return self._post(
            f"{path}/actions/{action}", body, organisation, user_id, **{"If-Match": etag}
        )

    def code_for(self, user_id: str, *, newer_than: str = "") -> str:
        """The newest sign-in code that was mailed to this person."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if (code := self.last_code_for(user_id)) not in ("", newer_than):
                return code
            time.sleep(0.1)
        raise TimeoutError(f"No code was mailed to {user_id}")

    def last_code_for(self, user_id: str) -> str:
        """What is in the newest of these mails; nothing where there is none."""
        address = self.people[user_id]["email"]
        for message in newest_first(self.mail_directory):
            code = re.search(r"\d{6}", str(message["Subject"]))
            if address in str(message["To"]) and code:
                return code[0]
        return ""

    def _post(
        self, path: str, body: Any, organisation: str, user_id: str, **headers: str
    ) -> dict[str, Any]:
        answer = asking.post(
            self.base_url + path,
            json=body,
            headers=self._headers(organisation, user_id) | headers,
        )
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def _headers(self, organisation: str, user_id: str) -> dict[str, str]:
        client = self.clients[organisation]
        answer = asking.post(
            self.base_url + "/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(client["clientId"], client["clientSecret"]),
        )
        token = answer.json()["access_token"]
        return {"Authorization": f"Bearer {token}", "Login-As": user_id}


def new_page(browser: Browser, portal: Portal, **options: Any) -> Page:
    """A page of nobody, that fails the test where a script of the page fails."""
    return _page(browser.new_context(base_url=portal.base_url, locale="en-GB", **options))


def signed_in(browser: Browser, portal: Portal, user_id: str = LAWYER, **options: Any) -> Page:
    """A page of this person, signed in by password and code (once a portal)."""
    if user_id not in portal.signed_in:
        page = new_page(browser, portal)
        sign_in(page, portal, user_id)
        portal.signed_in[user_id] = page.context.storage_state()
        page.context.close()
    return new_page(browser, portal, storage_state=portal.signed_in[user_id], **options)


def sign_in(page: Page, portal: Portal, user_id: str, *, at: str = "/sign-in") -> None:
    """Both steps of signing in, as a person does them."""
    before = portal.last_code_for(user_id)
    page.goto(at)
    page.get_by_label("User ID or e-mail address").fill(user_id)
    page.get_by_label("Password").fill(portal.people[user_id]["password"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(portal.code_for(user_id, newer_than=before))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Your account:").wait_for(state="attached")


def end_by_time(page: Page, portal: Portal) -> None:
    """The session of this page, as if nobody had used it for long."""
    cookies = page.context.cookies()
    key = next(one["value"] for one in cookies if "session" in one.get("name", "").lower())
    portal.command("shell", "-c", END_THE_SESSION.format(key=key))


def sign_in_as_staff(page: Page, portal: Portal, staff_id: str) -> None:
    """Password, and a code of the app; of one 30-second step a code is good once."""
    person = portal.staff[staff_id]
    page.goto("/operator/sign-in")
    page.get_by_label("Staff ID").fill(staff_id)
    page.get_by_label("Password").fill(person["password"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(pyotp.TOTP(person["authenticatorSecret"]).now())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Your account:").wait_for(state="attached")


def as_staff(browser: Browser, portal: Portal, staff_id: str, **options: Any) -> Page:
    """A page of this member of staff, signed in once a portal."""
    key = f"staff {staff_id}"
    if key not in portal.signed_in:
        page = new_page(browser, portal)
        sign_in_as_staff(page, portal, staff_id)
        portal.signed_in[key] = page.context.storage_state()
        page.context.close()
    return new_page(browser, portal, storage_state=portal.signed_in[key], **options)


def must_be_accessible(page: Page, *, scripts: bool = True) -> None:
    """No fault that axe can find, and no sideways scrolling of the page."""
    page.wait_for_load_state()
    found = violations(page, scripts=scripts)
    assert not found, "\n".join([page.url, *found])
    must_fit(page)


def must_fit(page: Page) -> None:
    """No sideways scrolling of the page."""
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{page.url} is {width[0]} wide in a window of {width[1]}"


def _page(context: BrowserContext) -> Page:
    page = context.new_page()

    def fail(error: Any) -> None:
        raise AssertionError(f"A script of {page.url} failed: {error}")

    page.on("pageerror", fail)
    return page


def turn_to(page: Page, number: str) -> None:
    """From the first page of a worklist to that with the claim: tests before sent claims too."""
    claim, onward = page.get_by_role("link", name=number), page.get_by_role("link", name="Next")
    while not claim.is_visible() and onward.is_visible():
        onward.click()
        page.wait_for_load_state()
    expect(claim).to_be_visible()
