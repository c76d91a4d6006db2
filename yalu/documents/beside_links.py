"""Links that hang on a name itself: "⟦P0⟧ of ⟦O1⟧", "⟦C0⟧-based ⟦O1⟧", "⟦O1⟧, a trader in ⟦C0⟧"."""

from collections.abc import Iterator

from yalu.documents.places import SEATS, Found, Places
from yalu.documents.predicates import Predicates
from yalu.documents.slots import Slot
from yalu.documents.tree import Word
from yalu.documents.vocabulary import words_of

PAIRED = words_of("paired")
_HYPHENATED = {
    "based": "place-based", "headquartered": "place-based", "registered": "place-based",
    "flagged": "place-flagged", "domiciled": "place-based", "incorporated": "place-based",
    "owned": "owned-by-name", "controlled": "owned-by-name",
    "sanctioned": "sanctioned-by-name", "designated": "sanctioned-by-name", "blacklisted": "sanctioned-by-name",
}  # fmt: skip
_WHERE = {"in", "of", "with", "at", "near"}
_PAIR = 2


class BesideLinks:
    """Reads what hangs on the names of one sentence."""

    def __init__(self, places: Places, table: Predicates) -> None:
        self.places, self.grammar, self._table = places, places.grammar, table

    def read(self, word: Word) -> Iterator[Found]:
        """Read a place or a body that hangs on a party: "⟦P0⟧ of ⟦O1⟧", "⟦C0⟧-based ⟦O1⟧", "⟦O1⟧, a trader in ⟦C0⟧"."""
        slot, head = self.grammar.slots[word.number], self.grammar.tree.head(word)
        if slot.kind == "P" and slot.described_as in PAIRED:
            yield from self.related(word)
        if slot.kind in "OV" and slot.described_as:
            yield from self._own_company(word, slot)
        if head is None:
            return
        if slot.kind in "OCP" and head.text.lower() in _HYPHENATED and self._is_hyphenated(head):
            noun = self._described_in(head) if self._next_party(head) is None else self._next_party(head)
            yield from self._found(_HYPHENATED[head.text.lower()], noun, slot, head)
        elif slot.kind == "C":
            yield from self._placed(word, slot, head)
        elif slot.kind == "O" and word.relation == "pobj" and head.text.lower() in {"of", "with", "at"}:
            noun = self.grammar.tree.head(head)
            if noun is not None and _is_name_of_person(self.grammar.slots.get(noun.number)):
                yield from self._found("person-of-body", noun, slot, head)

    def _placed(self, word: Word, place: Slot, head: Word) -> Iterator[Found]:
        """Read where the party is on whose word, or on the noun for it, a place hangs."""
        if word.relation in {"compound", "nmod"} and head.text.lower() in SEATS:
            yield from self._seated(head, place, word)
        elif word.relation in {"compound", "nmod"} and head.number not in self.grammar.slots:
            if self.grammar.lemma(head) in self._table.describing:
                yield from self._found("compound-place", head, place, head)
        elif word.relation == "pobj" and head.text.lower() in _WHERE and head.relation == "prep":
            noun = self.grammar.tree.head(head)
            if noun is not None and noun.is_verb:
                noun = next((one for one in self.grammar.subjects(noun) if one.text.lower() in SEATS), None)
            if noun is not None:
                yield from self._placed_by(head, noun, place)

    def _placed_by(self, preposition: Word, noun: Word, place: Slot) -> Iterator[Found]:
        described = self.grammar.slots.get(noun.number)
        if noun.text.lower() in SEATS:
            yield from self._seated(noun, place, preposition)
        elif described is None or described.unnamed:
            if described is not None or self.grammar.lemma(noun) in self._table.describing:
                yield from self._found("described-in-place", noun, place, preposition)
        elif preposition.text.lower() == "of" and described.kind in "PO" and self._is_behind_comma(preposition):
            yield from self._found("described-in-place", noun, place, preposition)

    def _is_behind_comma(self, word: Word) -> bool:
        return word.number > 0 and self.grammar.tree.words[word.number - 1].text == ","

    def _is_hyphenated(self, word: Word) -> bool:
        return word.number > 0 and self.grammar.tree.words[word.number - 1].text in {"-", "‐", "‑", "–"}

    def _whom(self, noun: Word) -> list[Slot]:
        """Give whom a noun describes: of several in a row before it, a single "trader" is the last one alone."""
        holders = self.grammar.holders(noun) if noun.number not in self.grammar.slots else [noun]
        found = self.grammar.parties(holders)
        if len(found) > 1 and noun.tag == "NN" and noun.relation == "appos":
            before = [n for n, slot in self.grammar.slots.items() if slot in found and n < noun.number]
            return [self.grammar.slots[max(before)]] if before else found
        return found

    def _own_company(self, word: Word, slot: Slot) -> Iterator[Found]:
        """Read "⟦P0⟧'s Toronto firm, ⟦O1⟧", of which the plain sentence keeps "⟦P0⟧'s ⟦O1⟧"."""
        known, noun = self._table.by_id("noun-own-company"), slot.described_as
        if noun in known.words:
            for source in self.grammar.parties(self.grammar.tree.children(word, "poss")):
                if self.places.fits(known, source, slot):
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
            if self.places.fits(known, source, place):
                yield Found(known, source, place, word, seat.text)

    def related_behind(self, noun: Word) -> Iterator[Found]:
        """Read "⟦P0⟧ and ⟦P1⟧, brothers from ⟦C2⟧"."""
        words = self.grammar.tree.words
        if noun.number < _PAIR or words[noun.number - 1].text != ",":
            return
        second = words[noun.number - 2]
        first = self.grammar.tree.head(second)
        if second.relation == "conj" and first is not None and self.grammar.tree.children(first, "cc"):
            yield from self.related(first, noun.text)

    def related(self, word: Word, role: str | None = None) -> Iterator[Found]:
        """Read "a couple, ⟦P0⟧ and ⟦P1⟧"."""
        known = self._table.beside["pair-of-relatives"]
        pair = self.grammar.parties([word])
        if len(pair) == _PAIR and self.places.fits(known, pair[0], pair[1]):
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
        own = self.grammar.slots.get(noun.number)
        is_one = own is not None and not own.unnamed
        for source in [own] if own is not None and is_one else self._whom(noun):
            ends = (target, source) if known.source == ("name",) else (source, target)
            if self.places.fits(known, *ends) and (not source.unnamed or source.is_plural):
                yield Found(known, *ends, word, word.text)


def _is_name_of_person(slot: Slot | None) -> bool:
    return slot is not None and slot.kind == "P" and not slot.unnamed
