"""Finding the party that a user means, by id or by name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from yalu.model import PartyError
from yalu.screening import Screener

SAME_FROM = 0.85
"""The score from which a single best hit is taken to be the party that is meant."""
SHOWN = 10
NAMES = ("name", "alias", "weakAlias", "previousName")


class PartySearch:
    """Parties by id and name. `screener` is called when a name is written in no way that the parties are."""

    def __init__(
        self,
        entities: Mapping[str, Mapping[str, Any]],
        screener: Callable[[], Screener],
        same: Mapping[str, str] | None = None,
    ) -> None:
        """Take parties; `same` gives, for ids of parties that stand under another one's, that one."""
        self._entities = entities
        self._screener = screener
        self._same = same or {}
        self._by_name: dict[str, list[str]] | None = None

    def find(self, text: str) -> str:
        """Give the id of the party that is meant.

        In this order: an id; the number at the end of one id; a main name as it is written in the data, then any other
        name; the single best hit of screening, from a score of .85 on.

        Raises:
            PartyError: nobody is found, or several; then the message names them with their ids.
        """
        wanted = " ".join(text.split())
        if not wanted:
            raise PartyError("an empty text names no party; give an id or a name")
        if self._same.get(wanted, wanted) in self._entities:
            return self._same.get(wanted, wanted)
        for found in (self._numbered(wanted), *self._named(wanted)):
            if len(found) == 1:
                return found[0]
            if found:
                raise self._ambiguous(wanted, found)
        return self._screened(wanted)

    def _numbered(self, text: str) -> list[str]:
        if not text.isdecimal():
            return []
        found = {identity for identity in (*self._entities, *self._same) if identity.endswith(f"-{text}")}
        return sorted({self._same.get(identity, identity) for identity in found if _is_party(identity)})

    def _named(self, text: str) -> tuple[list[str], list[str]]:
        """Give who has a name as the main one, and who has it at all."""
        if self._by_name is None:
            self._by_name = {}
            for identity, entity in self._entities.items():
                for name in map(_plain, _names(entity)):
                    self._by_name.setdefault(name, []).append(identity)
        wanted = _plain(text)
        every = sorted(set(self._by_name.get(wanted, ())))
        return [identity for identity in every if _plain(_names(self._entities[identity])[0]) == wanted], every

    def _screened(self, text: str) -> str:
        found = [(self._same.get(hit.id, hit.id), hit.score) for hit in self._screener().screen(_asked(text), 0.7)]
        hits = [(identity, score) for identity, score in found if identity in self._entities]
        if not hits:
            raise PartyError(f"no party is called {text!r}, or like it; give the id or another name")
        best = {identity for identity, score in hits if score == hits[0][1]}
        if hits[0][1] >= SAME_FROM and len(best) == 1:
            return hits[0][0]
        raise self._ambiguous(text, list(dict.fromkeys(identity for identity, _ in hits)), dict(reversed(hits)))

    def _ambiguous(self, text: str, found: Iterable[str], scores: Mapping[str, float] | None = None) -> PartyError:
        found = list(found)
        lines = [f"  {identity}  {self._about(identity, (scores or {}).get(identity))}" for identity in found[:SHOWN]]
        if len(found) > SHOWN:
            lines.append(f"  and {len(found) - SHOWN} more")
        several = f"{text!r} may mean {len(found)} parties" if len(found) > 1 else f"{text!r} is not surely this party"
        return PartyError("\n".join([f"{several}; give one of these ids:", *lines]))

    def _about(self, identity: str, score: float | None) -> str:
        entity = self._entities[identity]
        properties = entity.get("properties", {})
        parts = [next(iter(_names(entity)), identity), str(entity.get("schema", ""))]
        parts += sorted({*properties.get("country", ()), *properties.get("nationality", ())})
        parts += [f"born {value}" for value in properties.get("birthDate", ())[:1]]
        parts += [f"score {score:.2f}"] if score is not None else []
        return ", ".join(part for part in parts if part)


def _is_party(identity: str) -> bool:
    return "address" not in identity


def _names(entity: Mapping[str, Any]) -> list[str]:
    properties = entity.get("properties", {})
    return [name for key in NAMES for name in properties.get(key, ())]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def _asked(text: str) -> dict[str, Any]:
    return {"schema": "Thing", "properties": {"name": [text]}}
