"""Links read from sentences' trees, by the verbs and nouns of data/predicates.yaml."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yalu.documents.noun_grammar import NounGrammar
from yalu.documents.plain_sentence import PlainSentence
from yalu.documents.predicates import Predicate, predicates
from yalu.documents.sentences import Span
from yalu.documents.slots import Slot
from yalu.documents.stance import Stance, reported, stance_of
from yalu.documents.statement import Statement
from yalu.documents.tree import Tree, Word
from yalu.model import Status

_SHARES = {"share", "shares", "stock", "capital", "equity", "board", "ownership", "account", "accounts"}
_SEATS = {
    "office",
    "offices",
    "branch",
    "plant",
    "factory",
    "warehouse",
    "headquarters",
    "workshop",
    "shipyard",
    "shop",
}
_DEPARTMENTS = {"department", "division", "section", "desk", "arm", "wing", "directorate"}
_PAIRED = {"couple", "brothers", "sisters", "siblings", "spouses", "twins"}
_LISTS = {"list", "blacklist", "register"}
_HYPHENATED = {
    "based": "place-based", "headquartered": "place-based", "registered": "place-based",
    "flagged": "place-flagged",
}  # fmt: skip
_WHERE = {"in", "of", "with", "at", "near"}
_BOARDS = {"board", "directors", "company", "firm", "bank", "group", "subsidiary", "which", "trade", "office"}
_PAIR = 2
_NOUNS = {"NN", "NNS", "NNP", "NNPS", "JJ"}
_QUOTES = {'"', "“", "”", "``", "''"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a predicate says of two parties, by their slots, before it becomes a statement about members."""

    predicate: Predicate
    source: Slot
    target: Slot
    word: Word
    role: str
    goods: tuple[str, ...] = ()


class TreeReader:
    """Reads the links of one parsed sentence. `name_of` gives the name of a member by its number."""

    def __init__(self, plain: PlainSentence, tree: Tree, name_of: Callable[[int], str]) -> None:
        table = predicates()
        by_word = {word.number: slot for start, slot in plain.slots.items() if (word := tree.at(start)) is not None}
        self.grammar = NounGrammar(tree, by_word, table.lemmas)
        self._table, self._name_of = table, name_of
        self._each_its_own = "respectively" in plain.text

    def read(self, sentence: Span, spoken: str | None, source: str | None) -> Iterator[Statement]:
        """Give the statements of the sentence, in the order of its words.

        `spoken` is who speaks what stands in quotation marks, `source` whom the whole sentence goes by.
        """
        for word in self.grammar.tree.words:
            lemma = self.grammar.lemma(word)
            if self.grammar.states(word):
                for predicate in self._table.verbs.get(lemma, ()):
                    yield from self._stated(self._by_verb(predicate, word), sentence, spoken, source)
            slot = self.grammar.slots.get(word.number)
            if slot is not None:
                yield from self._stated(self._beside(word), sentence, spoken, source)
            if slot is None and word.text.lower() in _PAIRED:
                yield from self._stated(self._related_behind(word), sentence, spoken, source)
            if (slot is None or slot.unnamed) and word.tag in _NOUNS:
                for predicate in self._table.nouns.get(lemma, ()):
                    yield from self._stated(self._by_noun(predicate, word), sentence, spoken, source)

    def _stated(
        self, found: Iterator[Found], sentence: Span, spoken: str | None, source_of_all: str | None
    ) -> Iterator[Statement]:
        for item in found:
            stance = stance_of(item.word, self.grammar)
            status, by = stance.status, self._speaker(stance)
            said_by = source_of_all or (spoken if self._is_quoted(item.word) else None)
            if said_by and status is Status.ASSERTED:
                status, by = Status.ALLEGED, said_by
            for source in item.source.members or ():
                for target in item.target.members:
                    if source != target:
                        yield Statement(
                            type=item.predicate.type,
                            source=source,
                            target=target,
                            status=status,
                            sentence=sentence,
                            pattern=item.predicate.id,
                            confidence=item.predicate.confidence,
                            role=item.role,
                            goods=item.goods,
                            asserted_by=by,
                        )

    def told(self, member: int) -> tuple[bool, str | None]:
        """Tell whether all that the sentence says of a member is what somebody is reported to say, and who."""
        words = [self.grammar.tree.words[n] for n, slot in self.grammar.slots.items() if member in slot.members]
        found = [reported(word, self.grammar) for word in words]
        if not found or not all(told for told, _ in found):
            return False, None
        return True, self._speaker(Stance(Status.ALLEGED, tuple(found[0][1])))

    def _speaker(self, stance: Stance) -> str | None:
        parties = self.grammar.parties(stance.by)
        if parties and parties[0].members:
            return self._name_of(parties[0].members[0])
        return self.grammar.phrase(stance.by[0]) if stance.by else None

    def _is_quoted(self, word: Word) -> bool:
        """Whether a word stands in quotation marks; a sentence without any, within a longer speech, does so wholly."""
        marks = [other.number for other in self.grammar.tree.words if other.text in _QUOTES]
        return not marks or sum(number < word.number for number in marks) % 2 == 1

    # --- verbs -------------------------------------------------------------------------------------------------

    def _by_verb(self, predicate: Predicate, verb: Word) -> Iterator[Found]:
        grammar = self.grammar
        if predicate.particle and predicate.particle not in grammar.particles(verb):
            return
        if predicate.unless and self._parties(verb, (predicate.unless,)):
            return
        if predicate.needs_behind and not grammar.behind(verb, predicate.needs_behind):
            return
        if predicate.needs_with and not any(w.text.lower() in predicate.needs_with for w in grammar.around(verb)):
            return
        things = grammar.patients(verb)
        if predicate.without and any(w.text.lower() in predicate.without for w in grammar.region(things)):
            return
        goods_words = self._place(verb, predicate.goods) if predicate.goods else []
        if any(w.text.lower() in predicate.without_goods for w in grammar.region(goods_words)):
            return
        goods = tuple(text for word in goods_words for text in grammar.goods(word))
        sources, targets = self._parties(verb, predicate.source), self._parties(verb, predicate.target)
        for source in sources:
            for target in targets:
                if (
                    self._each_its_own
                    and len(sources) == len(targets)
                    and sources.index(source) != targets.index(target)
                ):
                    continue
                if self._fits(predicate, source, target):
                    yield Found(predicate, source, target, verb, verb.text, goods)

    def _parties(self, verb: Word, places: tuple[str, ...]) -> list[Slot]:
        for place in places:
            found = self.grammar.parties(self._place(verb, place))
            if found:
                return found
        return []

    def _place(self, verb: Word, place: str) -> list[Word]:
        grammar = self.grammar
        if place == "subject":
            return grammar.agents(verb)
        if place == "object":
            return [owner for thing in grammar.patients(verb) for owner in self._of_shares(thing)]
        if place == "recipient":
            return grammar.recipients(verb)
        if place == "determiner":
            return grammar.determiners(verb)
        if place == "announcer":
            return grammar.announcers(verb)
        if place == "sanctions":
            under = [one for one in grammar.behind(verb, "under") if one.text.lower() == "sanctions"]
            return [owner for one in under for owner in grammar.owners_of(one, ("by", "of", "from"))]
        if place == "list":
            lists = [one for to in ("to", "on") for one in grammar.behind(verb, to) if grammar.lemma(one) in _LISTS]
            return [owner for one in lists for owner in grammar.owners_of(one, ())]
        if place.startswith("object "):
            behind = [
                found
                for thing in grammar.patients(verb)
                for found in grammar.behind(thing, place.removeprefix("object "))
            ]
        else:
            behind = grammar.behind(verb, place)
        return [owner for word in behind for owner in self._of_shares(word)]

    def _of_shares(self, word: Word) -> list[Word]:
        """Read "the shares of ⟦O0⟧" and "⟦O0⟧'s shares" as ⟦O0⟧."""
        if word.text.lower() not in _SHARES | _SEATS | _DEPARTMENTS:
            return [word]
        return self.grammar.owners_of(word, ("of", "in", "for")) or [word]

    def _fits(self, predicate: Predicate, source: Slot, target: Slot) -> bool:
        if source.kind not in predicate.source_kinds or target.kind not in predicate.target_kinds:
            return False
        if predicate.about:
            words = {word for phrase in self._described(target) for word in phrase.lower().split()}
            return bool(words & predicate.about)
        return True

    def _described(self, slot: Slot) -> Iterator[str]:
        """Give what the sentence calls a party beside its name."""
        yield slot.description or ""
        for number, known in self.grammar.slots.items():
            if known is slot:
                word = self.grammar.tree.words[number]
                for one in self.grammar.region(self.grammar.tree.children(word, "appos", "compound", "amod")):
                    own = self.grammar.slots.get(one.number)
                    yield own.text if own is not None and own.unnamed else one.text

    # --- what stands beside a name ----------------------------------------------------------------------------------

    def _beside(self, word: Word) -> Iterator[Found]:
        """Read a place or a body that hangs on a party: "⟦P0⟧ of ⟦O1⟧", "⟦C0⟧-based ⟦O1⟧", "⟦O1⟧, a trader in ⟦C0⟧"."""
        slot, head = self.grammar.slots[word.number], self.grammar.tree.head(word)
        if slot.kind == "P" and slot.described_as in _PAIRED:
            yield from self._related(word)
        if slot.kind in "OV" and slot.described_as:
            yield from self._own_company(word, slot)
        if head is None:
            return
        if slot.kind == "C" and head.text.lower() in _HYPHENATED:
            noun = self._described_in(head) if self._next_party(head) is None else self._next_party(head)
            yield from self._found(_HYPHENATED[head.text.lower()], noun, slot, head)
        elif slot.kind == "C" and word.relation in {"compound", "nmod"} and head.text.lower() in _SEATS:
            yield from self._seated(head, slot, word)
        elif slot.kind == "C" and word.relation in {"compound", "nmod"} and head.number not in self.grammar.slots:
            if self.grammar.lemma(head) in self._table.describing:
                yield from self._found("compound-place", head, slot, head)
        elif word.relation == "pobj" and head.text.lower() in _WHERE and head.relation == "prep":
            noun = self.grammar.tree.head(head)
            if noun is None or noun.is_verb:
                return
            described = self.grammar.slots.get(noun.number)
            if slot.kind == "C" and noun.text.lower() in _SEATS:
                yield from self._seated(noun, slot, head)
            elif slot.kind == "C" and (described is None or described.unnamed):
                is_kind = described is not None or self.grammar.lemma(noun) in self._table.describing
                if is_kind:
                    yield from self._found("described-in-place", noun, slot, head)
            elif slot.kind == "C" and head.text.lower() == "of" and _is_name_of_person(described) and word.number > 2:
                if self.grammar.tree.words[head.number - 1].text == ",":
                    yield from self._found("described-in-place", noun, slot, head)
            elif slot.kind == "O" and head.text.lower() in {"of", "with", "at"} and _is_name_of_person(described):
                yield from self._found("person-of-body", noun, slot, head)

    def _own_company(self, word: Word, slot: Slot) -> Iterator[Found]:
        """Read "⟦P0⟧'s Toronto firm, ⟦O1⟧", of which the plain sentence keeps "⟦P0⟧'s ⟦O1⟧"."""
        known, noun = self._table.by_id("noun-own-company"), slot.described_as
        if noun in known.words:
            for source in self.grammar.parties(self.grammar.tree.children(word, "poss")):
                if self._fits(known, source, slot):
                    yield Found(known, source, slot, word, noun)

    def _described_in(self, based: Word) -> Word | None:
        """Give the noun of "a ⟦C0⟧-registered company", where it stands for a party."""
        noun = self.grammar.tree.head(based)
        if based.relation != "amod" or noun is None or not noun.is_noun:
            return None
        return noun if self.grammar.parties([noun]) else None

    def _seated(self, seat: Word, place: Slot, word: Word) -> Iterator[Found]:
        """Read "⟦O0⟧'s office in ⟦C1⟧" and "⟦O0⟧, a forwarder with a warehouse near ⟦C1⟧"."""
        known = self._table.beside["seat-in-place"]
        owners = self.grammar.owners_of(seat, ("of",))
        preposition = self.grammar.tree.head(seat)
        if not owners and preposition is not None and preposition.text.lower() == "with":
            noun = self.grammar.tree.head(preposition)
            owners = [noun] if noun is not None and not noun.is_verb else []
        for source in self.grammar.parties(owners):
            if self._fits(known, source, place):
                yield Found(known, source, place, word, seat.text)

    def _related_behind(self, noun: Word) -> Iterator[Found]:
        """Read "⟦P0⟧ and ⟦P1⟧, brothers from ⟦C2⟧"."""
        words = self.grammar.tree.words
        if noun.number < _PAIR or words[noun.number - 1].text != ",":
            return
        second = words[noun.number - 2]
        first = self.grammar.tree.head(second)
        if second.relation == "conj" and first is not None and self.grammar.tree.children(first, "cc"):
            yield from self._related(first, noun.text)

    def _related(self, word: Word, role: str | None = None) -> Iterator[Found]:
        """Read "a couple, ⟦P0⟧ and ⟦P1⟧"."""
        known = self._table.beside["pair-of-relatives"]
        pair = self.grammar.parties([word])
        if len(pair) == _PAIR and self._fits(known, pair[0], pair[1]):
            yield Found(known, pair[0], pair[1], word, role or pair[0].described_as)

    def _next_party(self, word: Word) -> Word | None:
        """Give the party's word that follows "-based", before which parsers may see another."""
        for one in self.grammar.tree.words[word.number + 1 : word.number + 6]:
            if one.number in self.grammar.slots:
                return one
            if not one.tag.startswith(("NN", "JJ", "HYPH", "VBG")):
                return None
        return None

    def _found(self, predicate: str, noun: Word | None, target: Slot, word: Word) -> Iterator[Found]:
        if noun is None:
            return
        known = self._table.beside[predicate]
        holders = self.grammar.holders(noun) if noun.number not in self.grammar.slots else [noun]
        for source in self.grammar.parties(holders):
            if self._fits(known, source, target) and (not source.unnamed or source.is_plural):
                yield Found(known, source, target, word, word.text)

    # --- nouns -------------------------------------------------------------------------------------------------

    def _by_noun(self, predicate: Predicate, noun: Word) -> Iterator[Found]:
        phrase = self.grammar.phrase(noun).lower()
        before = set(phrase.split()[:-1])
        if not self._says(predicate, phrase, before):
            return
        places = {
            "holder": lambda: self.grammar.parties(self.grammar.holders(noun)),
            "fellow": lambda: self.grammar.parties(self.grammar.holders(noun)),
            "owner": lambda: self.grammar.parties(
                owner for word in self.grammar.owners_of(noun, predicate.of) for owner in self._of_shares(word)
            ),
        }
        if predicate.type == "leads" and self._is_of_matter(noun):
            predicate = self._table.by_id("noun-lesser-leader")
        sources = places[predicate.source[0]]()
        targets = places[predicate.target[0]]() if sources else []
        if predicate.target[0] == "fellow" and sum(len(slot.members) for slot in sources) != _PAIR:
            return
        for source in sources:
            for target in targets:
                if self._fits(predicate, source, target):
                    yield Found(predicate, source, target, noun, self.grammar.phrase(noun))

    def _is_of_matter(self, noun: Word) -> bool:
        """Whether somebody heads a matter and not a body: "head of investigations" at a firm works there."""
        of = self.grammar.tree.children(noun, "prep")
        under = [obj for one in of if one.text in {"of", "for"} for obj in self.grammar.under(one)]
        return bool(under) and not any(self.grammar.parties([obj]) or obj.text in _BOARDS for obj in under)

    def _says(self, predicate: Predicate, phrase: str, before: set[str]) -> bool:
        if predicate.modifiers and not before & predicate.modifiers:
            return False
        if before & predicate.without_modifiers:
            return False
        if predicate.phrases and not any(phrase.endswith(item) for item in predicate.phrases):
            return False
        return not any(phrase.endswith(item) for item in predicate.not_phrases)


def _is_name_of_person(slot: Slot | None) -> bool:
    return slot is not None and slot.kind == "P" and not slot.unnamed
