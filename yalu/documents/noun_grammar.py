"""Nouns in a sentence's tree: whom "director" or "front company" describes, and whose it is."""

from collections.abc import Iterable

from yalu.documents.grammar import Grammar
from yalu.documents.tree import Word
from yalu.documents.verb_grammar import DEEPEST, SUBJECTS

_BEFORE = {"NN", "NNP", "JJ", "HYPH", "VBN", "CD", "NNPS"}
_ROLES = {"role", "capacity", "position", "function"}
_SERVING = {"serve", "act", "work", "operate", "function", "be"}


class NounGrammar(Grammar):
    """A grammar that also answers for nouns."""

    def phrase(self, noun: Word) -> str:
        """Give a noun with what stands before it to describe it ("overseas sales director")."""
        slot = self.slots.get(noun.number)
        if slot is not None and slot.unnamed:
            return " ".join(slot.text.lower().split())
        first = noun.number
        if noun.number > 1 and self.tree.words[noun.number - 1].text == "-":
            first = noun.number - 2
        parts = [
            child
            for child in self.tree.children(noun, "amod", "compound", "nummod", "nmod", "punct", "advmod")
            if child.number not in self.slots
            and child.number < noun.number
            and child.text != "-"
            and (child.relation not in {"punct", "advmod"} or child.number >= first)
        ]
        if first < noun.number and self.tree.words[first] not in parts:
            parts.append(self.tree.words[first])
        return " ".join(word.text for word in [*parts, noun])

    def before(self, noun: Word) -> str:
        """Give the words before a noun or name that belong to it alone: "Greek shipowner" of "Greek shipowner ⟦P0⟧"."""
        first = noun.number
        while first and self.tree.words[first - 1].tag in _BEFORE and first - 1 not in self.slots:
            first -= 1
        words = self.tree.words[first : noun.number + (noun.number not in self.slots)]
        return " ".join(word.text for word in words).replace(" - ", "-")

    def goods(self, word: Word) -> tuple[str, ...]:
        """Write things out, each with what stands before it: "pumps", "valves"."""
        return tuple(self.phrase(one) for one in self.joined(word) if one.number not in self.slots and one.is_noun)

    # --- whom a noun describes -----------------------------------------------------------------------------------

    def holders(self, noun: Word, depth: int = 0) -> list[Word]:
        """Give the words for whom a noun describes: by apposition, "is the", "as", or right before the name."""
        slot = self.slots.get(noun.number)
        if slot is not None and not depth:
            return [noun] if not slot.unnamed else self._holders_of(noun, depth) or [noun]
        return self._holders_of(noun, depth)

    def _holders_of(self, noun: Word, depth: int) -> list[Word]:
        named = [child for child in self.tree.children(noun, "appos") if self._stands_for_party(child)]
        named = named or self._misplaced_name(noun)
        nearest = None if named else self.before_comma(noun)
        if nearest is not None:
            return [nearest]
        head = self.tree.head(noun)
        if named or head is None or depth > DEEPEST:
            return named
        if noun.relation in {"appos", "compound", "nmod", "amod"}:
            return [head] if self._stands_for_party(head) else self.holders(head, depth + 1)
        if noun.relation == "conj":
            is_apposition = head.number in self.slots and not self.tree.children(head, "cc")
            return [head] if is_apposition else self.holders(head, depth + 1) if not self.slots.get(head.number) else []
        if head.is_verb and noun.relation in {"attr", "oprd"}:
            return self.patients(head) if self.is_passive(head) or noun.relation == "oprd" else self.subjects(head)
        if head.is_verb and noun.relation in SUBJECTS and self.lemma(head) in {"be", "become", "remain"}:
            return self.tree.children(head, "attr")
        if noun.relation == "pobj" and head.text.lower() == "as":
            governor = self.tree.head(head)
            if governor is not None and governor.is_verb:
                is_done_to = self.lemma(governor) not in _SERVING or self.is_passive(governor)
                return self.patients(governor) if is_done_to else self.subjects(governor)
            if governor is not None and governor.text.lower() in _ROLES:
                return self._in_role(governor)
        return []

    def _in_role(self, role: Word) -> list[Word]:
        """Give who did something "in his role as deputy director": the subject, else whose role it is."""
        preposition = self.tree.head(role)
        verb = self.tree.head(preposition) if preposition is not None and preposition.text.lower() == "in" else None
        subjects = self.subjects(verb) if verb is not None and verb.is_verb and not self.is_passive(verb) else []
        return subjects if self.parties(subjects) else self.tree.children(role, "poss")

    def _misplaced_name(self, noun: Word) -> list[Word]:
        """Give the person of "a spokesman for ⟦O0⟧, ⟦P1⟧," whom parsers put beside the body."""
        if self.kinds.get(self.lemma(noun)) != "P":
            return []
        bodies = [obj for one in self.tree.children(noun, "prep") for obj in self.under(one)]
        return [
            child
            for body in bodies
            for child in self.tree.children(body, "appos")
            if (slot := self.slots.get(child.number)) is not None and slot.kind == "P" and not slot.unnamed
        ]

    def _stands_for_party(self, word: Word) -> bool:
        return word.number in self.slots or bool(self.tree.children(word, "appos") and self.parties([word]))

    def owners_of(self, noun: Word, prepositions: Iterable[str]) -> list[Word]:
        """Give the words for whose a noun is; of nouns joined by "and" the one owner counts for all."""
        beside = [
            child
            for one in (noun, *self.tree.children(noun, "compound", "nmod"))
            for child in self.tree.children(one, "compound", "nmod")
            if (slot := self.slots.get(child.number)) is not None and slot.kind == "O"
        ]
        if beside:
            return beside
        for one in (noun, *self._neighbours(noun)):
            possessors = self.tree.children(one, "poss")
            if possessors:
                return possessors
            for preposition in prepositions:
                found = self.behind(one, preposition)
                if found:
                    return found
            if one is noun and any(self.parties(self.under(prep)) for prep in self.tree.children(noun, "prep")):
                return []
        names = [child for child in self.tree.children(noun, "compound", "nmod", "amod") if child.number in self.slots]
        head = self.tree.head(noun)
        if not names and noun.relation == "attr" and head is not None:
            of = [
                obj for one in self.tree.children(head, "prep") if one.text.lower() == "of" for obj in self.under(one)
            ]
            names = [one for one in of if one.text.lower() == "which"]
        if not names and head is not None and noun.relation in {"compound", "nmod", "amod"}:
            names = [
                child
                for child in self.tree.children(head, "compound", "nmod", "poss")
                if child.number in self.slots and child.number < noun.number
            ]
        return names

    def possessors(self, noun: Word) -> list[Word]:
        """Give whose a deed is that a noun tells: "⟦O0⟧'s sale", "⟦O0⟧ sanctions"."""
        for one in (noun, *self._neighbours(noun)):
            found = self.tree.children(one, "poss")
            if found:
                return found
        beside = [child for child in self.tree.children(noun, "compound", "nmod", "amod") if child.number in self.slots]
        return [child for child in beside if self.slots[child.number].kind in "OCP"]

    def _neighbours(self, noun: Word) -> list[Word]:
        """Give the nouns joined to a noun by "and", which may share its owner."""
        head = self.tree.head(noun)
        joined = [one for one in self.tree.conjuncts(noun) if one is not noun]
        if noun.relation == "conj" and head is not None and head.is_noun:
            joined.append(head)
        return [one for one in joined if one.number not in self.slots]
