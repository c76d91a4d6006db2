"""`python -m yalu` is the command `yalu`."""

from yalu.cli import main

main()
