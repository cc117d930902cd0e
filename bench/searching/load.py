"""The load: millions of claims of two thousand organisations, made by the database itself.

Claims of an organisation lie scattered over the whole table, as they do where all send
at once; names come in the shares in which they do among people: few are frequent, many rare.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from tests import make

from bench.loading import PHASES, LoadBroken
from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import CURRENT
from claims_portal.organisations.models import Branch, Organisation

FIRMS, INSURERS = 2_000, 60
BRANCHES_OF_THE_INSURER = 6
FORMS_OF_A_NAME = 20_000

# fmt: off
PEOPLE: dict[str, tuple[str, Profile, str]] = {
    # name here: side, profile, branch
    "CR handler":                 ("CR",   Profile.CR_RTA_CLAIM_HANDLER,          "001"),
    "CR team leader":             ("CR",   Profile.CR_RTA_TEAM_LEADER,            "001"),
    "COMP handler":               ("COMP", Profile.COMP_RTA_CLAIM_HANDLER,        "001"),
    "COMP dispatcher":            ("COMP", Profile.COMP_RTA_CLAIM_DISPATCHER,     "001"),
    "COMP branch handler":        ("COMP", Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, "002"),
    "COMP idle branch's handler": ("COMP", Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, "006"),
    "giant's handler":            ("GIANT", Profile.COMP_RTA_CLAIM_HANDLER,       "001"),
}
# fmt: on

OTHERS = """
INSERT INTO organisations_organisation (
    code, name, kind, compensator_kind, deals_with_rta, deals_with_elpl, email, telephone, address,
    email_domains, requires_strong_factor, enabled, agreement_version, created_at)
SELECT code || lpad(number::text, 5, '0'), 'Organisation ' || code || number, code, compensates,
    TRUE, FALSE, '', '', '{}', '{}', FALSE, TRUE, '1', now()
FROM (VALUES ('CR', '', %(firms)s), ('COMP', 'insurer', %(insurers)s))
    kinds (code, compensates, most)
CROSS JOIN LATERAL generate_series(1, most) number ORDER BY code, number;

INSERT INTO organisations_branch (
    organisation_id, number, name, kind, email, telephone, address, enabled)
SELECT id, '001', 'Central', CASE kind WHEN 'COMP' THEN 'central' ELSE 'handling' END, '', '',
    '{}', TRUE
FROM organisations_organisation organisation
WHERE NOT EXISTS (SELECT FROM organisations_branch WHERE organisation_id = organisation.id)
"""

CLAIMS = """
SET LOCAL session_replication_role = replica;
SET LOCAL synchronous_commit = off;
SELECT setseed(0.42);
CREATE TEMPORARY TABLE surnames ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY md5(first || middle || last)) - 1 AS place,
       initcap(first || middle || last) AS surname
FROM unnest('{smi,jo,wil,bro,tay,da,ev,tho,ro,wal,whi,har,cla,pat,hal,gre,ad,ba,ne,li,kha,mo,phi,
              tur,camp,park,mit,co,be,o}'::text[]) first,
     unnest('{th,n,li,ms,wn,l,vi,ma,ber,ker,te,ri,k,el,en,am,lson,ng,rr,ll,ner,bell,er,chell,ss,ok,
              nn,de,ra,go,kwu}'::text[]) middle,
     unnest('{"",son,s,ton,ley,man,field,ford,er,well,worth,by,ham,ing,ett,shaw,wood,don,all,more,
              land,ie,ska,ez}'::text[]) last;
CREATE UNIQUE INDEX ON surnames (place);
CREATE TEMPORARY TABLE insurers ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS place, id AS insurer,
    ARRAY(SELECT id FROM organisations_branch WHERE organisation_id = organisation.id ORDER BY number) AS branches
FROM organisations_organisation organisation WHERE kind = 'COMP';
CREATE TEMPORARY TABLE firms ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS place, id AS firm FROM organisations_organisation
WHERE kind = 'CR';
CREATE TEMPORARY TABLE phases ON COMMIT DROP AS
SELECT phase, turn, limited, place, sum(share) OVER (ORDER BY place) AS until, share
FROM unnest(%(phases)s::text[], %(shares)s::int[], %(turns)s::text[], %(limited)s::bool[])
     WITH ORDINALITY listed (phase, share, turn, limited, place);

INSERT INTO claims_claim (
    id, claim_type, process_version, phase, activity_id, turn, times_out_on, facts,
    representative_id, compensator_id, compensator_branch_id, representative_handler_id,
    compensator_handler_id, claimant_surname, claimant_surname_folded, claimant_forename,
    date_of_birth, national_insurance_number, registration_number, defendant_registration_number,
    representative_reference, representative_reference_folded, compensator_reference,
    compensator_reference_folded, created_at, sent_at, updated_at, ended_at, event_count)
SELECT number, 'rta', %(version)s, phases.phase, gen_random_uuid(), turn,
    CASE WHEN limited THEN current_date + (number %% 40)::int END,
    '{"claimantBornOn": "1984-05-17", "sentOn": "2026-01-01", "compensatorCode": "COMP00001",
      "compensatorReference": "NM/26/1", "childAtLiabilityResponse": false,
      "childAtSettlementRequest": false, "settlementPackSentOn": "2026-03-03"}',
    firms.firm, insurers.insurer,
    branches[CASE WHEN r.branch < 0.6 THEN 1 WHEN r.branch < 0.999 THEN 2 + floor(r.branch * 1000)::int %% 3 ELSE 5 END],
    CASE WHEN r.own < 0.3 THEN 1000 + floor(r.own * 60)::int END,
    CASE WHEN r.theirs < 0.3 THEN 2000 + floor(r.theirs * 60)::int END,
    surname, lower(surname), 'Grace', date '1940-01-01' + floor(r.born * 25000)::int,
    CASE WHEN r.ni < 0.85 THEN 'AB' || lpad(floor(r.ni * 999999)::text, 6, '0') || 'C' ELSE '' END,
    CASE WHEN r.vehicle < 0.7 THEN upper(substr(md5(number::text), 1, 7)) ELSE '' END,
    upper(substr(md5((number * 7)::text), 1, 7)),
    'HR/' || number, 'hr' || number,
    CASE WHEN phases.place > 1 THEN 'NM/26/' || number ELSE '' END,
    CASE WHEN phases.place > 1 THEN 'nm26' || number ELSE '' END,
    begun, begun, changed, CASE turn WHEN '' THEN changed END, phases.place
FROM generate_series(1::bigint, %(claims)s) number
CROSS JOIN LATERAL (
    SELECT random(), random(), random(), random(), random(), random(), random(), random(), random(), random(), number
) r (firm, insurer, name, phase, branch, own, theirs, born, ni, vehicle, of_each)
CROSS JOIN LATERAL (
    SELECT now() - (%(claims)s - number) * (interval '5 years' / %(claims)s)
) AS beginning (begun)
CROSS JOIN LATERAL (SELECT least(now(), begun + r.vehicle * interval '200 days')) AS change (changed)
JOIN firms ON firms.place = CASE WHEN r.firm < 0.2 THEN floor(r.firm * 50) ELSE 10 + floor((r.firm - 0.2) / 0.8 * (%(firms)s - 10)) END
JOIN insurers ON insurers.place = CASE WHEN r.insurer < 0.02 THEN 0 WHEN r.insurer < 0.22 THEN 1 ELSE 2 + floor((r.insurer - 0.22) / 0.78 * (%(insurers)s - 2)) END
JOIN phases ON floor(r.phase * 100) >= phases.until - phases.share AND floor(r.phase * 100) < phases.until
JOIN surnames ON surnames.place = floor(%(names)s * r.name ^ 3)::int;
"""  # noqa: E501 - rows of a statement


@dataclass(frozen=True)
class Loaded:
    """Who asks, and how many claims each side's organisation has."""

    people: dict[str, User]
    claims: dict[str, int]


def load(claims: int) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic(), connection.cursor() as cursor:
        _add_organisations()
        cursor.execute(OTHERS, {"firms": FIRMS - 1, "insurers": INSURERS - 2})
        definitions = _drop_indexes()
        cursor.execute(CLAIMS, _parameters(claims))
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for definition in definitions:
            cursor.execute(definition)
    if (found := Claim.objects.count()) != claims:
        raise LoadBroken(f"The load is {found} claims, it must be {claims}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def loaded() -> Loaded:
    people = {name: User.objects.get(user_name=f"BENCH{n}") for n, name in enumerate(PEOPLE)}
    return Loaded(
        people,
        {
            "CR": Claim.objects.filter(representative__code="CR").count(),
            "COMP": Claim.objects.filter(compensator__code="COMP").count(),
            "GIANT": Claim.objects.filter(compensator__code="GIANT").count(),
        },
    )


def wear(share: float) -> int:
    """Change so many of the claims as their parties would since the last vacuum."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_claim SET updated_at = now(), activity_id = gen_random_uuid() "
            "WHERE turn <> '' AND id %% 1000 < %s * 1000 / 0.4",
            [share],
        )
        return cursor.rowcount


def _add_organisations() -> None:
    """Those that are measured come first: the load gives the first of each side its share."""
    made = {
        "CR": make.organisation("CR"),
        "COMP": make.organisation("COMP", kind="COMP"),
        "GIANT": make.organisation("GIANT", kind="COMP"),
    }
    for number in range(2, BRANCHES_OF_THE_INSURER + 1):
        make.branch(made["COMP"], f"{number:03d}")
    for number, (side, profile, branch) in enumerate(PEOPLE.values()):
        at = Branch.objects.get(organisation=made[side], number=branch)
        make.user(made[side], profile, user_name=f"BENCH{number}", branch=at)
    Organisation.objects.update(created_at=clock.now() - timedelta(days=2000))


def _drop_indexes() -> list[str]:
    """They are made faster when the rows are there; gives what makes each again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = 'claims_claim'::regclass AND NOT indisprimary"
        )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def _parameters(claims: int) -> dict[str, object]:
    process = CURRENT["rta"]
    phases = [process.phase_by_code[code] for code, _share in PHASES]
    return {
        "claims": claims,
        "firms": FIRMS,
        "insurers": INSURERS,
        "names": FORMS_OF_A_NAME,
        "version": process.version,
        "phases": [phase.code for phase in phases],
        "shares": [share for _code, share in PHASES],
        "turns": [phase.turn.value if phase.turn else "" for phase in phases],
        "limited": [phase.limit is not None for phase in phases],
    }
