"""The step of signing in after the password: passkeys, authenticator apps, recovery codes, mail.

Identity facts 2.6 and decision 0008. `rules` says which may be used, `proving`
checks one, `factors` looks at all of an account and resets them; the other modules
are one a factor.
"""
