"""Attribution: who is reported to say, ask for or deny what a masked sentence states.

Each function takes a piece of a masked sentence and gives it without the words that attribute it, and those words'
speaker as written, masks and all; `None` where nothing attributes it.
"""

import re
from dataclasses import dataclass

from yalu.documents.slots import ANY
from yalu.documents.vocabulary import choice, words_of

SAY, FACTIVE = choice("say_verbs"), choice("factive_verbs")
_SAY_BEHIND = f"{SAY}|{choice('say_verbs_behind')}"

_PLAIN_SPEAKER = r"[A-Za-z][\w'-]*(?: (?!that\b|who\b|which\b)[\w'-]+){0,6}?"
_SPEAKER = (
    rf"(?P<speaker>{ANY}(?: (?:{choice('voices')})){{0,2}}|(?:[Tt]he |[Aa] |[Aa]n |[Ii]ts |[Hh]is )?{_PLAIN_SPEAKER})"
    rf"(?: (?:obtained|seen|reviewed|provided|supplied|examined|published|issued|filed) (?:by|with) (?:the )?{ANY})?"
)
_HAVE = "(?: (?:{}))*"
_TOLD = rf"told(?: (?:the )?(?:{ANY}|reporters|[a-z]+ [a-z]+|[a-z]+))?"
_WHEN = r"(?: (?:on |in )?⟦D\d+⟧)?"
_WHERE = r"(?: in [^,⟦⟧]{3,60})?"
_WHO_AT = rf"(?P<who>(?:{ANY}|[^,⟦⟧]{{0,40}})(?: (?:at|of|for|from|in|with) {ANY})?)"

_SPEAKER_ASIDE = r"(?P<aside>(?:, (?!and\b|or\b)[^,⟦⟧\"“”]{0,60}(?:⟦[A-Z]\d+⟧[^,⟦⟧\"“”]{0,40}){0,2}){1,2},)"
"""What a sentence says of its speaker beside the name: "director of ⟦O1⟧"."""

_SAID_FIRST = re.compile(
    rf"^(?:[\"“']?\w*,? )?{_SPEAKER}{_SPEAKER_ASIDE}?{_HAVE.format('also|has|have|had|then|further')} "
    rf"(?P<verb>{_TOLD}|{SAY}){_WHEN}{_WHERE},?(?: that|:)? (?=\S)"
)
_SAID_LAST = re.compile(
    rf"(?=[,\"”']),? ?[\"”']{{0,2}},? {_SPEAKER}(?P<aside>, [^\"]{{2,120}}?,)?"
    rf"(?: (?:also|has|have))? (?:{_SAY_BEHIND})\b"
    r"(?P<rest>[^⟦⟧\"]{0,80}(?:⟦[A-Z]\d+⟧[^⟦⟧\"]{0,40})?)$"
)
_SAID_BETWEEN = re.compile(rf", (?:the )?(?P<speaker>{ANY}|[a-z][\w'-]*(?: [a-z][\w'-]*){{0,3}}) (?:{SAY}),(?= )")
_SAID_BETWEEN_INVERTED = re.compile(
    rf"(?<=⟧), (?:said|says|alleged|alleges) (?:the )?(?P<speaker>{ANY}|[a-z][\w'-]*(?: [a-z][\w'-]*){{0,3}}),"
    rf"(?= (?:\w+ed|{choice('irregular_verbs')})\b)"
)
_SAID_INVERTED = re.compile(
    rf",? ?[\"”']{{1,2}},? (?:{_SAY_BEHIND}) "
    rf"(?P<speaker>{ANY}|[a-z][\w'-]*(?: [a-z][\w'-]*){{0,3}})(?P<aside>, [^\"]+)?$"
)
BY_NOBODY = re.compile(r"(?:nothing|no|none|nobody|neither)\b", re.IGNORECASE)
_ACCORDING = re.compile(
    r"""(?P<first>^According\ to\ (?P<who1>(?:the\ |a\ |an\ )?[^,]+?),\ )
      | (?P<last>,?\ (?:according\ to|as\ alleged\ in|as\ described\ in|as\ set\ out\ in)\ (?P<who2>[^,]+?)(?=$|,|\.$))
      | (?P<as>^As\ (?:described|alleged|set\ out|stated|detailed)\ in\ (?P<who3>[^,]+?),\ )""",
    re.VERBOSE,
)
_STATES_AS_FACT = re.compile(
    rf"^{_SPEAKER}{_HAVE.format('also|has|have|had')} (?:{FACTIVE}){_WHEN}{_WHERE} that (?=\S)"
)
_CALLED = re.compile(
    rf"^{_WHO_AT}{_HAVE.format('also|has|have|had|again')} (?:{choice('call_verbs')}) (?P<whom>{ANY}) to "
)
_DENIED = re.compile(
    rf"^(?P<who>{ANY}|[^,⟦⟧]{{0,40}})"
    + _HAVE.format("also|has|have|had|repeatedly|strongly|categorically|firmly|flatly")
    + rf" (?P<verb>{choice('deny_verbs')})"
    r"(?: (?:the |any |all |that )?(?:claims?|allegations?|reports?|accusations?|charges?|suggestions?))?"
    r"(?: (?P<that>that|of|having|ever having|ever))? (?P<rest>.+)$"
)
_WITH_OBJECT = words_of("say_verbs_with_object")
_SAYS_THAT = re.compile(rf"\b(?:{SAY}) that\b")
_ONE_PARTY = re.compile(rf"{ANY}$")
_PARTY_FIRST = re.compile(rf"{ANY} ")
_SHORTEST_SPEECH = 12
_LONGEST_END = 600
"""Characters at the end of a sentence in which its speaker stands, if he stands there at all."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """What is said, asked for or denied, and by whom. `aside` is what the text says of the speaker beside it."""

    text: str
    speaker: str
    aside: str | None = None

    @property
    def by_nobody(self) -> bool:
        """Whether it is said that nothing and nobody says so ("No document shows that ...")."""
        return BY_NOBODY.match(self.speaker) is not None


def according_to(text: str) -> Attributed | None:
    """Read "according to prosecutors" and "as alleged in the indictment"."""
    match = _ACCORDING.search(text)
    if not match:
        return None
    who = match["who1"] or match["who2"] or match["who3"]
    return Attributed((text[: match.start()] + text[match.end() :]).strip(), who)


def said_last(text: str) -> Attributed | None:
    """Read "..., the department said"."""
    bare = text.rstrip(" .\"”'")
    match = _SAID_LAST.search(bare, max(0, len(bare) - _LONGEST_END))
    if not match or match.start() < _SHORTEST_SPEECH:
        return None
    if _SAYS_THAT.search(match.group()):
        return None
    aside = f"{match['speaker']}{match['aside'].rstrip(',')}" if match["aside"] else None
    return Attributed(bare[: match.start()], match["speaker"], aside)


def said_inverted(text: str) -> Attributed | None:
    """Read `"...", said ⟦P0⟧, director of ⟦O1⟧`."""
    bare = text.rstrip(" .")
    match = _SAID_INVERTED.search(bare, max(0, len(bare) - _LONGEST_END))
    if not match or match.start() < _SHORTEST_SPEECH:
        return None
    aside = f"{match['speaker']}{match['aside']}" if match["aside"] else None
    return Attributed(bare[: match.start()], match["speaker"], aside)


def said_between(text: str) -> Attributed | None:
    """Read "Parsek, prosecutors said, sold pumps" and "Parsek, said prosecutors, sold pumps"."""
    match = _SAID_BETWEEN.search(text) or _SAID_BETWEEN_INVERTED.search(text)
    return Attributed(text[: match.start()] + text[match.end() :], match["speaker"]) if match else None


def said_first(text: str) -> Attributed | None:
    """Read "Prosecutors said that ...", but not "⟦P0⟧ reported ⟦O1⟧", where the party is the object."""
    match = _SAID_FIRST.match(text)
    if not match or _ONE_PARTY.match(text, match.end()):
        return None
    if match["verb"] in _WITH_OBJECT and " that " not in match.group() + " ":
        return None
    aside = f"{match['speaker']}{match['aside'].rstrip(',')}" if match["aside"] else None
    speaker = text[: match.end("speaker")] if BY_NOBODY.match(text) else match["speaker"]
    return Attributed(text[match.end() :], speaker, aside)


def stated_as_fact(text: str) -> str | None:
    """Give what somebody "confirmed" or "announced", which the text takes for a fact; what is "determined" is not."""
    match = _STATES_AS_FACT.match(text)
    return text[match.end() :] if match and "determined that" not in match.group() else None


def called_for(text: str) -> Attributed | None:
    """Read "⟦P0⟧ urged ⟦C1⟧ to ..." as what is asked of whom."""
    match = _CALLED.match(text)
    return Attributed(f"{match['whom']} {text[match.end() :]}", match["who"]) if match else None


def denied(text: str) -> Attributed | None:
    """Read "⟦O0⟧ denied that ..." and "⟦O0⟧ denied having ..."; the denier is the subject where none stands there."""
    match = _DENIED.match(text)
    if not match:
        return None
    rest, who = match["rest"], match["who"]
    is_subject = not _PARTY_FIRST.match(rest) and re.match(ANY, who)
    return Attributed(f"{who} {rest}" if is_subject else rest, who)
