"""The rules for passwords of web accounts (identity facts 2.5), each with its setting."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from claims_portal.accounts import security_notices, sign_in
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import PasswordUsed, User
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.saving import end_sessions, held, note
from claims_portal.sentences import one_after_another, said

SPECIAL = "\\|!\"£$€%&/=?^'*+@°#,;:.-_()"
_WORD_FOR_PASSWORD = re.compile(r"p[a@4]?[s5$]{1,2}[w]?[o0]?r?[d]|pwd|pswd|passwd|pass", re.I)
LONGEST = 128
CHANGED = "Your password was changed, and every other browser signed out."


class PasswordRefused(AccountRefusal):
    """The password breaks rules; every one that it breaks is said."""

    code = "password-refused"
    field = "password"

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(one_after_another(*sentences))
        self.sentences = sentences


class OldPasswordWrong(AccountRefusal):
    code = "old-password-wrong"
    field = "oldPassword"

    def __init__(self) -> None:
        super().__init__("The password you have now is not right.")


def change(account: User, old: str, new: str, *, by: Actor, at: datetime) -> User:
    """The person changes the own password. All sessions end; the caller begins a fresh one.

    A wrong old password counts as a failed sign-in.
    """
    try:
        checked = sign_in.check_password(
            name=account.user_name, password=old, at=at, address=by.address
        )
    except sign_in.SignInRefused as refused:
        raise OldPasswordWrong from refused
    must_be_good(new, user=account)
    with transaction.atomic():
        account = held(account)
        # An administrator may have reset it while it was checked.
        if account.password not in {one.password for one in checked}:
            raise OldPasswordWrong
        replace(account, new, at=at)
        note("account:password:changed", account, by, at)
        security_notices.write_to(account, CHANGED, at=at)
    return account


def replace(account: User, new: str, *, at: datetime) -> None:
    """The account, which is held, has this password from now on, and no session of before."""
    keep(new, user=account, at=at)
    account.must_change_password = False
    account.failed_sign_ins = account.wrong_factor_tries = 0
    account.save(update_fields=["must_change_password", "failed_sign_ins", "wrong_factor_tries"])
    end_sessions(account)


def must_be_good(password: str, *, user: User) -> None:
    own_words = (user.user_name, user.forename, user.surname, user.organisation.code)
    must_fit(password, own_words=own_words, used=lambda: _used_by(user))


def must_fit(password: str, *, own_words: Iterable[str], used: Callable[[], Iterable[str]]) -> None:
    """Every rule at once, so that nobody learns them one by one.

    `used` gives the hashes of earlier passwords, each of which costs one hash to compare;
    it is only asked for a password that breaks no other rule.
    """
    broken = [sentence for holds, sentence in _rules(password, own_words) if not holds]
    if not broken and any(check_password(password, one) for one in used()):
        number = settings.PASSWORD_HISTORY
        says = "It was one of your last %(number)s passwords. Choose another."
        broken = [said(says, number=number)]
    if broken:
        raise PasswordRefused(broken)


def keep(password: str, *, user: User, at: datetime) -> None:
    """Set the password and remember it, so that it is not used again too soon."""
    user.password = make_password(password)
    user.password_changed_at = at
    user.save(update_fields=["password", "password_changed_at"])
    PasswordUsed.objects.create(user=user, password=user.password, at=at)
    kept = user.passwords_used.order_by("-at").values_list("pk", flat=True)
    user.passwords_used.exclude(pk__in=list(kept[: settings.PASSWORD_HISTORY])).delete()


def must_be_changed(user: User, *, at: datetime) -> bool:
    """Before anything else is done on a page; calls of the API have no password to change."""
    return user.must_change_password or has_expired(user, at=at)


def expires_at(user: User) -> datetime | None:
    changed = user.password_changed_at
    return changed + settings.PASSWORD_LIFETIME if changed else None


def rules_in_words() -> list[str]:
    """All rules, to be read before one types."""
    return [
        said(
            "Use at least %(least)s characters, and at most %(most)s.",
            least=settings.PASSWORD_LENGTH,
            most=LONGEST,
        ),
        "Use capital letters, small letters and digits.",
        said("Use at least one of these: %(signs)s", signs=SPECIAL),
        "Do not use the word password or a short form of it, such as pwd.",
        "Do not use your name, your User ID or the organisation ID.",
        said("Do not use one of your last %(number)s passwords.", number=settings.PASSWORD_HISTORY),
    ]


def has_expired(user: User, *, at: datetime) -> bool:
    """A password must be changed every settings.PASSWORD_LIFETIME; one never set counts too."""
    ends = expires_at(user)
    return ends is None or at >= ends


def _rules(password: str, own_words: Iterable[str]) -> list[tuple[bool, str]]:
    lower = password.casefold()
    own_words = [word.casefold() for word in own_words if len(word) > 2]
    return [
        (
            len(password) >= settings.PASSWORD_LENGTH,
            said("Use at least %(least)s characters.", least=settings.PASSWORD_LENGTH),
        ),
        (len(password) <= LONGEST, said("Use at most %(most)s characters.", most=LONGEST)),
        (any(c.isupper() for c in password), "Use a capital letter."),
        (any(c.islower() for c in password), "Use a small letter."),
        (any(c.isdigit() for c in password), "Use a digit."),
        (any(c in SPECIAL for c in password), said("Use one of %(signs)s", signs=SPECIAL)),
        (
            not _WORD_FOR_PASSWORD.search(password),
            "Do not use the word password or a short form of it.",
        ),
        (
            not any(word in lower for word in own_words),
            "Do not use your name, your User ID or the organisation ID.",
        ),
        ("\x00" not in password, "Do not use invisible characters."),
    ]


def _used_by(user: User) -> Iterable[str]:
    used = user.passwords_used.order_by("-at").values_list("password", flat=True)
    # The one in use may have come from the old platform, before there was a history.
    kept = {user.password: None} if user.has_usable_password() else {}
    return kept | dict.fromkeys(used[: settings.PASSWORD_HISTORY])
