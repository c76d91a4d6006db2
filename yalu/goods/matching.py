"""Which goods a description names: phrases of the vocabulary, and the words around them that decide if they count.

The rules, in this order, for a phrase in a part of the text (parts end at punctuation):

1. It is the first part of a hyphenated word ("coal-black"), stands behind "no" or "without", behind "toy" or
   "imitation", or beside a word that its table excludes: it does not count.
2. Behind "for", "with", "in" and the like, or behind "of" and another thing, it tells of purpose, contents or origin:
   it does not count, unless what stands before is an amount or packing ("bags of"), or parts ("spare parts for").
3. Before another good's name it only describes ("copper" in "copper cable"), and so it does before a word for something
   else ("iron tablets", "truck insurance").
4. An ambiguous word ("lead", "gold") counts only where nothing but form, amount and numbers stands beside it.
5. What is left counts: as `named`; as `general word` where the phrase is wide; as `weak` where a material stands before
   a word that no table knows; as `part` where it is parts of the good.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yalu.goods.vocabulary import Phrase, Term, longest_phrase
from yalu.goods.wording import Token, parts, word_list

_JOINING = frozenset({"and", "or"})
_AHEAD = 4
"""How many words behind a phrase are looked at for what the good really is."""


class Confidence(StrEnum):
    """By which rule a match was made; see the rules at the head of `yalu.goods.matching`."""

    CODE = "code given"
    NAMED = "named"
    GENERAL = "general word"
    PART = "part"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A phrase that counts: its term, the words of the text, and by which rule."""

    term: Term
    words: str
    confidence: Confidence

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the words stand for; those of parts stand in the parts' heading, else only in the chapter."""
        if self.confidence is not Confidence.PART:
            return self.term.codes
        return (self.term.part_code,) if self.term.part_code else tuple(dict.fromkeys(c[:2] for c in self.term.codes))


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A phrase of the vocabulary that does not count, and why."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    phrase: Phrase

    def shown(self, tokens: Sequence[Token]) -> str:
        return " ".join(token.shown for token in tokens[self.start : self.end])


def match_words(folded: str) -> tuple[tuple[WordMatch, ...], tuple[Uncounted, ...]]:
    """Find the goods that a folded text names, each term once, and the phrases that do not count."""
    counted: dict[str, WordMatch] = {}
    uncounted: dict[str, Uncounted] = {}
    for tokens in parts(folded):
        for found in _part_matches(tokens):
            if isinstance(found, Uncounted):
                uncounted.setdefault(found.words, found)
            else:
                known = counted.get(found.term.id)
                if known is None or _RANK[found.confidence] < _RANK[known.confidence]:
                    counted[found.term.id] = found
    return tuple(counted.values()), tuple(uncounted.values())


_RANK = {confidence: rank for rank, confidence in enumerate(Confidence)}


def _part_matches(tokens: tuple[Token, ...]) -> Iterator[WordMatch | Uncounted]:
    spans = list(_spans(tokens))
    found: list[WordMatch] = []
    for place, span in enumerate(spans):
        following = spans[place + 1] if place + 1 < len(spans) else None
        result = _judge(tokens, span, following)
        if isinstance(result, WordMatch):
            found.append(result)
        else:
            yield Uncounted(span.shown(tokens), result)
    if any(_is_garment(match.term) for match in found):
        found = [match for match in found if not _is_textile(match.term)]
    specific = [match for match in found if not match.term.general]
    yield from specific or found


def _spans(tokens: Sequence[Token]) -> Iterator[_Span]:
    start = 0
    while start < len(tokens):
        phrase = longest_phrase(tokens, start)
        if phrase is None:
            start += 1
            continue
        yield _Span(start, start + len(phrase.words), phrase)
        start += len(phrase.words)


def _judge(tokens: Sequence[Token], span: _Span, following: _Span | None) -> "WordMatch | str":
    """Give the match that a phrase makes, or the reason why it does not count."""
    reason = _excluded(tokens, span) or _not_alone(tokens, span)
    if reason:
        return reason
    before = _before(tokens, span)
    if before and before != Confidence.PART:
        return before
    confidence = Confidence.PART if before else _behind(tokens, span, following)
    if not isinstance(confidence, Confidence):
        return confidence
    return WordMatch(span.phrase.term, span.shown(tokens), confidence)


def _excluded(tokens: Sequence[Token], span: _Span) -> str:
    term = span.phrase.term
    last = tokens[span.end] if span.end < len(tokens) else None
    if last is not None and last.joined and not last.has_digit and last.word not in _neutral() | word_list("parts"):
        return f"it is part of the word '{tokens[span.end - 1].shown}-{last.shown}'"
    if last is not None and last.word in term.not_before:
        return f"it stands before '{last.shown}'"
    if span.start == 0:
        return ""
    previous = tokens[span.start - 1]
    if previous.word in term.not_after:
        return f"it stands behind '{previous.shown}'"
    for words in ("negations", "likenesses"):
        if previous.word in word_list(words):
            return f"it stands behind '{previous.shown}'"
    return ""


def _not_alone(tokens: Sequence[Token], span: _Span) -> str:
    if not span.phrase.term.ambiguous:
        return ""
    others = (*tokens[: span.start], *tokens[span.end :])
    strange = next((t for t in others if not t.has_digit and t.word not in word_list("forms")), None)
    return f"the word has other meanings, and '{strange.shown}' stands beside it" if strange else ""


def _before(tokens: Sequence[Token], span: _Span) -> str:
    """Look for a word before the phrase behind which it is not the good itself; `PART` where it is parts of it."""
    for place in range(span.start - 1, -1, -1):
        word = tokens[place].word
        if word != "of" and word not in word_list("breaks"):
            continue
        led = [token for token in tokens[:place] if not token.has_digit and token.word not in _LEADING]
        if led and led[-1].word in word_list("parts"):
            return Confidence.PART
        if led and not all(token.word in word_list("measures") | word_list("forms") for token in led):
            return f"it stands behind '{tokens[place].shown}' and tells of purpose, contents or origin"
    return ""


_LEADING = frozenset({"a", "an", "the", "of", "and"})


def _behind(tokens: Sequence[Token], span: _Span, following: _Span | None) -> "Confidence | str":
    """Look behind the phrase for what the good really is; give the rule by which it counts, or why it does not."""
    term = span.phrase.term
    named = Confidence.GENERAL if term.general else Confidence.NAMED
    counts = named
    for place in range(span.end, min(span.end + _AHEAD, len(tokens))):
        token = tokens[place]
        if token.word in word_list("parts"):
            return Confidence.PART
        if following is not None and place == following.start:
            return _before_another(term, following.phrase.term, token) or counts
        if token.word in _stops():
            return counts
        if token.has_digit or token.word in word_list("forms"):
            continue
        if not term.material and token.word in word_list("machine_heads"):
            continue
        if token.word in word_list("heads"):
            return f"it stands before '{token.shown}', which is something else"
        counts = Confidence.WEAK if term.material else named
    return counts


def _before_another(term: Term, other: Term, token: Token) -> str:
    """Tell why a good's name before another's does not count.

    It does where the other is wide, or in its heading, or the fibre of a garment ("trousers cotton drill").
    """
    if other.ambiguous or (other.general and not term.material):
        return ""
    if _is_garment(term) and _is_textile(other):
        return ""
    if {code[:4] for code in term.codes} & {code[:4] for code in other.codes}:
        return ""
    return f"it stands before '{token.shown}' and describes it"


def _is_garment(term: Term) -> bool:
    """Whether a good is a made-up textile (chapters 61 to 63), which its fibre behind it only describes."""
    return not term.material and all("61" <= code[:2] <= "63" for code in term.codes)


def _is_textile(term: Term) -> bool:
    """Whether a good is a fibre, yarn or fabric (chapters 50 to 60)."""
    return term.material and all("50" <= code[:2] <= "60" for code in term.codes)


def _stops() -> frozenset[str]:
    return word_list("breaks") | word_list("negations") | _JOINING | {"of"}


def _neutral() -> frozenset[str]:
    return word_list("forms") | word_list("machine_heads")
