"""Link patterns: data/patterns.yaml, compiled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from yalu.documents.notation import Clues, Cue, Notation
from yalu.model import LINK_TYPES

_CONFIDENCE = 0.8
_LAST_AUTHORITY = "last authority"


@dataclass(frozen=True)
class Pattern:
    """A pattern for links of one type.

    `needs` must be found in the sentence, `unless` must not be found in the matched words, `not_before` not right
    before them. `passive` tells that the pattern names its agent with "by"; others must not match over one. A pattern
    with `source_described` or `target_described` needs an end that the sentence also describes in such words. A pattern
    without a target takes the authority that the document named first, or the law that the sentence names. One that is
    `without_trees` leaves its work to data/predicates.yaml where there is a language model. `cues` are found in all
    that it matches. `fires` and `silent` are its own examples, run as tests.
    """

    id: str
    type: str
    expression: re.Pattern[str]
    cues: tuple[Cue, ...]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    confidence: float
    passive: bool
    without_trees: bool
    source_described: re.Pattern[str] | None
    target_described: re.Pattern[str] | None
    fires: tuple[tuple[str, tuple[str, ...]], ...]
    silent: tuple[str, ...]

    def may_match(self, clause: Clues, sentence: str) -> bool:
        """Whether a clause of a sentence is worth trying."""
        return all(map(clause.hold, self.cues)) and not (self.needs and not self.needs.search(sentence))


class PatternIndex:
    """Patterns by one of their words: most of them have a word that a clause must hold, and most clauses have none."""

    def __init__(self, all_patterns: Sequence[Pattern]) -> None:
        self._patterns = tuple(all_patterns)
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, pattern in enumerate(self._patterns):
            words = min((cue.words for cue in pattern.cues if cue.words), key=len, default=frozenset())
            if not words:
                self._always.append(number)
            for word in words:
                self._by_word.setdefault(word, []).append(number)

    def worth_trying(self, clause: Clues, sentence: str) -> list[Pattern]:
        """Give the patterns that may match a clause of a sentence, in their order."""
        numbers = {*self._always, *(number for word in clause.words for number in self._by_word.get(word, ()))}
        return [
            self._patterns[number] for number in sorted(numbers) if self._patterns[number].may_match(clause, sentence)
        ]


@lru_cache(maxsize=1)
def pattern_index() -> PatternIndex:
    """Give all patterns by their words."""
    return PatternIndex(patterns())


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """Load and compile all patterns, in the order of the file.

    Raises:
        ValueError: a pattern is of an unknown type, uses an unknown word, or has no source or target.
    """
    data = yaml.safe_load(files("yalu.documents").joinpath("data/patterns.yaml").read_text(encoding="utf-8"))
    return compile_patterns(data)


def compile_patterns(data: dict[str, Any]) -> tuple[Pattern, ...]:
    """Compile patterns: `data` has `words` by name, and `patterns`, each as data/patterns.yaml writes it.

    Raises:
        ValueError: a pattern is of an unknown type, uses an unknown word, or has no source or target.
    """
    notation = Notation(data["words"])
    return tuple(_compile(entry, notation) for entry in data["patterns"])


def _compile(entry: dict[str, Any], notation: Notation) -> Pattern:
    if entry["type"] not in LINK_TYPES:
        raise ValueError(f"the pattern {entry['id']} is of an unknown type, {entry['type']}")

    def optional(key: str) -> re.Pattern[str] | None:
        return re.compile(notation.with_words(entry[key]), re.IGNORECASE) if key in entry else None

    try:
        expression = notation.expression(entry["pattern"], entry.get("role", ""))
        ends = {*expression.groupindex, *(["target"] if entry.get("target") == _LAST_AUTHORITY else [])}
        if not {"source", "target"} <= ends:
            raise ValueError(f"the pattern {entry['id']} has no source or no target")
        return Pattern(
            id=entry["id"],
            type=entry["type"],
            expression=expression,
            cues=notation.cues(entry["pattern"]),
            needs=optional("needs"),
            unless=optional("unless"),
            not_before=optional("not_before"),
            confidence=float(entry.get("confidence", _CONFIDENCE)),
            without_trees=bool(entry.get("without_trees", False)),
            passive=bool(re.search(r"(?<!\w)by(?!\w)", entry["pattern"])),
            source_described=optional("source_described"),
            target_described=optional("target_described"),
            fires=tuple((item["text"], tuple(item["ends"])) for item in entry["fires"]),
            silent=tuple(entry["silent"]),
        )
    except KeyError as error:
        raise ValueError(f"the pattern {entry['id']} uses unknown words or lacks a key, {error}") from None
