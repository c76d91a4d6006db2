"""Grammar: which parties a word of a sentence's tree stands for, by name, apposition, "is" or a relative pronoun."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from yalu.documents.slots import Slot
from yalu.documents.tree import Tree, Word
from yalu.documents.verb_grammar import DEEPEST, VerbGrammar
from yalu.documents.vocabulary import vocabulary

_RELATIVE = {"who", "whom", "which", "that", "whose"}
_KERNEL = {"compound", "amod", "nmod", "conj", "appos"}
_INCLUDING = {"including", "like", "namely"}
_ADRIFT = {"npadvmod", "dep", "oprd"}
_ARTICLES = {"a", "an", "the", "another", "its", "his", "her", "their"}
_ALL_OF = {"both", "all", "each", "some", "two", "most", "one"}


class Grammar(VerbGrammar):
    """A grammar that also answers for parties."""

    def __init__(self, tree: Tree, slots: dict[int, Slot], lemmas: dict[str, str]) -> None:
        super().__init__(tree, slots, lemmas)
        self.kinds = _kinds_of_nouns()
        """The letter of the kind of party that a noun describes."""

    def parties(self, words: Iterable[Word]) -> list[Slot]:
        """Give the parties that words stand for: by name, by apposition, or by a relative pronoun."""
        found: dict[int, Slot] = {}
        for word in words:
            for one in self.joined(word):
                for slot in self._one(one):
                    found.setdefault(id(slot), slot)
        return list(found.values())

    def joined(self, word: Word) -> list[Word]:
        """Give what is joined to a word by "and"; a row of two without "and" is no list but an apposition."""
        chain = [*self._misjoined(word), *self.tree.conjuncts(word)]
        has_and = any(self.tree.children(one, "cc") for one in chain)
        return chain if has_and else chain[:1]

    def _misjoined(self, noun: Word) -> list[Word]:
        """Give ⟦P0⟧ of "⟦P0⟧ and ⟦P1⟧'s partner, ⟦P2⟧, sold", whom parsers take for an owner of the partner."""
        if noun.number in self.slots:
            return []
        return [
            child
            for child in self.tree.children(noun, "nmod", "poss", "compound")
            if child.number in self.slots
            and self.tree.children(child, "cc")
            and any(self.tree.children(one, "case") for one in self.tree.children(child, "conj"))
            and not self.tree.children(child, "case")
        ]

    def _one(self, word: Word) -> list[Slot]:
        slot = self.slots.get(word.number)
        named = [
            slot for child in self.tree.children(word, "appos") for slot in self.parties([child]) if not slot.unnamed
        ]
        if slot is not None and not slot.unnamed:
            return [slot]
        if slot is not None and slot.is_known:
            return named or [slot]
        named = named or self._examples(word) or self._described_by(word)
        if slot is not None:
            return named or [slot]
        if word.tag in {"WDT", "WP", "WP$"} or word.text.lower() in _RELATIVE:
            return self._antecedent(word)
        if word.text.lower() in _ALL_OF:
            inner = [w for p in self.tree.children(word, "prep") for w in self.tree.children(p, "pobj")]
            return self.parties(inner)
        return named

    def _examples(self, word: Word) -> list[Slot]:
        """Give the parties of "airlines, including ⟦O0⟧ and ⟦O1⟧", wherever the parser hangs "including"."""
        words = self.tree.words
        place = word.number + 1 + (word.number + 1 < len(words) and words[word.number + 1].text == ",")
        opens = words[place : place + 2]
        if [one.text.lower() for one in opens] == ["such", "as"]:
            opens = opens[1:]
        elif not opens or opens[0].text.lower() not in _INCLUDING:
            return []
        found = self.parties(self.under(opens[0]))
        return [slot for slot in found if not slot.unnamed and slot.kind in "POVE"]

    def _described_by(self, word: Word, depth: int = 0) -> list[Slot]:
        """Give the named party that a description stands for: what it is in apposition to, or "is"."""
        head = self.tree.head(word)
        if head is None or depth > 2:
            return []
        nearest = self.before_comma(word)
        if nearest is not None or word.relation in _ADRIFT:
            return [self.slots[nearest.number]] if nearest is not None else []
        if word.relation == "appos":
            slot = self.slots.get(head.number)
            if slot is None or slot.unnamed:
                return self._described_by(head, depth + 1)
            if self._can_be(word, slot):
                return [slot]
            nearer = self._thing_before(word)
            return [self.slots[nearer.number]] if nearer is not None else []
        outer = self.tree.head(head)
        if (
            word.relation == "pobj"
            and head.text == "of"
            and outer is not None
            and outer.text.lower() in {"one", "some"}
        ):
            return self._described_by(outer, depth + 1)
        if word.relation == "attr" and self.lemma(head) in {"be", "become", "remain"}:
            slots = [self.slots.get(subject.number) for subject in self.subjects(head)]
            return [slot for slot in slots if slot is not None and not slot.unnamed]
        return []

    def before_comma(self, noun: Word) -> Word | None:
        """Give the party of "⟦O0⟧, a company owned by ...", which stands right before, wherever the parser hangs it."""
        if noun.tag == "NNS":
            return None
        first = min([noun.number, *(child.number for child in self.tree.children(noun) if child.number < noun.number)])
        if first < 2 or self.tree.words[first - 1].text != "," or self.tree.words[first].text.lower() not in _ARTICLES:
            return None
        slot = self.slots.get(first - 2)
        fits = slot is not None and not slot.unnamed and self._can_be(noun, slot)
        return self.tree.words[first - 2] if fits else None

    def _can_be(self, noun: Word, slot: Slot) -> bool:
        """Whether a description fits a party by its kind: no person is "a freight forwarder in Riga"."""
        own = self.slots.get(noun.number)
        kind = own.kind if own is not None else self.kinds.get(self.lemma(noun), "")
        return slot.kind in {"P": "PE", "O": "OEV"}.get(kind, "POVEC")

    def _antecedent(self, pronoun: Word) -> list[Slot]:
        """Give whom "which" or "who" means: what the relative clause hangs on."""
        word: Word | None = pronoun
        for _ in range(DEEPEST * 2):
            if word is None:
                return []
            if word.relation == "relcl":
                head = self.tree.head(word)
                if head is not None and pronoun.text.lower() == "which":
                    head = self._thing_before(pronoun) or head
                return self._one(head) if head else []
            if pronoun.tag == "WP$" and word.relation == "appos":  # "⟦O0⟧, whose Chinese owner, ⟦P1⟧, sold"
                owner = self.tree.head(word)
                return self._one(owner) if owner is not None and owner.number in self.slots else []
            word = self.tree.head(word)
        return []

    def _thing_before(self, pronoun: Word) -> Word | None:
        """Give the party that "which" follows: parsers hang it on the wrong one of several, or on a person."""
        place = pronoun.number - 1
        articles = {"a", "an", "the"} | {
            child.text for child in self.tree.children(pronoun) if child.number < pronoun.number
        }
        while place >= 0 and self.tree.words[place].text in articles:
            place -= 1
        while place >= 0 and self.tree.words[place].text in {
            ",",
            "to",
            "of",
            "from",
            "in",
            "for",
            "by",
            "both",
            "with",
        }:
            place -= 1
        word = self.tree.words[place]
        slot = self.slots.get(place)
        return word if slot is not None and slot.kind != "P" else None

    # --- words around -------------------------------------------------------------------------------------------

    def region(self, words: Iterable[Word]) -> Iterator[Word]:
        """Give words with all that belongs to them and is no verb and no party's: the words of an object."""
        for word in words:
            yield word
            if word.number not in self.slots:
                yield from self.region(
                    child for child in self.tree.children(word) if not child.is_verb and child.number not in self.slots
                )

    def kernel(self, words: Iterable[Word]) -> Iterator[Word]:
        """Give things with what tells their kind: "51 percent of its shares", but not "pumps worth two million"."""
        for word in words:
            yield word
            if word.number in self.slots:
                continue
            for child in self.tree.children(word):
                if child.relation in _KERNEL and child.text.lower() != "worth" and not child.is_verb:
                    yield from self.kernel([child])
                elif child.relation == "prep" and child.text == "of":
                    yield from self.kernel(self.tree.children(child, "pobj"))

    def around(self, verb: Word) -> Iterator[Word]:
        """Give the words of a verb's objects and prepositions."""
        return self.region(
            child
            for child in self.tree.children(verb)
            if not child.is_verb
            and child.relation in {"dobj", "prep", "attr", "oprd", "dative", "nsubjpass", "npadvmod"}
        )


@lru_cache(maxsize=1)
def _kinds_of_nouns() -> dict[str, str]:
    """The letter of the kind of party that a noun describes."""
    letters, words = {"Person": "P", "Company": "O"}, vocabulary()
    roles = dict.fromkeys((*words.leading_roles, *words.working_roles, "lawyer", "attorney", "counsel"), "P")
    return roles | {noun: letters[schema] for noun, schema in words.unnamed_heads.items() if schema in letters}
