"""What strangers send wrong fills no log."""

import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/sign-in", "/new-password"])
def test_a_host_that_is_not_ours_is_no_error_of_the_portal(
    db: None, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert Client(HTTP_HOST="evil.example.com").get(path).status_code == 400
    assert not caplog.records


def test_a_body_that_is_too_large_is_no_error_of_the_portal(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    too_large = b"name=" + b"x" * 1_100_000
    answer = Client().post("/sign-in", too_large, "application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    assert not [one for one in caplog.records if one.name.startswith("django.security")]


def test_a_form_without_its_token_is_no_error_of_the_portal(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert Client(enforce_csrf_checks=True).post("/sign-in").status_code == 403
    assert not caplog.records
