"""Benchmarks: how fast, how much memory, how it grows, and how that compares with peers in the same run."""
