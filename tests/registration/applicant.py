"""Somebody who applies, page by page, in a browser without JavaScript."""

import re
from copy import deepcopy
from typing import Any

from django.http import HttpResponse
from django.test import Client

from claims_portal.registration.models import Application
from tests import mailbox

APPLICANT = "office.manager@ferrymoor.example.com"
ADDRESS = {
    "address/buildingNumber": "12", "address/street": "Quay Street", "address/town": "Bristol",
    "address/postcode": "bs1 4zz",
}  # fmt: skip
FIRM: dict[str, dict[str, Any]] = {
    "organisation": {
        "name": "Ferrymoor Law LLP", "email": "info@ferrymoor.example.com",
        "telephone": "0117 496 0123", "website": "https://www.ferrymoor.example.com/about",
    },
    "registrations": {
        "regulator": "sra", "regulatorNumber": "612 345", "companyNumber": "oc301234",
        "icoNumber": "za123456",
    },
    "address": ADDRESS,
    "claims": {"claims": ["rta"], "access": "web", "softwareHouse": ""},
    "administrator": {
        "forename": "Nia", "surname": "Ferry", "email": "nia.ferry@ferrymoor.example.com",
        "telephone": "0117 496 0124",
    },
}  # fmt: skip
INSURER: dict[str, dict[str, Any]] = FIRM | {
    "organisation": FIRM["organisation"] | {"name": "Ferrymoor Mutual plc"},
    "registrations": {
        "regulator": "fca", "regulatorNumber": "202999", "companyNumber": "1234567",
        "icoNumber": "Z1234567",
    },
    "claims": {"claims": ["rta", "elpl"], "access": "api", "softwareHouse": "Casework 9"},
}  # fmt: skip
CLAIMANT: dict[str, dict[str, Any]] = {
    "claimant": {"forename": "Sam", "surname": "Alone", "telephone": "+44 7700 900123"},
    "address": ADDRESS,
    "claims": {"claims": ["elpl"]},
}
OF_KIND = {"CR": FIRM, "COMP": INSURER, "LIP": CLAIMANT}
LINK = re.compile(r"/register/open\?link=\S+")


class Applicant:
    """The browser of one applicant, with the application open."""

    def __init__(self, kind: str = "CR", email: str = APPLICANT) -> None:
        self.client = Client()
        self.kind, self.email = kind, email
        answer = self.client.post("/register/begin", {"kind": kind, "email": email})
        assert answer.status_code == 302, answer.content.decode()
        self.link = link_mailed_to(email)
        self.open(self.client)

    def open(self, client: Client) -> HttpResponse:
        answer: HttpResponse = client.get(self.link)
        assert answer["Location"] == "/register/application"
        return answer

    @property
    def application(self) -> Application:
        return Application.objects.filter(email=self.email).latest("pk")

    def answer(self, slug: str, **changes: Any) -> HttpResponse:
        typed = deepcopy(OF_KIND[self.kind][slug]) | changes
        answer: HttpResponse = self.client.post(f"/register/application/section/{slug}", typed)
        return answer

    def fill_in(self, **changes: dict[str, Any]) -> "Applicant":
        for slug in OF_KIND[self.kind]:
            answer = self.answer(slug, **changes.get(slug, {}))
            assert answer.status_code == 302, text_of(answer)
        return self

    def send(self, **typed: str) -> HttpResponse:
        entered = {"declared": "yes"} | typed
        answer: HttpResponse = self.client.post("/register/application/check", entered)
        return answer

    def page(self, path: str = "status") -> str:
        return text_of(self.client.get(f"/register/application/{path}".rstrip("/")))


def sent(kind: str = "CR", email: str = APPLICANT, **changes: dict[str, Any]) -> Applicant:
    """An application that waits for a decision."""
    applicant = Applicant(kind, email).fill_in(**changes)
    answer = applicant.send()
    assert answer["Location"] == "/register/application/sent"
    return applicant


def text_of(answer: Any) -> str:
    content: bytes = answer.content
    return content.decode()


def link_mailed_to(address: str) -> str:
    mails = [one for one in mailbox.delivered() if one.to == [address]]
    found = LINK.search(str(mails[-1].body))
    assert found
    return found[0]


def mails_to(address: str) -> list[str]:
    return [f"{one.subject}\n{one.body}" for one in mailbox.delivered() if one.to == [address]]
