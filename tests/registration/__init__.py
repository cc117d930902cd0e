"""Registration: from the first page to the first sign-in."""
