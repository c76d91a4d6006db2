"""Names: from a raw string to tokens that can be compared across spellings, romanisations and scripts."""
