"""Links: what the clauses of a document state, with their status and who says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from yalu.documents.accounts import AccountReader
from yalu.documents.antecedents import AntecedentReader
from yalu.documents.attribution import BY_NOBODY
from yalu.documents.authorities import Authorities
from yalu.documents.cast import Cast
from yalu.documents.clauses import ClauseReader
from yalu.documents.dates import DateFound
from yalu.documents.ends import Ends
from yalu.documents.joining import Joiner
from yalu.documents.kept_words import goods_of, is_money, role_of, share_in
from yalu.documents.kinds import PERSON
from yalu.documents.kinship import Kinship
from yalu.documents.language import LanguageModel
from yalu.documents.matches import describes_last, holds
from yalu.documents.member import Place
from yalu.documents.notation import Clues
from yalu.documents.patterns import Pattern, pattern_index
from yalu.documents.phrase_links import PhraseLinkReader
from yalu.documents.plain_sentence import plain_sentence
from yalu.documents.quotation import SpeechReader
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.documents.settling import denial, settled
from yalu.documents.slots import Masked, Slot, mask
from yalu.documents.statement import Clause, Statement
from yalu.documents.status import REPORTED, in_sentence, status_of
from yalu.documents.stretches import GrowingStretches, Stretches
from yalu.documents.told import OF_PHRASES, as_reported, as_told, in_account, in_court_paper, of_record, without_guesses
from yalu.documents.tree_links import TreeReader
from yalu.documents.vocabulary import Vocabulary
from yalu.documents.voice import COURT_PAPERS, Voices
from yalu.model import Status

_EVENTS = {"sanctioned_by", "charged_by", "supplied", "paid", "transports"}
_ROLES = {"employed_by", "leads", "represents"}
_CONSPIRACY = re.compile(r"\bconspiracy that\b.*\bwould\b")
"""Of what conspirators "would" do, an indictment alleges that they did."""
_WOULD = re.compile(r"\bwould\b(?! not\b| never\b| have\b)")
_DATE = re.compile(r"⟦D\d+⟧")
_AT_ONCE = 64
"""Sentences that are parsed at once."""
_HEAD = 200
"""Characters at the start of a document in which the words that a pattern needs may stand, instead of its sentence."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in work: its place, its masks, the words in which a pattern's `needs` may stand, and its one date."""

    span: Span
    masked: Masked
    words: str
    date: str | None


class LinkReader:
    """Reads the links of one document, sentence by sentence.

    `head` is what stood before the text in the file. `skipped` counts the sentences that were too long to be read.
    """

    def __init__(
        self,
        text: str,
        cast: Cast,
        words: Vocabulary,
        dates: list[DateFound],
        model: LanguageModel | None = None,
        *,
        head: str = "",
    ) -> None:
        self.text, self.cast, self.words, self._model = text, cast, words, model
        self.skipped = 0
        self._dates = Stretches(dates)
        self._speech = SpeechReader(text, cast)
        self._voices = Voices(text, cast, head)
        self._accounts = AccountReader(text, cast)
        self._phrases = PhraseLinkReader(cast, words)
        self._authorities, self._ends = Authorities(cast), Ends(cast)
        self._pronouns: GrowingStretches[Place] = GrowingStretches()

    def read(self, sentences: list[Span], kinships: list[Kinship]) -> list[Statement]:
        """Give all statements, in the order of the text."""
        found: list[Statement] = []
        relatives = Stretches(kinships)
        if self._model is not None:
            antecedents = AntecedentReader(self.text, self.cast)
            antecedents.run(sentences)
            self._pronouns = antecedents.places
        for batch in _batches(self._short(sentences)):
            masked = [mask(self.text, span, self.cast, self._dates) for span in batch]
            trees = self._trees(batch)
            for number, (span, sentence) in enumerate(zip(batch, masked, strict=True)):
                if sentence.has_party():
                    found += self._sentence(
                        span, sentence, relatives.starting_in(span.start, span.end), trees.get(number)
                    )
        return found

    def _short(self, sentences: list[Span]) -> Iterator[Span]:
        for span in sentences:
            if span.end - span.start > LONGEST_SENTENCE:
                self.skipped += 1
            else:
                yield span

    def _trees(self, sentences: list[Span]) -> dict[int, TreeReader]:
        """Parse those sentences that speak of two parties or more: one alone has no link."""
        if self._model is None:
            return {}
        plain = {}
        for number, span in enumerate(sentences):
            more = self._pronouns.starting_in(span.start, span.end)
            parties = self.cast.places.starting_in(span.start, span.end)
            laws = self.cast.laws.starting_in(span.start, span.end)
            if len(more) + len(parties) + len(laws) > 1:
                plain[number] = plain_sentence(mask(self.text, span, self.cast, self._dates, more))
        plain = {number: sentence for number, sentence in plain.items() if len(sentence.slots) > 1}
        trees = self._model.trees([sentence.text for sentence in plain.values()])
        return {
            number: TreeReader(sentence, tree, lambda member: self.cast.members[member].name, self._authorities.last)
            for (number, sentence), tree in zip(plain.items(), trees, strict=True)
        }

    def _sentence(
        self, span: Span, masked: Masked, kinships: list[Kinship], tree: TreeReader | None
    ) -> list[Statement]:
        dates = [slot.date for slot in masked.slots if slot.kind == "D" and slot.date]
        words = f"{self.text[span.start : span.end]} {self.text[:_HEAD]}"
        sentence = _Sentence(span, masked, words, dates[0] if len(dates) == 1 else None)
        joiner = Joiner(masked, self.words)
        voice = self._voices.at(span.start)
        spoken = self._speech.speaker(span) or voice
        reader = ClauseReader(masked, lambda number: self.cast.members[number].name, spoken)
        clauses = reader.read(joiner.join())
        self._speech.last_speaker = reader.speaker or self._speech.last_speaker
        for group, members in joiner.groups:
            self._settle(group, members)
        if any(_DATE.search(clause.text) for clause in clauses):
            sentence = replace(sentence, date=None)  # it is the date of that clause, not of the others
        found = [item for clause in clauses for item in self._clause(clause, sentence)]
        found = [as_reported(item, tree) for item in found] if tree else found
        phrases = self._phrases.read(masked, span, kinships, clauses[-1], tree.called() if tree else ())
        found += [as_told(item, tree) for item in phrases] if tree else phrases
        if tree:
            found = settled([*found, *self._of_tree(tree, sentence, reader.spoken, reader.source or voice)])
        found = without_guesses(found)
        account = self._accounts.at(span)
        found = [in_account(self._in_sentence(item, masked), account) for item in found]
        if voice is None:
            found = [of_record(item, masked, spoken is not None) for item in found]
        found = [in_court_paper(item, voice) for item in found]
        return list(dict.fromkeys(found))

    def _of_tree(
        self, tree: TreeReader, sentence: _Sentence, spoken: str | None, source: str | None
    ) -> Iterator[Statement]:
        """Give what the sentence's tree states, weakened by who is quoted, with the sentence's date."""
        for item in tree.read(sentence.span, spoken, source):
            if not self._ends.are_idle(item.type, item.source, item.target):
                self.cast.use_law(item.target)
                yield replace(item, date=sentence.date) if item.type in _EVENTS else item

    def _in_sentence(self, item: Statement, masked: Masked) -> Statement:
        """Weaken a statement by what its whole sentence is, and read one's own "never" as a denial."""
        if item.type == "charged_by" and item.asserted_by in COURT_PAPERS and item.status is Status.ALLEGED:
            return replace(item, status=Status.ASSERTED, asserted_by=None)
        concerned = {self.cast.members[number].name for number in (item.source, item.target)}
        if item.status is Status.NEGATED and item.asserted_by:
            return replace(item, status=denial(item, item.asserted_by, concerned))
        if item.status is Status.PLANNED and self._tells_of_conspirators(item, masked):
            return replace(item, status=Status.ALLEGED)
        if item.pattern in OF_PHRASES:
            return item
        status = in_sentence(item.status, item.type, masked.text)
        if status is item.status:
            return item
        if status is Status.NEGATED and item.asserted_by and not BY_NOBODY.match(item.asserted_by):
            return replace(item, status=denial(item, item.asserted_by, concerned))
        reported = REPORTED.search(masked.text) if status is Status.ALLEGED else None
        speaker = (reported["behind"] or reported["before"]) if reported else None
        by = self.cast.members[masked.slot(speaker).members[0]].name if speaker else item.asserted_by
        return replace(item, status=status, asserted_by=by)

    def _tells_of_conspirators(self, item: Statement, masked: Masked) -> bool:
        """Whether an indictment says what conspirators "would" do, which it alleges that they did."""
        if _CONSPIRACY.search(masked.text):
            return True
        return self._voices.at(item.sentence.start) in COURT_PAPERS and _WOULD.search(masked.text) is not None

    def _settle(self, group: int, members: tuple[int, ...]) -> None:
        """Remember whom a group stands for, and give its nationality to them."""
        member = self.cast.members[group]
        if member.group_size in (None, len(members)) and not member.members:
            member.members = members
            if member.schema == PERSON:
                for number in members:
                    self.cast.members[number].countries |= member.countries

    def _clause(self, clause: Clause, sentence: _Sentence) -> Iterator[Statement]:
        for pattern in pattern_index().worth_trying(Clues.of(clause.text), sentence.words):
            if pattern.without_trees and self._model is not None:
                continue
            for match in pattern.expression.finditer(clause.text):
                if holds(pattern, match, clause, sentence.masked):
                    yield from self._statements(pattern, match, clause, sentence)

    def _statements(
        self, pattern: Pattern, match: re.Match[str], clause: Clause, sentence: _Sentence
    ) -> Iterator[Statement]:
        """Make a statement for each pair of the two ends' parties."""
        source, group = sentence.masked.slot(match["source"]), match.groupdict()
        goods = goods_of(group.get("goods"))
        if pattern.type == "supplied" and is_money(goods):
            return
        status, by = status_of(clause, match, pattern.type)
        if "target" in group:
            targets = sentence.masked.slot(match["target"]).members
        else:
            targets = self._authorities.law(clause.text, sentence.masked) or self._authorities.last(pattern.type)
        if status.joins_network:
            self._authorities.remember(pattern.type, targets)
        role = _role(pattern, match, clause, source)
        date = _date(clause, sentence) if pattern.type in _EVENTS else None
        sources = source.members[-1:] if describes_last(pattern, match) else source.members
        each_its_own = "respectively" in clause.text and len(sources) == len(targets)
        for place, one in enumerate(sources):
            for other in targets[place : place + 1] if each_its_own else targets:
                if one != other and not self._ends.are_idle(pattern.type, one, other):
                    yield Statement(
                        type=pattern.type,
                        source=one,
                        target=other,
                        status=status,
                        sentence=sentence.span,
                        pattern=pattern.id,
                        confidence=pattern.confidence,
                        role=role,
                        goods=goods,
                        date=date,
                        asserted_by=by,
                    )


def _batches(spans: Iterator[Span]) -> Iterator[list[Span]]:
    """Give sentences so many at a time that trees stay few in memory."""
    while batch := list(islice(spans, _AT_ONCE)):
        yield batch


def _role(pattern: Pattern, match: re.Match[str], clause: Clause, source: Slot) -> str | None:
    group = match.groupdict()
    role = role_of(group.get("role") or group.get("amount"))
    if role is None and pattern.source_described and pattern.type in _ROLES:
        role = role_of(source.description)
    return (share_in(clause.text, match) or role) if pattern.type == "owns" else role


def _date(clause: Clause, sentence: _Sentence) -> str | None:
    """The clause's own date where it has one, else the sentence's."""
    own = {sentence.masked.slot(item).date for item in _DATE.findall(clause.text)}
    return next(iter(own)) if len(own) == 1 else sentence.date
