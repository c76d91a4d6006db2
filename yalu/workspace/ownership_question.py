"""Asking a network that was loaded who is blocked through ownership, and saying what the answer rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yalu.model import YaluError
from yalu.network.ownership import Ownership, regime_names, regimes_with_listings
from yalu.workspace.network_input import NetworkInput


@dataclass(frozen=True, slots=True)
class OwnershipAnswers:
    """The answer under each rule, the parties that were asked about, and what a reader could miss."""

    answers: tuple[Ownership, ...]
    asked: tuple[str, ...]
    notes: tuple[str, ...]


def ask_ownership(
    found: NetworkInput,
    day: date,
    parties: Sequence[str] = (),
    *,
    regimes: Sequence[str] = (),
    also_blocked: Sequence[str] = (),
    any_authority: bool = False,
) -> OwnershipAnswers:
    """Ask under each rule.

    Args:
        found: Lists and links.
        day: The day of the question.
        parties: Ids or names of the parties that are asked about.
        regimes: Names of rules; those whose authorities' lists are given, by default.
        also_blocked: Ids or names of parties that are to count as listed.
        any_authority: Count the parties of every list, whoever issued it.

    Raises:
        YaluError: there is no such party or rule, or nobody to start from.
    """
    blocked = [found.party(text) for text in also_blocked]
    asked = tuple(found.party(text) for text in parties)
    names = regimes or _default_regimes(found, day, blocked, any_authority=any_authority)
    answers = tuple(
        found.network.own(day, name, any_authority=any_authority, also_blocked=blocked) for name in dict.fromkeys(names)
    )
    return OwnershipAnswers(answers, asked, (*found.notes, *_notes(answers), *_later(found, day)))


def _default_regimes(found: NetworkInput, day: date, blocked: Sequence[str], *, any_authority: bool) -> tuple[str, ...]:
    """Take the rules whose authorities' lists are given; the first where only `also_blocked` says who is listed."""
    names = regimes_with_listings(found.network.sources, day, any_authority=any_authority)
    if names or blocked:
        return names or regime_names()[:1]
    raise YaluError(
        f"nobody is listed on {day} in what was given, under any of the rules ({', '.join(regime_names())}); "
        "give a list with --list, or say whom to start from with --blocked"
    )


def _notes(answers: Sequence[Ownership]) -> list[str]:
    """Say what the answers rest on that a reader could miss."""
    notes = []
    undated = max((answer.undated for answer in answers), default=0)
    if undated:
        notes.append(f"{undated:,} holdings do not say since when; they are counted as held on the day.")
    for answer in answers:
        left = ", ".join(f"{name} ({count:,})" for name, count in answer.not_counted)
        if left:
            notes.append(f"Under {answer.regime.name}, entries of these lists do not count: {left}.")
    return notes


def _later(found: NetworkInput, day: date) -> list[str]:
    """Say which lists were issued after the day."""
    return [
        f"The list {item.name} was issued on {item.date}, after {day}: parties delisted in between are not in it, and "
        "what it says of who owns whom may have become known later."
        for item in found.lists
        if item.date and item.date[:10] > day.isoformat()
    ]
