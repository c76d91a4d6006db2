"""Links: what the clauses of a document state, with their status and who says so."""

import re
from collections.abc import Iterator
from dataclasses import replace

from yalu.documents.cast import Cast
from yalu.documents.clauses import Clause, ClauseReader
from yalu.documents.coreference import Kinship
from yalu.documents.dates import DateFound
from yalu.documents.patterns import Pattern, patterns
from yalu.documents.phrase_links import PhraseLinks
from yalu.documents.sentences import Span
from yalu.documents.slots import Masked, mask
from yalu.documents.statement import STANDING, Statement, status_of, without_kept
from yalu.documents.vocabulary import Vocabulary
from yalu.model import Status

_MONEY = re.compile(
    r"[$€£¥]\s?\d|\b(?:USD|EUR|RMB|CNY|RUB) ?\d|\b(?:million|billion) (?:dollars|euros|yuan)\b|"
    r"^(?:cash|money|funds|payments?)\b"
)
_AUTHORITIES = {
    "charged_by": re.compile(r"Justice|Prosecut|Attorney|FBI|Federal Bureau of Investigation|Police"),
    "sanctioned_by": re.compile(
        r"Treasury|Foreign Assets|OFAC|Department of State|State Department|Council|Secretary of State"
    ),
}
_EVENTS = {"sanctioned_by", "charged_by", "supplied", "paid", "transports"}


class LinkReader:
    """Reads the links of one document, sentence by sentence."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary, dates: list[DateFound]) -> None:
        self.text, self.cast, self.words, self.dates = text, cast, words, dates
        self._last_speaker: str | None = None
        self._authorities: dict[str, tuple[int, ...]] = {}

    def read(self, sentences: list[Span], kinships: list[Kinship]) -> list[Statement]:
        """Give all statements, in the order of the text."""
        found: list[Statement] = []
        for sentence in sentences:
            masked = mask(self.text, sentence, self.cast, self.dates)
            if sum(slot.kind not in "DL" for slot in masked.slots) < 1:
                continue
            found += self._sentence(
                sentence, masked, [kin for kin in kinships if sentence.start <= kin.start < sentence.end]
            )
        return [self._as_denial(item, found) for item in found]

    def _as_denial(self, item: Statement, found: list[Statement]) -> Statement:
        """Read as a denial what one of the two, or somebody who speaks for one, says is not so."""
        speaker = next((member for member in self.cast.members if member.name == item.asserted_by), None)
        if item.status is not Status.NEGATED or speaker is None:
            return item
        speaks_for = {
            other.target
            for other in found
            if other.source == speaker.number and other.type in ("employed_by", "leads", "represents")
        }
        concerned = bool((speaks_for | {speaker.number}) & {item.source, item.target})
        return replace(item, status=Status.DENIED) if concerned else item

    def _sentence(self, sentence: Span, masked: Masked, kinships: list[Kinship]) -> list[Statement]:
        original = list(masked.slots)
        reader = ClauseReader(masked, self.words, lambda number: self.cast.members[number].name, self._speech(sentence))
        clauses = reader.read()
        if reader.speaker:
            self._last_speaker = reader.speaker
        for group, members in reader.groups:
            self._settle(group, members)
        dates = [slot.date for slot in original if slot.kind == "D" and slot.date]
        date = dates[0] if len(dates) == 1 else None
        found = [item for clause in clauses for item in self._clause(clause, sentence, masked, date)]
        whole = clauses[-1] if clauses else Clause("", Status.ASSERTED)
        found += PhraseLinks(self.cast, self.words, sentence, whole).read(masked, kinships)
        return list(dict.fromkeys(found))

    def _settle(self, group: int, members: tuple[int, ...]) -> None:
        member = self.cast.members[group]
        if member.group_size in (None, len(members)) and not member.members:
            member.members = members
            for number in members:
                self.cast.members[number].countries |= member.countries if member.schema == "Person" else set()

    def _speech(self, sentence: Span) -> str | None:
        """The speaker, where the sentence stands mostly inside quotation marks."""
        begin = self.text.rfind("\n\n", 0, sentence.start) + 2 if "\n\n" in self.text[: sentence.start] else 0
        before = self.text[begin : sentence.start]
        inside = len(re.findall(r"[\"“”]", before)) % 2 == 1
        words = self.text[sentence.start : sentence.end]
        quoted = 0
        for piece in re.split(r"[\"“”]", words):
            quoted += len(piece) if inside else 0
            inside = not inside
        if quoted * 2 < len(words):
            return None
        end = self.text.find("\n\n", sentence.start)
        return (
            self._paragraph_speaker(begin, end if end > 0 else len(self.text))
            or self._last_speaker
            or "a person quoted"
        )

    def _paragraph_speaker(self, begin: int, end: int) -> str | None:
        for place in self.cast.places:
            if begin <= place.start < end and re.match(
                r",?(?: [^.\"“”]{0,160},)? (?:said|says|told|added|wrote|warned)\b|,? (?:said|says)\b",
                self.text[place.end : place.end + 180],
            ):
                return self.cast.members[place.member].name
        return None

    def _clause(self, clause: Clause, sentence: Span, masked: Masked, date: str | None) -> Iterator[Statement]:
        for pattern in patterns():
            if pattern.needs and not pattern.needs.search(
                self.text[sentence.start : sentence.end] + " " + self.text[:200]
            ):
                continue
            for match in pattern.expression.finditer(clause.text):
                if pattern.unless and pattern.unless.search(match.group()):
                    continue
                if pattern.source_described and not pattern.source_described.search(
                    masked.slot(match["source"]).description or ""
                ):
                    continue
                if pattern.target_described and not pattern.target_described.search(
                    masked.slot(match["target"]).description or ""
                ):
                    continue
                if not pattern.passive and re.search(r"\bby\b", without_kept(match)):
                    continue
                if pattern.not_before and pattern.not_before.search(clause.text[: match.start()]):
                    continue
                yield from self._statements(pattern, match, clause, sentence, masked, date)

    def _statements(
        self, pattern: Pattern, match: re.Match[str], clause: Clause, sentence: Span, masked: Masked, date: str | None
    ) -> Iterator[Statement]:
        group = match.groupdict()
        status, by = status_of(clause, match, pattern.type)
        role = _role(group.get("role") or group.get("amount"))
        if pattern.source_described and role is None and pattern.type in ("employed_by", "leads", "represents"):
            role = _role(masked.slot(match["source"]).description)
        if pattern.type == "owns":
            role = _share(clause.text, match) or role
        goods = _goods(group.get("goods"))
        if pattern.type == "supplied" and any(_MONEY.search(item) for item in goods):
            return
        local = [masked.slot(item).date for item in re.findall(r"⟦D\d+⟧", clause.text)]
        day = next((value for value in local if value), None) if len(set(local)) == 1 else date
        day = day if pattern.type in _EVENTS else None
        targets = masked.slot(match["target"]).members if "target" in group else self._authority(pattern.type)
        if pattern.type in ("sanctioned_by", "charged_by") and status.joins_network and targets:
            self._authorities[pattern.type] = targets
        for source in masked.slot(match["source"]).members:
            for target in targets:
                if source != target and not self._is_idle(pattern.type, source, target):
                    yield Statement(
                        pattern.type,
                        source,
                        target,
                        status,
                        sentence,
                        pattern.id,
                        pattern.confidence,
                        role,
                        goods,
                        day,
                        by,
                    )

    def _authority(self, kind: str) -> tuple[int, ...]:
        """The authority that last did so in this document, for "Parsek LLC was also designated today"."""
        if kind in self._authorities:
            return self._authorities[kind]
        named = [
            member
            for member in self.cast.members
            if member.schema == "PublicBody" and not member.unnamed and _AUTHORITIES[kind].search(member.name)
        ]
        return (named[0].number,) if named else ()

    def _is_idle(self, kind: str, source: int, target: int) -> bool:
        """Whether a link says what somebody is who is only described, once, as one of many ("a company in Dubai")."""
        ends = [self.cast.members[number] for number in (source, target)]
        vague = [
            item.unnamed and item.group_size is None and re.match(r"(?:an?|one|another)\b", item.names[0], re.I)
            for item in ends
        ]
        return bool(all(vague) or (vague[0] and kind in STANDING | {"owns"}))


def _role(text: str | None) -> str | None:
    plain = re.sub(r"⟦[A-Z]\d+⟧", "", text or "").strip(" ,")
    return (
        re.sub(r"^(?:(?:is|was|now|currently|then|as|an?|the|its|left|right|,|also|listed|served) )+", "", plain)
        or None
    )


def _share(text: str, match: re.Match[str]) -> str | None:
    found = re.findall(r"\d+(?:\.\d+)?(?: ?%| percent| per cent)", text[max(0, match.start() - 30) : match.end()])
    return found[0] if len(found) == 1 else None


def _goods(text: str | None) -> tuple[str, ...]:
    plain = re.sub(
        r"^(?:(?:the|an?|some|several|of|its|their|more|at least \w+ of the) )+", "", (text or "").strip(" ,")
    )
    plain = re.sub(r"⟦[A-Z]\d+⟧", "", plain).strip(" ,")
    return (plain,) if plain else ()
