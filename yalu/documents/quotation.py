"""Quoted speech: whether a sentence stands within quotation marks, and whose words they are."""

import re
from bisect import bisect_left, bisect_right

from yalu.documents.cast import Cast
from yalu.documents.sentences import Span

_QUOTE = re.compile(r"[\"“”]")
_SAYS = re.compile(r",?(?: [^.\"“”]{0,160},)? (?:said|says|told|added|wrote|warned)\b|,? (?:said|says)\b")
_REACH = 180
"""How far behind a name its verb of saying can stand."""
_SOMEBODY = "a person quoted"


class SpeechReader:
    """Tells for the sentences of one document, in their order, who speaks them.

    `last_speaker` is who was last reported to say something; it is set by the reader of the sentences.
    """

    def __init__(self, text: str, cast: Cast) -> None:
        self.text, self.cast = text, cast
        self.last_speaker: str | None = None
        self._quotes = [match.start() for match in _QUOTE.finditer(text)]
        self._paragraphs = [0, *(match.end() for match in re.finditer("\n\n", text))]
        self._speakers: dict[int, str | None] = {}

    def speaker(self, sentence: Span) -> str | None:
        """Give the speaker, where most of the sentence stands inside quotation marks."""
        begin = self._paragraphs[bisect_right(self._paragraphs, sentence.start) - 1]
        if self._quoted(begin, sentence) * 2 < sentence.end - sentence.start:
            return None
        if begin not in self._speakers:
            end = self.text.find("\n\n", sentence.start)
            self._speakers[begin] = self._paragraph_speaker(begin, end if end > 0 else len(self.text))
        return self._speakers[begin] or self.last_speaker or _SOMEBODY

    def _quoted(self, begin: int, sentence: Span) -> int:
        """Count the characters of a sentence inside quotation marks, which open anew in each paragraph."""
        first, last = bisect_left(self._quotes, sentence.start), bisect_left(self._quotes, sentence.end)
        inside = (first - bisect_left(self._quotes, begin)) % 2 == 1
        quoted, position = 0, sentence.start
        for mark in (*self._quotes[first:last], sentence.end):
            quoted += mark - position if inside else 0
            inside, position = not inside, mark + 1
        return quoted

    def _paragraph_speaker(self, begin: int, end: int) -> str | None:
        for place in self.cast.places.starting_in(begin, end):
            if _SAYS.match(self.text, place.end, place.end + _REACH):
                return self.cast.members[place.member].name
        return None
