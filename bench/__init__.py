"""The benchmark: the portal beside pgbench with the same statements (docs/benchmarks.md)."""
