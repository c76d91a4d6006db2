"""Further names behind a name: "(SANS)", "(리철수)", "also known as ..."."""

import re
from dataclasses import replace

from yalu.documents.found import Found
from yalu.documents.kinds import LAW, ORGANIZATIONS, PERSON, TERRITORY

_BRACKET = re.compile(
    r"""\s*+[(（]\s*+
    (?P<cue>also\ known\ as|[af][./]?k[./]?a\.?|formerly(?:\ known\ as)?|hereinafter|or|the)?+(?!(?<=\w)\w) \s*+
    [“"'‘]?+ (?P<names>[^()（）]{1,80}?) [”"'’]?+ \s*+ [)）]""",
    re.VERBOSE,
)
_ALSO = re.compile(
    r"""\s*+ (?:,\s*+)?
    (?:also\ known\ as|[af][./]?k[./]?a\.?,?|formerly\ known\ as|also\ spelled|better\ known\ as|alias) \s++
    (?:the\s++)? [“"'‘]?
    (?P<names>(?:[A-Z][\w'’-]*+(?:\s(?=[A-Z])|\s(?:of|for|and)(?:\sthe)?\s(?=[A-Z]))?){1,7}) [”"'’]?""",
    re.VERBOSE,
)
_ACRONYM_ASIDE = re.compile(r",\s+(?P<short>[A-Z]{3,6})(?=[.,;)])")
_FARTHEST = 400
"""How far behind a name its other names can end."""
_LABEL = re.compile(
    r"^(?:in )?(?:Persian|Arabic|Chinese|Russian|Korean|Cyrillic|Hangul|Ukrainian|Farsi|Japanese|Hebrew|Hanja)\s*:?\s+"
)
_SEPARATOR = re.compile(r"\s*[,;/]\s*|\s+or\s+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.\-]{1,11}")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]")
_NO_NAME = re.compile(r"\d|\b(?:IMO|DOB|age|photo|left|right|center|centre)\b")


def with_aliases(found: list[Found], text: str) -> list[Found]:
    """Take what stands in brackets behind a name, and "also known as ...", as further names of it."""
    result: list[Found] = []
    for item in found:
        if not result or item.start >= result[-1].end:
            result.append(_with_alias(item, text))
    return result


def _with_alias(item: Found, text: str) -> Found:
    for _ in range(3):
        bracket = _BRACKET.match(text, item.end, item.end + _FARTHEST)
        if bracket:
            announced = bool(bracket["cue"]) and bracket["cue"] not in {"the", "or"}
            given = (_LABEL.sub("", name).strip(" “”\"'‘’") for name in _SEPARATOR.split(bracket["names"]))
            names = [name for name in given if name and _is_alias(name, item, announced)]
            if not names:
                return item
            item = replace(item, end=bracket.end(), aliases=(*item.aliases, *names))
            continue
        short = _ACRONYM_ASIDE.match(text, item.end, item.end + _FARTHEST)
        if short and item.schema in ORGANIZATIONS and _initials(item.name).endswith(short["short"]):
            item = replace(item, end=short.end("short"), aliases=(*item.aliases, short["short"]))
            continue
        also = _ALSO.match(text, item.end, item.end + _FARTHEST)
        if not also or item.schema in (TERRITORY, LAW):
            return item
        item = replace(item, end=also.end(), aliases=(*item.aliases, also["names"].strip()))
    return item


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _is_alias(given: str, item: Found, announced: bool) -> bool:
    is_acronym = _ACRONYM.fullmatch(given) is not None and sum(letter.isupper() for letter in given) >= 2
    if is_acronym or item.schema in (TERRITORY, LAW):
        return is_acronym
    if _OTHER_SCRIPT.search(given) and not re.search(r"[A-Za-z]{3}", given):
        return True
    if _NO_NAME.search(given):
        return False
    parts = given.split()
    if not parts or not all(part[:1].isupper() for part in parts) or item.schema not in (PERSON, *ORGANIZATIONS):
        return False
    return announced or len(parts) == 1 or item.schema == PERSON
