"""Voice: whose words whole stretches of a document are: a person's who is interviewed, or a court paper's.

What somebody answers is his account, and what an indictment or affidavit says is alleged, but for the charge itself.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from yalu.documents.cast import Cast
from yalu.documents.kinds import PERSON

_TURN = re.compile(r"^(?P<who>Q|A|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}) ?: (?=\S)", re.MULTILINE)
_QUESTION = re.compile(r"^(?:Q|Question|Interviewer|[A-Z]{2,4})$")
_FEWEST_TURNS = 2
_OWN_WORDS = re.compile(r"^(?:\[|(?:Editor['’]s |Author['’]s )?[Nn]ote: |[Ee]ditor: )", re.MULTILINE)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us|our)\b|[“”\"]|\bI['’](?:m|ve|d|ll)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_REPORTS = re.compile(r"\b(?:said|told|declined|could not be reached|did not (?:respond|reply|answer))\b")
_PARAGRAPH = re.compile(r"\n\n+")
_CHARGES = re.compile(
    r"\b(?:THE )?(?:Grand Jury|GRAND JURY)\b[^.\n]{0,60}\b(?:charges|CHARGES)\b"
    r"|\b(?:alleges|ALLEGES|charges|CHARGES) (?:as follows|that|the following)\s*:"
    r"|\bU(?:nited States|\.S\.) Attorney charges(?: that)?:"
    r"|\bUpon information and belief\b"
    r"|(?P<sworn>\bbeing (?:first )?duly sworn\b)"
)
_FURTHEST_HEAD = 3000
INDICTMENT, AFFIDAVIT = "the indictment", "the affidavit"
COURT_PAPERS = frozenset({INDICTMENT, AFFIDAVIT})


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    speaker: str | None


class Voices:
    """Tells who speaks at a place of one document, where it is not the document itself.

    `head` is what stood before the text in the file: the heading of a court paper is no part of its prose.
    """

    def __init__(self, text: str, cast: Cast, head: str = "") -> None:
        self._stretches = _turns(text, cast) or _charges(text, head)
        self._starts = [stretch.start for stretch in self._stretches]

    def at(self, place: int) -> str | None:
        """Give the speaker; `None` where the document speaks."""
        number = bisect_right(self._starts, place) - 1
        return self._stretches[number].speaker if number >= 0 else None


def _turns(text: str, cast: Cast) -> list[_Stretch]:
    """Read the questions and answers of an interview; what stands in square brackets is the editor's."""
    turns = list(_TURN.finditer(text))
    asked = [turn for turn in turns if _QUESTION.match(turn["who"]) and turn["who"] != "A"]
    answers = [turn for turn in turns if turn["who"] == "A" or not _QUESTION.match(turn["who"])]
    speakers = {turn["who"] for turn in answers}
    if len(asked) < _FEWEST_TURNS or len(answers) < _FEWEST_TURNS or len(speakers) > len(answers) / 2:
        return []
    first = next((member.name for member in cast.members if member.schema == PERSON and not member.unnamed), None)
    names = {label: _name(label, cast) or first for label in sorted(speakers)}
    marks = [_Stretch(turn.start(), names.get(turn["who"])) for turn in turns]
    marks += [_Stretch(match.start(), None) for match in _OWN_WORDS.finditer(text)]
    closing = _end_of_talk(text, turns[-1].start())
    return sorted([*marks, *([_Stretch(closing, None)] if closing else [])], key=lambda mark: mark.start)


def _end_of_talk(text: str, last: int) -> int | None:
    """Give where the paper speaks again behind the last answer: a paragraph without a first person.

    It may quote others who say "we" when it tells what they said.
    """
    for gap in _PARAGRAPH.finditer(text, last):
        ends = _PARAGRAPH.search(text, gap.end())
        paragraph = text[gap.end() : ends.start() if ends else len(text)]
        told = _QUOTED.sub("", paragraph) if _REPORTS.search(paragraph) else paragraph
        if not _FIRST_PERSON.search(told):
            return gap.end()
    return None


def _name(label: str, cast: Cast) -> str | None:
    named = (m.name for m in cast.members if m.schema == PERSON and any(label in name.split() for name in m.names))
    return next(named, None)


def _charges(text: str, head: str) -> list[_Stretch]:
    """Read all behind "the Grand Jury charges" as alleged; what stands in square brackets is the editor's."""
    before = _CHARGES.search(head, 0, _FURTHEST_HEAD)
    charges = before or _CHARGES.search(text, 0, _FURTHEST_HEAD)
    if not charges:
        return []
    paper = AFFIDAVIT if charges["sworn"] else INDICTMENT
    begin, end = (0, 0) if before else charges.span()
    marks = [_Stretch(begin, paper)]
    for own in _OWN_WORDS.finditer(text, end):
        ends = _PARAGRAPH.search(text, own.start())
        marks += [_Stretch(own.start(), None), _Stretch(ends.end() if ends else len(text), paper)]
    return marks
