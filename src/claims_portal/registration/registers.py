"""The public registers in which organisations stand, and what a number of each looks like.

Which authorisation is wanted is stated (identity facts 4.1): claimant representatives are
authorised by SRA, CILEX or BSB, and everybody is registered with the ICO. What the numbers
look like is [inferred] from the registers themselves; this is its one place.
"""

import re
from dataclasses import dataclass

from claims_portal.organisations.models import OrganisationKind

ICO, COMPANIES_HOUSE, SELF_INSURED = "ico", "companies-house", "self-insured"
COMPANY_NUMBER_LENGTH, LEADING_ZEROS = 8, 2


@dataclass(frozen=True)
class Register:
    code: str
    label: str
    pattern: str
    like: str
    """In words, after "like" or "has"."""
    page: str
    """Where a registrar looks a number up."""

    def takes(self, number: str) -> bool:
        return re.fullmatch(self.pattern, number) is not None


# fmt: off
REGISTERS: dict[str, Register] = {one.code: one for one in (
    Register("sra", "Solicitors Regulation Authority", r"[0-9]{5,7}", "5 to 7 digits, like 612345",
             "https://www.sra.org.uk/consumers/register/"),
    Register("cilex", "CILEx Regulation", r"[0-9]{4,10}", "4 to 10 digits",
             "https://cilexregulation.org.uk/"),
    Register("bsb", "Bar Standards Board", r"[A-Z0-9]{3,12}", "3 to 12 letters and digits",
             "https://www.barstandardsboard.org.uk/"),
    Register("fca", "Financial Conduct Authority", r"[0-9]{6,7}", "6 or 7 digits, like 202999",
             "https://register.fca.org.uk/"),
    Register(COMPANIES_HOUSE, "Companies House", r"[0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}R",
             "8 characters, like 01234567 or OC301234",
             "https://find-and-update.company-information.service.gov.uk/"),
    Register(ICO, "Information Commissioner’s Office", r"Z[0-9]{6}[0-9X]?|Z[A-C][0-9]{6}",
             "Z and 7 digits, or two letters and 6 digits, like ZA123456",
             "https://ico.org.uk/"),
)}
# fmt: on
REGULATORS = {
    OrganisationKind.CLAIMANT_REPRESENTATIVE: ("sra", "cilex", "bsb"),
    # A body that pays claims against itself needs no authorisation to insure [our decision].
    OrganisationKind.COMPENSATOR: ("fca", SELF_INSURED),
    OrganisationKind.UNREPRESENTED_CLAIMANT: (),
}
"""Whose authorisation each kind of organisation may name."""


def folded(register: str, number: str) -> str:
    """The one spelling of a number: capitals, no blanks; a company's with its leading zeros."""
    plain = re.sub(r"[\s.\-/]", "", number).upper()
    left_out = COMPANY_NUMBER_LENGTH - len(plain) in range(1, LEADING_ZEROS + 1)
    if register == COMPANIES_HOUSE and left_out and plain.isascii() and plain.isdecimal():
        return plain.zfill(COMPANY_NUMBER_LENGTH)
    return plain
