"""What a snapshot says of each party, and whether a text of the file stands in it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

from followthemoney.types import registry

from tests.lists.tables import folded, letters
from yalu.lists import ListSnapshot
from yalu.lists.tables import spreadsheet
from yalu.lists.tables.dates import DAY_MONTH_YEAR, MONTH_DAY_YEAR, parse_partial
from yalu.lists.xml_lists.dates import partial
from yalu.model import Interval, Link

NAMES = ("name", "alias", "weakAlias", "previousName")
SEPARATORS = (r";", r"\n", r"\|", r": ", r"\] \[", r"\(\d+\) ", r" / | - ", r"[()（）]", r",")
"""What stands between several values in one."""


class Kept:
    """The texts of each party: its values, those of what belongs to it, its designations and its links.

    A party goes by its id or by its name; "" is the list as a whole.
    """

    def __init__(self, snapshot: ListSnapshot, words: frozenset[str] = frozenset()) -> None:
        """Gather the texts; `words` choose a property where they stand in a value, and count as kept."""
        self._words = words
        self._texts: dict[str, list[str]] = defaultdict(list)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._folded: dict[str, str] = {}
        self._texts[""] += [snapshot.name, snapshot.title, snapshot.date or "", snapshot.file]
        for party, text in texts_of(snapshot):
            self._texts[party].append(text)
        for entity in snapshot.entities:
            names = [text for kind in NAMES for text in entity["properties"].get(kind, ())]
            for party in {entity["id"], *names} - {""}:
                self._names[party].update(map(letters, names))
                if party != entity["id"]:
                    self._texts[party] += self._texts[entity["id"]]

    def knows(self, party: str) -> bool:
        """Whether the list says anything of a party."""
        return party in self._texts

    def has(self, party: str, text: str) -> bool:
        """Whether a party's texts hold a text: as it is, as cleaning writes it, as a name, or in pieces."""
        whole = self._whole(party)
        if text.rstrip(" :-") in self._words or folded(text) in whole or letters(text) in self._names[party]:
            return True
        if any(folded(form) in whole for form in forms(text)):
            return True
        for separator in SEPARATORS:
            pieces = [piece.strip() for piece in re.split(separator, text) if piece.strip()]
            if pieces and pieces != [text]:
                return all(self.has(party, piece) for piece in pieces)
        return False

    def _whole(self, party: str) -> str:
        if party not in self._folded:
            self._folded[party] = folded("\n".join(self._texts.get(party, ())))
        return self._folded[party]


def texts_of(snapshot: ListSnapshot) -> Iterator[tuple[str, str]]:
    """Give each text of a snapshot with the party that it is said of, and with "" for the whole."""
    owners: dict[str, list[str]] = defaultdict(list)
    for entity in snapshot.entities:
        for address in entity["properties"].get("addressEntity", ()):
            owners[address].append(entity["id"])
    for entity in snapshot.entities:
        properties = entity["properties"]
        said = [entity["id"], *properties, *(text for texts in properties.values() for text in texts)]
        parties = [entity["id"], *properties.get("holder", ()), *owners.get(entity["id"], ())]
        yield from spread(parties, said)
    for entry in snapshot.designations:
        yield from spread([entry.party], [entry.authority, entry.dataset, *entry.programs, *days(entry.interval)])
    for link in snapshot.links:
        quotes = [evidence.quote for evidence in link.evidence]
        yield from spread(
            [link.source, link.target],
            [link.role or "", link.source, link.target, *days(link.interval), *shares(link), *quotes],
        )


def days(interval: Interval) -> list[str]:
    return [day for day in (interval.start, interval.end) if day]


def shares(link: Link) -> list[str]:
    return [str(bound) for bound in (link.share.lower, link.share.upper) if bound] if link.share else []


def spread(parties: Iterable[str], said: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((party, text) for text in said for party in (*parties, ""))


CLEANERS: tuple[Callable[[str], str | None], ...] = (
    lambda text: registry.country.clean(text, fuzzy=False),
    registry.gender.clean,
    registry.url.clean,
    registry.phone.clean,
    registry.email.clean,
    partial,
    lambda text: parse_partial(text, DAY_MONTH_YEAR),
    lambda text: parse_partial(text, MONTH_DAY_YEAR),
    lambda text: spreadsheet.serial_day(text),
    lambda text: re.sub(r"[,\s.-]|^IMO", "", text),
    lambda text: text.removeprefix("http://").removeprefix("https://").rstrip("/"),
)


@lru_cache(maxsize=100_000)
def forms(text: str) -> frozenset[str]:
    """Give a text and what cleaning makes of it, by the type of the property that it may become."""
    found = {text}
    for clean in CLEANERS:
        with suppress(ValueError, OverflowError):
            found.add(clean(text) or text)
    return frozenset(found)
