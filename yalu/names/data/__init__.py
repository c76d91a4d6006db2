"""Data tables of the room, and the script that builds them (`python -m yalu.names.data.build`)."""
