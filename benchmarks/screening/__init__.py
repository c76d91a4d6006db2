"""Parts of `benchmarks.screening_speed`."""
