"""The command line. It decides nothing: each command is a call of the library."""
