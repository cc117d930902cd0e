"""Whether the portal is well: for load balancers, for Prometheus, and for whoever runs it."""
