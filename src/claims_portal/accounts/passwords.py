"""The rules for passwords of web accounts (identity facts 2.5), each with its setting."""

import re
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from claims_portal.accounts.models import PasswordUsed, User

SPECIAL = "\\|!\"£$€%&/=?^'*+@°#,;:.-_()"
_WORD_FOR_PASSWORD = re.compile(r"p[a@4]?[s5$]{1,2}[w]?[o0]?r?[d]|pwd|pswd|passwd|pass", re.I)
LONGEST = 128


class PasswordRefused(Exception):
    """The password breaks rules; every one that it breaks is said."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def must_be_good(password: str, *, user: User) -> None:
    """Every rule at once, so that nobody learns them one by one."""
    broken = [sentence for holds, sentence in _rules(password, user) if not holds]
    if not broken and _was_used(password, user):
        broken = [f"It was one of your last {settings.PASSWORD_HISTORY} passwords. Choose another."]
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


def has_expired(user: User, *, at: datetime) -> bool:
    """A password must be changed every settings.PASSWORD_LIFETIME; one never set counts too."""
    changed = user.password_changed_at
    return changed is None or at >= changed + settings.PASSWORD_LIFETIME


def _rules(password: str, user: User) -> list[tuple[bool, str]]:
    lower = password.casefold()
    own_words = [
        word.casefold()
        for word in (user.user_name, user.forename, user.surname, user.organisation.code)
        if len(word) > 2
    ]
    return [
        (
            len(password) >= settings.PASSWORD_LENGTH,
            f"Use at least {settings.PASSWORD_LENGTH} characters.",
        ),
        (len(password) <= LONGEST, f"Use at most {LONGEST} characters."),
        (any(c.isupper() for c in password), "Use a capital letter."),
        (any(c.islower() for c in password), "Use a small letter."),
        (any(c.isdigit() for c in password), "Use a digit."),
        (any(c in SPECIAL for c in password), f"Use one of {SPECIAL}"),
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


def _was_used(password: str, user: User) -> bool:
    """Whether it is one of the last passwords; costs one hash for each that is kept."""
    return any(
        check_password(password, one)
        for one in user.passwords_used.order_by("-at").values_list("password", flat=True)[
            : settings.PASSWORD_HISTORY
        ]
    )
