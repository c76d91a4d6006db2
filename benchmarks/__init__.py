"""Figures that anyone can run again; docs/benchmarks.md has them with their dates."""
