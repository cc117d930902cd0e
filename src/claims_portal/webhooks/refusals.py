"""Why something about webhooks is refused."""

from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.sentences import said


class NoSuchWebhook(AccountRefusal):
    """Also the answer for one of another organisation."""

    code = "no-such-webhook"

    def __init__(self) -> None:
        super().__init__("There is no such webhook in your organisation.")


class NoSuchDelivery(AccountRefusal):
    code = "no-such-delivery"

    def __init__(self) -> None:
        super().__init__("The webhook has no such delivery. They are kept for 30 days.")


class UrlRefused(AccountRefusal):
    code = "webhook-url-refused"
    field = "url"


class EventTypesRefused(AccountRefusal):
    code = "event-types-refused"
    field = "events"


class TooManyWebhooks(AccountRefusal):
    code = "too-many-webhooks"

    def __init__(self, most: int) -> None:
        super().__init__(
            said("An organisation has at most %(most)s webhooks. Delete one first.", most=most)
        )


class TwoSecretsSign(AccountRefusal):
    code = "two-secrets-sign"

    def __init__(self) -> None:
        super().__init__(
            "Two secrets sign this webhook's messages already. End the old one first, or wait "
            "until it ends by itself."
        )


class NoOldSecret(AccountRefusal):
    code = "no-old-secret"

    def __init__(self) -> None:
        super().__init__("Only one secret signs this webhook's messages.")


class WebhookStopped(AccountRefusal):
    code = "webhook-stopped"

    def __init__(self) -> None:
        super().__init__("This webhook is switched off. Switch it on first.")


class NothingToReplay(AccountRefusal):
    code = "nothing-to-replay"

    def __init__(self) -> None:
        super().__init__(
            "Say one of these: what was given up, what came after a cursor, or since an instant."
        )


class StillWaiting(AccountRefusal):
    code = "still-waiting"

    def __init__(self) -> None:
        super().__init__("This delivery waits to be sent anyway.")
