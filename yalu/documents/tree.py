"""Dependency trees: the words of a sentence, each with the word on which it depends and as what."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a tree: its number, the Penn tag, the ClearNLP relation to the word numbered `head`, its place."""

    number: int
    text: str
    tag: str
    relation: str
    head: int
    start: int

    @property
    def is_verb(self) -> bool:
        """Whether it is a form of a verb."""
        return self.tag.startswith("VB")

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun, a name or a pronoun."""
        return self.tag.startswith(("NN", "PRP", "W"))


class Tree:
    """A sentence's words with the relations between them."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self._children: dict[int, list[Word]] = {}
        for word in words:
            if word.head != word.number:
                self._children.setdefault(word.head, []).append(word)
        self._by_start = {word.start: word for word in words}

    def at(self, start: int) -> Word | None:
        """Give the word that begins at a place of the sentence."""
        return self._by_start.get(start)

    def head(self, word: Word) -> Word | None:
        """Give the word on which a word depends; `None` for the root."""
        return None if word.head == word.number else self.words[word.head]

    def children(self, word: Word, *relations: str) -> list[Word]:
        """Give the words that depend on a word, in order, all or only those in some relations."""
        found = self._children.get(word.number, [])
        return [child for child in found if child.relation in relations] if relations else found

    def conjuncts(self, word: Word) -> Iterator[Word]:
        """Give a word and all that are joined to it by "and" or "or", in order."""
        yield word
        for child in self.children(word, "conj"):
            yield from self.conjuncts(child)
