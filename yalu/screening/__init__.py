"""Screening: who on the lists can a name be, how surely, and why."""

from yalu.screening.hit import Hit, Share

__all__ = ["Hit", "Share"]
