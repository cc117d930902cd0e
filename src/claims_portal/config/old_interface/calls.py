"""What became a plain call: one to copy for each. An action's is made in `actions`."""

from typing import Any, NamedTuple

ID = "$APPLICATION_ID"
ATTACHMENT = {
    "title": "Medical report",
    "file": {"name": "report.txt", "content": "VGhlIGluanVyeSBoYXMgaGVhbGVkLg=="},
}


class Call(NamedTuple):
    path: str
    """With its query; what begins with $ is the reader's own."""
    body: Any = None
    on_activity: bool = False
    """Names the activity it acts on."""


CALLS = {
    "getSystemProcessVersion": Call("/process"),
    "getClaimsList": Call("/claims?limit=50"),
    "searchClaims": Call("/claims?scope=all&surname=Okafor&claimType=rta"),
    "getClaimsStatus": Call(f"/claims/{ID}?fields=claim"),
    "getClaim": Call(f"/claims/{ID}"),
    "lockClaim": Call(f"/claims/{ID}/lock"),
    "unlockClaim": Call(f"/claims/{ID}/lock"),
    "forceUnlockClaim": Call(f"/claims/{ID}/lock?force=true"),
    "allocateUser": Call(f"/claims/{ID}/actions/allocate-to-user", {"userId": "$USER_ID"}, True),
    "deallocateUser": Call(f"/claims/{ID}/actions/deallocate", {}, True),
    "getMyUsersList": Call("/allocation-targets"),
    "getBranchesList": Call("/branches"),
    "getOrganisation": Call("/organisation"),
    "searchCompensators": Call("/compensators?name=mutual&claimType=rta"),
    "searchCompensatorsByInsurerIndex": Call("/insurer-index?name=direct&claimType=rta"),
    "getHospitalsList": Call("/hospitals?name=royal&postcode=M1"),
    "addAttachment": Call(f"/claims/{ID}/attachments", ATTACHMENT),
    "getAttachment": Call(f"/claims/{ID}/attachments/$ATTACHMENT_ID/content"),
    "getAttachmentsList": Call(f"/claims/{ID}/attachments"),
    "getPrintableDocumentsList": Call(f"/claims/{ID}/documents"),
    "getPrintableDocument": Call(f"/claims/{ID}/documents/1.pdf"),
    "getNotificationsList": Call("/notifications"),
    "removeNotification": Call("/notifications/$NOTIFICATION_ID"),
    "reassignToAnotherCM": Call(
        f"/claims/{ID}/actions/reassign-claim", {"organisationId": "$COMPENSATOR_ID"}, True
    ),
    "allocateClaimToBranch": Call(
        f"/claims/{ID}/actions/allocate-to-branch", {"branchId": "$BRANCH_ID"}, True
    ),
}
