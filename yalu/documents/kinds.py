"""Kinds: what a capitalised phrase names, by its own words and by what stands around it."""

import re
from collections.abc import Sequence

from rigour.names import extract_org_types

from yalu.documents.found import Hint
from yalu.documents.no_names import is_capitals_alone, is_no_name, is_written_like_no_name
from yalu.documents.person_names import has_family_name, is_given_name, looks_east_asian
from yalu.documents.ship_names import is_among_ships, is_ship
from yalu.documents.surroundings import Phrase
from yalu.documents.vocabulary import Vocabulary, choice, words_of

PERSON, COMPANY, ORGANIZATION, BODY = "Person", "Company", "Organization", "PublicBody"
VESSEL, TERRITORY, LEGAL_ENTITY, LAW = "Vessel", "Territory", "LegalEntity", "Law"
ORGANIZATIONS = (COMPANY, ORGANIZATION, BODY)

_CONNECTORS = words_of("name_connectors")
_BEHIND_ARTICLE = re.compile(r"(?:al|el|ash|as|ad|an|ar|az|at)[-‐][A-Z]")
_FILIATIONS = {"bin", "ibn", "bint", "ag", "ould"}
_PATRONYMIC = re.compile(r"\w(?:vich|ovna|evna|ichna)$")
_BEFORE_COMPANY = re.compile(rf"\b(?:{choice('before_companies')})(?:\s+(?:called|named|known as))?,?\s+[“\"']?$")
_OWNED_BY = re.compile(r"\b(?:subsidiary|affiliate) of\s+(?:the\s+)?$")
_SPEAKS = re.compile(r",?\s+(?:said|says|told|added|wrote|argued|claimed|denied|who|whose)\b|,\s+\d\d,|\s+\(\d\d\)")
_HOLDS_OFFICE = re.compile(
    r",\s+(?:(?:an?|the|its|[A-Z][\w.]*['’]s)\s+)?(?:[\w-]+\s){0,3}"
    rf"(?:{choice('office_holders')}|spokes\w+)\b"
    rf"|,\s+(?:[A-Z][\w.]*\s+){{0,3}}(?i:{choice('office_holders')}|attorney)(?=\s+(?:of|for|in)\b|\s*\n|\s*$|[,.;])"
)
_PERSONAL = choice("personal_nouns")
_RELATIVE = re.compile(rf"\b(?:{_PERSONAL}|businessman|trader|broker)(?:\s+(?:named|called))?\s*,?\s+$")
_KIN_BEFORE = re.compile(
    r"\b(?:wife|husband|son|daughter|father|mother|brother|sister|nephew|niece|uncle|aunt|cousin)\s+$"
)
_AGED = re.compile(r",\s+\d\d(?=[,.;])")
_AFTER_PLACE_WORD = re.compile(r"\b(?:in|at|off|near|around|outside|port of|city of|town of)\s+$")
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Z&.-]{1,9}")
_IS_COMPANY = re.compile(
    r"(?:\s+\([^()]{1,40}\))?,\s+(?:an?|the)\s+(?:(?!(?:at|of|with|for|in|by|from|to|who|whose)\b)[\w'’-]+\s+){0,4}?"
    r"(?:company|firm|bank|trading house|subsidiary|supplier|manufacturer|money changer|outfit|(?:purchasing|trading|"
    r"procurement) arm|haulier|importer|exporter|insurer|reinsurer|newspaper|shipyard|bureau de change|exchange house|"
    r"distributor|wholesaler|freight forwarder|front|shell|conglomerate|refinery|brokerage)\b"
)
_GROUP = (
    r"(?:(?:pressure|campaign|advocacy|rights|research|monitoring|watchdog|activist|armed|hacking|rebel|militant) group"
    r"|think tank|watchdog|charity|militia|non-profit|nonprofit|foundation|association|movement)"
)
_IS_GROUP = re.compile(
    r"(?:\s+\([^()]{1,40}\))?,\s+(?:an?|the)\s+"
    rf"(?:(?!(?:at|of|with|for|in|by|from|to|who|whose)\b)[\w'’-]+\s+){{0,4}}?{_GROUP}\b"
)
_BEFORE_GROUP = re.compile(rf"\b{_GROUP}\s+$")
_JOINED_WORDS = re.compile(r"[A-Z][a-z]{2,}(?:[A-Z][a-z]+){1,3}")
_TO_PLACE = re.compile(r"\b(?:in|at|to|from|via|through|near|off|of)\s+$")
_BEFORE_COUNTRY = re.compile(
    r",\s+(?:China|Russia|Iran|Viet ?[Nn]am|Malaysia|Indonesia|India|Turkey|Türkiye|Syria|Yemen|Myanmar|Thailand|Japan|"
    r"Taiwan|Singapore|Pakistan|Ukraine|Kazakhstan|Lebanon|Iraq|Libya|Sudan|Namibia|Switzerland|Germany|Austria|France|"
    r"Italy|Spain|Poland|Greece|Cyprus|Latvia|Estonia|North Korea|South Korea)\b(?!['’])"
)
_AND_TOWN = re.compile(r"\bin [A-Z]\w+ and $")
_BASED_BEHIND = re.compile(r"-(?:based|headquartered|registered|domiciled)\b")
_TOWN_BEFORE = re.compile(r"(?:\b(?:city|town|port|village|district|province|suburb) of|,\s+\d\d,\s+of)\s+$")
_OPENS_LAW = {"treaty", "convention", "protocol", "charter"}
_IN_PLACE = re.compile(r"\b(?:in|at|off|near|port of|city of)\s+$")
_SHIP_BEFORE = re.compile(r"\b[Tt]he\s$")
_STATE = re.compile(r"^(?:the\s+|U\.S\.\s+|US\s+|United States\s+)")


def kind_of(phrase: Phrase, hint: Hint | None, modelled: bool, words: Vocabulary) -> tuple[str | None, bool]:
    """Give the schema that speaks for a phrase, and whether its own words make it plain; `None` is no party.

    `hint` is what a language model says of it; `modelled` tells whether there was a model at all.
    """
    plain, schema = _by_own_words(phrase, words)
    return (schema, True) if plain and schema else (None, False) if plain else _softer(phrase, hint, modelled)


def _by_own_words(phrase: Phrase, words: Vocabulary) -> tuple[bool, str | None]:
    """Whether a phrase's own words, or those right beside it, settle what it is, and the schema."""
    lowered = [part.lower() for part in phrase.parts]
    if is_no_name(phrase, words):
        return True, None
    if len(lowered) == 3 and (_PATRONYMIC.search(lowered[1]) or phrase.parts[1] in _FILIATIONS):
        return True, PERSON
    if lowered[0] in _OPENS_LAW and {"on", "of", "for"} & set(lowered):
        return True, LAW
    if lowered[0] == "specially" and "designated" in lowered:
        return True, LAW
    if len(lowered) > 1 and lowered[-1].strip(".") in words.company_suffixes and not looks_east_asian(phrase.parts):
        return True, COMPANY
    if (
        len(lowered) < 4
        and not _head(lowered, words)
        and (_BASED_BEHIND.match(phrase.after) or _TOWN_BEFORE.search(phrase.before))
    ):
        return True, TERRITORY
    if is_ship(phrase, bool(_head(lowered, words)), words):
        return True, VESSEL
    if _IS_COMPANY.match(phrase.after) and not phrase.titled and not looks_east_asian(phrase.parts):
        return True, COMPANY
    if (_IS_GROUP.match(phrase.after) or _BEFORE_GROUP.search(phrase.before)) and not phrase.titled:
        return True, ORGANIZATION
    if len(lowered) > 1 and lowered[-1] in words.law_heads - {"program", "determination", "section"}:
        return True, LAW
    head = _head(lowered, words)
    if head:
        return True, head
    if len(lowered) > 1 and not phrase.titled and not looks_east_asian(phrase.parts) and extract_org_types(phrase.name):
        return True, COMPANY
    if is_office(phrase.name, words):
        return True, BODY
    if _OWNED_BY.search(phrase.before) and not phrase.titled and phrase.name not in words.capitals:
        return True, COMPANY
    if _BEFORE_COMPANY.search(phrase.before) and not phrase.titled and not looks_east_asian(phrase.parts):
        return True, COMPANY
    return False, None


def _softer(phrase: Phrase, hint: Hint | None, modelled: bool) -> tuple[str | None, bool]:
    """Kinds that rest on a model, on the form of a person's name, or on the words around it."""
    single = len(phrase.parts) == 1
    if is_written_like_no_name(phrase):
        return None, False
    if is_among_ships(phrase) and (hint is None or hint.schema in (PERSON, *ORGANIZATIONS)):
        return VESSEL, False
    if is_capitals_alone(phrase, sure=hint is not None and hint.schema == PERSON):
        return None, False
    if _has_name_of_person(phrase):
        return PERSON, True
    if single and _is_one_name(phrase, hint):
        return PERSON, False
    if hint and not phrase.titled and len(phrase.parts) <= 2 and _AFTER_PLACE_WORD.search(phrase.before):
        return TERRITORY, False
    if single and not phrase.titled and (_BEFORE_COUNTRY.match(phrase.after) or _AND_TOWN.search(phrase.before)):
        return TERRITORY, False
    if _is_where_to(phrase, hint):
        return TERRITORY, False
    if hint and hint.schema == TERRITORY and not _HOLDS_OFFICE.match(phrase.after):
        return (None, False) if phrase.name.isupper() and single else (TERRITORY, False)
    if phrase.titled or _is_person(phrase, hint, modelled):
        return (PERSON, _is_plainly_person(phrase)) if _can_be_person(phrase.parts) else (None, False)
    if _ACRONYM.fullmatch(phrase.name) or (single and _JOINED_WORDS.fullmatch(phrase.name)):
        return ORGANIZATION, False
    if hint and hint.schema in ORGANIZATIONS and not (single and phrase.opens_sentence):
        return hint.schema, False
    return None, False


def _has_name_of_person(phrase: Phrase) -> bool:
    """Whether a phrase is a person's name by its family name, or by its form and what stands before it."""
    parts = phrase.parts
    if phrase.titled or not 2 <= len(parts) <= 4 or not _can_be_person(parts) or _SHIP_BEFORE.search(phrase.before):
        return False
    if any(part.isupper() and len(part) > 2 for part in parts):
        return False
    return has_family_name(parts) or (
        _RELATIVE.search(phrase.before) is not None and not _IN_PLACE.search(phrase.before)
    )


def _is_one_name(phrase: Phrase, hint: Hint | None) -> bool:
    """Whether a single word is a person's name: a relative's, one with an age behind it, a Slavic family name."""
    name = phrase.name
    if name.isupper() or not name.isalpha():
        return False
    if _KIN_BEFORE.search(phrase.before) or _AGED.match(phrase.after):
        return True
    is_place = hint is not None and hint.schema != PERSON
    return not is_place and has_family_name(("A", name)) and len(name) > 6


def _is_where_to(phrase: Phrase, hint: Hint | None) -> bool:
    """Whether what the model takes for a person is rather a town: "shipped to Hai Phong", "Cam Pha, Viet Nam"."""
    if not hint or hint.schema != PERSON or phrase.titled or len(phrase.parts) > 2:
        return False
    if is_given_name(phrase.parts[0]) or looks_east_asian(phrase.parts):
        return _BEFORE_COUNTRY.match(phrase.after) is not None and _TO_PLACE.search(phrase.before) is not None
    return _TO_PLACE.search(phrase.before) is not None and len(phrase.parts) == 2


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


def without_state(phrase: str) -> str:
    """Give an office less the article and the state before it, in small letters."""
    return _STATE.sub("", phrase).lower()


def is_office(phrase: str, words: Vocabulary) -> bool:
    """Whether a phrase is an office that acts as a body ("Secretary of State")."""
    plain = without_state(phrase)
    return plain in words.offices or any(
        plain[: match.start()] in words.offices for match in re.finditer("(?= for )", plain)
    )


def _is_person(phrase: Phrase, hint: Hint | None, modelled: bool) -> bool:
    parts = phrase.parts
    if len(parts) > 5 or any(part[:1].isdigit() for part in parts):
        return False
    if hint and hint.schema == PERSON:
        return True
    if looks_east_asian(parts) and ("-" in parts[-1] or not modelled):
        return not _IN_PLACE.search(phrase.before)
    if len(parts) >= 2 and _HOLDS_OFFICE.match(phrase.after):
        return True
    if len(parts) < 2 or (hint and hint.schema in ORGANIZATIONS):
        return False
    if _SPEAKS.match(phrase.after) or _RELATIVE.search(phrase.before):
        return True
    if any(part.isupper() for part in parts if len(part) > 2):
        return False
    return is_given_name(parts[0]) and (not modelled or len(parts) <= 3)


def _can_be_person(parts: Sequence[str]) -> bool:
    return len(parts) <= 6 and all(
        part[:1].isupper() or part in _CONNECTORS or len(part) == 1 or _BEHIND_ARTICLE.match(part) for part in parts
    )
