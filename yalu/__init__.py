"""Yalu: who is sanctioned, who acts for them without being named yet, and where the network can be cut."""
