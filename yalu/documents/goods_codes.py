"""Codes of goods: headings of the Harmonised System and control numbers, and the goods of a link that they follow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from yalu.documents.identifiers import FoundIdentifier
from yalu.documents.statement import Statement
from yalu.documents.stretches import Stretches

_WRITTEN = {"hsCode": "HS {}", "eccn": "ECCN {}"}
_BETWEEN = re.compile(
    r"[\s,]*\(?\s*(?:(?:of|under|with|classified|falling|controlled|the|code|heading|as|in)\s+){0,5}"
    r"(?:HS|HTS|CN|ECCN|[Tt]ariff|[Hh]armoni[sz]ed|[Ee]xport [Cc]ontrol)[\w\s:.#]{0,40}"
)
"""Between the words for goods and their code: "bearings of HS code 8482.10", "lathes (ECCN 2B001)"."""


def with_codes(
    statements: Iterable[Statement], text: str, identifiers: Sequence[FoundIdentifier]
) -> Iterator[Statement]:
    """Add to the goods of each statement the codes that stand right behind their words in its sentence."""
    codes = Stretches(item for item in identifiers if item.type in _WRITTEN)
    for statement in statements:
        sentence = statement.sentence
        near = codes.starting_in(sentence.start, sentence.end) if statement.goods else []
        found = [
            _WRITTEN[code.type].format(code.value)
            for code in near
            if any(_stands_behind(text, sentence.start, goods, code) for goods in statement.goods)
        ]
        # Goods of which the words hold the code already say it.
        more = [code for code in found if not any(code.split()[1] in goods for goods in statement.goods)]
        yield replace(statement, goods=tuple(dict.fromkeys((*statement.goods, *more)))) if more else statement


def _stands_behind(text: str, start: int, goods: str, code: FoundIdentifier) -> bool:
    place = text.rfind(goods, start, code.start)
    return place >= 0 and _BETWEEN.fullmatch(text, place + len(goods), code.start) is not None
