"""The load: 200,000 claims in 50 organisations, kept as a database that each run copies.

The claims of every phase are walked once through the real steps by the tests'
builders; the others are copies of these by set-based SQL, spread over the
organisations, two years and the coming deadlines.

Organisations, branches, users and clients have numbers for IDs, equal to their
primary keys, because pgbench can only draw numbers.
"""

import hashlib
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql
from tests import make

import claims_portal
from claims_portal import clock
from claims_portal.accounts import api_clients
from claims_portal.accounts.models import ApiClient, ApiToken, User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.organisations.models import Branch, Organisation

CLAIMS = 200_000
REPRESENTATIVES = 40
COMPENSATORS = 10
ORGANISATIONS = REPRESENTATIVES + COMPENSATORS

# fmt: off
PHASES: tuple[tuple[str, int], ...] = (
    # phase at which claims are, how many of a hundred
    ("ClaimSubmitted",                        6),
    ("Article75Decision",                     3),
    ("LiabilityDecision",                     8),
    ("LiabilityAdmitted",                     2),
    ("StartOfStage21",                        3),
    ("Stage2SettlementPackForm",             10),
    ("Stage2SettlementPackDecision",          6),
    ("Stage2SettlementPackConfirmed",         2),
    ("Stage2SettlementPackConfirmationEnd",  60),
)
# fmt: on

MULTIPLY = """
-- The foreign keys hold by construction; not checking them halves the time.
SET LOCAL session_replication_role = replica;

CREATE TEMPORARY TABLE copies ON COMMIT DROP AS
SELECT number + %(first)s AS id, (%(originals)s::bigint[])[1 + number %% 100] AS original,
       1 + number / 100 %% %(representatives)s AS representative,
       %(representatives)s + 1 + number / 7 %% %(compensators)s AS compensator,
       CASE WHEN number / 4000 %% 10 = 0 THEN %(organisations)s END AS to_leader,
       make_interval(days => (number::bigint * 7919 %% 730)::integer) AS earlier,
       (number + number / 4000) %% 30 AS days
FROM generate_series(0, %(copies)s - 1) number;

INSERT INTO claims_claim (
    id, claim_type, process_version, phase, activity_id, turn, times_out_on, facts,
    representative_id, compensator_id, compensator_branch_id, representative_handler_id,
    compensator_handler_id, claimant_surname, claimant_surname_folded, claimant_forename,
    date_of_birth, national_insurance_number, registration_number, defendant_registration_number,
    representative_reference, representative_reference_folded, compensator_reference,
    compensator_reference_folded, created_at, created_by_id, sent_at, updated_at, ended_at,
    event_count)
SELECT copies.id, claim_type, process_version, phase, gen_random_uuid(), turn, times_out_on + days,
    facts, representative, compensator, compensator, representative + to_leader,
    compensator + to_leader, initcap(surname), surname, claimant_forename, date_of_birth + days,
    national_insurance_number, registration_number, defendant_registration_number,
    'HR/' || copies.id, 'hr' || copies.id, compensator_reference, compensator_reference_folded,
    created_at - earlier,
    representative, sent_at - earlier, updated_at - earlier, ended_at - earlier, event_count
FROM copies JOIN claims_claim original ON original.id = copies.original
CROSS JOIN LATERAL (
    SELECT substr(translate(md5(copies.id::text), '0123456789', 'ghijklmnop'), 1, 9)
) name (surname)
ORDER BY copies.id;

INSERT INTO claims_document (claim_id, number, kind, body, side, sent_by_id, sent_at)
SELECT copies.id, number, kind, body, side,
    CASE side WHEN 'compensator' THEN compensator ELSE representative END, sent_at - earlier
FROM copies JOIN claims_document document ON document.claim_id = copies.original
ORDER BY copies.id, number;

INSERT INTO claims_event (
    claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
    times_out_on, activity_id, changes, user_id, real_user_id, client_id, at,
    for_representative_id, for_compensator_id)
SELECT copies.id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
    times_out_on, activity_id, changes, person, person, NULL, at - earlier,
    CASE WHEN for_representative_id IS NOT NULL THEN representative END,
    CASE WHEN for_compensator_id IS NOT NULL THEN compensator END
FROM copies JOIN claims_event event ON event.claim_id = copies.original
CROSS JOIN LATERAL (
    SELECT CASE side WHEN 'compensator' THEN compensator ELSE representative END) who (person)
ORDER BY copies.id, number;

SELECT setval(pg_get_serial_sequence('claims_claim', 'id'), (SELECT max(id) FROM claims_claim));
"""


class LoadBroken(Exception):
    """The load is not what the benchmark says it measures."""


def prepare_database() -> None:
    """Move Django to a database of this run, copied from the load.

    The load is made where it is missing, or where what it is made of has changed.
    """
    loaded = f"bench_loaded_{_fingerprint()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench_%%'", [])
        names = {name for (name,) in cursor.fetchall()}
    for name in names - {loaded}:
        _administer("DROP DATABASE {} WITH (FORCE)", name)
    if loaded not in names:
        home = connection.settings_dict["NAME"]
        _administer("CREATE DATABASE {}", "bench_loading")
        _move_to("bench_loading")
        _load()
        _move_to(home)
        _administer("ALTER DATABASE {} RENAME TO {}", "bench_loading", loaded)
    _administer("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", "bench_run", loaded)
    _move_to("bench_run")


def tokens() -> list[str]:
    """A new access token of each organisation's client, and for pgbench one whose digest is its
    client's number; no token has such a digest."""
    at = clock.now()
    clients = list(ApiClient.objects.order_by("pk"))
    ApiToken.objects.bulk_create(
        ApiToken(
            client=client, digest=str(client.pk), created_at=at, expires_at=at + timedelta(days=1)
        )
        for client in clients
    )
    return [api_clients.issue_token(client=client, at=at) for client in clients]


def _fingerprint() -> str:
    """Changes with everything that the load is made of."""
    package = Path(claims_portal.__file__).parent
    made_of = [Path(__file__), *package.glob("*/migrations/*.py"), *package.glob("samples/*.json")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(made_of))).hexdigest()[:12]


def _administer(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def _move_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database


def _load() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        users = _add_organisations()
        _add_claims(lawyer=users[0], insurer=users[REPRESENTATIVES])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _add_organisations() -> list[User]:
    """Organisations with a branch, a claim handler, a team leader and a client each."""
    handlers, leaders = [], []
    for number in range(1, ORGANISATIONS + 1):
        compensator = number > REPRESENTATIVES
        organisation = make.organisation(str(number), kind="COMP" if compensator else "CR")
        handler, leader = (
            (Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_RTA_TEAM_LEADER)
            if compensator
            else (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_RTA_TEAM_LEADER)
        )
        handlers.append((organisation, handler))
        leaders.append((organisation, leader))
        api_clients.create(organisation=organisation, name="Case system", at=clock.now())
    users = [make.user(one, profile, user_name=one.code) for one, profile in handlers]
    for one, profile in leaders:
        make.user(one, profile, user_name=f"LEADER{one.code}")
    numbers = list(range(1, ORGANISATIONS + 1))
    for model in (Organisation, Branch, ApiClient):
        _must_be(list(model.objects.order_by("pk").values_list("pk", flat=True)), numbers)
    _must_be([user.pk for user in users], numbers)
    return users


def _add_claims(*, lawyer: User, insurer: User) -> None:
    walked = [
        (make.claim(lawyer=lawyer, insurer=insurer, at=phase, now=clock.now()).pk, share)
        for phase, share in PHASES
    ]
    _multiply([pk for pk, share in walked for _ in range(share)], CLAIMS - len(walked))
    _must_be(Claim.objects.count(), CLAIMS)


def add_copies(number: int) -> None:
    """So many claims more than the load has, with all that belongs to them, spread alike."""
    if number <= 0:
        return
    walked = list(Claim.objects.order_by("pk").values_list("pk", flat=True)[: len(PHASES)])
    originals = [pk for pk, (_, share) in zip(walked, PHASES, strict=True) for _ in range(share)]
    with transaction.atomic():
        _multiply(originals, number)


def _multiply(originals: list[int], copies: int) -> None:
    last = Claim.objects.latest("pk").pk
    with connection.cursor() as cursor:
        cursor.execute(
            MULTIPLY,
            {
                "first": last + 1,
                "originals": originals,
                "copies": copies,
                "representatives": REPRESENTATIVES,
                "compensators": COMPENSATORS,
                "organisations": ORGANISATIONS,
            },
        )


def _must_be(found: object, wanted: object) -> None:
    if found != wanted:
        raise LoadBroken(f"The load is {found}, it must be {wanted}")
