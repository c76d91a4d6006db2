"""Sentences and tokens, with their places in the text."""

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt adm sgt sen rep gov st jr sr no nos co ltd inc corp bros vs etc "
    "pte pvt sdn bhd al art sec para paras fig vol ed jan feb mar apr jun jul aug sep sept oct nov dec approx "
    "dept univ hon rev cf e.g i.e a.k.a f.k.a d.o.b e.o".split()
)
_BREAK = re.compile(r"""[.!?…]+["”’')\]]*(?=\s)|\n\n+|(?<=;)\s*\n|:\s*\n""")
TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|[^\W_]+(?:[-'’‐‑`](?!s\b|(?:based|linked|backed|related|born|owned|controlled|registered|headquartered|flagged|run|led|sponsored)\b)[^\W_]+)*|['’]s\b|['’]|\n\n|[^\s]",
)


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
    following = text[stop.end() :].lstrip(" \t\r\n\"“‘'([")[:1]
    if following.islower():
        return True
    word = re.search(r"[\w.]+$", text[max(0, stop.start() - 24) : stop.start()])
    if stop.group() != "." or not word:
        return False
    last = word.group()
    if re.fullmatch(r"(?:[A-Za-z]\.)*[A-Za-z]", last) and (len(last) == 1 or not _starts_sentence(text, stop.end())):
        return last != "I"
    return last.lower() in _ABBREVIATIONS and not (
        last.lower() in {"co", "ltd", "inc", "corp", "etc"} and _starts_sentence(text, stop.end())
    )


def _starts_sentence(text: str, place: int) -> bool:
    """Whether a word that commonly opens a sentence follows: after "U.S." or "Ltd." a full stop can be both."""
    following = re.match(r"\s+[\"“‘]?([A-Za-z]+)", text[place:])
    return bool(following) and following.group(1) in _OPENERS if following else False


_OPENERS = frozenset(
    "The A An This That These Those He She It They His Her Its Their In On At As But And According However "
    "Since After Before During For From While When If Both All Each No Another Additionally Separately "
    "Meanwhile Today".split()
)
