"""Links: what the clauses of a document state, with their status and who says so."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from yalu.documents.cast import Cast
from yalu.documents.clauses import Clause, ClauseReader
from yalu.documents.coreference import Kinship
from yalu.documents.dates import DateFound
from yalu.documents.mentions import countries_in
from yalu.documents.patterns import Pattern, patterns
from yalu.documents.sentences import Span
from yalu.documents.slots import Masked, Slot, mask
from yalu.documents.vocabulary import Vocabulary
from yalu.model import Status

_NEGATED = re.compile(
    r"\b(?:not|never|no longer|neither|nor|without|cannot|no|none|failed to|fails to|refused to|declined to|stopped|ceased|"
    r"yet to|stopping short of)\b|n't\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|could|may|might|can|shall|plans?|planned|planning|intends?|intended|expects?|expected|likely|set to|"
    r"about to|seeks?|seeking|sought|wants?|wanted|hopes?|hoped|considering|considers|threatened|threatens|proposed|"
    r"proposes|prepares?|preparing|aims?|unless|whether|possible|possibly|perhaps|potential(?:ly)?|agreed to|offered to|"
    r"tried to|attempted to|attempting to|trying to|if|once|risk|authority to|weighing|mulling|discussed|talks)\b",
    re.IGNORECASE,
)
_CALLED_FOR = re.compile(
    r"\b(?:should|must|ought to|call(?:s|ed|ing)? (?:on|for)|urg(?:es?|ed|ing)|demand(?:s|ed)?|recommend(?:s|ed)?|needs? to|pressed)\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[,;:] |\b(?:as|because|while|when|after|since|where|although|before) ")
_MONEY = re.compile(
    r"[$€£¥]\s?\d|\b(?:USD|EUR|RMB|CNY|RUB) ?\d|\b(?:million|billion) (?:dollars|euros|yuan)\b|^(?:cash|money|funds|payments?)\b"
)
_AUTHORITIES = {
    "charged_by": re.compile(r"Justice|Prosecut|Attorney|FBI|Federal Bureau of Investigation|Police"),
    "sanctioned_by": re.compile(
        r"Treasury|Foreign Assets|OFAC|Department of State|State Department|Council|Secretary of State"
    ),
}
_EVENTS = {"sanctioned_by", "charged_by", "supplied", "paid", "transports"}
_DENIED = re.compile(r"\b(?:denied|denies|denying|rejected|rejects|disputed|disputes|contested|contests|refuted)\b")
_STANDING = {"employed_by", "leads", "represents", "located_in", "national_of", "part_of", "family_of"}
"""Types that name what somebody is: the sentence around a role ("..., its spokesman, said") does not weaken it."""
_ALLEGED = re.compile(
    r"\b(?:allegedly|reportedly|alleged|accused|suspected|believed|purportedly|purported|said to|thought to|apparently|"
    r"claims?|claimed|appears? to|seems? to|charged with|assessed to|understood to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A link that one sentence states between two members of the cast."""

    type: str
    source: int
    target: int
    status: Status
    sentence: Span
    pattern: str
    confidence: float
    role: str | None = None
    goods: tuple[str, ...] = ()
    date: str | None = None
    asserted_by: str | None = None


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
        return found

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
        found += self._kin(kinships, sentence, whole)
        found += self._of_slots(masked, sentence, whole)
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
                if not pattern.passive and re.search(r"\bby\b", _without_kept(match)):
                    continue
                if pattern.not_before and pattern.not_before.search(clause.text[: match.start()]):
                    continue
                yield from self._statements(pattern, match, clause, sentence, masked, date)

    def _statements(
        self, pattern: Pattern, match: re.Match[str], clause: Clause, sentence: Span, masked: Masked, date: str | None
    ) -> Iterator[Statement]:
        group = match.groupdict()
        status, by = _status(clause, match, pattern.type)
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
        vague = [item.unnamed and item.group_size is None and re.match(r"(?:an?|one|another)\b", item.names[0], re.I) for item in ends]
        return bool(all(vague) or (vague[0] and kind in _STANDING | {"owns"}))

    def _kin(self, kinships: list[Kinship], sentence: Span, whole: Clause) -> Iterator[Statement]:
        for kin in kinships:
            role = self.words.kinship[kin.relation]
            status = Status.ALLEGED if whole.status is Status.ALLEGED else Status.ASSERTED
            yield Statement(
                "family_of",
                kin.person,
                kin.relative,
                status,
                sentence,
                "kinship",
                0.9,
                role,
                asserted_by=whole.asserted_by if status is Status.ALLEGED else None,
            )

    def _of_slots(self, masked: Masked, sentence: Span, whole: Clause) -> Iterator[Statement]:
        """Links that stand in the parties' own phrases: possessives, nationalities, titles."""
        status = Status.ALLEGED if whole.status is Status.ALLEGED else Status.ASSERTED
        by = whole.asserted_by if status is Status.ALLEGED else None

        def statement(link: str, source: int, target: int, pattern: str, role: str | None = None) -> Statement:
            return Statement(link, source, target, status, sentence, pattern, 0.8, role, asserted_by=by)

        for match in re.finditer(r"(⟦[OC]\d+⟧)'s (?:\w+ )?(⟦O\d+⟧)", masked.text):
            owner, body = masked.slot(match.group(1)), masked.slot(match.group(2))
            if (
                not body.unnamed
                and self.cast.members[body.members[0]].schema == "PublicBody"
                and owner.members != body.members
            ):
                yield statement("part_of", body.members[0], owner.members[0], "possessive-body")
        for match in re.finditer(r"(⟦[PEC]\d+⟧)'s? (⟦[PE]\d+⟧)", masked.text):
            owner, other = masked.slot(match.group(1)), masked.slot(match.group(2))
            if (
                other.unnamed
                and re.search(r"\b(?:counterparts?|associates?|partners?|accomplices?)\b", other.text)
                and owner.kind != "C"
            ):
                yield statement("associate_of", other.members[0], owner.members[0], "possessive-counterpart")
        for slot in masked.slots:
            yield from self._nationality(slot, statement)
        yield from self._titles(masked, statement)

    def _titles(self, masked: Masked, statement: Callable[..., Statement]) -> Iterator[Statement]:
        """Read "North Korean leader ⟦P⟧" and "U.S. Secretary of State ⟦P⟧" as links to the country."""
        for match in re.finditer(
            r"([A-Z][\w.]*(?: Korean)?) ((?:former )?[a-z ]{0,20}?(?:leader|president|dictator|premier|prime minister|ambassador|envoy|foreign minister|negotiator)) (⟦P\d+⟧)",
            masked.text,
        ):
            country = self._country(self.words.demonyms.get(match.group(1), "-"))
            if country is not None:
                kind = (
                    "leads" if re.search(r"leader|president|dictator|premier|prime", match.group(2)) else "represents"
                )
                yield statement(kind, masked.slot(match.group(3)).members[0], country, "national-title", match.group(2))
        for slot in masked.slots:
            title = slot.title or ""
            code = next((code for word, code in self.words.countries.items() if title.startswith(word + " ")), None)
            country = self._country(code) if code and slot.kind == "P" else None
            if country is not None and not re.search(r"\b(?:national|citizen|company|firm)\b", title):
                yield statement("represents", slot.members[0], country, "title", re.sub(r"^\S+ ", "", title))

    def _nationality(self, slot: Slot, statement: Callable[..., Statement]) -> Iterator[Statement]:
        named = bool(slot.description) and not slot.unnamed
        phrase = slot.description if named else slot.text if slot.unnamed else None
        if not phrase or slot.kind not in "POEV" or not slot.members:
            return
        member = self.cast.members[slot.members[0]]
        plain = phrase if slot.kind == "V" else re.sub(r"\S+-(?:based|registered|flagged|linked|backed)\b", "", phrase)
        codes = countries_in(plain, self.words)
        country = self._country(codes[0]) if len(codes) == 1 else None
        is_place = any(
            re.search(rf"\b{re.escape(word)}\b", phrase)
            for word in self.words.countries
            if word not in self.words.demonyms
        )
        if named and slot.kind != "V" and country is not None and is_place and not re.search(r"\b(?:national|citizen)\b", phrase):
            yield statement("located_in", slot.members[0], country, "place-description")
        elif country is not None and (named or (member.group_size and member.schema == "Person")):
            yield statement("national_of", slot.members[0], country, "nationality")
        if named:
            for place in self.cast.members:
                if place.schema == "Territory" and not place.unnamed and not place.countries:
                    if any(re.search(rf"\b{re.escape(name)}\b(?!-)", phrase) for name in place.names):
                        yield statement("located_in", slot.members[0], place.number, "place-description")
        based = re.search(r"([A-Z][\w.]*(?: [A-Z]\w*)*)-based", phrase)
        if based and (named or member.group_size):
            place = next(
                (m.number for m in self.cast.members if m.schema == "Territory" and based.group(1) in m.names), None
            )
            if place is not None:
                yield statement("located_in", slot.members[0], place, "place-based")

    def _country(self, code: str) -> int | None:
        known = next((m.number for m in self.cast.members if m.schema == "Territory" and m.countries == {code}), None)
        return known if known is not None else self.cast.add_country(code)


def _status(clause: Clause, match: re.Match[str], kind: str) -> tuple[Status, str | None]:
    """How the clause states the match: its own negation and modality weaken what its surroundings say."""
    before = clause.text[: match.start()]
    cut = max((found.end() for found in _BOUNDARY.finditer(before)), default=0)
    region = _without_kept(match) if kind in _STANDING else clause.text[cut : match.start()] + _without_kept(match)
    if clause.status is Status.DENIED or _DENIED.search(before + _without_kept(match)):
        return Status.DENIED, clause.asserted_by
    if clause.status is Status.NEGATED or _NEGATED.search(re.sub(r"\bnot only\b", "", region)):
        return Status.NEGATED, clause.asserted_by
    if clause.status is Status.CALLED_FOR or _CALLED_FOR.search(region):
        return Status.CALLED_FOR, clause.asserted_by
    if _PLANNED.search(region) or (
        kind not in _STANDING and re.search(r"\b(?:if|unless|whether)\b", before, re.IGNORECASE)
    ):
        return Status.PLANNED, clause.asserted_by
    if clause.status is Status.ALLEGED or _ALLEGED.search(region):
        return Status.ALLEGED, clause.asserted_by
    return Status.ASSERTED, None


def _without_kept(match: re.Match[str]) -> str:
    """The matched words less those that are kept with the link: what goods are called says nothing of the status."""
    words = match.group()
    for kept in ("goods", "role"):
        value = match.groupdict().get(kept)
        words = words.replace(value, " ") if value else words
    return words


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
