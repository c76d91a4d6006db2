"""Links that nouns state: whom "director" or "subsidiary" describes and whose he is; and deeds told by nouns ("the sale
of pumps by ⟦O0⟧ to ⟦O1⟧")."""

from collections.abc import Iterator

from yalu.documents.places import Found, Places, has_any
from yalu.documents.predicates import Predicate, Predicates
from yalu.documents.slots import Slot
from yalu.documents.tree import Word
from yalu.documents.vocabulary import words_of

_BOARDS = words_of("boards")
_PAIR = 2


class NounLinks:
    """Reads what the nouns of one sentence say."""

    def __init__(self, places: Places, table: Predicates, each_its_own: bool) -> None:
        self.places, self.grammar, self._table, self._each_its_own = places, places.grammar, table, each_its_own

    def read(self, predicate: Predicate, noun: Word) -> Iterator[Found]:
        """Give what one predicate says of whom its noun describes."""
        phrase = self.grammar.phrase(noun).lower()
        if not _says(predicate, phrase):
            return
        if predicate.type == "leads" and self._is_of_matter(noun):
            predicate = self._table.by_id("noun-lesser-leader")
        sources = self._described(predicate, noun, predicate.source[0])
        targets = self._described(predicate, noun, predicate.target[0]) if sources else []
        if predicate.target[0] == "fellow" and sum(len(slot.members) for slot in sources) != _PAIR:
            return
        for source, target in self.places.pairs(predicate, (sources, targets), self._each_its_own):
            yield Found(predicate, source, target, noun, self.grammar.phrase(noun))

    def _described(self, predicate: Predicate, noun: Word, place: str) -> list[Slot]:
        if place == "owner":
            owners = self.grammar.owners_of(noun, predicate.of)
            return self.grammar.parties(one for word in owners for one in self.places.of_shares(word))
        return self.grammar.parties(self.grammar.holders(noun))

    def _is_of_matter(self, noun: Word) -> bool:
        """Whether somebody heads a matter and not a body: "head of investigations" at a firm works there."""
        of = self.grammar.tree.children(noun, "prep")
        under = [obj for one in of if one.text in {"of", "for"} for obj in self.grammar.under(one)]
        return bool(under) and not any(self.grammar.parties([obj]) or obj.text in _BOARDS for obj in under)

    def deed(self, predicate: Predicate, noun: Word) -> Iterator[Found]:
        """Give what one predicate says where its noun tells a deed."""
        if not _says(predicate, self.grammar.phrase(noun).lower()):
            return
        around = [word for word in self.grammar.region([noun]) if word is not noun]
        if has_any(self.grammar.kernel([noun]), predicate.without) or (
            predicate.needs_with and not has_any(around, predicate.needs_with)
        ):
            return
        goods_words = self.places.at(noun, predicate.goods) if predicate.goods else []
        if has_any(self.grammar.kernel(goods_words), predicate.without_goods):
            return
        goods = tuple(text for word in goods_words for text in self.grammar.goods(word))
        sources = self.places.parties(noun, predicate.source)
        targets = self.places.parties(noun, predicate.target) if sources else []
        if predicate.source == predicate.target:  # "a contract between A and B"
            sources, targets = sources[:1], sources[1:]
        for source, target in self.places.pairs(predicate, (sources, targets), self._each_its_own):
            yield Found(predicate, source, target, noun, self.grammar.phrase(noun), goods)


def _says(predicate: Predicate, phrase: str) -> bool:
    """Whether the words before a noun allow a predicate."""
    before = set(phrase.split()[:-1])
    if predicate.modifiers and not before & predicate.modifiers:
        return False
    if before & predicate.without_modifiers:
        return False
    if predicate.phrases and not any(phrase.endswith(item) for item in predicate.phrases):
        return False
    return not any(phrase.endswith(item) for item in predicate.not_phrases)
