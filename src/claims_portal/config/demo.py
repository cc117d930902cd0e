"""The demo's organisations, people and API clients; all invented.

Passwords and secrets come from the installation's secret key, so that they are
the same at each start and known to nobody else.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from claims_portal.accounts import granting
from claims_portal.accounts.models import ApiClient, ApiClientSecret, User, UserProfile
from claims_portal.accounts.profiles import ELPL_CLAIMS, RTA_CLAIMS, Profile
from claims_portal.accounts.secrets import digest
from claims_portal.config import demo_addresses, demo_staff
from claims_portal.config.demo_secrets import secret
from claims_portal.config.demo_staff import DemoStaff
from claims_portal.organisations import agreements, relations
from claims_portal.organisations.models import (
    Branch,
    CompensatorRelation,
    Organisation,
    RelationKind,
)

RTA, ELPL, BOTH = RTA_CLAIMS, ELPL_CLAIMS, RTA_CLAIMS | ELPL_CLAIMS

# fmt: off
ORGANISATIONS = (
    # code, name, kind, compensator kind, claims it deals with, domain, town
    ("CR00101", "Harbour Row Solicitors", "CR", "", BOTH, "harbourrow.example.com", "Bristol"),
    ("CR00102", "Quayside Law", "CR", "", RTA, "quaysidelaw.example.com", "Hull"),
    ("COMP001", "Northcliffe Motor", "COMP", "insurer", RTA, "northcliffe.example.com", "Leeds"),
    ("COMP002", "Fenland Liability", "COMP", "insurer", ELPL, "fenland.example.com", "Ely"),
    ("COMP003", "Skerry Mutual", "COMP", "insurer", BOTH, "skerry.example.com", "Cardiff"),
    ("COMP900", "Motor Insurers' Bureau (demo)", "COMP", "mib", RTA, "mib.example.com", "Milton Keynes"),
    ("LIP00001", "Rosa Field", "LIP", "", RTA, "rosafield.example.com", "Exeter"),
)
# Nobody of them is in the sample file of legacy accounts, but PNAIR01 on purpose.
PEOPLE = (
    # User ID, forename, surname, organisation, profiles
    ("PNAIR01", "Priya", "Nair", "CR00101", (Profile.CR_RTA_TEAM_LEADER, Profile.CR_ADMINISTRATOR)),
    ("JSEILE", "Jan", "Seile", "CR00101", (Profile.CR_RTA_CLAIM_HANDLER,)),
    ("RMARLOW", "Rhys", "Marlow", "CR00101", (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ELPL_TEAM_LEADER)),
    ("EBRODY", "Edith", "Brody", "CR00102", (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR)),
    ("HWARD", "Hazel", "Ward", "COMP001", (Profile.COMP_RTA_TEAM_LEADER, Profile.COMP_ADMINISTRATOR)),
    ("SRAO", "Sana", "Rao", "COMP001", (Profile.COMP_RTA_CLAIM_HANDLER,)),
    ("GPETTIT", "Greta", "Pettit", "COMP002", (Profile.COMP_ELPL_TEAM_LEADER, Profile.COMP_ADMINISTRATOR)),
    ("MTHORNE", "Mabli", "Thorne", "COMP003", (Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_ELPL_CLAIM_HANDLER)),
    ("RFIELD", "Rosa", "Field", "LIP00001", (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR)),
    ("OFINCH", "Oscar", "Finch", "COMP900", (Profile.COMP_RTA_CLAIM_HANDLER,)),
)
# Northcliffe administers claims for Skerry Mutual; they may pass new claims to each other.
RELATIONS = (("COMP003", "COMP001", RelationKind.OWN_TPA),)
# fmt: on
CODES = tuple(organisation[0] for organisation in ORGANISATIONS)
CLIENTS = tuple(organisation[0] for organisation in ORGANISATIONS if organisation[2] != "LIP")
"""Whoever claims alone works on the pages."""
CASE_SYSTEM = "Case system (demo)"
AGREEMENT = """\
This is the user agreement of the demo; a real one comes from the operator.

Every person has a User ID of their own and shares it with nobody.

Administrators disable the account of whoever leaves on the same day, and look through all \
accounts every three months.
"""


@dataclass(frozen=True)
class DemoUser:
    userId: str  # noqa: N815 - these are the names of the file's keys
    email: str
    password: str
    organisationId: str  # noqa: N815
    profiles: list[str]


@dataclass(frozen=True)
class DemoClient:
    organisationId: str  # noqa: N815
    clientId: str  # noqa: N815
    clientSecret: str  # noqa: N815


@dataclass(frozen=True)
class Credentials:
    users: list[DemoUser]
    clients: list[DemoClient]
    staff: list[DemoStaff]


@transaction.atomic
def prepare(*, at: datetime) -> Credentials:
    """Make what is missing of the demo; safe to run at each start."""
    if agreements.in_force(at=at) is None:
        agreements.publish("1", AGREEMENT, in_force_from=at)
    for organisation in ORGANISATIONS:
        if not Organisation.objects.filter(code=organisation[0]).exists():
            _add_organisation(*organisation, at=at)
    for code, other, relation in RELATIONS:
        if not CompensatorRelation.objects.filter(compensator__code=code).exists():
            relations.add(code, other, relation, reason="demo", at=at)
    demo_addresses.prepare()
    users = [_user(*person, at=at) for person in PEOPLE]
    return Credentials(users, [_client(code, at) for code in CLIENTS], demo_staff.prepare(at=at))


def write_file(credentials: Credentials, *, base_url: str) -> Path:
    """Write build/demo.json for scripts; readable by the owner alone."""
    path = settings.ROOT / "build" / "demo.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    mail = {
        "directory": settings.EMAIL_FILE_PATH,
        "how": "Each mail is a file in this directory; `claims-portal demo-mail USER_ID` prints "
        "the newest one sent to a user.",
    }
    content = {"baseUrl": base_url, **asdict(credentials), "mail": mail}
    path.write_text(json.dumps(content, indent=2) + "\n")
    path.chmod(0o600)
    return path


def banner(credentials: Credentials, *, base_url: str, written: Path) -> str:
    """What `make run` prints."""
    client, user = credentials.clients[0], credentials.users[0]
    people = "\n".join(
        f"  {one.userId:<9} {one.password:<18} {one.organisationId:<8} {', '.join(one.profiles)}"
        for one in credentials.users
    )
    clients = "\n".join(
        f"  {one.organisationId:<8} client id {one.clientId}   secret {one.clientSecret}"
        for one in credentials.clients
    )
    token = (
        f"curl -s -u {client.clientId}:{client.clientSecret} -d grant_type=client_credentials "
        f'{base_url}/oauth/token | sed \'s/.*"access_token": *"\\([^"]*\\)".*/\\1/\''
    )
    return (
        f"\nClaims Portal (demo) on {base_url}\n\n"
        f"User ID, password, organisation, profiles:\n{people}\n\n"
        "The second factor is a code by e-mail; in the demo, mail is a file in build/mail:\n"
        f"  .venv/bin/claims-portal demo-mail {user.userId}\n\n"
        f"{demo_staff.banner(credentials.staff, base_url=base_url)}"
        f"API clients:\n{clients}\n\n"
        "Try the API:\n"
        f'  curl -s "{base_url}/api/v1/claims?scope=all" -H "Login-As: {user.userId}" \\\n'
        f'       -H "Authorization: Bearer $({token})"\n\n'
        f"The same for scripts: {written}\n"
        f"API reference: {base_url}/developers      A whole claim: make demo\n"
        "Stop with Ctrl-C; what you enter is kept.\n"
    )


def _add_organisation(
    code: str,
    name: str,
    kind: str,
    compensator_kind: str,
    claims: frozenset[str],
    domain: str,
    town: str,
    *,
    at: datetime,
) -> None:
    address = {
        "buildingNumber": "1", "street": "Demo Street", "town": town, "country": "England",
    }  # fmt: skip
    organisation = Organisation.objects.create(
        code=code, name=name, kind=kind, compensator_kind=compensator_kind,
        deals_with_rta=bool(claims & RTA_CLAIMS), deals_with_elpl=bool(claims & ELPL_CLAIMS),
        email=f"info@{domain}", telephone="0117 496 0101", address=address,
        email_domains=[domain], agreement_version="1", agreement_accepted_at=at, created_at=at,
    )  # fmt: skip
    Branch.objects.create(
        organisation=organisation, number="001", name=town, address=address,
        kind="central" if kind == "COMP" else "handling",
    )  # fmt: skip


def _user(
    user_name: str,
    forename: str,
    surname: str,
    code: str,
    profiles: tuple[Profile, ...],
    *,
    at: datetime,
) -> DemoUser:
    password = f"Demo-{secret(user_name, 10)}9"
    user = User.objects.filter(user_name=user_name).first()
    if user is None:
        user = _add_user(user_name, forename, surname, code, password, at)
        UserProfile.objects.bulk_create(
            UserProfile(user=user, profile=profile.value) for profile in profiles
        )
    return DemoUser(user_name, user.email, password, code, [profile.value for profile in profiles])


def _add_user(
    user_name: str, forename: str, surname: str, code: str, password: str, at: datetime
) -> User:
    organisation = Organisation.objects.get(code=code)
    return User.objects.create(
        user_name=user_name,
        organisation=organisation,
        branch=organisation.branches.first(),
        forename=forename,
        surname=surname,
        email=f"{forename}.{surname}@{organisation.email_domains[0]}".lower(),
        email_verified_at=at,
        expires_on=at.date() + timedelta(days=730),
        password=make_password(password),
        password_changed_at=at,
        created_at=at,
    )


def _client(code: str, at: datetime) -> DemoClient:
    made_secret = secret(f"client {code}", 40)
    client, made = ApiClient.objects.get_or_create(
        client_id=f"{code.lower()}-demo",
        defaults={
            "organisation": Organisation.objects.get(code=code),
            "name": CASE_SYSTEM,
            "created_at": at,
        },
    )
    if made:
        ApiClientSecret.objects.create(
            client=client, digest=digest(made_secret, purpose=granting.SECRET), created_at=at
        )
    return DemoClient(code, client.client_id, made_secret)
