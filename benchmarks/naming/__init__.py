"""What the benchmark of altered names is made of: the alterations, and the peers."""
