"""Worklist and search of a firm with 100,000 claims among 5,000,000 (docs/benchmarks.md)."""
