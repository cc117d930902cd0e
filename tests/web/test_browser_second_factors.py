"""One person signs in with each second factor, with axe on every page reached."""

import time
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.web.browser import Portal, must_be_accessible, new_page

pytestmark = pytest.mark.browser

PERSON = "SRAO"
SECONDS_A_STEP = 30


def password_step(page: Page, portal: Portal) -> None:
    page.goto("/sign-in")
    page.get_by_label("User ID or e-mail address").fill(PERSON)
    page.get_by_label("Password").fill(portal.people[PERSON]["password"])
    page.get_by_role("button", name="Continue").click()


def reached(page: Page, heading: str) -> None:
    """The page of this heading is there, and everybody can use it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    must_be_accessible(page)


def by(page: Page, way: str, *, heading: str) -> None:
    page.get_by_role("link", name="Use another way").click()
    reached(page, "Use another way")
    page.get_by_label(way, exact=True).check()
    page.get_by_role("button", name="Continue").click()
    reached(page, heading)


def must_be_signed_in(page: Page) -> None:
    page.get_by_text("Your account:").wait_for(state="attached")


def sign_out(page: Page) -> None:
    page.locator(".portal-account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """A device in the browser that makes and uses passkeys without a hand on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made: dict[str, Any] = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


def set_up_app(page: Page) -> pyotp.TOTP:
    page.get_by_role("button", name="Set up an app").click()
    reached(page, "Set up an authenticator app")
    app = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", ""))
    expect(page.get_by_role("img", name="QR code for your authenticator app")).to_be_visible()
    page.get_by_label("Code").fill("000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("The code is not right.")
    must_be_accessible(page)
    page.get_by_label("Code").fill(app.now())
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("The authenticator app is set up.")).to_be_visible()
    return app


def make_recovery_codes(page: Page) -> list[str]:
    page.get_by_role("button", name="Recovery codes").click()
    reached(page, "Recovery codes")
    page.get_by_role("button", name="Make new recovery codes").click()
    expect(page.get_by_text("These codes are shown only now.")).to_be_visible()
    must_be_accessible(page)
    codes = page.locator("ol code").all_inner_texts()
    page.get_by_role("link", name="Back to your second factors").click()
    return codes


def add_passkey(page: Page, name: str) -> None:
    page.get_by_role("button", name="Add a passkey").click()
    reached(page, "Add a passkey")
    expect(page.get_by_text("This browser cannot use passkeys here")).to_be_hidden()
    page.get_by_label("Name of the passkey").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey was added.")).to_be_visible()
    must_be_accessible(page)


def must_offer_other_ways_without_scripts(browser: Browser, portal: Portal) -> None:
    page = new_page(browser, portal, java_script_enabled=False)
    password_step(page, portal)
    expect(page.get_by_text("This browser cannot use passkeys here")).to_be_visible()
    expect(page.get_by_role("button", name="Use your passkey")).to_be_hidden()
    page.get_by_role("link", name="Use another way").click()
    page.get_by_label("Authenticator app", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code from your app")
    page.context.close()


def test_a_person_signs_in_with_each_second_factor(browser: Browser, portal: Portal) -> None:
    page = new_page(browser, portal)
    device, device_id = authenticator(page)

    password_step(page, portal)
    reached(page, "Enter the code from your e-mail")
    page.get_by_label("Code").fill(portal.code_for(PERSON))
    page.get_by_role("button", name="Sign in").click()
    must_be_signed_in(page)
    for path in ("/account/second-factor/password", "/account/second-factor"):
        page.goto(path)
        must_be_accessible(page)
    app = set_up_app(page)
    codes = make_recovery_codes(page)
    add_passkey(page, "Office laptop")
    sign_out(page)
    must_offer_other_ways_without_scripts(browser, portal)

    password_step(page, portal)
    reached(page, "Use your passkey")
    page.get_by_role("button", name="Use your passkey").click()
    must_be_signed_in(page)
    sign_out(page)

    password_step(page, portal)
    device.send("WebAuthn.setUserVerified", {"authenticatorId": device_id, "isUserVerified": False})
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used.")
    must_be_accessible(page)
    by(page, "Authenticator app", heading="Enter the code from your app")
    # The code that confirmed the app is spent; the next one is good half a minute early.
    page.get_by_label("Code").fill(app.at(int(time.time()) + SECONDS_A_STEP))
    page.get_by_role("button", name="Sign in").click()
    must_be_signed_in(page)
    sign_out(page)

    password_step(page, portal)
    by(page, "Recovery code", heading="Enter a recovery code")
    page.get_by_label("Recovery code").fill(codes[0].lower())
    page.get_by_role("button", name="Sign in").click()
    must_be_signed_in(page)
    page.goto("/account/second-factor")
    expect(page.get_by_text("9 codes are left.")).to_be_visible()
    for link, heading in (
        ("Rename Office laptop", "Rename a passkey"),
        ("Remove Office laptop", "Remove the passkey “Office laptop”?"),
        ("Remove the app", "Remove the authenticator app?"),
    ):
        page.get_by_role("link", name=link).click()
        reached(page, heading)
        page.go_back()
    page.get_by_role("link", name="Remove Office laptop").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey was removed.")).to_be_visible()
    page.get_by_role("link", name="Remove the app").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The authenticator app was removed.")).to_be_visible()
