"""Names within one document: when two of them are one party's."""

import re

from yalu.documents.kinds import BODY, COMPANY, ORGANIZATIONS, is_east_asian_surname
from yalu.documents.vocabulary import Vocabulary

_KEY_DROPPED = frozenset("the of for and in at on de la u.s. us united states american s".split())


def name_key(name: str, schema: str, words: Vocabulary) -> str:
    """Give the form in which two names of one party are equal within a document."""
    plain = name.replace("’", "'").lower()
    parts = [part.strip(".'\"-") for part in re.split(r"[\s,()]+|'s\b|(?<=\w)-(?=\w)", plain)]
    parts = [part for part in parts if part]
    if schema == COMPANY:
        while len(parts) > 1 and parts[-1] in words.company_suffixes:
            parts.pop()
    if schema in ORGANIZATIONS:
        kept = [part for part in parts if part not in _KEY_DROPPED and part + "." not in _KEY_DROPPED] or parts
        if schema == BODY:
            kept = [part for part in kept if part not in ("nations", "un", "u.n")] or kept
            return "department treasury" if kept == ["treasury"] else " ".join(sorted(kept))
        return " ".join(kept)
    return " ".join(parts)


def holds(full: list[str], part: list[str]) -> bool:
    """Whether the words of a name hold others as a run."""
    return any(full[place : place + len(part)] == part for place in range(len(full) - len(part) + 1))


def near_names(one: str, other: str) -> bool:
    """Whether two names of persons share all words but one, which differs by one letter only and is no short one."""
    first, second = one.replace("’", "'").lower().split(), other.replace("’", "'").lower().split()
    if len(first) != len(second) or len(first) < 2 or is_east_asian_surname(first[0]):
        return False
    different = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(different) == 1 and min(map(len, different[0])) >= 5 and _one_edit(*different[0])


def _one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    place = next((n for n in range(len(short)) if short[n] != long[n]), len(short))
    return short[place:] == long[place + 1 :] if len(short) < len(long) else short[place + 1 :] == long[place + 1 :]
