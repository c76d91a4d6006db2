"""Kinds: what a capitalised phrase names, by its own words and by what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rigour.names import extract_org_types

from yalu.documents.phrases import CONNECTORS
from yalu.documents.vocabulary import Vocabulary
from yalu.names.known import known_names

PERSON, COMPANY, ORGANIZATION, BODY = "Person", "Company", "Organization", "PublicBody"
VESSEL, TERRITORY, LEGAL_ENTITY, LAW = "Vessel", "Territory", "LegalEntity", "Law"
ORGANIZATIONS = (COMPANY, ORGANIZATION, BODY)

_KOREAN_GIVEN = re.compile(r"[A-Z][a-z'’]{1,6}[-‐][a-z'’]{2,7}")
_SURNAMES_EAST_ASIA = frozenset(
    "choe choi kim ri lee rhee yi pak park jung jong chung jang chang kang cho jo yun yoon im rim lim han o "
    "oh so seo sin shin kwon hwang an ahn song ryu yu yoo hong chon jeon ko koh mun moon yang son sohn pae "
    "bae paek baek ho hur nam sim shim no roh noh ha chu joo kwak cha u woo min na chi ji om eom won chae ku "
    "koo wi ro tae thae hyon suh wang li zhang liu chen huang zhao wu zhou xu sun ma zhu hu guo he lin luo "
    "gao zheng liang xie tang cao deng xiao feng zeng cheng cai peng pan yuan dong su ye lu wei jiang tian du "
    "ding shen ren yao zhong cui tan fan fang tran nguyen pham vo dang bui ngo weng shi xia jin dai bai meng "
    "qin hou shao long wan duan lei qian yin qiu kong".split()
)
_BEFORE_VESSEL = re.compile(
    r"(?:\bM/?[VT]\.?|\bMT|\b(?:vessel|ship|tanker|freighter|trawler|motor vessel|bulk carrier|cargo ship)s?,?"
    r"(?: named| called)?(?: the)?)\s+[“\"']?$"
)
_AFTER_VESSEL = re.compile(r"[”\"']?\s*\((?:[^()]{0,20})IMO\b|[”\"']?,?\s+IMO\s+(?:number\s+)?\d{7}")
_BEFORE_COMPANY = re.compile(
    r"\b(?:company|firm|subsidiary|trading house|supplier|distributor|manufacturer|front|shell|broker|exchange|mixer|"
    r"bank|conglomerate|shipper|start-?up)(?:\s+(?:called|named|known as))?,?\s+[“\"']?$"
)
_SPEAKS = re.compile(r",?\s+(?:said|says|told|added|wrote|argued|claimed|denied|who|whose)\b|,\s+\d\d,|\s+\(\d\d\)")
_NUMERAL = re.compile(r"[IVX]{1,5}")
_AFTER_PLACE_WORD = re.compile(r"\b(?:in|at|off|near|around|outside|port of|city of|town of)\s+$")
_ROLE_WORDS = frozenset("manager director head chief president chairman officer commander founder owner act".split())
_HOLDS_OFFICE = re.compile(
    r",\s+(?:(?:an?|the|its|[A-Z][\w.]*['’]s)\s+)?(?:[\w-]+\s){0,3}(?:president|director|chair(?:man|woman)?|manager|officer|"
    r"owner|founder|head|chief|minister|spokes\w+|lawyer|national|citizen|representative|professor|analyst|researcher|"
    r"fellow|expert|engineer|attach[eé]|ambassador|accountant|secretary)\b"
)
_RELATIVE = re.compile(
    r"\b(?:wife|husband|son|daughter|brother|sister|nephew|cousin|nationals?|citizens?|individuals?|name of|named|"
    r"businessman|trader|broker|engineer)\s*,?\s+$"
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What somebody else says of a stretch of text: a language model, or a list of names (`from_list`)."""

    start: int
    end: int
    schema: str
    from_list: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A capitalised phrase with what stands around it."""

    name: str
    parts: tuple[str, ...]
    before: str
    after: str
    titled: bool
    opens_sentence: bool


def kind_of(phrase: Phrase, hint: Hint | None, modelled: bool, words: Vocabulary) -> tuple[str | None, bool]:
    """Give the schema that speaks for a phrase, and whether its own words make it plain; `None` is no party.

    `hint` is what a language model says of it; `modelled` tells whether there was a model at all.
    """
    lowered = [part.lower() for part in phrase.parts]
    if len(lowered) == 1 and (lowered[0] in words.common_words or lowered[0].strip(".") in words.common_words):
        return None, False
    if _NUMERAL.fullmatch(phrase.name) or phrase.after[:1] in ("$", "€"):
        return None, False
    if len(lowered) > 1 and lowered[-1].strip(".") in words.company_suffixes:
        return COMPANY, True
    if _BEFORE_VESSEL.search(phrase.before) or _AFTER_VESSEL.match(phrase.after):
        return VESSEL, True
    if len(lowered) > 1 and lowered[-1] in words.law_heads - {"program", "determination"}:
        return LAW, True
    head = _head(lowered, words)
    if head:
        return head, True
    if len(lowered) > 1 and not phrase.titled and extract_org_types(phrase.name):
        return COMPANY, True
    if is_office(phrase.name, words):
        return BODY, True
    if _BEFORE_COMPANY.search(phrase.before) and not phrase.titled and not looks_east_asian(phrase.parts):
        return COMPANY, True
    return _softer(phrase, hint, modelled)


def _softer(phrase: Phrase, hint: Hint | None, modelled: bool) -> tuple[str | None, bool]:
    """Kinds that rest on a model, on the form of a person's name, or on the words around it."""
    single = len(phrase.parts) == 1
    if single and phrase.name.isupper() and re.match(r"\s*[—–(-]", phrase.after) and phrase.opens_sentence:
        return None, False
    if phrase.parts[-1].lower() in _ROLE_WORDS:
        return None, False
    if single and phrase.name.isupper() and len(phrase.name) > 6 and not (hint and hint.schema == PERSON):
        return None, False
    if hint and not phrase.titled and len(phrase.parts) <= 2 and _AFTER_PLACE_WORD.search(phrase.before):
        return TERRITORY, False
    if hint and hint.schema == TERRITORY and not _HOLDS_OFFICE.match(phrase.after):
        return (None, False) if phrase.name.isupper() and single else (TERRITORY, False)
    if phrase.titled or _is_person(phrase, hint, modelled):
        return (PERSON, _is_plainly_person(phrase)) if _can_be_person(phrase.parts) else (None, False)
    if re.fullmatch(r"[A-Z][A-Z&.-]{1,9}", phrase.name) and re.search(r"[A-Z].*[A-Z]", phrase.name):
        return ORGANIZATION, False
    if hint and hint.schema in ORGANIZATIONS and not (single and phrase.opens_sentence):
        return hint.schema, False
    return None, False


def _is_plainly_person(phrase: Phrase) -> bool:
    """Whether more than a model's guess makes a phrase a person's name."""
    if len(phrase.parts) == 1 or phrase.parts[0] in {"Al", "El"}:
        return False
    if phrase.titled:
        return True
    hyphenated = len(phrase.parts) == 2 and looks_east_asian(phrase.parts) and "-" in phrase.parts[1]
    cue = _SPEAKS.match(phrase.after) or _RELATIVE.search(phrase.before) or _HOLDS_OFFICE.match(phrase.after)
    return bool(hyphenated or cue) or is_given_name(phrase.parts[0])


def _head(lowered: Sequence[str], words: Vocabulary) -> str | None:
    """The schema of an organisation's head word: the last one before "of", "for" or "in", else the last of all."""
    if len(lowered) == 1:
        return None
    cut = next(
        (place for place, word in enumerate(lowered) if word in {"of", "for", "in", "on"} and place), len(lowered)
    )
    for word in (lowered[cut - 1], lowered[-1], *reversed(lowered[:cut])):
        if word in words.heads:
            return words.heads[word]
    return None


def is_office(phrase: str, words: Vocabulary) -> bool:
    """Whether a phrase is an office that acts as a body ("Secretary of State")."""
    plain = re.sub(r"^(?:the\s+|U\.S\.\s+|US\s+|United States\s+)", "", phrase).lower()
    return any(plain == office or plain.startswith(office + " for ") for office in words.offices)


def _is_person(phrase: Phrase, hint: Hint | None, modelled: bool) -> bool:
    parts = phrase.parts
    if len(parts) > 5 or any(part[:1].isdigit() for part in parts):
        return False
    if hint and hint.schema == PERSON:
        return True
    if looks_east_asian(parts) and ("-" in parts[-1] or not modelled):
        return not re.search(r"\b(?:in|at|off|near|port of|city of)\s+$", phrase.before)
    if len(parts) >= 2 and _HOLDS_OFFICE.match(phrase.after):
        return True
    if len(parts) < 2 or (hint and hint.schema in ORGANIZATIONS):
        return False
    if _SPEAKS.match(phrase.after) or _RELATIVE.search(phrase.before):
        return True
    return (
        is_given_name(parts[0])
        and (not modelled or len(parts) <= 3)
        and not any(part.isupper() for part in parts if len(part) > 2)
    )


def looks_east_asian(parts: Sequence[str]) -> bool:
    """Whether a name has the form of a Korean or Chinese one, the family name first."""
    if not 2 <= len(parts) <= 3 or parts[0].lower() not in _SURNAMES_EAST_ASIA:
        return False
    if len(parts) == 2:
        return bool(_KOREAN_GIVEN.fullmatch(parts[1]) or re.fullmatch(r"[A-Z][a-z]{2,10}", parts[1]))
    return all(re.fullmatch(r"[A-Z][a-z'’]{0,6}", part) for part in parts)


def is_east_asian_surname(word: str) -> bool:
    """Whether a word is a common Korean or Chinese family name."""
    return word.lower() in _SURNAMES_EAST_ASIA


def _can_be_person(parts: Sequence[str]) -> bool:
    return len(parts) <= 6 and all(part[:1].isupper() or part in CONNECTORS or len(part) == 1 for part in parts)


_NOT_GIVEN = frozenset(
    "north south east west great new northern southern global general national united inter trans mass arms "
    "counter special international security technology foreign central supreme high grand royal free open".split()
)


def is_given_name(word: str) -> bool:
    """Whether a word is known as a person's name (by the table of `yalu.names`)."""
    if word.lower() in _NOT_GIVEN or not word.replace("-", "").isalpha() or word.isupper():
        return False
    return bool(known_names().get(word.lower()))
