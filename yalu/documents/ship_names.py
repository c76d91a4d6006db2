"""Ships' names: what is said around them, and how they are written."""

import re

from yalu.documents.surroundings import Phrase
from yalu.documents.vocabulary import Vocabulary

_BEFORE_VESSEL = re.compile(
    r"""(?: \bM/?[VT]\.? | \bMT
      | \b(?:vessel|ship|tanker|freighter|trawler|motor\ vessel|bulk\ carrier|cargo\ ship|dhow|barge|ferry|coaster
        |yacht|superyacht|bulker|container\ ship|oil\ tanker)s?,?
        (?:\ named|\ called)? (?:\ the)?
      | [a-z]-flagged
      | \b(?:car|vehicle|gas|ore|LNG|LPG|ro-ro|roll-off)\ carrier
      | \bL[PN]G/C
      | \b(?:captain|master|crew|aboard|on\ board)(?:\ of)?\ the
      | \bIMO\ (?:number\ |No\.?\ )?\d{7}[,;]\ (?:formerly|previously|ex|later|now)(?:\ (?:known\ as|named))?(?:\ the)?
    )\s+[“"']?$""",
    re.VERBOSE,
)
_SAILS = re.compile(
    r",? (?:moored|sailed|sails|docked|anchored|berthed|departed|loaded|unloaded|discharged|flies|flew|ran aground|"
    r"was boarded|left port|called at|switched off|turned off)\b"
    r"|,? (?:since |later |now )?(?:renamed|reflagged|rechristened)\b"
    r"|, (?:an?|the) (?:[\w'-]+ ){0,3}(?:tanker|vessel|freighter|bulk carrier|cargo ship|container ship|dhow|trawler)\b"
)
_AFTER_VESSEL = re.compile(r"[”\"']?\s*\((?:[^()]{0,20})IMO\b|[”\"']?,?\s+IMO\s+(?:number\s+)?\d{7}")
_NUMBERED_SHIP = re.compile(r"(?:[A-Z][\w'’-]* ){2,4}\d{1,2}")
_RENAMED = re.compile(r"\b(?:renamed|rechristened)(?: the)?\s+[“\"']?$")
_OF_BEHIND = re.compile(r"\s+(?:of|for|and(?! the [A-Z]))\s|['’]s?\s|\s+[a-z-]+\s+(?:group|movement|network|party)\b")
_THE = re.compile(r"\b[Tt]he\s$")


def is_ship(phrase: Phrase, has_head: bool, words: Vocabulary) -> bool:
    """Whether the words beside a phrase make it a ship's name; `has_head` tells of a firm's word in it."""
    if _BEFORE_VESSEL.search(phrase.before) or _AFTER_VESSEL.match(phrase.after):
        return True
    is_like_ship = _NUMBERED_SHIP.fullmatch(phrase.name) or _RENAMED.search(phrase.before)
    if phrase.among_ships and not has_head and is_like_ship:
        return True
    sails = _THE.search(phrase.before) and _SAILS.match(phrase.after)
    return bool(sails) and phrase.parts[-1].lower() not in words.heads


def is_among_ships(phrase: Phrase) -> bool:
    """Whether "the Amur Star" is a ship, in a text about ships: neither persons nor towns take an article."""
    has_article = _THE.search(phrase.before) is not None
    if not (phrase.among_ships and has_article and 2 <= len(phrase.parts) <= 3) or phrase.titled:
        return False
    is_name = all((part[:1].isupper() and part[1:].islower()) or part.isdigit() for part in phrase.parts)
    return (is_name or phrase.name.isupper()) and not _OF_BEHIND.match(phrase.after)
