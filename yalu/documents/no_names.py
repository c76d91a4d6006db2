"""No names: capitalised phrases that name nobody, by their own words and by how the line is written."""

import re

from yalu.documents.surroundings import Phrase
from yalu.documents.vocabulary import Vocabulary, words_of

_MODEL_NUMBER = re.compile(r"[A-Z][A-Za-z]*[-‐]\d[\w-]*|[A-Z]+\d[\w-]*")
_PIECES = {"annex", "appendix", "schedule", "part", "chapter", "exhibit", "count", "article", "title", "phase"}
_STREETS = {"road", "street", "avenue", "boulevard", "prospekt", "prospect", "highway", "building", "tower", "square"}
_STREETS_FIRST = {"ulitsa", "prospekt", "calle", "rue", "jalan", "via", "avenue", "rua"}
_PORTFOLIO_BEFORE = re.compile(
    r"\b(?:Minister|Secretary)(?: of [A-Z]\w+)? (?:of|for)(?: the)? (?:[A-Z]\w+ ){0,2}(?:and )?(?:the )?$"
)
_NUMERAL = re.compile(r"[IVX]{1,5}")
_THING_BEHIND = re.compile(
    r"\s+(?:[Ll]ist|terms|cover|francs?|cargo(?:es)?|gas|certificates?|licen[cs]es?|pictures|images|imagery|grands?"
    r"|numbers?|codes?|protocol|format|fleet|signals?|data|courthouse|anchorage|family|dynasty)\b"
)
_SHOUTED = re.compile(r"\b(?:A|AN|THE|OF|OR)\s+$")
_SHOUTED_ON = re.compile(r"\s+(?:OF|OR|A|THE)\b")
"""Small words in capitals beside a phrase: the line is written in capitals, and they say nothing of names."""
_CLOSES_NO_PARTY = words_of("closings_of_no_party")
_ALONE = re.compile(r"\s*(?:$|\n|[/;:]|,? (?:and|AND) [A-Z]+\s*\n)")
_ENDS_LINE = re.compile(r"\s*(?:\n|$)")
_DATELINE = re.compile(r"\s*[—–(-]|,\s+[A-Z][\w. ]{1,30}\s+[—–-]")
_LETTERED = re.compile(r"[A-Z]\.?")
_CLOSING_ROLES = words_of("closing_role_words")


def is_no_name(phrase: Phrase, words: Vocabulary) -> bool:
    """Whether a phrase's own words, or those right beside it, make it plain that it names no party."""
    lowered = [part.lower() for part in phrase.parts]
    return (
        (_is_common_word(phrase, lowered[0], words) if len(lowered) == 1 else _is_paper_or_street(lowered))
        or phrase.name.lower() in words.common_words
        or phrase.name in words.demonyms
        or phrase.name.removesuffix("s") in words.demonyms
        or _is_number(phrase)
        or (_PORTFOLIO_BEFORE.search(phrase.before) is not None and not phrase.titled)
    )


def _is_common_word(phrase: Phrase, word: str, words: Vocabulary) -> bool:
    return (
        word.strip(".") in words.common_words
        or word in words.company_suffixes
        or words.heads.get(word) == "Company"
        or _MODEL_NUMBER.fullmatch(phrase.name) is not None
    )


def _is_paper_or_street(lowered: list[str]) -> bool:
    if lowered[0] in _PIECES and len(lowered) == 2 and _NUMERAL.fullmatch(lowered[1].upper()):
        return True
    return lowered[-1] in _CLOSES_NO_PARTY or lowered[-1] in _STREETS or lowered[0] in _STREETS_FIRST


def _is_number(phrase: Phrase) -> bool:
    """Whether a phrase is a numeral, a letter that numbers a line, or a currency."""
    if _NUMERAL.fullmatch(phrase.name) or phrase.after[:1] in ("$", "€") or len(phrase.name.strip(".")) == 1:
        return True
    is_lettered = phrase.opens_sentence and _LETTERED.fullmatch(phrase.parts[0])
    return bool(is_lettered and _ENDS_LINE.match(phrase.after))


def is_written_like_no_name(phrase: Phrase) -> bool:
    """Whether a thing behind a word, or small words in capitals around it, speak against its being a name."""
    if phrase.titled:
        return False
    if len(phrase.parts) == 1 and _THING_BEHIND.match(phrase.after):
        return True
    is_shouted = _SHOUTED.search(phrase.before) or _SHOUTED_ON.match(phrase.after)
    is_of_ships = phrase.among_ships and phrase.before.lower().endswith("the ")
    return bool(phrase.name.isupper() and is_shouted) and not is_of_ships


def is_capitals_alone(phrase: Phrase, sure: bool) -> bool:
    """Whether a phrase is a dateline, a heading or a role in capitals; `sure` is what is known for a person."""
    if phrase.parts[-1].lower() in _CLOSING_ROLES:
        return True
    if len(phrase.parts) > 1 or not phrase.name.isupper():
        return False
    if phrase.opens_sentence and _DATELINE.match(phrase.after):
        return True
    stands_alone = len(phrase.name) > 3 and _ALONE.match(phrase.after) and phrase.opens_sentence
    return bool(stands_alone) or (len(phrase.name) > 6 and not sure)
