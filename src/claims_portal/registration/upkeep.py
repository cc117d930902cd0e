"""What is deleted of applications, and when.

Organisations are not told to keep anything of an application that came to nothing; the terms
are [our decision]. What was approved is kept with its organisation.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from claims_portal.registration.models import Application, ApplicationState

NEVER_OPENED = timedelta(days=2)
DRAFTS_UNTOUCHED = timedelta(days=30)
CAME_TO_NOTHING = timedelta(days=365)


def forget_old(*, at: datetime) -> int:
    """Delete what has outlived its term; how many that were."""
    never_opened = Q(
        state=ApplicationState.DRAFT, opened_at=None, created_at__lte=at - NEVER_OPENED
    )
    untouched = Q(state=ApplicationState.DRAFT, saved_at__lte=at - DRAFTS_UNTOUCHED)
    came_to_nothing = Q(
        state__in=[ApplicationState.REFUSED, ApplicationState.WITHDRAWN],
        decided_at__lte=at - CAME_TO_NOTHING,
    )
    old = Application.objects.filter(never_opened | untouched | came_to_nothing)
    count = old.count()
    old.delete()
    return count
