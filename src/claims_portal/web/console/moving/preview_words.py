"""What combining accounts will do, in sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.utils.translation import ngettext

from claims_portal.accounts.models import User
from claims_portal.accounts.profile_words import NAMES
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.second_factors.kinds import NAMES as FACTORS
from claims_portal.migration.previewing import Leaving, Preview
from claims_portal.web.console import user_words
from claims_portal.web.fields import Choice, Field
from claims_portal.web.wording import in_language

WHY_PROPOSED = {
    "rank": words("Proposed: it is the Claims User ID, on which allocations and history hang."),
    "usable": words("Proposed: the other is disabled or has expired."),
    "verified": words("Proposed: its address is verified."),
    "work": words("Proposed: more claims are allocated to it or locked by it."),
    "last_used": words("Proposed: it was used last."),
}


@dataclass(frozen=True)
class Row:
    key: str
    value: str


@dataclass(frozen=True)
class Goes:
    name: str
    said: Sequence[str]


def why_proposed(preview: Preview, name: str) -> str:
    """The hint under an account that might stay."""
    branch = next(one.branch for one in preview.group.everybody if one.user_name == name)
    said = []
    if name == preview.proposed.user_name:
        said.append(str(WHY_PROPOSED.get(preview.why_proposed, _("Proposed."))))
    if preview.branches_differ and branch:
        said.append(_("Branch %(branch)s would stay.") % {"branch": branch})
    return " ".join(said)


def why_reason(preview: Preview) -> str:
    return _(
        "%(user)s is the Claims User ID: allocations and history hang on it. The reason is kept."
    ) % {"user": preview.proposed.user_name}


def what_stays(preview: Preview) -> list[Row]:
    account, united = preview.group.survivor, preview.united
    had = user_words.profiles_of(account)
    rows = [
        Row(_("Name"), account.full_name),
        Row(_("Profiles now"), _names(had)),
        Row(_("Profiles added"), _names(united.added)),
        Row(_("Profiles afterwards"), _names(united.profiles)),
    ]
    if gone := set(had) - united.profiles:
        rows.append(Row(_("No longer needed"), _names(gone)))
    if united.widening:
        rows.append(Row(_("Added only with your yes below"), _names(united.widening)))
    if preview.lost:
        told = _("%(profiles)s: for one branch, and of another branch than the account that stays.")
        rows.append(Row(_("Does not come over"), told % {"profiles": _names(preview.lost)}))
    rows.append(Row(_("Branch"), str(account.branch or _("none"))))
    return rows


def sign_in(preview: Preview) -> list[str]:
    account = preview.group.survivor
    factors = ", ".join(str(FACTORS[kind]) for kind in preview.factors)
    said = [
        _("User ID %(user)s, with its own password.") % {"user": account.user_name},
        _("Second factor: %(factors)s. The address is %(email)s.") % {
            "factors": factors or _("none yet"), "email": account.email,
        },
    ]  # fmt: skip
    if account.password_changed_at is None:
        said.append(_("No password was chosen for it yet: the person does so first, by “First "
                      "sign-in, or forgotten password?” on the sign-in page."))  # fmt: skip
    return said


def what_goes(preview: Preview) -> list[Goes]:
    survivor = preview.group.survivor.user_name
    return [Goes(one.account.user_name, _of_leaving(one, survivor)) for one in preview.leaving]


def _of_leaving(one: Leaving, survivor: str) -> list[str]:
    names = {"user": one.account.user_name, "survivor": survivor}
    moved = (
        (one.locks, ngettext("%(number)d lock on a claim opens", "%(number)d locks on claims open",
                             one.locks)),
        (one.allocations, ngettext("%(number)d allocated claim moves to %(survivor)s",
                                   "%(number)d allocated claims move to %(survivor)s",
                                   one.allocations)),
        (one.drafts, ngettext("%(number)d draft moves to %(survivor)s",
                              "%(number)d drafts move to %(survivor)s", one.drafts)),
        (one.sessions, ngettext("%(number)d open session ends at once",
                                "%(number)d open sessions end at once", one.sessions)),
    )  # fmt: skip
    said = [f"{sentence % {'number': number, **names}}." for number, sentence in moved if number]
    if not said:
        said.append(_("It holds no claims, drafts or sessions."))
    said.append(
        _(
            "It is disabled, and cannot be used any more: not to sign in, not by the API, and no "
            "forgotten password helps. Claims and history keep naming it."
        )
    )
    return said


def clients(preview: Preview) -> list[str]:
    said = []
    for one in preview.clients:
        told = _("%(client)s has not acted as one of them in your newest claims.")
        if one.last_acted_at:
            told = _("%(client)s acted as one of them, last on %(at)s: it must be changed.")
        at = user_words.at_time(one.last_acted_at) if one.last_acted_at else ""
        said.append(told % {"client": one.client.name, "at": at})
    return said


def widening_field(preview: Preview) -> Field | None:
    """The separate yes to what opens more than one branch (identity facts 3.1, case 7)."""
    if not preview.united.widening:
        return None
    hint = _("%(user)s sees one branch now. Without your yes these profiles do not come over.")
    label = _("Open the claims of the whole organisation: %(profiles)s") % {
        "profiles": _names(preview.united.widening)
    }
    return Field(
        "widen", _("Rights would widen"), (), choices=[Choice("yes", label)],
        hint=hint % {"user": preview.group.survivor.user_name},
    )  # fmt: skip


def own_account(preview: Preview) -> str:
    return _(
        "You are signed in with an account that goes. You are signed out at once; from then on "
        "you sign in with %(user)s."
    ) % {"user": preview.group.survivor.user_name}


def done(preview: Preview, account: User) -> str:
    dropped = ", ".join(one.user_name for one in preview.group.dropped)
    return _("Combined: %(user)s stays, %(dropped)s can no longer be used.") % {
        "user": account.user_name, "dropped": dropped,
    }  # fmt: skip


def what_to_use_now(preview: Preview) -> str:
    account = preview.group.survivor
    return _("Sign in with %(user)s now, with its own password and second factor (%(email)s).") % {
        "user": account.user_name, "email": account.email,
    }  # fmt: skip


def _names(profiles: Iterable[Profile]) -> str:
    wanted = set(profiles)
    return "\n".join(in_language(NAMES[one]) for one in Profile if one in wanted) or _("none")
