"""Applications for registration, and requests for further kinds of claim, as registrars decide."""
