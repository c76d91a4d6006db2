"""Links that verbs state: by who does it, to whom, and what stands behind which preposition."""

from collections.abc import Iterator

from yalu.documents.places import DEPARTMENTS, Found, Places, has_any
from yalu.documents.predicates import Predicate
from yalu.documents.tree import Word


class VerbLinks:
    """Reads what the verbs of one sentence say."""

    def __init__(self, places: Places, each_its_own: bool) -> None:
        self.places, self.grammar, self._each_its_own = places, places.grammar, each_its_own

    def read(self, predicate: Predicate, verb: Word) -> Iterator[Found]:
        """Give what one predicate says where its verb stands."""
        if not self._says(predicate, verb):
            return
        goods_words = self.places.at(verb, predicate.goods) if predicate.goods else []
        if has_any(self.grammar.kernel(goods_words), predicate.without_goods):
            return
        goods = tuple(text for word in goods_words for text in self.grammar.goods(word))
        sources = self.places.parties(verb, predicate.source, predicate.type)
        targets = self.places.parties(verb, predicate.target, predicate.type) if sources else []
        for source, target in self.places.pairs(predicate, (sources, targets), self._each_its_own):
            yield Found(predicate, source, target, verb, verb.text, goods)

    def _says(self, predicate: Predicate, verb: Word) -> bool:
        """Whether the words around a verb allow a predicate."""
        grammar = self.grammar
        if predicate.particle and predicate.particle not in grammar.particles(verb):
            return False
        if predicate.unless and self.places.parties(verb, (predicate.unless,)):
            return False
        if predicate.needs_behind and not grammar.behind(verb, predicate.needs_behind):
            return False
        if predicate.needs_with and not has_any(grammar.around(verb), predicate.needs_with):
            return False
        if predicate.with_clause and not grammar.has_clause(verb, predicate.with_clause):
            return False
        things = grammar.patients(verb)
        if predicate.bare and any(grammar.tree.children(thing, "poss") for thing in things):
            return False
        if predicate.type == "leads" and has_any(things, DEPARTMENTS):
            return False
        if predicate.what and not has_any(grammar.kernel(things), predicate.what):
            return False
        return not (predicate.without and has_any(grammar.kernel(things), predicate.without))
