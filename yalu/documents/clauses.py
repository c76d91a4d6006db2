"""Clauses: a masked sentence is taken apart until each piece says one thing about one subject.

Appositions and relative clauses become clauses of their own, lists of parties become one mask, verbs that share a
subject get it repeated. What somebody is reported to say is told from what the text says itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from yalu.documents.slots import Masked, Slot
from yalu.documents.speech import (
    ACCORDING,
    ANY,
    CALLED,
    DENIED,
    OPENING,
    PARTY,
    RELATIVE,
    SAID_BETWEEN,
    SAID_FIRST,
    SAID_INVERTED,
    SAID_LAST,
    SAY,
    SUBJECT_ASIDE,
    TAKEN_FOR_TRUE,
    VERB,
)
from yalu.documents.vocabulary import Vocabulary
from yalu.model import Status

_SHORTEST_SPEECH = 12
"""Fewer characters before "..., he said" are no statement."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement. `status` is how its surroundings state it; its own words may weaken it further."""

    text: str
    status: Status
    asserted_by: str | None = None


Emit = Callable[[str, int, int, str | None], None]


class ClauseReader:
    """Takes one masked sentence apart. `spoken` is the speaker where the whole sentence is quoted speech."""

    def __init__(self, masked: Masked, words: Vocabulary, name_of: Callable[[int], str], spoken: str | None) -> None:
        self.masked, self.words, self.name_of = masked, words, name_of
        self.speaker: str | None = None
        self.groups: list[tuple[int, tuple[int, ...]]] = []
        self.spoken = spoken

    def read(self) -> list[Clause]:
        """Give the sentence's clauses."""
        text = self._simplify(self.masked.text)
        status, by = (Status.ALLEGED, self.spoken) if self.spoken else (Status.ASSERTED, None)
        text, speaker, aside = self._attribution(text)
        if speaker:
            status, by = Status.ALLEGED, speaker
        self.speaker = by if not self.spoken else self.spoken
        clauses: list[Clause] = [Clause(aside, Status.ASSERTED)] if aside else []
        text = OPENING.sub("", text)
        head, text = self._subject_asides(text)
        clauses += [Clause(aside, status, by) for aside in head]
        return clauses + self._content(text, status, by, 0)

    def _content(self, text: str, status: Status, by: str | None, depth: int) -> list[Clause]:
        """Read the main line: what is said, asked for or denied in it becomes a clause of that status."""
        text = OPENING.sub("", text)
        if depth < 3:
            said = SAID_FIRST.match(text)
            if said and not re.match(rf"{ANY}$", text[said.end() :]) and not self._is_object(said):
                if re.match(r"(?:nothing|no|none|nobody|neither)\b", said["speaker"], re.IGNORECASE):
                    return self._content(text[said.end() :], Status.NEGATED, None, depth + 1)
                self.speaker = self._phrase(said["speaker"])
                return self._content(text[said.end() :], Status.ALLEGED, self.speaker, depth + 1)
            factive = TAKEN_FOR_TRUE.match(text)
            if factive and factive["verb"] != "determined":
                return self._content(text[factive.end() :], status, by, depth + 1)
            called = CALLED.match(text)
            if called:
                asked = f"{called['whom']} {text[called.end() :]}"
                return self._pieces(asked, status, by, (Status.CALLED_FOR, self._phrase(called["who"])))
            denied = DENIED.match(text)
            if denied:
                return self._denial(denied, status, by)
        return self._pieces(text, status, by)

    def _is_object(self, said: re.Match[str]) -> bool:
        """Whether a saying verb takes a party as its object ("reported Parsek LLC to the police")."""
        plain = said["verb"] in {
            "shows",
            "show",
            "showed",
            "describes",
            "described",
            "reported",
            "reports",
            "suspects",
            "suspect",
        }
        return plain and " that " not in said.group() + " "

    def _denial(self, denied: re.Match[str], status: Status, by: str | None) -> list[Clause]:
        rest = denied["rest"]
        who = denied["who"]
        if not re.match(rf"{ANY} ", rest) and re.match(ANY, who):
            rest = f"{who} {rest}"
        return self._pieces(rest, status, by, (Status.DENIED, self._phrase(who)))

    def _phrase(self, text: str) -> str:
        """Write masks in a speaker's phrase out as names."""
        return re.sub(
            r"⟦[A-Z]\d+⟧",
            lambda match: self._slot_name(match.group()),
            re.sub(r"^(?:the|a|an) ", "", text.strip(), flags=re.IGNORECASE),
        )

    def _slot_name(self, mask: str) -> str:
        slot = self.masked.slot(mask)
        return self.name_of(slot.members[0]) if len(slot.members) == 1 else slot.text

    # --- who says it -------------------------------------------------------------------------------------------

    def _attribution(self, text: str) -> tuple[str, str | None, str | None]:
        """Take off who says the whole sentence; give the rest, the speaker, and what the text says of the speaker."""
        according = ACCORDING.search(text)
        if according:
            who = according["who1"] or according["who2"] or according["who3"]
            return (text[: according.start()] + text[according.end() :]).strip(), self._phrase(who), None
        bare = text.rstrip(" .")
        inverted = SAID_INVERTED.search(bare)
        if inverted and inverted.start() >= _SHORTEST_SPEECH:
            return bare[: inverted.start()], self._phrase(inverted["speaker"]), self._of_speaker(inverted)
        bare = text.rstrip(" .\"”'")
        last = SAID_LAST.search(bare)
        quoted = last and bare[last.start() : last.start() + 1] in {",", '"', "”", "'"}
        if last and quoted and last.start() >= _SHORTEST_SPEECH and not re.search(rf"\b(?:{SAY}) that\b", last.group()):
            return bare[: last.start()], self._phrase(last["speaker"]), self._of_speaker(last)
        between = SAID_BETWEEN.search(text)
        if between:
            return text[: between.start()] + text[between.end() :], self._phrase(between["speaker"]), None
        return text, None, None

    def _of_speaker(self, said: re.Match[str]) -> str | None:
        return f"{said['speaker']}{said['aside'].rstrip(',')}" if said["aside"] else None

    # --- shorter sentences -------------------------------------------------------------------------------------

    def _simplify(self, text: str) -> str:
        text = re.sub(r"\b(?:the|The|an?|An?) (?=⟦[POVEC]\d+⟧)", "", text)
        text = re.sub(r" ?\([^()⟦⟧]*\)", "", text)
        text = re.sub(rf"({PARTY}), (?:aged? )?\d\d(?:,(?= and\b)|(?=[,.; ]|$))", r"\1", text)
        text = self._kin(text)
        text = re.sub(r"⟦[OC]\d+⟧'s? (?=⟦O\d+⟧)|⟦[POE]\d+⟧'s? (?=⟦E\d+⟧)", "", text)
        text = re.sub(
            rf"({PARTY}) (?:involved|engaged|working|active|specializing) in [^,⟦⟧]{{3,50}}(?=, ⟦)", r"\1", text
        )
        text = self._descriptions(text)
        text = self._lists(text)
        return self._groups(text)

    def _kin(self, text: str) -> str:
        kin = "|".join(sorted(self.words.kinship, key=len, reverse=True))
        text = re.sub(rf"\b(?:his|her|their|its|whose) (?:\w+ )?(?:{kin}),? (?=⟦P\d+⟧)", "", text, flags=re.IGNORECASE)
        return re.sub(rf"(⟦P\d+⟧)'s (?:\w+ )?(?:{kin}),? (⟦P\d+⟧),?", r"\2", text)

    def _descriptions(self, text: str) -> str:
        """Join "Song Yulan, a Chinese citizen" and "a front company, Parsek LLC" to the named one."""

        def joined(match: re.Match[str]) -> str:
            one, other = match["one"], match["other"]
            first, second = self.masked.slot(one), self.masked.slot(other)
            if first.unnamed == second.unnamed:
                return match.group()
            named, described = (other, first) if first.unnamed else (one, second)
            if not _is_singular(described.text) or self.masked.slot(named).kind == "C":
                return match.group()
            kept = self.masked.slot(named)
            mask = self.masked.add(replace(kept, description=f"{kept.description or ''} {described.text}".strip()))
            return mask + (match["stop"] or "")

        introduced = "identified as |named |called |known as |who is |is |was |remains "
        pair = re.compile(rf"(?P<one>{PARTY}),? (?:{introduced})?(?P<other>{PARTY})(?P<stop>,(?= (?!and\b|or\b))|)")
        return pair.sub(joined, text)

    def _lists(self, text: str) -> str:
        """Make "A, B and C" one mask."""
        one = rf"{ANY}(?:'s(?! ))?"
        long = re.compile(
            rf"{one}(?:, {one})+,?(?: and| or| as well as)(?: \w+)? {one}|{one}(?:; {one})+;?(?: and| or)? {one}"
        )
        short = re.compile(rf"{one} (?:and|or) (?:(?:of|the|to) )?{one}")

        def joined(match: re.Match[str]) -> str:
            masks = re.findall(ANY, match.group())
            slots = [self.masked.slot(item) for item in masks]
            head, rest = slots[0], slots[1:]
            if (
                head.unnamed
                and not _is_singular(head.text)
                and len(rest) > 1
                and not any(slot.unnamed for slot in rest)
            ):
                self.groups.append((head.members[0], tuple(member for slot in rest for member in slot.members)))
                slots = [replace(slot, description=f"{slot.description or ''} {head.text}".strip()) for slot in rest]
            kinds = {slot.kind for slot in slots}
            if "C" in kinds and len(kinds) > 1:
                return match.group()
            members = tuple(dict.fromkeys(member for slot in slots for member in slot.members))
            kind = kinds.pop() if len(kinds) == 1 else "E"
            words = ", ".join(slot.text for slot in slots)
            shared = {slot.description for slot in slots}
            return self.masked.add(Slot(kind, words, members, description=shared.pop() if len(shared) == 1 else None))

        text = long.sub(joined, text)
        return short.sub(joined, text)

    def _groups(self, text: str) -> str:
        """Let "two North Koreans, A and B" stand for A and B."""

        def joined(match: re.Match[str]) -> str:
            group, names = self.masked.slot(match["group"]), self.masked.slot(match["names"])
            if not group.unnamed or len(names.members) < 2 or _is_singular(group.text):
                return match.group()
            self.groups.append((group.members[0], names.members))
            return match["names"]

        return re.sub(
            rf"(?P<group>{PARTY})(?:,| -|:| including| named| identified as)? ?(?P<names>{PARTY})", joined, text
        )

    # --- clauses -----------------------------------------------------------------------------------------------

    def _subject_asides(self, text: str) -> tuple[list[str], str]:
        """Take the asides behind the sentence's first party off, for they are the text's own words."""
        found: list[str] = []
        for _ in range(3):
            match = SUBJECT_ASIDE.match(text)
            if not match:
                break
            found += self._clause_of(match["subject"], match["aside"])
            text = f"{match['head']} {text[match.end() :]}"
        return found, text

    def _clause_of(self, subject: str, aside: str) -> list[str]:
        relative = re.match(r"^(?:who|which|that) ", aside)
        return self._shared(f"{subject} {aside[relative.end() :]}") if relative else [f"{subject}, {aside}"]

    def _pieces(
        self, text: str, status: Status, by: str | None, main: tuple[Status, str | None] | None = None
    ) -> list[Clause]:
        """Split off relative clauses, then verbs that share a subject. `main` is how the main line itself is stated."""
        clauses: list[str] = []
        for _ in range(6):
            match = RELATIVE.search(text)
            if not match:
                break
            object_relative = re.match(ANY, match["rest"])
            between = ", which " if object_relative else " "
            clauses += self._shared(f"{match['head']}{between}{match['rest']}")
            text = f"{text[: match.start()]}{match['head']} {text[match.end() :]}".strip()
        asides = [made for clause in clauses for made in self._aside(clause, status, by)]
        return asides + [Clause(clause, *(main or (status, by))) for clause in self._shared(text)]

    def _aside(self, clause: str, status: Status, by: str | None) -> list[Clause]:
        """Read what is asked for or denied in a relative clause ("who also urged Japan to list it")."""
        called = CALLED.match(clause)
        if called:
            asked = f"{called['whom']} {clause[called.end() :]}"
            return [Clause(asked, Status.CALLED_FOR, self._phrase(called["who"]))]
        return [Clause(clause, status, by)]

    def _shared(self, text: str) -> list[str]:
        """Repeat the subject before each verb that shares it."""
        text = OPENING.sub("", text)
        subject = re.match(rf"^(?P<subject>{ANY})(?=[ ,])", text)
        if not subject:
            return [text]
        parts = re.split(rf",? (?:and|but) (?={VERB})", text)
        return [parts[0], *(f"{subject['subject']} {part}" for part in parts[1:])]


def _is_singular(text: str) -> bool:
    return bool(re.match(r"(?:an?|one|the|its|his|her)\b", text, re.IGNORECASE)) or not re.search(
        r"(?:s|men|women|people)$", text
    )
