"""What all lists that are published as tables share: rows as a bounded stream, headers, dates in words, columns."""
