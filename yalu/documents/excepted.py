"""Excepted: parties of a row that a sentence leaves out of what it says of the others."""

from yalu.documents.grammar import Grammar
from yalu.documents.tree import Word

_LEFT_OUT = {"neither", "not", "nor"}


def is_excepted(word: Word, grammar: Grammar) -> bool:
    """Whether a party of a row is left out of what is said: ⟦O1⟧ and ⟦O2⟧ of "⟦O0⟧ but neither ⟦O1⟧ nor ⟦O2⟧"."""
    tree, here = grammar.tree, word
    for _ in range(len(tree.words)):
        negations = tree.children(here, "preconj", "neg", "advmod")
        if any(
            child.text.lower() in _LEFT_OUT and tree.words[child.number + 1].text.lower() != "only"
            for child in negations
            if child.number < here.number
        ):
            return True
        head = tree.head(here)
        contrast = head is not None and any(child.text.lower() == "but" for child in tree.children(head, "cc"))
        climbs = here.relation == "pobj" or (here.relation == "conj" and not contrast)
        if head is None or not climbs:
            break
        here = head
    return False
