"""What an administrator can change about one account: a table of pages, read by `changing`."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal.accounts import addresses, states, user_choices, users
from claims_portal.accounts.models import User
from claims_portal.accounts.profile_words import NAMES
from claims_portal.accounts.profiles import GRANTS, Reach
from claims_portal.accounts.refusals import NoSuchAccount
from claims_portal.accounts.second_factors import factors
from claims_portal.accounts.second_factors.kinds import NAMES as NAMES_OF_FACTORS
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.claims import leaving
from claims_portal.claims.process.calendar import london_date
from claims_portal.web.console import user_words
from claims_portal.web.console.asking import Asked, date_of, date_shown, shown, text
from claims_portal.web.console.changing import Change, Subject
from claims_portal.web.console.user_filters import branch_choices
from claims_portal.web.fields import Choice, Field
from claims_portal.web.wording import in_language

MOST_TO_CHOOSE_FROM = 100
PERSON, ANYONE = "person", "anyone"


# Details


def _ask_details(subject: Subject, given: QueryDict | None) -> list[Asked]:
    one, narrow = subject.account, _narrow_profiles(subject.account)
    branch_hint = ""
    if narrow:
        branch_hint = _("It decides which claims these profiles open: %(profiles)s.") % {
            "profiles": ", ".join(narrow)
        }
    branches = user_choices.of(subject.actor).branches
    number = one.branch.number if one.branch else ""
    asked = [
        text("forename", _("Forename"), shown(given, "forename", one.forename)),
        text("secondName", _("Second name"), shown(given, "secondName", one.second_name),
             required=False),
        text("surname", _("Surname"), shown(given, "surname", one.surname)),
        text("telephone", _("Telephone"), shown(given, "telephone", one.telephone),
             required=False, type="tel", width="20"),
        Asked(Field("branchId", _("Branch"), shown(given, "branchId", number), hint=branch_hint,
                    choices=branch_choices(branches)), "select"),
        Asked(Field("expiresOn", _("Expires on"), date_shown(given, "expiresOn", one.expires_on),
                    hint=_("For example 31 3 2028")), "date"),
    ]  # fmt: skip
    if one.mobile or one.email_verified_at:
        mobile = shown(given, "mobile", one.mobile)
        asked.insert(4, text("mobile", _("Mobile"), mobile, required=False, type="tel", width="20"))
    return asked


def _narrow_profiles(account: User) -> list[str]:
    held = user_words.profiles_of(account)
    return [
        in_language(NAMES[profile]) for profile in held if GRANTS[profile].reach is Reach.BRANCH
    ]


def _edit(subject: Subject, given: QueryDict) -> str:
    changes = {"mobile": given["mobile"]} if "mobile" in given else {}
    account = users.edit(
        subject.account,
        forename=given.get("forename", ""),
        second_name=given.get("secondName", ""),
        surname=given.get("surname", ""),
        telephone=given.get("telephone", ""),
        branch=given.get("branchId", ""),
        expires_on=date_of(given, "expiresOn"),
        by=subject.actor, at=subject.at, seen=subject.seen, **changes,
    )  # fmt: skip
    return _("The details of %(user)s are saved.") % {"user": account.user_name}


def _say_details(subject: Subject) -> list[str]:
    return [
        _("The User ID %(user)s cannot be changed by anybody: it stands in the history of claims.")
        % {"user": subject.account.user_name},
        _(
            "Where a person’s name changes, change the names here; the User ID can stay. If it "
            "must be another one, create a new user, then disable this one and hand its work over."
        ),
    ]


# Address


def _ask_address(subject: Subject, given: QueryDict | None) -> list[Asked]:
    hint = _("The person’s own business address, such as kim.lark@firm.example.com")
    waiting = addresses.waiting_address(subject.account) or subject.account.email
    return [text("email", _("E-mail address"), shown(given, "email", waiting), hint=hint,
                 type="email")]  # fmt: skip


def _change_address(subject: Subject, given: QueryDict) -> str:
    email = given.get("email", "")
    addresses.change(subject.account, email, by=subject.actor, at=subject.at)
    return _link_sent(email.strip())


def _send_again(subject: Subject, given: QueryDict) -> str:
    waiting = addresses.waiting_address(subject.account)
    addresses.send_again(subject.account, by=subject.actor, at=subject.at)
    return _link_sent(waiting)


def _link_sent(email: str) -> str:
    return _("A link was sent to %(email)s. It can be opened within 24 hours.") % {"email": email}


def _say_address(subject: Subject) -> list[str]:
    said = [_("A link is mailed to the address. The person opens it within 24 hours.")]
    if subject.account.email_verified_at is not None:
        said.append(
            _("Until then %(email)s stays the address of this user, codes go there.")
            % {"email": subject.account.email}
        )
    return said


# Disable, hand over, enable


def _say_disable(subject: Subject) -> list[str]:
    said = [
        _("All sessions of %(user)s end at once.") % {"user": subject.account.user_name},
        _("The e-mail address becomes free for another user. While another user has it, this one "
          "cannot be enabled again."),
        _("Claims, documents and history keep the User ID."),
    ]  # fmt: skip
    if subject.is_administrator:
        said.append(
            _("This is an administrator, who will not be able to choose a new password alone: "
              "another administrator must enable the user first.")
        )  # fmt: skip
    if subject.is_own:
        said.insert(0, _("This is your own account: you will be signed out."))
    return said


def _ask_disable(subject: Subject, given: QueryDict | None) -> list[Asked]:
    reason = text("reason", _("Reason"), shown(given, "reason"), required=False,
                  hint=_("It is kept in the history of this user."))  # fmt: skip
    return [*_ask_hand_over(subject, given), reason]


def _ask_hand_over(subject: Subject, given: QueryDict | None) -> list[Asked]:
    if not subject.work.any:
        return []
    hint = _("%(locked)s locked and %(allocated)s allocated claims.") % {
        "locked": subject.work.locked, "allocated": subject.work.allocated,
    }  # fmt: skip
    ways = (
        Choice(PERSON, _("To the person named below")),
        Choice(ANYONE, _("Back to everybody’s worklist")),
    )
    way = Field("handOver", _("Where does this user’s work go?"), shown(given, "handOver"),
                hint=hint, choices=ways)  # fmt: skip
    people = user_choices.who_works_claims(
        subject.actor, beside=subject.account, most=MOST_TO_CHOOSE_FROM, at=subject.at
    )
    label, value = _("Who takes it over"), shown(given, "handOverTo")
    if not people:
        to = text("handOverTo", label, value, width="20", hint=_("A User ID"))
    else:
        named = [Choice(one.user_name, f"{one.user_name}, {one.full_name}") for one in people]
        field = Field("handOverTo", label, value, choices=named)
        to = Asked(field, "select", blank=_("Choose a user"))
    return [Asked(way, "radios"), to]


def _disable(subject: Subject, given: QueryDict) -> str:
    account = _leave(subject, given)
    return _("%(user)s is disabled.") % {"user": account.user_name}


def _hand_over(subject: Subject, given: QueryDict) -> str:
    account = _leave(subject, given)
    return _("The work of %(user)s is handed over.") % {"user": account.user_name}


def _leave(subject: Subject, given: QueryDict) -> User:
    anyone = given.get("handOver") == ANYONE
    named = "" if anyone else given.get("handOverTo", "").strip()
    return leaving.leave(
        subject.account,
        to=_successor(subject, named) if named else None,
        anyone=anyone,
        reason=given.get("reason", "").strip(),
        by=subject.actor,
        at=subject.at,
        seen=subject.seen,
    )


def _successor(subject: Subject, user_name: str) -> User:
    try:
        return users.find(subject.actor, user_name)
    except NoSuchAccount as missing:
        raise leaving.HandOverRefused(str(missing)) from missing


def _say_enable(subject: Subject) -> list[str]:
    said = [_("The user can sign in again with the profiles held now.")]
    if subject.account.has_expired(london_date(subject.at)):
        said.append(_("The account has expired: extend its expiry date afterwards."))
    return said


def _enable(subject: Subject, given: QueryDict) -> str:
    account = users.enable(subject.account, by=subject.actor, at=subject.at, seen=subject.seen)
    return _("%(user)s is enabled.") % {"user": account.user_name}


# Expiry and password


def _ask_expiry(subject: Subject, given: QueryDict | None) -> list[Asked]:
    usual = states.default_expiry(london_date(subject.at))
    hint = _("Now %(day)s. For example 31 3 2028") % {
        "day": user_words.on_day(subject.account.expires_on)
    }
    value = date_shown(given, "expiresOn", usual)
    return [Asked(Field("expiresOn", _("New expiry date"), value, hint=hint), "date")]


def _extend(subject: Subject, given: QueryDict) -> str:
    until = date_of(given, "expiresOn")
    (account,) = users.extend([subject.account], until, by=subject.actor, at=subject.at)
    day = user_words.on_day(account.expires_on)
    if account.expires_on > until:
        return _("Nothing was changed: %(user)s lasts until %(day)s already.") % {
            "user": account.user_name, "day": day,
        }  # fmt: skip
    return _("%(user)s expires on %(day)s.") % {"user": account.user_name, "day": day}


def _say_reset(subject: Subject) -> list[str]:
    said = [
        _("The password can no longer be used, and all sessions of this user end."),
        _("The person chooses a new one with User ID, e-mail address and a code that is mailed."),
    ]
    if subject.is_own:
        said.insert(0, _("This is your own account: you will be signed out."))
    return said


def _reset(subject: Subject, given: QueryDict) -> str:
    account = users.reset_password(
        subject.account, by=subject.actor, at=subject.at, seen=subject.seen
    )
    return _("The password of %(user)s is reset.") % {"user": account.user_name}


def _say_reset_factors(subject: Subject) -> list[str]:
    had = ", ".join(NAMES_OF_FACTORS[kind] for kind in _own_factors(subject))
    return [
        _("What this user has now is removed: %(factors)s. All sessions end.") % {"factors": had},
        _("A code by e-mail lets the person in again. Where your organisation asks for a passkey "
          "or an authenticator app, a new one is set up then. The person is told by mail."),
        _("Make sure that it is the person who asks you: call back on a number that you know."),
    ]  # fmt: skip


def _own_factors(subject: Subject) -> list[Kind]:
    """What the person has set up; the code by e-mail is there anyway."""
    kinds = factors.kinds_of([subject.account])[subject.account.pk]
    return [kind for kind in kinds if kind is not Kind.MAILED_CODE]


def _factors_can_be_reset(subject: Subject) -> bool:
    return not subject.is_own and bool(_own_factors(subject))


def _reset_factors(subject: Subject, given: QueryDict) -> str:
    if subject.is_own or _own_factors(subject):
        factors.reset(subject.account, by=subject.actor, at=subject.at)
    return _("The second factors of %(user)s are reset.") % {"user": subject.account.user_name}


def _can_be_enabled(subject: Subject) -> bool:
    """What only expiry disabled is enabled by extending it."""
    state = states.plain_state(subject.account, at=subject.at).state
    return not subject.account.enabled and state is not states.State.EXPIRED


def _is_active(subject: Subject) -> bool:
    return subject.account.active


def _awaits_verification(subject: Subject) -> bool:
    return subject.account.active and bool(addresses.waiting_address(subject.account))


# fmt: off
CHANGES: Sequence[Change] = (
    Change("enable", words("Enable"), words("Enable this user"), _enable,
           sensible=_can_be_enabled, said=_say_enable),
    Change("extend", words("Extend expiry"), words("Extend"), _extend, ask=_ask_expiry),
    Change("verification", words("Send the verification link again"), "", _send_again,
           sensible=_awaits_verification, at_once=True),
    Change("edit", words("Edit details"), words("Save"), _edit, said=_say_details,
           ask=_ask_details),
    Change("address", words("Change the e-mail address"), words("Send the link"), _change_address,
           sensible=_is_active, said=_say_address, ask=_ask_address),
    Change("reset-password", words("Reset the password"), words("Reset the password"), _reset,
           sensible=lambda subject: subject.account.has_usable_password(), said=_say_reset),
    Change("reset-second-factors", words("Reset second factors"), words("Reset second factors"),
           _reset_factors, sensible=_factors_can_be_reset, said=_say_reset_factors),
    Change("hand-over", words("Hand the work over"), words("Hand the work over"), _hand_over,
           sensible=lambda subject: not subject.account.active and subject.work.any,
           ask=_ask_hand_over),
    Change("disable", words("Disable"), words("Disable this user"), _disable, kind="warning",
           sensible=_is_active, said=_say_disable, ask=_ask_disable),
)
# fmt: on
