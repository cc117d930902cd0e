"""One's own account: what it is, its password, where it is signed in."""
