"""Sentences and tokens, with their places in the text."""

import re
from dataclasses import dataclass

from yalu.documents.vocabulary import choice, words_of

_ABBREVIATIONS = words_of("abbreviations")
_CLOSING_ABBREVIATIONS = words_of("closing_abbreviations")
_OPENERS = words_of("sentence_openers")

LONGEST_SENTENCE = 3000
"""Characters of the longest sentence that is read for links: a longer one is a list or no prose."""

_BREAK = re.compile(
    r"""(?<![.!?…]) [.!?…]+ ["”’')\]]* (?=\s)   # the end of a sentence, with what closes behind it
      | \n\n+                                   # the end of a paragraph
      | (?<=;) \s* \n | : \s* \n                # the end of an entry in a list
    """,
    re.VERBOSE,
)
TOKEN = re.compile(
    rf"""\b[MS]/[VTS]\b                                                                    # "M/V"
      | (?:[A-ZÇŞÖÜİ]\.){{2,}} | [A-Z]\.(?=\s+[A-Z])                                          # "U.S.", "J. Smith"
      | [^\W_]+ (?:[-'’‐‑`] (?!s\b | (?:{choice("hyphen_endings")})\b) [^\W_]+)*          # "Chol-min", not "-based"
      | ['’]s\b | ['’] | \n\n | [^\s]""",
    re.VERBOSE,
)
_OPENING_WORD = re.compile(r"\s+[\"“‘]?([A-Za-z]+)")
_NEXT_LETTER = re.compile(r"[ \t\r\n\"“‘'(\[]*(.?)", re.DOTALL)
_WORD_BEFORE = re.compile(r"[\w.]+$")
_SINGLE_LETTERS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_LONGEST_ABBREVIATION = 24


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, end exclusive."""

    start: int
    end: int


def sentences(text: str, start: int = 0) -> list[Span]:
    """Divide text from `start` on into sentences. A paragraph's end always ends a sentence."""
    found: list[Span] = []
    begin = start
    for match in _BREAK.finditer(text, start):
        if match.group()[0] in ".…" and _goes_on(text, match):
            continue
        _add(found, text, begin, match.end())
        begin = match.end()
    _add(found, text, begin, len(text))
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        found.append(Span(begin, begin + len(stripped)))


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation, or the next word does not start a sentence."""
    following = _NEXT_LETTER.match(text, stop.end())
    if following and following.group(1).islower():
        return True
    if ")" in stop.group() and following and following.group(1).isdigit():
        return True  # "Executive Order (E.O.) 13382"
    word = _WORD_BEFORE.search(text[max(0, stop.start() - _LONGEST_ABBREVIATION) : stop.start()])
    if stop.group() != "." or not word:
        return False
    last = word.group()
    if _SINGLE_LETTERS.fullmatch(last) and (len(last) == 1 or not _starts_sentence(text, stop.end())):
        return last != "I"
    closes = last.lower() in _CLOSING_ABBREVIATIONS and _starts_sentence(text, stop.end())
    return last.lower() in _ABBREVIATIONS and not closes


def _starts_sentence(text: str, place: int) -> bool:
    """Whether a word that commonly opens a sentence follows: after "U.S." or "Ltd." a full stop can be both."""
    following = _OPENING_WORD.match(text, place)
    return following is not None and following.group(1) in _OPENERS
