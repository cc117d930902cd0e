"""The operator's own realm: staff apart from organisations, and what they do with four eyes.

`roles` is the permission table; `sign_in`, `setting_up` and `sessions` let staff in;
`approvals` is the one way to do what cannot be undone; `looking_up` and
`opening_claims` are what support may see.
"""
