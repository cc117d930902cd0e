"""A claim held against changes by others, where more than one statement changes it."""

from claims_portal.claims.models import WITH_PEOPLE, Claim


def hold(claim: Claim) -> Claim:
    """The claim with its people as it is now, held until the transaction ends.

    Read after it is held: a row that was waited for comes with what was joined before.
    """
    Claim.objects.select_for_update().filter(pk=claim.pk).values_list("pk").get()
    return Claim.objects.select_related(*WITH_PEOPLE).get(pk=claim.pk)
