"""Owned bodies: a body of a state or party is called with its owner's name and without ("Vietnam's foreign ministry").

The owner is mostly a party of its own in the sentence, so that the mention holds the body alone. The name with the
owner is then a further name of it, the one by which lists know it ("Ministry of the Interior of Mozambique").
"""

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from yalu.documents.found import Found
from yalu.documents.kinds import BODY, ORGANIZATION
from yalu.documents.vocabulary import longest_first, vocabulary

_UNIT = re.compile(r"(?:\d|\b(?:[Dd]epartment|[Bb]ureau|[Ss]ection|[Uu]nit|[Ii]nstitute|Field Office))$")
_OF = re.compile(r" of (?:the )?")
_TO_BODY = re.compile(r" to the (?:United Nations|UN\b|U\.N\.|European Union|EU\b)")
_MINISTRY = re.compile(r"\b[Mm]inistry\b")
_OWNING = (BODY, ORGANIZATION)
_LONGEST_OWNER = 60


def with_owners(found: list[Found], text: str) -> list[Found]:
    """Give the bodies of a text their names with the owner, and ministries of one state those without."""
    result = [_with_owner(item, text) if item.schema == BODY else item for item in found]
    for place, item in enumerate(result[:-1]):
        owner = result[place + 1]
        if _is_unit_of(item, owner, text):
            result[place] = _called(item, text[item.start : owner.end])
    return _with_bare_ministries(result)


def _with_owner(item: Found, text: str) -> Found:
    """Take the state before a body ("Japan's finance ministry"), or behind it, into a further name."""
    owners, behind = _owners()
    mission = _TO_BODY.match(text, item.end) if item.name.endswith("ission") else None
    if mission:
        item = _called(item, item.name + mission.group())
    before = owners.search(text, max(0, item.start - _LONGEST_OWNER), item.start)
    if before and before.end() == item.start:
        return _called(item, before.group() + item.name, vocabulary().countries.get(before["state"]))
    after = behind.match(text, item.end)
    if after and _MINISTRY.search(item.name):
        return _called(item, item.name + after.group(), vocabulary().countries.get(after["state"]))
    return item


def _called(item: Found, name: str, country: str | None = None) -> Found:
    countries = item.countries or ((country,) if country else ())
    return replace(item, aliases=(*item.aliases, name), countries=countries)


def _is_unit_of(item: Found, owner: Found, text: str) -> bool:
    if item.schema not in _OWNING or owner.schema not in _OWNING or not _UNIT.search(item.name):
        return False
    return _OF.fullmatch(text, item.end, owner.start) is not None


def _with_bare_ministries(found: list[Found]) -> list[Found]:
    """Let "Ministry of Defence" mean "Russian Ministry of Defence" where no other state's is spoken of."""
    bare: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for item in found:
        if item.schema == BODY and (ministry := _MINISTRY.search(item.name)):
            bare[item.name[ministry.start() :]].add(item.countries)
    result = []
    for item in found:
        ministry = _MINISTRY.search(item.name) if item.schema == BODY else None
        name = item.name[ministry.start() :] if ministry else ""
        is_one = bool(name) and len(bare[name] - {()}) == 1
        result.append(_called(item, name) if is_one and name != item.name and " of " in name else item)
    return result


@cache
def _owners() -> tuple[re.Pattern[str], re.Pattern[str]]:
    states = longest_first(vocabulary().countries)
    return (
        re.compile(rf"(?<![\w-])(?P<state>{states})['’]s? "),
        re.compile(rf" of (?:the )?(?P<state>{states})(?![\w-])"),
    )
