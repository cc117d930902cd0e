"""Webhooks: events are posted to the addresses that an organisation named, as they happen.

`subscriptions` is what administrators do; `dispatching` makes deliveries of new events,
`taking` and `settling` are the queue that they wait in, `sending` posts one, `delivering`
is the process that does all this.
"""
