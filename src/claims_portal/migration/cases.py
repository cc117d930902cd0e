"""The decision table of shared and unready addresses, row by row (identity facts 3.1).

What each situation is called, why it matters and what to do about it; which
accounts are in which situation is decided in `deciding`.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Weight(StrEnum):
    """What a finding means for the move."""

    BLOCKS = "blocks"
    """Somebody would lose the way in, or the new platform refuses the account as it is."""
    WARNS = "warns"
    """Put it right; the move goes on without."""
    INFORMS = "informs"
    READY = "ready"


class Step(StrEnum):
    """What an administrator can do about a finding, as a button of the console does it."""

    COMBINE = "combine"
    VERIFY = "verify-address"
    GIVE_ADDRESS = "give-own-address"
    NAME = "give-names"
    DISABLE = "disable"
    EXTEND = "extend"
    ENABLE = "enable"
    CHOOSE_BRANCH = "choose-branch"
    CORRECT_CONTACT = "correct-contact-address"


@dataclass(frozen=True)
class Row:
    """One situation of the table. `number` 0 stands beside the table."""

    number: int
    situation: str
    why: str
    what_to_do: str
    weight: Weight
    steps: tuple[Step, ...] = ()


_BLOCKED = "The new platform allows one account for an address in an organisation."
_NOTHING = "Nothing needs to be done."

# ruff: noqa: E501 - a table of sentences
# fmt: off
_ROWS = (
    Row(1, "Administrator ID and Claims User ID of one person share an address; both are verified.", _BLOCKED, "Give the Claims User ID the Administrator profile, sign in with it, then disable the administrator ID, last.", Weight.BLOCKS, (Step.COMBINE,)),
    Row(2, "The administrator ID was given claims profiles, beside a Claims User ID of the same address.", "The wrong way round: allocations and history hang on the Claims User ID, which would be lost from view.", "Keep the Claims User ID and give it the Administrator profile; disable the administrator ID.", Weight.BLOCKS, (Step.COMBINE,)),
    Row(3, "As with an administrator ID and a Claims User ID of one address, but the Claims User ID is not verified.", "Whoever disables the administrator ID first is locked out: the Claims User ID cannot sign in yet.", "Verify the address of the Claims User ID first, then combine.", Weight.BLOCKS, (Step.VERIFY, Step.COMBINE)),
    Row(4, "As with an administrator ID and a Claims User ID of one address, but the administrator ID is not verified.", "The administrator ID cannot sign in to the new platform, and may not verify this address any more.", "If the Administrator profile is still needed, give it to the Claims User ID. Disable the administrator ID.", Weight.WARNS, (Step.COMBINE,)),
    Row(5, "Two Claims User IDs share an address; both are verified.", _BLOCKED, "Choose the User ID that stays, hand over the work of the other, and disable that.", Weight.BLOCKS, (Step.COMBINE,)),
    Row(6, "Two Claims User IDs for different kinds of claim share an address.", _BLOCKED, "Give one of them both profiles and disable the other.", Weight.BLOCKS, (Step.COMBINE,)),
    Row(7, "Two User IDs of different branches share an address.", "One account has one branch; to unite the rights would widen them.", "Choose the branch that stays, or give a profile for the whole organisation deliberately.", Weight.BLOCKS, (Step.CHOOSE_BRANCH, Step.COMBINE)),
    Row(8, "Two User IDs share an address; one of them is verified.", "The other may not verify this address any more.", "Nothing before the move. Combine them, or give the unverified one an address of its own.", Weight.WARNS, (Step.COMBINE, Step.GIVE_ADDRESS)),
    Row(9, "User IDs share an address; none of them is verified.", "The first that verifies the address has it; the others are refused.", "Nothing before the move. Combine them, or give each an address of its own.", Weight.WARNS, (Step.COMBINE, Step.GIVE_ADDRESS)),
    Row(10, "Three or more User IDs share an address.", _BLOCKED, "Combine them into one.", Weight.BLOCKS, (Step.COMBINE,)),
    Row(11, "Two administrator IDs share an address.", _BLOCKED, "Keep one and disable the other.", Weight.BLOCKS, (Step.COMBINE,)),
    Row(12, "An administrator ID and a Claims User ID bear one person’s name, with an address each.", "Each person is to have one account; the rule about addresses is kept.", "Combine them if they are one person. If they are two people, nothing.", Weight.WARNS, (Step.COMBINE,)),
    Row(13, "The address also serves an account of another organisation.", "That is allowed: the User ID decides which organisation is entered.", _NOTHING, Weight.INFORMS),
    Row(14, "The address also serves another organisation, and is shared inside this one.", "Each organisation is looked at alone; only the sharing inside counts.", "Combine the accounts inside this organisation.", Weight.WARNS, (Step.COMBINE,)),
    Row(15, "The address is with a free-mail host.", "Accounts need the person’s business address; this one is refused after the move.", "Give the account the person’s own business address and verify it.", Weight.BLOCKS, (Step.GIVE_ADDRESS, Step.VERIFY)),
    Row(16, "The address is a mailbox that several people read.", "A code sent there proves nothing about the person; it is refused after the move.", "Give the account an address of one person and verify it.", Weight.BLOCKS, (Step.GIVE_ADDRESS, Step.VERIFY)),
    Row(17, "The organisation’s own record has a shared mailbox.", "There it is recommended.", _NOTHING, Weight.INFORMS),
    Row(18, "No person’s name stands on the User ID.", "An account belongs to one named person.", "Enter the person’s forename and surname, and their own address.", Weight.BLOCKS, (Step.NAME,)),
    Row(19, "The account has no address for the second factor.", "Nobody can sign in to the new platform without one.", "Enter the person’s own business address and verify it.", Weight.BLOCKS, (Step.GIVE_ADDRESS, Step.VERIFY)),
    Row(20, "The address is the account’s own, and not verified.", "Nobody can sign in on the web before it is verified.", "Send the verification link; the person opens it within 24 hours.", Weight.BLOCKS, (Step.VERIFY,)),
    Row(21, "An address of its own, verified, and a person’s name: ready.", "It moves as it is.", _NOTHING, Weight.READY),
    Row(22, "The account is used through the API alone.", "The rules about addresses are for people on the web.", _NOTHING, Weight.INFORMS),
    Row(23, "A disabled account has an address that another account holds.", "It is no duplicate. It cannot be enabled while the other holds the address.", _NOTHING, Weight.INFORMS),
    Row(24, "Of the User IDs that share an address, one was disabled by the portal or has expired.", "It is still active and holds the address.", "Disable it, or enable and extend it if it is the one to keep.", Weight.BLOCKS, (Step.DISABLE, Step.ENABLE, Step.EXTEND, Step.COMBINE)),
    Row(25, "The addresses differ by capitals or blanks only.", "They count as the same address.", "Combine the accounts, or correct the address that is wrong.", Weight.WARNS, (Step.COMBINE,)),
    Row(26, "An unrepresented claimant uses a free-mail address.", "Claimants without a representative have no firm; the rule is not for them.", _NOTHING, Weight.INFORMS),
    Row(27, "The address is of another firm than the compensator’s.", "That is usual for a third-party administrator.", "Nothing; add the firm’s domain to the organisation’s list.", Weight.INFORMS),
    Row(28, "The accounts still shared an address when the platform moved.", "None of them can sign in on the web; claims and history are kept.", "Combine them. Any usable administrator can do it, or the operator if there is none.", Weight.BLOCKS, (Step.COMBINE,)),
    Row(0, "The contact address differs from the address of the second factor.", "They must be one: notices go where the codes go.", "Correct the contact address, or change the other and verify it.", Weight.WARNS, (Step.CORRECT_CONTACT,)),
)
# fmt: on
CASES = MappingProxyType({row.number: row for row in _ROWS})
CONTACT_DIFFERS = 0
"""Beside the table: identity facts 2.3 ask that the two addresses are equal."""


class Advice(NamedTuple):
    """One step of putting a finding right, about some accounts; `survivor` where they combine."""

    step: Step
    user_ids: tuple[str, ...]
    survivor: str = ""


class Finding(NamedTuple):
    """Accounts of an organisation that are in a situation of the table."""

    organisation_id: str
    case: int
    user_ids: tuple[str, ...]
    advice: tuple[Advice, ...] = ()

    @property
    def row(self) -> Row:
        return CASES[self.case]

    @property
    def message(self) -> str:
        about = f"{', '.join(self.user_ids)}: " if self.user_ids else ""
        return f"{about}{self.row.situation} {self.row.what_to_do}"
