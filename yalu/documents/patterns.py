"""Link patterns: data/patterns.yaml, compiled.

The notation is explained at the head of that file. A pattern is a regular expression over a masked clause; the
notation only saves its author from writing the gaps and the masks by hand.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from yalu.documents.vocabulary import Vocabulary, vocabulary
from yalu.model import LINK_TYPES

_CLAUSE_WORDS = "but|that|which|who|whose|because|while|as|if|when|after|before|said|to|until|unless|although"
_TO = (
    "continues?|continued|began|begun|started|managed|helped|conspired|conspiring|plans?|planned|agreed|intends?|intended|"
    "seeks?|sought|tried|attempted|attempting|wants?|able|failed|refused|offered|going|set|expected|likely|about|"
    "pursuant|determined|threatened|prepared|preparing|designated|known|believed|alleged|reported|said"
)
_WORD = rf"(?:(?:{_TO}) to(?=\s)|⟦[DL]\d+⟧|(?!(?:{_CLAUSE_WORDS})\b)[^\s,;:⟦⟧\"]+)"
_CURRENCY = (
    r"(?:dollars|euros|yuan|renminbi|rubles|roubles|won|yen|dirhams|pounds|USDT|USDC|bitcoin|BTC|ether|ETH|tether)"
)
_ROUGHLY = r"(?:(?:about|around|nearly|almost|more than|at least|some|over|an estimated|roughly|a total of) )?"
_SCALE = r"(?: (?:million|billion|thousand|m|bn))?"
_AMOUNT = (
    rf"(?P<amount>{_ROUGHLY}(?:(?:(?:US)?[$€£¥]|(?:USD|EUR|RMB|CNY|RUB|GBP|AED) ?)\s?\d[\d,.]*{_SCALE}|"
    rf"\d[\d,.]*{_SCALE} {_CURRENCY}))"
)
_GOODS = {
    "goods": r"(?P<goods>(?:(?!\b(?:that|which|who|because|while|said|to|for|from|by)\b)[^⟦⟧;:\"])+?)",
    "goods_end": r"(?P<goods>(?:(?!\s(?:that|which|who|to|from|by|in|on|since|between|after|through)\b)[^⟦⟧,;:.\"])+)",
    "goods_start": r"(?P<goods>(?:(?!\b(?:that|which|who)\b)[^⟦⟧,;:.\"])+?)",
    "amount": _AMOUNT,
}


@dataclass(frozen=True)
class Pattern:
    """A pattern for links of one type.

    `needs` must be found in the sentence, `unless` must not be found in the matched words, `not_before` not right
    before them. `passive` tells that the pattern names its agent with "by"; others must not match over one.
    `source_described` and `target_described` are what the sentence must call that end besides its name. A pattern
    without a target takes the authority that the document named last. `fires` and `silent` are its own examples, which
    the tests run.
    """

    id: str
    type: str
    expression: re.Pattern[str]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    confidence: float
    passive: bool
    source_described: re.Pattern[str] | None
    target_described: re.Pattern[str] | None
    fires: tuple[tuple[str, tuple[str, ...]], ...]
    silent: tuple[str, ...]


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """Load and compile all patterns, in the order of the file.

    Raises:
        ValueError: a pattern is of an unknown type, uses an unknown word, or has no source or target.
    """
    data = yaml.safe_load(files("yalu.documents").joinpath("data/patterns.yaml").read_text(encoding="utf-8"))
    words = {name: f"(?:{choices})" for name, choices in data["words"].items()}
    words |= _role_words(vocabulary())
    return tuple(_compile(entry, words) for entry in data["patterns"])


def _role_words(words: Vocabulary) -> dict[str, str]:
    return {
        "leading": "(?:" + "|".join(map(re.escape, words.leading_roles)) + ")",
        "working": "(?:" + "|".join(map(re.escape, words.working_roles)) + ")",
    }


def _compile(entry: dict[str, Any], words: dict[str, str]) -> Pattern:
    if entry["type"] not in LINK_TYPES:
        raise ValueError(f"the pattern {entry['id']} is of an unknown type, {entry['type']}")
    expression = _expression(entry["pattern"], words, entry.get("role", ""))
    compiled = re.compile(expression, re.IGNORECASE)
    ends = set(compiled.groupindex) | ({"target"} if entry.get("target") == "last authority" else set())
    if not {"source", "target"} <= ends:
        raise ValueError(f"the pattern {entry['id']} has no source or no target")

    def optional(key: str, suffix: str = "") -> re.Pattern[str] | None:
        return re.compile(entry[key] + suffix, re.IGNORECASE) if key in entry else None

    def described(key: str) -> re.Pattern[str] | None:
        return re.compile(_with_words(entry[key], words), re.IGNORECASE) if key in entry else None

    return Pattern(
        id=entry["id"],
        type=entry["type"],
        expression=compiled,
        needs=optional("needs"),
        unless=optional("unless"),
        not_before=optional("not_before"),
        confidence=float(entry.get("confidence", 0.8)),
        passive=bool(re.search(r"(?<!\w)by(?!\w)", entry["pattern"])),
        source_described=described("source_described"),
        target_described=described("target_described"),
        fires=tuple((item["text"], tuple(item["ends"])) for item in entry["fires"]),
        silent=tuple(entry["silent"]),
    )


def _expression(pattern: str, words: dict[str, str], role: str) -> str:
    pieces: list[str] = []
    for token in pattern.split():
        gap = re.fullmatch(r"~(\d+)", token)
        if gap:
            pieces.append(rf"(?:\s+{_WORD}){{0,{gap.group(1)}}}?")
            continue
        optional = token.endswith("?") and not token.endswith("]'s?")
        body = _body(token.removesuffix("?") if optional else token, words, role)
        space = "" if not pieces else (r"\s*" if token.startswith((",", "{is}")) else r"\s+")
        pieces.append(f"(?:{space}{body})?" if optional and pieces else space + body)
    return "".join(pieces)


def _body(token: str, words: dict[str, str], role: str) -> str:
    slot = re.fullmatch(r"\[(source|target)(?::([A-Z]+))?\](.*)", token)
    if slot:
        kinds = slot.group(2) or "POVEC"
        behind = "(?:'s?)?" if slot.group(3) == "'s?" else re.escape(slot.group(3)) or r"(?!'s?\s)"
        return rf"(?P<{slot.group(1)}>⟦[{kinds}]\d+⟧){behind}"
    if token == "[any]":  # noqa: S105 - a word of the notation
        return r"⟦[A-Z]\d+⟧"
    if token == "{is}":  # noqa: S105
        return r"(?:,(?: (?:left|right|center),)?|\b(?:is|was|became|remains|as|now|were|are)\b)"
    if token == "{list}":  # noqa: S105
        return r"(?:\b(?:list|lists|blacklist|sanctions|register|annex)\b|⟦L\d+⟧)"
    kept = re.fullmatch(r"\{(\w+)\}", token)
    if kept:
        name = kept.group(1)
        return f"(?P<role>{_with_words(role, words)})" if name == "role" else _GOODS[name]
    if token == ",":  # noqa: S105
        return ","
    return rf"\b(?:{_with_words(token.replace('_', ' '), words)})\b"


def _with_words(text: str, words: dict[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda match: words[match.group(1)], text)
