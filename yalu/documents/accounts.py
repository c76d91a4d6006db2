"""Accounts: how far what somebody is reported to say goes on, beyond the sentence that names him.

"According to the indictment, Parsek sold pumps. The money went through a bank in Riga." The second sentence is the
indictment's, too. What courts, prosecutors and their papers say goes on over paragraphs, until one speaks of the
proceedings or of somebody else's words; what others say goes on to the end of its paragraph.
"""

import re
from dataclasses import dataclass

from yalu.documents.cast import Cast
from yalu.documents.kinds import PERSON
from yalu.documents.sentences import Span
from yalu.documents.vocabulary import choice

_PAPERS = choice("account_papers")
_SOURCES = choice("account_sources")
_TELL = choice("account_verbs")
_HEARD = re.compile(
    r"\b[Tt]he (?P<who>court|jury|tribunal|inquiry|hearing|judge)s? (?:has |have |also |then )*(?:heard|was told)\b"
)
"""A trial, as a newspaper tells of it: what prosecutors present to it."""
_PLACE = r"(?:[\"“'(\[]|[A-Z]{3,}[^.]{0,40} [–—-] )?"
_OPENS = re.compile(
    rf"^{_PLACE}(?:According to|As (?:alleged|charged|described|set (?:out|forth)|stated|detailed|outlined|admitted)"
    r"(?: in| by)?)\b(?:(?P<long>[^:]{10,200}):(?= [A-Z])|(?P<who>(?:U\.S\.|[^.:]){0,120}?)[,:] )"
    r"|,? according to (?P<behind>[^.,]{3,80})[.,]?$"
)
_TELLS = re.compile(
    rf"(?:^|[,;] (?:the )?)(?P<who>[^.,;]{{0,60}}?\b(?:{_PAPERS}|{_SOURCES})(?: [^.,;]{{0,60}}?)?"
    rf"(?:, [^.,;]{{2,60}},)?) (?:also |has |have |had |further |then )*(?:{_TELL})\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"^(?P<who>[A-Z][\w-]+(?: [\w-]+){{0,3}}) (?:also )?(?:{choice('account_tellers')}) (?:that )?(?=\w)"
)
_IS_OF_PAPERS = re.compile(rf"\b(?:{_PAPERS})\b", re.IGNORECASE)
_IS_REGISTER = re.compile(
    r"\b(?:compan(?:y|ies)|corporate|business|commercial|land|registr\w+|registers?)\b", re.IGNORECASE
)
"""What a public register says, the next sentence states as a fact."""
_OWN = re.compile(choice("account_ends"), re.IGNORECASE)
_SPEAKS = re.compile(
    rf"\b(?:{choice('account_tellers')}|told|denie[sd]|reject(?:s|ed)|admits|maintains|insist(?:s|ed))\b"
)
_SPEECH = re.compile(r"[\"“”]")
_PRESENT = re.compile(r"\b(?:is|are|has|have)\b")
_PAST = re.compile(rf"\b(?:was|were|had|did|[a-z]\w+ed|{choice('irregular_verbs')})\b")
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose it is, as the text calls him; whether a court's, so that all in it is told; and whether it is long."""

    speaker: str
    is_of_papers: bool
    goes_over_paragraphs: bool


class AccountReader:
    """Tells for the sentences of one document, in their order, whose account they go on with."""

    def __init__(self, text: str, cast: Cast) -> None:
        self.text, self.cast = text, cast
        self._account: Account | None = None
        self._read_to = 0

    def at(self, sentence: Span) -> Account | None:
        """Give the account with which a sentence goes on; `None` where it is the text's own.

        The sentence that opens an account is weakened by its own words, not by this.
        """
        words = " ".join(self.text[sentence.start : sentence.end].split())
        known = self._account
        if "\n\n" in self.text[self._read_to : sentence.start] and known is not None:
            known = known if known.goes_over_paragraphs and not _is_own(words) else None
        self._read_to = sentence.end
        opened = _opened(words, self._is_person(sentence.start))
        self._account = opened or (known if not _SPEECH.search(words) else None)
        if opened and known and opened.is_of_papers and known.is_of_papers:
            self._account = known if known.goes_over_paragraphs else opened
            return opened
        if known is None or self._account is not known or _is_own(words):
            return None
        goes_on = known.is_of_papers or (_PAST.search(words) and not _PRESENT.search(words))
        return known if goes_on else None

    def _is_person(self, start: int) -> bool:
        """Whether a sentence opens with a person: what he says is his, what follows is not."""
        places = self.cast.places.starting_in(start, start + 1)
        return any(self.cast.members[place.member].schema == PERSON for place in places)


def _is_own(words: str) -> bool:
    """Whether a sentence speaks of the proceedings, or of what somebody else says."""
    return bool(_OWN.search(words) or _SPEECH.search(words) or _SPEAKS.search(words))


def _opened(words: str, by_person: bool) -> Account | None:
    """Give the account that a sentence opens."""
    opens = _OPENS.search(words) or _HEARD.search(words)
    told = opens or _TELLS.search(words) or (None if by_person else _SAID.search(words))
    if not told:
        return None
    groups = told.groupdict()
    who = (groups["who"] or groups.get("behind") or groups.get("long") or "").strip(" ,")
    of_papers = (_IS_OF_PAPERS.search(who) or _HEARD.search(words)) is not None
    if not of_papers and _IS_REGISTER.search(who):
        return None
    over = of_papers and opens is not None and not groups.get("behind")
    return Account(_ARTICLE.sub("", who), of_papers, over)
