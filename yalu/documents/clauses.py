"""Clauses: a masked sentence is taken apart until each piece says one thing about one subject.

Appositions and relative clauses become clauses of their own, and verbs that share a subject get it repeated. What
somebody is reported to say, ask for or deny is told from what the text says itself.
"""

import re
from collections.abc import Callable

from yalu.documents.attribution import (
    FACTIVE,
    SAY,
    according_to,
    called_for,
    denied,
    said_between,
    said_first,
    said_inverted,
    said_last,
    stated_as_fact,
)
from yalu.documents.slots import ANY, Masked
from yalu.documents.stance import PANELS
from yalu.documents.statement import Clause
from yalu.documents.vocabulary import choice
from yalu.model import Status

_VERB = (
    rf"(?:(?:{choice('clause_adverbs')}) )*"
    rf"(?:(?!(?:{choice('participles')})\b)\w+ed|{choice('irregular_verbs')})\b"
)
_OPENING = re.compile(
    rf"^(?:(?:{choice('openings')}),? )+"
    r"|^In (?:an?|its|his|her|their) (?:written )?(?:statement|letter|reply|e-?mail|message|response|interview|report)"
    r"(?: to [^,⟦⟧]{2,30})?,? "
    r"|^(?:(?:On|In|Since|By|Between|From|As of|During|Until|Around) ⟦D\d+⟧(?: (?:and|to|until|through) ⟦D\d+⟧)?,? )"
)
_ASIDE_OPENING = (
    r"(?:who|which|whose|an?|the|former|formerly|now|then|its|⟦[OC]\d+⟧'s"
    rf"|(?:\w+ly )?(?:{choice('aside_participles')})(?: \w+){{0,4}} (?:by|to|with|in|as|from|of|for))"
)
_SUBJECT_ASIDE = re.compile(
    rf"^(?P<head>(?:(?!.{{0,30}}\bthat )[^,⟦⟧]{{0,30}} )?(?P<subject>{ANY})), (?P<aside>{_ASIDE_OPENING} ?[^\"]*?), "
    rf"(?=(?:{SAY}|{FACTIVE}|{_VERB}|\w+ed|has|have|is|was|will|called|urged|denied|also|could|may)\b)"
)
_EMPTY_ASIDE = re.compile(
    rf"(?P<subject>{ANY}), (?:{choice('empty_asides')}"
    r"|(?:(?:early |late )?(?:in|on|since|during|by|until|from|around) (?:early |late |mid-)?)?⟦D\d+⟧"
    r"(?: (?:and|to|until|through) ⟦D\d+⟧)?), "
    rf"(?=(?:{_VERB}|has|have|had|is|was|will|would|could|may|also|allegedly|reportedly|never|not|did)\b)"
)
_PARTY_ASIDE = re.compile(
    rf"^(?P<subject>{ANY}), (?P<aside>(?:{choice('aside_prepositions')})\b[^,⟦⟧\"]{{0,60}}{ANY}[^,⟦⟧\"]{{0,40}}), "
    rf"(?=(?:{_VERB}|has|have|had|is|was|will|would|could|may|also|allegedly|reportedly|never|not|did)\b)"
)
_WEAKENING = re.compile(
    rf"\b(?:{SAY}|{FACTIVE}|what|whatever|call(?:s|ed)?|according|alleged\w*|charged?|accus\w+|if|unless|view|opinion|words)\b"
)
_PARTICIPLE = re.compile(rf"(?:\w+ly )?(?:{choice('aside_participles')})\b")
_CHARGED = re.compile(
    rf"^(?P<subject>{ANY}) (?P<verb>[^⟦⟧]{{0,40}}\b(?:charged|indicted)) by (?P<by>(?:the )?{ANY})"
    r"(?P<rest>(?: (?:on|in) ⟦D\d+⟧)?,? (?:with|for) .+)$"
)
"""Who charges somebody with a sale does not sell."""
_RELATIVE_PRONOUN = r"(?:(?:both|all|each|some|most|two|one) of )?(?:whom|which)|who|that"
_RELATIVE = re.compile(
    rf"(?P<head>{ANY})(?P<comma>,)? (?P<word>{_RELATIVE_PRONOUN}) (?P<rest>.+?)"
    rf"(?P<end>, (?=(?:{_VERB}|and (?:{_VERB}))|has\b|have\b)|[.;]?$)"
)
_SUBJECT = re.compile(rf"^(?P<subject>{ANY})(?=[ ,])")
_SHARED_VERB = re.compile(rf",? (?:and|but) (?={_VERB})")
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_MASK = re.compile(r"⟦[A-Z]\d+⟧")
_FINDS = re.compile(
    r"\b(?:notes?d?|found|finds|establish(?:ed|es)|observe[ds]|determine[ds]|confirm(?:ed|s)|conclude[ds])\b"
)
"""What a panel finds is its report's own voice."""
_DEEPEST = 3
"""Reports within reports that are followed ("A said that B claimed that C denied ...")."""
_MOST_ASIDES, _MOST_RELATIVES = 3, 6


class ClauseReader:
    """Takes one masked sentence apart. `spoken` is the speaker where the whole sentence is quoted speech."""

    def __init__(self, masked: Masked, name_of: Callable[[int], str], spoken: str | None) -> None:
        self.masked, self.name_of, self.spoken = masked, name_of, spoken
        self.speaker: str | None = spoken
        self.source: str | None = None
        """Whom the whole sentence goes by ("according to prosecutors")."""

    def read(self, text: str) -> list[Clause]:
        """Give the sentence's clauses; `text` is the masked sentence after joining (`joining.Joiner`)."""
        status, by = (Status.ALLEGED, self.spoken) if self.spoken else (Status.ASSERTED, None)
        speakers, asides = [], []
        for attribution in (according_to, lambda said: said_inverted(said) or said_last(said), said_between):
            attributed = attribution(text)
            if attributed:
                text = attributed.text
                speakers.append(self._phrase(attributed.speaker))
                self.source = self.source or (speakers[-1] if attribution in (according_to, said_between) else None)
                asides += [Clause(attributed.aside)] if attributed.aside else []
        if speakers:
            status, by = Status.ALLEGED, next(filter(None, speakers), None)
        self.speaker = self.spoken or by
        head, text = self._subject_asides(_without_empty_asides(_OPENING.sub("", text)))
        return asides + [Clause(aside, status, by) for aside in head] + self._content(text, status, by)

    def _content(self, text: str, status: Status, by: str | None, depth: int = 0) -> list[Clause]:
        """Read the main line: what is said, asked for or denied in it becomes a clause of that status."""
        text = _OPENING.sub("", text)
        if depth == _DEEPEST:
            return self._pieces(text, Clause("", status, by))
        text = _without_empty_asides(text)
        said = said_first(text)
        if said and said.by_nobody:
            return self._content(said.text, Status.NEGATED, None, depth + 1)
        if said:
            speaker = self._phrase(said.speaker)
            if speaker in PANELS and _FINDS.search(text[: len(text) - len(said.text)]):
                return self._content(said.text, status, by, depth + 1)
            self.speaker = speaker
            asides = [Clause(said.aside, status, by)] if said.aside else []
            return asides + self._content(said.text, Status.ALLEGED, self.speaker, depth + 1)
        fact = stated_as_fact(text)
        if fact is not None:
            return self._content(fact, status, by, depth + 1)
        for reading, stated in ((called_for, Status.CALLED_FOR), (denied, Status.DENIED)):
            attributed = reading(text)
            if attributed:
                main = Clause(attributed.text, stated, self._phrase(attributed.speaker))
                return self._pieces(attributed.text, Clause("", status, by), main)
        return self._pieces(text, Clause("", status, by))

    def _phrase(self, text: str) -> str:
        """Write masks in a speaker's phrase out as names."""
        return _MASK.sub(lambda match: self._slot_name(match.group()), _ARTICLE.sub("", text.strip()))

    def _slot_name(self, mask: str) -> str:
        slot = self.masked.slot(mask)
        return self.name_of(slot.members[0]) if len(slot.members) == 1 else slot.text

    def _subject_asides(self, text: str) -> tuple[list[str], str]:
        """Take the asides behind the sentence's first party off, for they are the text's own words."""
        found: list[str] = []
        for _ in range(_MOST_ASIDES):
            match = _SUBJECT_ASIDE.match(text)
            if not match:
                break
            found += _clauses_of_aside(match["subject"], match["aside"])
            text = f"{match['head']} {text[match.end() :]}"
        return found, text

    def _pieces(self, text: str, stated: Clause, main: Clause | None = None) -> list[Clause]:
        """Split off relative clauses, then verbs that share a subject.

        `stated` gives the status of the relative clauses; `main` that of the main line, where it is another.
        """
        relatives: list[str] = []
        for _ in range(_MOST_RELATIVES):
            match = _RELATIVE.search(text)
            if not match:
                break
            between = ", which " if re.match(ANY, match["rest"]) else " "
            relatives += _with_subject(f"{match['head']}{between}{match['rest']}")
            text = f"{text[: match.start()]}{match['head']} {text[match.end() :]}".strip()
        main = main or stated
        return [self._relative(clause, stated) for clause in relatives] + [
            Clause(clause, main.status, main.asserted_by) for clause in _with_subject(text)
        ]

    def _relative(self, clause: str, stated: Clause) -> Clause:
        """Read what is asked for in a relative clause ("who also urged Japan to list it")."""
        called = called_for(clause)
        if called:
            return Clause(called.text, Status.CALLED_FOR, self._phrase(called.speaker))
        return Clause(clause, stated.status, stated.asserted_by)


def _without_empty_asides(text: str) -> str:
    """Take out what stands between commas behind a subject and neither states nor weakens anything."""
    text = _EMPTY_ASIDE.sub(lambda match: f"{match['subject']} ", text)
    aside = _PARTY_ASIDE.match(text)
    if aside and not _WEAKENING.search(aside["aside"]):
        return f"{aside['subject']} {text[aside.end() :]}"
    return text


def _clauses_of_aside(subject: str, aside: str) -> list[str]:
    relative = re.match(r"^(?:who|which|that) ", aside)
    if relative:
        return _with_subject(f"{subject} {aside[relative.end() :]}")
    return [f"{subject} is {aside}" if _PARTICIPLE.match(aside) else f"{subject}, {aside}"]


def _with_subject(text: str) -> list[str]:
    """Repeat the subject before each verb that shares it."""
    text = _OPENING.sub("", text)
    subject = _SUBJECT.match(text)
    if not subject:
        return [text]
    charged = _CHARGED.match(text)
    if charged:
        one = charged["subject"]
        return [f"{one} {charged['verb']} by {charged['by']}", f"{one} was accused{charged['rest']}"]
    parts = _SHARED_VERB.split(text)
    return [parts[0], *(f"{subject['subject']} {part}" for part in parts[1:])]
