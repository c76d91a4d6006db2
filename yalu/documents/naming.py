"""Names of one party: the form in which they are equal, the words that can stand for the whole, and the main one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from yalu.documents.kinds import BODY, COMPANY, LAW, ORGANIZATION, ORGANIZATIONS, PERSON, VESSEL
from yalu.documents.member import Member
from yalu.documents.person_names import looks_east_asian
from yalu.documents.vocabulary import Vocabulary, words_of

_DROPPED = words_of("dropped_from_keys")
_CITIES = words_of("cities_in_names")
_UNITED_NATIONS = {"nations", "un", "u.n"}
_ARABIC = re.compile(r"(?:[Aa]l|[Ee]l)-(\w+)")
_BETWEEN_WORDS = re.compile(r"[\s,()]+|'s\b|(?<=\w)-(?=\w)")
_ORDER = re.compile(r"(?:Executive Order|E\.O\.|\bEO\b).*?(\d{5})")
_POLITE = re.compile(r"(?:Mr|Ms|Mrs|Miss)\.? ")
_BURMESE = {"u", "daw"}
_PATRONYMIC = re.compile(r"\w(?:vich|ovna|evna|ichna|ogly|oglu|uulu)$")
_SHORTEST_OWN_WORD = 4


def name_key(name: str, schema: str, words: Vocabulary) -> str:
    """Give the form in which two names of one party are equal within a document."""
    plain = straight(name).lower()
    parts = [part.strip(".'\"-") for part in _BETWEEN_WORDS.split(plain)]
    parts = [part for part in parts if part]
    if schema == COMPANY:
        while len(parts) > 1 and parts[-1] in words.company_suffixes:
            parts.pop()
    if schema == LAW:
        return law_key(name)
    if schema in ORGANIZATIONS:
        kept = [part for part in parts if part not in _DROPPED and part + "." not in _DROPPED] or parts
        return _body_key(kept) if schema == BODY else " ".join(kept)
    return " ".join(_without_patronymic(parts)) if schema == PERSON else " ".join(parts)


def _without_patronymic(parts: list[str]) -> list[str]:
    """Leave out what a text gives or not: a Burmese "U" or "Daw" before a name, a Russian patronymic in it."""
    if len(parts) > 2 and parts[0] in _BURMESE:
        parts = parts[1:]
    if len(parts) == 3 and _PATRONYMIC.search(parts[1]):
        return [parts[0], parts[2]]
    return parts


def _body_key(parts: list[str]) -> str:
    """Give the form of a public body's name, whose words stand in many orders ("Department of the Treasury")."""
    parts = [part for part in parts if part not in _UNITED_NATIONS] or parts
    return "department treasury" if parts == ["treasury"] else " ".join(sorted(parts))


def law_key(name: str) -> str:
    """Give the form in which the spellings of one law are equal ("E.O. 13382", "Executive Order (E.O.) 13382")."""
    number = _ORDER.search(name)
    return f"order {number.group(1)}" if number else " ".join(straight(name).lower().split())


def straight(name: str) -> str:
    """Write apostrophes straight."""
    return name.replace("’", "'")


def main_name_first(member: Member) -> list[str]:
    """Give a member's names, the fullest of the most used first; an acronym or a surname alone never leads."""
    counts = Counter(member.names)
    full = [name for name in counts if " " in name and re.search(r"[A-Za-z]", name) and not _POLITE.match(name)]
    full = full or list(counts)
    main = full[0] if member.schema == PERSON else max(full, key=lambda name: counts[name])
    return [main, *(name for name in counts if name != main)]


def short_forms_of(member: Member, words: Vocabulary) -> Iterator[str]:
    """Give what can stand for a member's name: a family name, an acronym, a company's own words."""
    for name in dict.fromkeys(member.names):
        parts = straight(name).split()
        if len(parts) == 1 and (parts[0].isupper() or member.schema == PERSON):
            yield parts[0]
        if len(parts) < 2:
            continue
        if member.schema == PERSON:
            yield from _family_names(parts)
        elif member.schema in (COMPANY, ORGANIZATION, VESSEL):
            yield from own_words(parts, words)


def _family_names(parts: Sequence[str]) -> Iterator[str]:
    """Give a person's family name, an Arabic one also with its article written apart or left out."""
    family = parts[0] if looks_east_asian(parts) else parts[-1]
    yield family
    with_article = _ARABIC.fullmatch(family)
    if with_article:
        yield from (f"Al {with_article.group(1)}", f"Al-{with_article.group(1)}", with_article.group(1))


def own_words(parts: Sequence[str], words: Vocabulary) -> Iterator[str]:
    """Give the first words of an organisation's name that can stand for it: no head, no place, no common word."""
    if len(parts) > 1 and parts[0].lower() in words.company_suffixes and len(parts[-1]) >= _SHORTEST_OWN_WORD:
        yield " ".join(parts[1:])
    for size in (2, 1):
        for place in range(min(2, len(parts) - size)):
            own = parts[place : place + size]
            joined = " ".join(own).strip(".,")
            if (
                all(part[:1].isupper() and _is_own(part.lower().strip(".,"), words) for part in own)
                and not (joined in words.countries or joined in words.capitals or joined in words.demonyms)
                and not (size == 1 and joined in _CITIES)
            ):
                yield joined


def _is_own(word: str, words: Vocabulary) -> bool:
    return len(word) >= _SHORTEST_OWN_WORD and not (
        word in words.heads or word in words.company_suffixes or word in words.not_names or word in words.common_words
    )
