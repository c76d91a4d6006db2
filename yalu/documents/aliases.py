"""Further names that stand behind a name: "(SANS)", "(리철수)", "also known as ...", "formerly ..."."""

import re
from dataclasses import replace

from yalu.documents.found import Found
from yalu.documents.kinds import LAW, ORGANIZATIONS, PERSON, TERRITORY

_BRACKET = re.compile(
    r"\s*[(（]\s*(?P<cue>also known as|a\.?k\.?a\.?|formerly(?: known as)?|f\.?k\.?a\.?|hereinafter|or|the)?\s*"
    r"[“\"'‘]?(?P<names>[^()（）]{1,80}?)[”\"'’]?\s*[)）]"
)
_LABEL = re.compile(
    r"^(?:in )?(?:Persian|Arabic|Chinese|Russian|Korean|Cyrillic|Hangul|Ukrainian|Farsi|Japanese|Hebrew|Hanja)\s*:?\s+"
)
_ALSO = re.compile(
    r"\s*,?\s*(?:also known as|a\.?k\.?a\.?,?|formerly known as|f\.?k\.?a\.?,?|also spelled|better known as|alias)\s+"
    r"(?:the\s+)?(?P<quote>[“\"'‘])?(?P<names>(?:[A-Z][\w'’-]*(?:\s(?=[A-Z])|\s(?:of|for|and)(?:\sthe)?\s(?=[A-Z]))?){1,7})[”\"'’]?"
)


def with_aliases(found: list[Found], text: str) -> list[Found]:
    """Take "(SANS)" or "(리철수)" behind a name, and "also known as ...", as further names of it."""
    result: list[Found] = []
    for item in found:
        if result and item.start < result[-1].end:
            continue
        result.append(_with_alias(item, text))
    return result


def _with_alias(item: Found, text: str) -> Found:
    for _ in range(3):
        bracket = _BRACKET.match(text, item.end)
        if bracket:
            announced = bool(bracket["cue"]) and bracket["cue"] not in {"the", "or"}
            given = [
                _LABEL.sub("", name).strip(" “”\"'‘’") for name in re.split(r"\s*[,;/]\s*|\s+or\s+", bracket["names"])
            ]
            names = [name for name in given if name and _is_alias(name, item, announced)]
            if not names:
                return item
            item = replace(item, end=bracket.end(), aliases=(*item.aliases, *names))
            continue
        also = _ALSO.match(text, item.end)
        if not also or item.schema in (TERRITORY, LAW):
            return item
        item = replace(item, end=also.end(), aliases=(*item.aliases, also["names"].strip()))
    return item


def _is_alias(given: str, item: Found, announced: bool) -> bool:
    is_acronym = (
        bool(re.fullmatch(r"[A-Z][A-Za-z&.\-]{1,11}", given)) and sum(letter.isupper() for letter in given) >= 2
    )
    if is_acronym or item.schema in (TERRITORY, LAW):
        return is_acronym
    if re.search(r"[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]", given) and not re.search(r"[A-Za-z]{3}", given):
        return True
    if re.search(r"\d|\b(?:IMO|DOB|age|photo|left|right|center|centre)\b", given):
        return False
    parts = given.split()
    if not parts or not all(part[:1].isupper() for part in parts) or item.schema not in (PERSON, *ORGANIZATIONS):
        return False
    return announced or len(parts) == 1 or item.schema == PERSON
