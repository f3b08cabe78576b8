"""Benchmarks: each figure beside its floor or a peer from the same run. `make bench` prints one table."""
