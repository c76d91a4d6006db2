"""Names of a fixed form: laws and orders ("Executive Order 13382"), ministries ("the foreign ministry")."""

import re

from yalu.documents.countries import countries_in
from yalu.documents.found import Found
from yalu.documents.kinds import BODY, LAW
from yalu.documents.vocabulary import choice, vocabulary

_LAW = re.compile(
    r"""
    (?<!\w)(?:
        Executive\ Orders?(?:\ \(E\.O\.\))? | E\.O\. | EO | Presidential\ Memorandum\ of\ \w+\ \d+,
      | (?:UN|U\.N\.)\ Security\ Council\ [Rr]esolutions? | UNSCR | [Rr]esolutions?
      | (?:Council\ )?(?:Implementing\ )?(?:Regulation\ \(EU\)|Decision\ \(CFSP\))(?:\ No\.?)?
      | Regulation | Directive | Public\ Law | Title | Section | Decree\ No\.
    )
    \s+ \(?\d[\w./()-]*
    (?:\s+of\s+(?:the\s+)?[A-Z][\w\ ]{3,60}?(?:Code|Act)(?:\s+of\s+\d{4})?)?   # "Title 18 of the United States Code"
  | (?<!\w)(?:[A-Z]\w{1,30}\ (?:and\ )?){1,6}(?:\([A-Z][\w\ ,]{1,40}\)\ ){1,3}(?:Regulations|Order|Act)(?:\ \d{4})?
  | (?<!\w)(?:[A-Z][\w'’-]*+ \s++ (?:(?:of|and|the|to|in|for|with)\s++)*+){1,9}
    Act (?:\s+of\s+\d{4})?\b                                                    # "Tariff Act of 1930"
    """,
    re.VERBOSE,
)
_ARTICLE = re.compile(r"^The ")
_OPENING = re.compile(r"^(?:The|In|Under|And|Of)\s+(?:the\s+)?")
_SEAT = re.compile(r" in [A-Z][a-z]+(?: [A-Z][a-z]+)?")
_EMBASSY = re.compile(r"(?:[Ee]mbassy|[Cc]onsulate(?: [Gg]eneral)?) of ")
_PROSECUTORS_AT = re.compile(r"(?:U\.S\. )?[Pp]rosecutors in ")
_MINISTRY = re.compile(
    r"(?<![\w.])(?:U\.S\. )?[Pp]rosecutors in [A-Z]\w+(?: [A-Z]\w+)?|"
    r"\b(?:embassy|consulate(?: general)?) of (?:the )?(?:[A-Z][\w'’]+ (?:of )?){0,5}[A-Z]\w+|"
    r"(?:(?:[A-Z][a-z]+ )?[A-Z][a-z]+ )?"
    rf"\b(?:{choice('ministries')}) ministry\b|(?:[A-Z][a-z]+ )?[A-Z][a-z]+ (?:government|military)\b"
    r"(?! (?:officers?|officials?|personnel|equipment|aircraft|hardware|goods)\b)"
    rf"|(?<![\w-])(?:(?:[A-Z][a-z]+ )?[A-Z][\w.]+(?:['’]s)? )"
    rf"(?:{choice('state_bodies')})\b(?! (?:officers?|officials?|chief|court|personnel|equipment|aircraft)\b)"
    r"|\b(?:[Ff]ederal )?(?:grand jury|Grand Jury)\b"
    r"|Foreign, Commonwealth (?:and|&) Development Office|H\.?M\.? Revenue (?:and|&) Customs"
)


_PROSECUTORS = re.compile(
    r"(?:U\.S\.|United States) Attorney['’]s Office(?: for the (?:\w+ )?District of [A-Z]\w+(?: (?!and\b)[A-Z]\w+)*)?"
    r"|(?<!\w)(?:(?!The\b)[A-Z]\w{1,40}+ ){1,3}Prosecutors?['’]s? Office"
)


def prosecutors_in(text: str) -> list[Found]:
    """Find prosecutors' offices, whose names hold a possessive: "U.S. Attorney's Office for the District of Utah"."""
    return [
        Found(*match.span(), match.group(), BODY, countries_in(match.group())) for match in _PROSECUTORS.finditer(text)
    ]


def laws_in(text: str) -> list[Found]:
    """Find the laws, orders and resolutions that a text names."""
    return [_law(match) for match in _LAW.finditer(text)]


def ministries_in(text: str) -> list[Found]:
    """Find bodies of a state that are written small."""
    return [found for match in _MINISTRY.finditer(text) if (found := _ministry(match))]


def _law(match: re.Match[str]) -> Found:
    name = _OPENING.sub("", match.group())
    begin = match.end() - len(name)
    name = name.rstrip(" .,;")
    return Found(begin, begin + len(name), name, LAW)


def _opens_with_no_name(name: str) -> bool:
    return name.split(" ", 1)[0].lower() in vocabulary().not_names


def _ministry(match: re.Match[str]) -> Found | None:
    """Read "the Chinese foreign ministry" as a body of that country."""
    name = match.group()
    if name.startswith(("Foreign, Commonwealth", "HM", "H.M.")):
        return Found(match.start(), match.end(), name, BODY, ("gb",))
    if name.lower().endswith("grand jury"):
        seat = _SEAT.match(match.string, match.end())
        aliases = (name + seat.group(),) if seat else ()
        return Found(match.start(), match.end(), name, BODY, aliases=aliases)
    if _EMBASSY.match(name) or _PROSECUTORS_AT.match(name):
        return Found(match.start(), match.end(), name, BODY, countries_in(name))
    while " " in name and name[0].isupper() and (not countries_in(name) or _opens_with_no_name(name)):
        name = name.split(" ", 1)[1]
    name = _ARTICLE.sub("", name)
    if not name.endswith("ministry") and not countries_in(name):
        return None
    if name[0].isupper() and len(name.split()) > 3 and not countries_in(" ".join(name.split()[:2])):
        name = name.split(" ", 1)[1]
    return Found(match.end() - len(name), match.end(), name, BODY, countries_in(name))
