"""Documents: from a page to its text, the parties that it names, and the links that it states, with their quotes."""
