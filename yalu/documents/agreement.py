"""Agreement: one name means one kind of party throughout a document, wherever it stands.

A language model takes a name for a person in one sentence and for a firm in the next, and sees half of it in a third.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

from yalu.documents.found import Found
from yalu.documents.kinds import COMPANY, LEGAL_ENTITY, ORGANIZATION, ORGANIZATIONS, PERSON, TERRITORY, VESSEL
from yalu.documents.naming import straight
from yalu.documents.person_names import is_given_name, looks_east_asian
from yalu.documents.phrase_finder import PhraseFinder, is_whole
from yalu.documents.stretches import Stretches

_NAMED = (PERSON, *ORGANIZATIONS, VESSEL)
_AND = re.compile(r" and ")
_RANK = {COMPANY: 4, ORGANIZATION: 3, VESSEL: 2, PERSON: 1}
_SHORTEST, _TWO = 5, 2


def agreed(found: list[Found], text: str) -> list[Found]:
    """Give mentions with one kind for each name, with names found whole, and with family names that "and" shares."""
    found = _with_whole_names(_of_one_family(_of_one_kind(found)), text)
    return _with_shared_family_names(found, text)


def _of_one_kind(found: list[Found]) -> list[Found]:
    """Let the kind that is sure, else the commonest, hold for each mention of a name."""
    kinds: defaultdict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    for item in found:
        if item.schema in (*_NAMED, LEGAL_ENTITY) or (item.schema == TERRITORY and not item.countries):
            kinds[straight(item.name)][item.sure or item.title is not None, item.schema] += 1
    plain = {(straight(item.name), item.schema) for item in found if item.sure}
    best = {
        name: max(counts, key=lambda kind: (kind[0], _is_likely_place(name, kind), counts[kind], _RANK.get(kind[1], 5)))
        for name, counts in kinds.items()
        if len(counts) > 1
    }
    return [
        replace(item, schema=kind[1], sure=item.sure or (straight(item.name), kind[1]) in plain)
        if (kind := best.get(straight(item.name)))
        else item
        for item in found
    ]


def _is_likely_place(name: str, kind: tuple[bool, str]) -> bool:
    """Whether a guess is the better one: one word is rather a town, several are rather a party."""
    return (kind[1] == TERRITORY) is (" " not in name)


def _of_one_family(found: list[Found]) -> list[Found]:
    """Read "Rami Fadel" as a person, whatever a guess says, where a person of that family name is plainly named."""
    families = {item.name.split()[-1] for item in found if item.schema == PERSON and item.sure and " " in item.name}
    return [
        replace(item, schema=PERSON)
        if item.schema in (ORGANIZATION, TERRITORY)
        and not item.sure
        and len(parts := item.name.split()) == _TWO
        and parts[1] in families
        and is_given_name(parts[0])
        else item
        for item in found
    ]


def _with_whole_names(found: list[Found], text: str) -> list[Found]:
    """Find the names of several words wherever they stand: there, a part of one is no party of its own."""
    names = {item.name: item for item in found if item.schema in _NAMED and item.sure and _is_long(item.name)}
    known = Stretches(found)
    more: list[Found] = []
    dropped: set[int] = set()
    last = 0
    whole = ((start, end) for start, end in PhraseFinder(names).find(text) if is_whole(text, start, end))
    for start, end in sorted(whole, key=lambda place: (place[0], -place[1])):
        over = known.over(start, end)
        if start < last or not all(start <= item.start and item.end <= end and not item.aliases for item in over):
            continue
        last = end
        if len(over) == 1 and (over[0].start, over[0].end) == (start, end):
            continue
        dropped |= {id(item) for item in over}
        name = text[start:end]
        more.append(Found(start, end, name, names[name].schema, names[name].countries))
    kept = [item for item in found if id(item) not in dropped]
    return sorted([*kept, *more], key=lambda item: item.start)


def _is_long(name: str) -> bool:
    return " " in name and len(name) >= _SHORTEST


def _with_shared_family_names(found: list[Found], text: str) -> list[Found]:
    """Read "Farhad and Nasrin Daneshvar" as two persons of one family name."""
    result = list(found)
    for place, (item, other) in enumerate(pairwise(found)):
        parts = other.name.split()
        if (
            other.schema == PERSON
            and len(parts) == 2
            and not looks_east_asian(parts)
            and item.schema in (PERSON, ORGANIZATION, TERRITORY)
            and not item.sure
            and " " not in item.name
            and (item.schema == PERSON or is_given_name(item.name))
            and not item.name.isupper()
            and _AND.fullmatch(text, item.end, other.start)
        ):
            name = f"{item.name} {parts[1]}"
            result[place] = replace(item, name=name, schema=PERSON, aliases=(*item.aliases, item.name), sure=True)
    return result
