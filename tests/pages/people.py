"""An organisation that has much of what its console and its accounts list."""

from datetime import date, datetime, timedelta

from claims_portal.accounts import api_clients, client_keys
from claims_portal.accounts.models import (
    Absence,
    AccessReview,
    ApiUsage,
    User,
    UserProfile,
)
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import deadline_feeds
from claims_portal.claims.models import SavedFilter
from claims_portal.claims.models.notices import FeedScope
from claims_portal.organisations.models import Branch, BranchKind, Organisation
from claims_portal.records import audit
from claims_portal.webhooks import subscriptions
from claims_portal.webhooks.models import Delivery, State, Subscription
from claims_portal.webhooks.subscriptions import Wanted
from tests import make
from tests.accounts.second_factors import having

DAY = timedelta(days=1)
HANDLER = {
    "CR": (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ELPL_CLAIM_HANDLER),
    "COMP": (Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_ELPL_CLAIM_HANDLER),
}
LEADER = {
    "CR": (Profile.CR_RTA_TEAM_LEADER, Profile.CR_ELPL_TEAM_LEADER),
    "COMP": (Profile.COMP_RTA_TEAM_LEADER, Profile.COMP_ELPL_TEAM_LEADER),
}
ADMINISTRATOR = {"CR": Profile.CR_ADMINISTRATOR, "COMP": Profile.COMP_ADMINISTRATOR}
RECORDS = (Profile.DELETE_CLAIMS, Profile.SEARCH_ARCHIVED_CLAIMS)


def furnish(one: Organisation, *, rows: int, at: datetime) -> None:
    """So many rows of everything, but where the portal allows fewer."""
    Organisation.objects.filter(pk=one.pk).update(deals_with_elpl=True)
    add_cast(one)
    boss = User.objects.get(user_name=f"BOSS{one.code}")
    add_branches(one, rows)
    add_colleagues(one, rows, at=at)
    add_own_things(User.objects.get(user_name=f"HANDLER{one.code}"), rows, at=at)
    add_programs(one, boss, rows, at=at)
    add_history(one, boss, rows, at=at)


def add_cast(one: Organisation) -> None:
    """Who looks at the pages: a handler, a team leader with the records, an administrator."""
    for name, profiles in (
        ("HANDLER", HANDLER[one.kind]),
        ("LEADS", (*LEADER[one.kind], *RECORDS)),
        ("BOSS", (ADMINISTRATOR[one.kind],)),
        ("OTHER", HANDLER[one.kind]),
        ("TWICE", HANDLER[one.kind]),
        ("ANYFACTOR", HANDLER[one.kind]),
    ):
        make.user(one, *profiles, user_name=f"{name}{one.code}")
    make.user(one, *HANDLER[one.kind], user_name=f"GONE{one.code}", enabled=False, active=False)


def add_branches(one: Organisation, rows: int) -> None:
    Branch.objects.bulk_create(
        Branch(organisation=one, number=f"{number:03d}", name=f"Office {number}",
               kind=BranchKind.HANDLING_POINT, email=f"office{number}@{one.code}.example.com")
        for number in range(2, 2 + min(rows, 60))
    )  # fmt: skip
    Branch.objects.create(
        organisation=one, number="099", name="Closed", kind="handling", enabled=False
    )


def add_colleagues(one: Organisation, rows: int, *, at: datetime) -> None:
    """Some do not sign in any more, some share an address, some are away, all have work."""
    first = User.objects.count()
    branches = list(one.branches.all())
    made = User.objects.bulk_create(
        User(user_name=f"{one.code}P{number}", organisation=one, forename="Kim",
             branch=branches[number % len(branches)], surname=f"Colleague{number}",
             email=f"kim{number - number % 2 * (number % 10 < 2)}@{one.code}.example.com",
             shares_address=number % 10 < 2, email_verified_at=at if number % 5 != 4 else None,
             expires_on=date(2030, 1, 1), password=f"unusable{first + number}", enabled=number % 7 != 6 or number % 10 < 2,
             created_at=at - 400 * DAY, password_changed_at=at, last_used_at=at - number * DAY)
        for number in range(rows)
    )  # fmt: skip
    profiles = (*HANDLER[one.kind], *LEADER[one.kind])
    UserProfile.objects.bulk_create(
        UserProfile(user=user, profile=profile) for user in made for profile in profiles[:3]
    )
    Absence.objects.bulk_create(
        Absence(user=user, cover=made[0], first_day=at.date(), last_day=at.date() + 10 * DAY)
        for user in made[1 : 1 + rows // 3]
    )


def add_own_things(user: User, rows: int, *, at: datetime) -> None:
    """What an account has for itself; passkeys and an app too."""
    SavedFilter.objects.bulk_create(
        SavedFilter(user=user, name=f"Filter {number}", query={"surname": "boateng"}, saved_at=at)
        for number in range(min(rows, 20))
    )
    for scope in FeedScope:
        deadline_feeds.make(user, scope, by=user.as_actor(), at=at)
    for number in range(min(rows, 5)):
        having.a_passkey(user, name=f"Key {number}", at=at)
    many = User.objects.get(user_name=f"ANYFACTOR{user.organisation.code}")
    having.a_passkey(many, at=at)
    having.an_app(many, at=at)
    having.codes(many, at=at)


def add_programs(one: Organisation, boss: User, rows: int, *, at: datetime) -> None:
    """API clients that are used every day, and webhooks with a log."""
    by = boss.as_actor()
    for number in range(min(rows, 10)):
        client = api_clients.create(organisation=one, name=f"Program {number}", at=at).client
        api_clients.add_secret(client, at=at, by=by)
        client_keys.add(client, make.public_key(), by=by, at=at)
        ApiUsage.objects.bulk_create(
            ApiUsage(client=client, day=at.date() - day * DAY, route=f"/claims/{route}", calls=90,
                     errors=route, last_at=at - day * DAY)
            for day in range(min(rows, 60)) for route in range(min(rows, 8))
        )  # fmt: skip
        wanted = Wanted(url=f"https://receiver{number}.example.com/events", events=("*",))
        add_deliveries(subscriptions.create(wanted, by=by, at=at).subscription, rows, at=at)


def add_deliveries(to: Subscription, rows: int, *, at: datetime) -> None:
    tries = [{"at": at.isoformat(), "status": 500, "milliseconds": 12, "error": "", "answer": ""}]
    Delivery.objects.bulk_create(
        Delivery(subscription=to, message_id=f"msg_{to.pk}_{number}", type="ping",
                 state=list(State)[number % 3], due_at=at, attempts=tries, created_at=at,
                 ended_at=at if number % 3 else None)
        for number in range(rows)
    )  # fmt: skip


def add_history(one: Organisation, boss: User, rows: int, *, at: datetime) -> None:
    """An audit of the console, signed reviews, a wish for further claims."""
    audit.write_many(
        [
            audit.Entry("account:profile:added", one.code, f"{one.code}P{number % 7}",
                        after={"profile": "cr-rta-claim-handler"})
            for number in range(rows)
        ],
        by=audit.Author(user=boss.user_name, address="192.0.2.7"), at=at,
    )  # fmt: skip
    AccessReview.objects.bulk_create(
        AccessReview(organisation=one, signed_by=boss, signed_at=at - (100 + number) * DAY,
                     accounts=rows)
        for number in range(min(rows, 12))
    )  # fmt: skip
