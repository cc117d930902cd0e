"""One's own second factors: the pages under /account/second-factor."""
