"""The answers of a run over a table under one hash, row by row, so that a single row can be proved later.

A leaf is the salt of the row, 32 bytes, and behind it the answer as a line of JSON, without the line break. Each row
has a salt of its own, made from the run's salt and the row's number: who is shown the proof of one row learns nothing
of its neighbours, not even by trying names.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from yalu.workspace.receipts.merkle import MerkleTree, leaf_hash


def row_salt(salt: bytes, number: int) -> bytes:
    """Give the salt of a row, by its place in the tree, from 0."""
    return hashlib.sha256(salt + number.to_bytes(8, "big")).digest()


def answer_leaf(salt: bytes, number: int, line: bytes) -> bytes:
    """Give the hash of the leaf of an answer. `salt` is the run's, `line` the answer as JSON without a line break."""
    return leaf_hash(row_salt(salt, number) + line)


class AnswerTree:
    """The answers so far, as the edge of a tree; what it holds can be kept and taken up again."""

    def __init__(self, salt: bytes, tree: MerkleTree | None = None) -> None:
        self.salt = salt
        self._tree = tree or MerkleTree()

    @property
    def size(self) -> int:
        """The number of answers."""
        return self._tree.size

    def add_lines(self, lines: Iterable[bytes]) -> None:
        """Add answers, each a line of JSON without its line break, in their order."""
        add, salt, number = self._tree.add, self.salt, self._tree.size
        for line in lines:
            add(answer_leaf(salt, number, line))
            number += 1

    def root(self) -> str:
        """Give the hash over all answers, in hexadecimal digits."""
        return self._tree.root().hex()

    def state(self) -> dict[str, Any]:
        """Give all that is needed to go on, as a JSON object."""
        return {"salt": self.salt.hex(), "size": self._tree.size, "edge": [item.hex() for item in self._tree.edge]}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> "AnswerTree":
        """Take up what `state` gave.

        Raises:
            KeyError, TypeError, ValueError: it is nothing of the kind.
        """
        edge = [bytes.fromhex(item) for item in state["edge"]]
        return cls(bytes.fromhex(state["salt"]), MerkleTree(int(state["size"]), edge))
