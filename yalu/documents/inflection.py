"""Inflection: the forms of an English verb, so that tables need to name it only once."""

import re

from yalu.documents.vocabulary import pairs

_MAY_DOUBLE = re.compile(r"\w\w[^aeiou][aeiou]l$")
"""Verbs that British texts double: cancelled, funnelled, travelled."""
_VOWELS = "aeiou"
_DOUBLED = {
    "ship", "control", "set", "plan", "put", "slap", "get", "run", "transship", "stop", "permit", "transfer", "refer",
    "commit", "transmit", "remit", "admit", "submit", "equip", "outfit", "retrofit", "swap", "ban", "bar", "win", "sit",
    "cut", "let", "begin", "forget", "drop", "step", "scrap", "wed",
}  # fmt: skip
_IRREGULAR = {verb: tuple(forms.split()) for verb, forms in pairs("irregular_forms")}


def forms_of(verb: str) -> tuple[str, ...]:
    """Give a verb's forms: sell, sells, selling, sold."""
    prefix, base = ("re-", verb[3:]) if verb.startswith("re-") else ("", verb)
    regular = (_past(base),) if base not in _IRREGULAR else _IRREGULAR[base]
    british = (base + "led", base + "ling") if _MAY_DOUBLE.search(base) else ()
    return tuple(prefix + form for form in (base, _third(base), _gerund(base), *regular, *british))


def plurals_of(noun: str) -> tuple[str, ...]:
    """Give the plural of a noun: sale, sales; subsidiary, subsidiaries."""
    return (_third(noun), noun + "s")


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "s"


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _stem(verb) + "ing"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return _stem(verb) + "ed"


def _stem(verb: str) -> str:
    """Give what stands before "ing" and "ed": shipp, traffick."""
    if verb.endswith("ic"):
        return verb + "k"
    return verb + verb[-1] if verb in _DOUBLED else verb
