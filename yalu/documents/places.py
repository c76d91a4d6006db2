"""Places: where in a sentence's tree the two ends of a link stand, as data/predicates.yaml names it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from yalu.documents.noun_grammar import NounGrammar
from yalu.documents.predicates import Predicate
from yalu.documents.slots import Slot
from yalu.documents.tree import Word
from yalu.documents.vocabulary import words_of

SEATS = words_of("seats")
DEPARTMENTS = words_of("departments")
_SHARES, _LISTS = words_of("shares"), words_of("lists")
_LIGHT, _TAKING = words_of("light_verbs"), words_of("taking_verbs")
AUTHORITY = "authority"
"""The place of the authority that the document named last, where the sentence names none."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a predicate says of two parties, by their slots, before it becomes a statement about members."""

    predicate: Predicate
    source: Slot
    target: Slot
    word: Word
    role: str
    goods: tuple[str, ...] = ()


class Places:
    """Finds the words, and the parties, at a named place of a verb or noun.

    `authority` gives the members that last did what a type of link says ("sanctioned_by"), or none.
    """

    def __init__(self, grammar: NounGrammar, authority: Callable[[str], tuple[int, ...]]) -> None:
        self.grammar, self._authority = grammar, authority

    def parties(self, word: Word, places: tuple[str, ...], link_type: str = "") -> list[Slot]:
        """Give the parties at the first of several places that names any."""
        for place in places:
            found = self._last(word, link_type) if place == AUTHORITY else self.grammar.parties(self.at(word, place))
            if found:
                return found
        return []

    def _last(self, verb: Word, link_type: str) -> list[Slot]:
        """Give the last authority, where the verb is passive and says nothing of who did it."""
        said = any(self.grammar.behind(verb, preposition) for preposition in ("by", "under"))
        if said or not self.grammar.is_passive(verb):
            return []
        members = self._authority(link_type)
        return [Slot("O", "", members)] if members else []

    def at(self, word: Word, place: str) -> list[Word]:
        """Give the words at a place."""
        grammar = self.grammar
        plain: dict[str, Callable[[Word], list[Word]]] = {
            "subject": grammar.agents,
            "recipient": grammar.recipients,
            "determiner": grammar.determiners,
            "announcer": grammar.announcers,
            "object": lambda verb: [one for thing in grammar.patients(verb) for one in self.of_shares(thing)],
            "sanctions": self._of_sanctions,
            "list": self._of_lists,
            "possessive": grammar.possessors,
            "doer": lambda noun: self._of_light_verb(noun, _LIGHT),
            "taker": lambda noun: self._of_light_verb(noun, _TAKING),
            "with-doer": self._of_with,
        }
        if place in plain:
            return plain[place](word)
        if place.startswith("object "):
            found = [
                one for thing in grammar.patients(word) for one in grammar.behind(thing, place.removeprefix("object "))
            ]
        else:
            found = grammar.behind(word, place) or self._behind_light_verb(word, place)
        return [owner for one in found for owner in self.of_shares(one)]

    def _behind_light_verb(self, noun: Word, preposition: str) -> list[Word]:
        """Give what stands behind a preposition that parsers hang on "receives" instead of "funding"."""
        head = self.grammar.tree.head(noun)
        if noun.is_verb or head is None or noun.relation not in {"dobj", "nsubjpass", "attr"}:
            return []
        is_light = self.grammar.lemma(head) in _LIGHT | _TAKING | {"be"}
        return self.grammar.behind(head, preposition) if is_light else []

    def of_shares(self, word: Word) -> list[Word]:
        """Read "the shares of ⟦O0⟧" and "⟦O0⟧'s shares" as ⟦O0⟧."""
        if word.text.lower() not in _SHARES | SEATS | DEPARTMENTS:
            return [word]
        return self.grammar.owners_of(word, ("of", "in", "for")) or [word]

    def _of_sanctions(self, verb: Word) -> list[Word]:
        under = [one for to in ("under", "to") for one in self.grammar.behind(verb, to) if _is_sanctions(one)]
        return [owner for one in under for owner in self.grammar.owners_of(one, ("by", "of", "from"))]

    def _of_lists(self, verb: Word) -> list[Word]:
        lists = [
            one for to in ("to", "on") for one in self.grammar.behind(verb, to) if self.grammar.lemma(one) in _LISTS
        ]
        return [owner for one in lists for owner in self.grammar.owners_of(one, ("of",))]

    def _of_light_verb(self, noun: Word, verbs: frozenset[str]) -> list[Word]:
        """Give who "made" a delivery, or "received" one: the subject of the verb whose object the noun is."""
        head = self.grammar.tree.head(noun)
        for _ in range(2):  # "made a series of payments"
            preposition = head if head is not None and head.text == "of" else None
            outer = self.grammar.tree.head(preposition) if preposition is not None else None
            if outer is None or not outer.is_noun or outer.number in self.grammar.slots:
                break
            noun, head = outer, self.grammar.tree.head(outer)
        if head is None or not head.is_verb or self.grammar.lemma(head) not in verbs:
            return []
        if noun.relation in {"dobj", "nsubjpass"}:
            return self.grammar.agents(head)
        of_money = noun.relation == "pobj" and self.grammar.tree.head(noun)
        return self.grammar.agents(head) if of_money else []

    def _of_with(self, noun: Word) -> list[Word]:
        """Give who opened an office "with money from ⟦O0⟧": the subject of the verb."""
        preposition = self.grammar.tree.head(noun)
        if noun.relation != "pobj" or preposition is None or preposition.text.lower() not in {"with", "on"}:
            return []
        verb = self.grammar.tree.head(preposition)
        while verb is not None and not verb.is_verb:
            verb = self.grammar.tree.head(verb)
        return self.grammar.agents(verb) if verb is not None else []

    def fits(self, predicate: Predicate, source: Slot, target: Slot) -> bool:
        """Whether two parties can be the ends of what a predicate says, by their kinds and what they are called."""
        if source.kind not in predicate.source_kinds or target.kind not in predicate.target_kinds:
            return False
        if predicate.about:
            words = {word for phrase in self._described(target) for word in phrase.lower().split()}
            return bool(words & predicate.about)
        return True

    def pairs(
        self, predicate: Predicate, ends: tuple[list[Slot], list[Slot]], each_its_own: bool
    ) -> Iterator[tuple[Slot, Slot]]:
        """Give the pairs of sources and targets that fit, each with its own where the sentence says "respectively"."""
        sources, targets = ends
        by_place = each_its_own and len(sources) == len(targets)
        for number, source in enumerate(sources):
            for target in targets[number : number + 1] if by_place else targets:
                if self.fits(predicate, source, target):
                    yield source, target

    def _described(self, slot: Slot) -> Iterator[str]:
        """Give what the sentence calls a party beside its name."""
        yield slot.description or ""
        for number, known in self.grammar.slots.items():
            if known is slot:
                word = self.grammar.tree.words[number]
                for one in self.grammar.region(self.grammar.tree.children(word, "appos", "compound", "amod")):
                    own = self.grammar.slots.get(one.number)
                    yield own.text if own is not None and own.unnamed else one.text


def _is_sanctions(word: Word) -> bool:
    return word.text.lower() in {"sanctions", "sanction", "measures", "embargo"}


def has_any(words: Iterable[Word], wanted: frozenset[str]) -> bool:
    """Whether any of some words is one of those wanted."""
    return any(word.text.lower() in wanted for word in words)
