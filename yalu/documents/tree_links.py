"""Links read from sentences' trees, by the verbs and nouns of data/predicates.yaml."""

from collections.abc import Callable, Iterator

from yalu.documents.beside_links import PAIRED, BesideLinks
from yalu.documents.excepted import is_excepted
from yalu.documents.noun_grammar import NounGrammar
from yalu.documents.noun_links import NounLinks
from yalu.documents.places import Found, Places
from yalu.documents.plain_sentence import PlainSentence
from yalu.documents.predicates import predicates
from yalu.documents.sentences import Span
from yalu.documents.slots import Slot
from yalu.documents.stance import Stance, reported, stance_of, stance_of_deed, weaker
from yalu.documents.statement import Statement
from yalu.documents.tree import Tree, Word
from yalu.documents.verb_links import VerbLinks
from yalu.model import Status

_NOUNS = {"NN", "NNS", "NNP", "NNPS", "JJ"}
_OF_PERSONS, _OF_THINGS = {"he", "she", "him", "his", "her"}, {"it", "its"}
_QUOTES = {'"', "“", "”", "``", "''"}


class TreeReader:
    """Reads the links of one parsed sentence.

    `name_of` gives the name of a member by its number, `authority` who last did what a type of link says.
    """

    def __init__(
        self,
        plain: PlainSentence,
        tree: Tree,
        name_of: Callable[[int], str],
        authority: Callable[[str], tuple[int, ...]],
    ) -> None:
        self._table, self._name_of = predicates(), name_of
        by_word = {
            word.number: slot
            for start, slot in plain.slots.items()
            if (word := tree.at(start)) is not None and not _is_misread(slot)
        }
        self.grammar = NounGrammar(tree, by_word, self._table.lemmas)
        places, each_its_own = Places(self.grammar, authority), "respectively" in plain.text
        self._verbs = VerbLinks(places, each_its_own)
        self._nouns = NounLinks(places, self._table, each_its_own)
        self._beside = BesideLinks(places, self._table)

    def read(self, sentence: Span, spoken: str | None, source: str | None) -> Iterator[Statement]:
        """Give the statements of the sentence, in the order of its words.

        `spoken` is who speaks what stands in quotation marks, `source` whom the whole sentence goes by.
        """
        for word in self.grammar.tree.words:
            for item, is_deed in self._found(word):
                stance = stance_of_deed(word, self.grammar) if is_deed else stance_of(item.word, self.grammar)
                if stance is not None:
                    yield from self._stated(item, stance, sentence, (spoken, source))

    def _found(self, word: Word) -> Iterator[tuple[Found, bool]]:
        """Give what a word says, and whether it is a noun that tells a deed."""
        lemma, slot = self.grammar.lemma(word), self.grammar.slots.get(word.number)
        if self.grammar.states(word):
            for predicate in self._table.verbs.get(lemma, ()):
                yield from ((item, False) for item in self._verbs.read(predicate, word))
        if slot is not None:
            yield from ((item, False) for item in self._beside.read(word))
        elif word.text.lower() in PAIRED:
            yield from ((item, False) for item in self._beside.related_behind(word))
        if (slot is None or slot.unnamed) and word.tag in _NOUNS:
            for predicate in self._table.nouns.get(lemma, ()):
                yield from ((item, False) for item in self._nouns.read(predicate, word))
            deed = self._table.deed_of.get(word.text.lower(), "") if slot is None else ""
            for predicate in self._table.deeds.get(deed, ()):
                yield from ((item, True) for item in self._nouns.deed(predicate, word))

    def _stated(
        self, item: Found, stance: Stance, sentence: Span, speakers: tuple[str | None, str | None]
    ) -> Iterator[Statement]:
        """Make a statement for each pair of the two ends' members."""
        spoken, source_of_all = speakers
        status, by = stance.status, self._speaker(stance)
        said_by = source_of_all or (spoken if self._is_quoted(item.word) else None)
        if said_by and status is Status.ASSERTED:
            status, by = Status.ALLEGED, said_by
        if self._is_excepted(item.source) or self._is_excepted(item.target):
            status = weaker(status, Status.NEGATED)
        if status is Status.NEGATED:
            by = by or said_by
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

    def _is_excepted(self, slot: Slot) -> bool:
        words = [self.grammar.tree.words[number] for number, one in self.grammar.slots.items() if one is slot]
        return bool(words) and all(is_excepted(word, self.grammar) for word in words)

    def called(self) -> Iterator[tuple[Slot, str]]:
        """Give named persons, firms and ships with the words that stand before or beside their names.

        "Its Chinese owner" and "whose Chinese owner" tell of the owner, and not of the firm before it.
        """
        for number, slot in self.grammar.slots.items():
            if slot.unnamed or slot.kind not in "POV" or len(slot.members) != 1:
                continue
            word = self.grammar.tree.words[number]
            nouns = [word, *(one for one in self.grammar.tree.children(word, "appos") if one.tag == "NN")]
            for noun in nouns:
                is_own = noun is word or not self.grammar.tree.children(noun, "poss")
                if is_own and (noun is word or noun.number not in self.grammar.slots):
                    yield slot, self.grammar.before(noun)

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


def _is_misread(slot: Slot) -> bool:
    """Whether a pronoun was settled for one that it can't mean: "he" is no company, "it" no person."""
    word = slot.text.lower()
    return slot.kind in ("O" if word in _OF_PERSONS else "P" if word in _OF_THINGS else "")
