"""The labels of notices, from data/notices.yaml, and how the values behind them are read: what fits and no more."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rigour.ids import get_identifier_format

from yalu.documents.dates import partial_dates
from yalu.documents.vocabulary import longest_first, vocabulary


@dataclass(frozen=True, slots=True)
class Label:
    """One row of the table: what stands behind these words in a notice."""

    id: str
    words: tuple[str, ...]
    name: bool = False
    alias: bool = False
    kind: bool = False
    ends_value: bool = False
    prose: bool = False
    strong: bool = False
    property: str | None = None
    reads: str = "text"
    link: str | None = None
    ends: str = "target"
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: as followthemoney writes it, and its stretch in the text."""

    value: str
    start: int
    end: int


@cache
def labels() -> dict[str, Label]:
    """Give the labels by their words, in small letters."""
    rows = [Label(**{**row, "words": tuple(row["words"])}) for row in _data()["labels"]]
    return {word: row for row in rows for word in row.words}


@cache
def label_expression(*, divided: bool = False) -> re.Pattern[str]:
    """Give the expression that finds a label: with a colon anywhere, without one only behind what divides fields.

    One that is `divided` finds only those behind what divides fields.
    """
    words = longest_first(labels())
    opens = r"[;|\t\n(\[]\s{0,3}" + ("" if divided else r"|^|(?<=\s)")
    return re.compile(
        rf"(?P<opens>{opens})(?P<label>{words})(?:\s?\(s\))?"
        r"(?:(?P<colon>\)?\s?[:：]\s*)|(?<=[\w.)])(?P<gap>\s+|$))",
        re.IGNORECASE | re.MULTILINE,
    )


def label_of(cell: str) -> Label | None:
    """Give the label that a whole cell or line head is, its colon aside."""
    plain = re.sub(r"\s+", " ", cell).strip(" :：*").lower()
    return labels().get(plain) or labels().get(plain.rstrip("."))


def kind_named(text: str) -> str | None:
    """Give the schema that a word such as "individual" or "Vessel" names."""
    kinds: dict[str, str] = _data()["kinds"]
    return kinds.get(text.strip(" .()").lower())


def says_nothing(text: str) -> bool:
    """Whether a value only says that nothing is known."""
    return text.strip(" .;,").lower() in _data()["nothing"]


def country_named(text: str) -> str | None:
    """Give the code of a country or nationality that a text names as a whole."""
    plain = re.sub(r"^the\s+", "", " ".join(text.split()).strip(" .;,"), flags=re.IGNORECASE)
    words, known = vocabulary(), _data()["countries"]
    return known.get(plain.lower()) or _lowered().get(plain.lower()) or words.demonyms.get(plain)


def is_adjective(text: str) -> bool:
    """Whether a text names a country only by its adjective ("Russian")."""
    return text in vocabulary().demonyms and text not in vocabulary().countries


@lru_cache(maxsize=1)
def _lowered() -> dict[str, str]:
    words = vocabulary()
    return {name.lower(): code for name, code in (words.countries | words.demonyms).items()}


def values_of(reads: str, text: str, start: int, end: int) -> list[Value]:
    """Read the values in a stretch of text as its label says they must look; what does not fit is left alone."""
    if says_nothing(text[start:end]):
        return []
    return [value for value in _READERS[reads](text, start, end) if not says_nothing(value.value)]


_ENDS = re.compile(r"\s*(?!\(\d\))[(\[]|(?<=[\w)]{3})\.\s+(?=[A-Z“\"])")
"""What ends a value of some words: a remark in brackets, or another sentence (but "ul. Lenina" goes on)."""
_NUMBER = re.compile(
    r"(?:no\.?\s*|number\s*:?\s*|#\s*)?(?P<value>[A-Z]{0,5}[-/. ]?\d[\dA-Z/.-]{3,24}\b)", re.IGNORECASE
)
_BIC = re.compile(r"(?P<value>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_IMO = re.compile(r"(?:IMO\s*:?\s*)?(?P<value>\d{7})\b")
_GENDER = re.compile(r"(?P<value>male|female)\b", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|;|/|\band\b|\(?\b[a-z0-9]\))\s*")
_LONGEST_TEXT = 200


def _dates(text: str, start: int, end: int) -> list[Value]:
    cut = _ENDS.search(text, start, end)
    found = partial_dates(text, start, cut.start() if cut and cut.start() > start else end)
    return [Value(item.value, item.start, item.end) for item in found if item.value]


def _country(text: str, start: int, end: int) -> list[Value]:
    cut = _ENDS.search(text, start, end)
    stop = cut.start() if cut and cut.start() > start else end
    whole = country_named(text[start:stop])
    if whole:
        return [Value(whole, start, start + len(text[start:stop].rstrip(" .;,")))]
    found, place = [], start
    for match in (*_LISTED.finditer(text, start, stop), None):
        last = match.start() if match else stop
        code = country_named(text[place:last])
        if code:
            found.append(Value(code, place, place + len(text[place:last].rstrip(" .;,"))))
        place = match.end() if match else stop
    return found


def _first(pattern: re.Pattern[str], allowed: Callable[[str], bool] = lambda _: True) -> Callable[..., list[Value]]:
    def read(text: str, start: int, end: int) -> list[Value]:
        match = pattern.match(text, start, end)
        if match is None or not allowed(match["value"]):
            return []
        value = match["value"].rstrip(".-/")
        return [Value(value, match.start("value"), match.start("value") + len(value))]

    return read


def _text(text: str, start: int, end: int) -> list[Value]:
    cut = _ENDS.search(text, start, end)
    stop = cut.start() if cut and cut.start() > start else end
    value = text[start:stop].rstrip(" .;,")
    return [Value(" ".join(value.split()), start, start + len(value))] if 1 < len(value) <= _LONGEST_TEXT else []


def _gender(text: str, start: int, end: int) -> list[Value]:
    return [Value(item.value.lower(), item.start, item.end) for item in _first(_GENDER)(text, start, end)]


def _checked(name: str) -> Callable[[str], bool]:
    known = get_identifier_format(name)
    if known is None:
        raise ValueError(f"no identifier format {name!r}")
    return known.is_valid


_READERS: dict[str, Callable[[str, int, int], list[Value]]] = {
    "date": _dates,
    "country": _country,
    "number": _first(_NUMBER),
    "bic": _first(_BIC, _checked("bic")),
    "imo": _first(_IMO, _checked("imo")),
    "gender": _gender,
    "text": _text,
}


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = files("yalu.documents").joinpath("data/notices.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data
