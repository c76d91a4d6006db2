"""Verbs in a sentence's tree: who does what to whom, and what stands behind which preposition.

Subjects are found over passives, relative clauses, participles, infinitives and verbs joined by "and"; objects and
prepositions over the attachments that parsers commonly mistake.
"""

from itertools import pairwise

from yalu.documents.slots import Slot
from yalu.documents.tree import Tree, Word
from yalu.documents.vocabulary import words_of

_OBJECT_CONTROL = words_of("object_control")
SUBJECTS = ("nsubj", "nsubjpass")
_PASSED = {"dobj", "pobj", "attr", "acomp", "oprd", "advmod", "npadvmod", "prt"}
_CHARGING = {"indictment", "complaint", "information", "charges", "document"}
_CALLS = {"call", "calls", "called", "calling", "appealed"}
_SHARE = {"percent", "%"}
DEEPEST = 4
_NEAR = 4


class VerbGrammar:
    """Answers questions about one tree. `slots` gives the party's slot of a word by the word's number."""

    def __init__(self, tree: Tree, slots: dict[int, Slot], lemmas: dict[str, str]) -> None:
        self.tree, self.slots, self._lemmas = tree, slots, lemmas

    def lemma(self, word: Word) -> str:
        """Give the form in which the tables name a word."""
        text = word.text.lower()
        return self._lemmas.get(text, text)

    def is_passive(self, verb: Word) -> bool:
        """Whether a verb is in the passive: then its subject is what it is done to."""
        if verb.relation == "acomp" or self.tree.children(verb, "auxpass", "nsubjpass", "agent"):
            return True
        if verb.tag != "VBN" or self.tree.children(verb, "aux", "nsubj"):
            return False
        head = self.tree.head(verb)
        if verb.relation == "conj" and head is not None and head.is_verb:
            return self.is_passive(head)
        return verb.relation in {"acl", "amod", "advcl", "ROOT", "dep", "appos", "relcl", "pcomp", "ccomp"}

    def states(self, word: Word) -> bool:
        """Whether a word is a verb that states something, also one that taggers take for a noun ("a firm run by")."""
        if word.is_verb or word.relation == "acomp":
            return word.relation not in {"aux", "auxpass"}
        head = self.tree.head(word)
        is_joined = word.relation == "conj" and head is not None and head.is_verb
        return word.relation in {"acl", "relcl"} or is_joined

    def agents(self, verb: Word) -> list[Word]:
        """Give the words for who does it."""
        if not self.is_passive(verb):
            return self.subjects(verb)
        return self.behind(verb, "by") + self._other_shareholders(verb)

    def _other_shareholders(self, verb: Word) -> list[Word]:
        """Give ⟦O2⟧ of "⟦O0⟧ is 51 percent owned by ⟦P1⟧ and 49 percent by ⟦O2⟧", which has no verb of its own."""
        if not self._has_share(verb):
            return []
        words = self.tree.words[verb.number + 1 :]
        return [
            holder
            for share, by in pairwise(words)
            if share.text in _SHARE and by.text == "by" and self.tree.children(share, "nummod")
            for holder in self.under(by)
        ]

    def _has_share(self, verb: Word) -> bool:
        return verb.number > 0 and self.tree.words[verb.number - 1].text in _SHARE

    def patients(self, verb: Word) -> list[Word]:
        """Give the words for what it is done to."""
        if self.is_passive(verb):
            nearest = self._before_participle(verb)
            return [nearest] if nearest is not None else self.subjects(verb)
        found = self.tree.children(verb, "dobj") or self._shared_object(verb)
        head = self.tree.head(verb)
        if not found and verb.relation == "conj" and head is not None and head.relation == "relcl":
            return self.patients(head) if not self.tree.children(verb, *SUBJECTS, "prep", "dative") else []
        if found or verb.relation != "relcl" or not self.tree.children(verb, *SUBJECTS):
            return found
        has_pronoun = any(self._is_relative(child) for child in self.tree.children(verb))
        return [head] if head is not None and not has_pronoun else []

    def _before_participle(self, verb: Word) -> Word | None:
        """Give the party of "⟦V0⟧, registered in Togo", which stands right before, wherever the parser hangs it."""
        if verb.tag != "VBN" or verb.relation not in {"acl", "advcl", "dep", "conj"}:
            return None
        if self.tree.children(verb, *SUBJECTS, "aux", "auxpass", "cc"):
            return None
        place = verb.number - 1
        while place > 1 and self.tree.words[place].tag == "RB":
            place -= 1
        has_comma = place > 0 and self.tree.words[place].text == ","
        return self.tree.words[place - 1] if has_comma and place - 1 in self.slots else None

    def _shared_object(self, verb: Word) -> list[Word]:
        """Give the object of "owns and controls ⟦O0⟧", which stands behind the second verb alone."""
        behind = [child for child in self.tree.children(verb) if child.number > verb.number]
        if [child.relation for child in behind[:2]] != ["cc", "conj"] or not behind[1].is_verb:
            return []
        second = behind[1]
        is_alone = not self.tree.children(second, *SUBJECTS, "aux", "auxpass") and second.tag == verb.tag
        return self.tree.children(second, "dobj") if is_alone and second.number - verb.number < _NEAR else []

    def _is_relative(self, word: Word) -> bool:
        return word.tag in {"WDT", "WP", "WP$"} or any(child.tag in {"WDT", "WP"} for child in self.tree.children(word))

    def has_clause(self, verb: Word, wanted: frozenset[str]) -> bool:
        """Whether one of some verbs hangs on a verb ("used it to conceal")."""
        below = self.tree.children(verb, "xcomp", "advcl", "ccomp")
        below += [
            inner for thing in self.tree.children(verb, "dobj") for inner in self.tree.children(thing, "acl", "relcl")
        ]
        return any(self.lemma(one) in wanted for one in below)

    def particles(self, verb: Word) -> set[str]:
        """Give the particles of a verb ("set up", "took over")."""
        return {child.text.lower() for child in self.tree.children(verb, "prt")}

    def recipients(self, verb: Word) -> list[Word]:
        """Give the words for whom it is given to without a preposition ("sold ⟦P0⟧ the pumps")."""
        return [word for word in self.tree.children(verb, "dative") if word.is_noun]

    def determiners(self, verb: Word) -> list[Word]:
        """Give the words for who "has determined that" somebody did it."""
        head = self.tree.head(verb)
        while head is not None and verb.relation == "conj":
            verb, head = head, self.tree.head(head)
        is_determined = head is not None and head.is_verb and self.lemma(head) == "determine"
        return self.subjects(head) if is_determined and head is not None and verb.relation == "ccomp" else []

    def announcers(self, verb: Word) -> list[Word]:
        """Give the words for who announces the indictment that charges somebody."""
        agents = self.subjects(verb)
        if not any(agent.text.lower() in _CHARGING for agent in agents):
            return []
        root = verb
        while (head := self.tree.head(root)) is not None:
            root = head
        return self.subjects(root) if root.is_verb and root is not verb else []

    def subjects(self, verb: Word, depth: int = 0) -> list[Word]:
        """Give the grammatical subject, looked for where English leaves it out."""
        own = self.tree.children(verb, *SUBJECTS) or [
            subject for helper in self.tree.children(verb, "aux") for subject in self.tree.children(helper, *SUBJECTS)
        ]
        head = self.tree.head(verb)
        if own or head is None or depth > DEEPEST:
            return own
        if (verb.relation == "conj" and head.is_verb) or verb.relation == "acomp":
            return self.subjects(head, depth + 1)
        if verb.relation in {"acl", "relcl", "amod"} and not head.is_verb:
            if self._has_share(verb) and head.text in _SHARE and head.relation == "attr":
                return self.subjects(head, depth + 1)
            return [] if self._is_infinitive(verb) else [head]
        if verb.relation == "attr" and head.is_verb:
            return self.subjects(head, depth + 1)
        if verb.relation in {"xcomp", "advcl", "ccomp", "dep"} and head.is_verb:
            return self._controllers(head, depth)
        if verb.relation == "conj":
            return self.subjects(head, depth + 1)
        if verb.relation == "pcomp":
            return self._of_gerund(head, depth)
        return []

    def _is_infinitive(self, verb: Word) -> bool:
        return any(child.text.lower() == "to" for child in self.tree.children(verb, "aux"))

    def _controllers(self, governor: Word, depth: int) -> list[Word]:
        """Whose deed the verb under another is: "hired A to sell" is A's, "agreed to sell" the subject's."""
        asked = (
            [one for on in ("on", "upon") for one in self.behind(governor, on)]
            if governor.text.lower() in _CALLS
            else []
        )
        if asked:
            return asked
        if self.lemma(governor) in _OBJECT_CONTROL:
            return self.patients(governor) or self.subjects(governor, depth + 1)
        return self.subjects(governor, depth + 1)

    def _of_gerund(self, preposition: Word, depth: int) -> list[Word]:
        """Whose deed "for selling pumps" is: of him whom the verb before it concerns."""
        head = self.tree.head(preposition)
        for _ in range(DEEPEST):
            if head is None:
                return []
            if head.is_verb:
                return self._controllers(head, depth)
            if head.number in self.slots and head.relation != "pobj":
                return [head]
            head = self.tree.head(head)
        return []

    # --- prepositions ------------------------------------------------------------------------------------------

    def behind(self, word: Word, preposition: str) -> list[Word]:
        """Give what stands behind a preposition of a word: the nearest, also one attached to the word's object."""
        level, every = [word], list[Word]()
        for _ in range(DEEPEST):
            following: list[Word] = []
            here: list[Word] = []
            for one in level:
                for child in self.tree.children(one):
                    if child.relation in {"prep", "dative", "agent"}:
                        found = self._named_by(child, preposition)
                        here += found
                        if found and child.text.lower() == preposition.split()[0]:
                            continue
                        following += [obj for obj in self.under(child) if obj.number not in self.slots]
                        following += self.tree.children(child, "prep")
                    elif child.relation in _PASSED and not child.is_verb:
                        following.append(child)
            if here and preposition != "by":
                return here
            every += here
            level = following
        return every

    def _named_by(self, word: Word, preposition: str) -> list[Word]:
        """What stands behind a preposition of one word ("to") or of three ("on behalf of")."""
        parts = preposition.split()
        if word.text.lower() != parts[0]:
            if word.text.lower() in {"or", "and"}:
                return []
            joined = [one for one in self.tree.conjuncts(word) if one is not word and one.text.lower() == parts[0]]
            return [obj for one in joined for obj in self.under(one)] if len(parts) == 1 else []
        under = self.under(word)
        if len(parts) == 1:
            again = [one for one in self.tree.conjuncts(word) if one is not word and one.text.lower() == parts[0]]
            return under + [obj for one in again for obj in self.under(one)]
        noun = next((one for one in under if one.text.lower() == parts[1]), None)
        if noun is None:
            return []
        owners = self.tree.children(noun, "poss")
        return owners or [
            obj for of in self.tree.children(noun, "prep") if of.text == parts[2] for obj in self.under(of)
        ]

    def under(self, preposition: Word) -> list[Word]:
        """Give the words that a preposition governs."""
        own = self.tree.children(preposition, "pobj")
        if not own:
            own = [
                obj
                for one in self.tree.children(preposition, "prep", "conj")
                for obj in self.tree.children(one, "pobj")
            ]
        return own
