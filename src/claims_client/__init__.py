"""The typed client of a claims portal's API: `Portal` calls it, `webhooks` verifies what it posts.

with Portal("https://portal.example.org", "client-id", secret="...", login_as="JSEILE") as portal:
    claim = portal.submit(form)
    for line in portal.claims(scope="all"):
        ...
"""

from claims_client.portal import Portal
from claims_client.problems import PortalProblem, Unreachable
from claims_client.retrying import Retries
from claims_client.transport import Answered

__all__ = ["Answered", "Portal", "PortalProblem", "Retries", "Unreachable"]
