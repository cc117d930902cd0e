"""Routes of one's own second factors, below /account/."""

from django.urls import path

from claims_portal.web.second_factors import app, listing, passkeys, recovery_codes
from claims_portal.web.second_factors.recent_proof import password_page

urlpatterns = [
    path("second-factor", listing.factors_page, name="second-factors"),
    path("second-factor/password", password_page, name="second-factor-password"),
    path("second-factor/app/begin", app.begin, name="app-begin"),
    path("second-factor/app/new", app.new, name="app-new"),
    path("second-factor/app/remove", app.remove, name="app-remove"),
    path("second-factor/passkeys/new", passkeys.new, name="passkey-new"),
    path("second-factor/passkeys/<int:pk>/name", passkeys.rename, name="passkey-name"),
    path("second-factor/passkeys/<int:pk>/remove", passkeys.remove, name="passkey-remove"),
    path("second-factor/recovery-codes", recovery_codes.codes, name="recovery-codes"),
]
