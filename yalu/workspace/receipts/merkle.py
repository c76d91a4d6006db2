"""The Merkle tree of RFC 6962, section 2.1: one hash over many leaves, and short proofs that one is among them.

A leaf is hashed behind a zero byte and a node behind a one byte, so that no leaf can be passed off as a node.
"""

import hashlib
from collections.abc import Iterable, Sequence

_LEAF, _NODE = b"\x00", b"\x01"
EMPTY = hashlib.sha256(b"").digest()
"""The root over no leaves."""


def leaf_hash(leaf: bytes) -> bytes:
    """Give the hash of a leaf."""
    return hashlib.sha256(_LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of the node over two others."""
    return hashlib.sha256(_NODE + left + right).digest()


class MerkleTree:
    """A tree that grows leaf by leaf and keeps only its edge: one hash for each binary digit of its size.

    Attributes:
        size: The number of leaves.
        edge: The roots of the whole subtrees, the largest first; with `size` all that is needed to go on.
    """

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        self.size = size
        self.edge = list(edge)
        if size < 0 or len(self.edge) != size.bit_count() or any(len(item) != len(EMPTY) for item in self.edge):
            raise ValueError(f"{len(self.edge)} hashes are not the edge of a tree of {size} leaves")

    def add(self, leaf: bytes) -> None:
        """Add the hash of a leaf."""
        number = self.size
        while number & 1:
            leaf = node_hash(self.edge.pop(), leaf)
            number >>= 1
        self.edge.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the hash over all leaves."""
        if not self.edge:
            return EMPTY
        root = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            root = node_hash(left, root)
        return root


def inclusion_path(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """Give the hashes that lead from one leaf to the root, from the leaf upwards (RFC 6962, 2.1.1).

    Args:
        leaves: The hashes of all leaves.
        place: Which of them, from 0.
    """
    if not 0 <= place < len(leaves):
        raise IndexError(f"there is no leaf {place} among {len(leaves)}")
    path: list[bytes] = []
    level, at = list(leaves), place
    while len(level) > 1:
        if (at ^ 1) < len(level):
            path.append(level[at ^ 1])
        # A last node without a partner goes up as it is, which is the RFC's split at the greatest power of two.
        level = [node_hash(level[i], level[i + 1]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
        at //= 2
    return path


def root_from_path(leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes:
    """Give the root that a path leads to from a leaf: the leaf is in the tree if that is the tree's root.

    Args:
        leaf: The hash of the leaf.
        place: Where it stands, from 0.
        size: The number of leaves.
        path: What `inclusion_path` gave.

    Raises:
        ValueError: there is no such place, or the path has not the length that it must have.
    """
    if not 0 <= place < size:
        raise ValueError(f"there is no leaf {place} among {size}")
    steps = iter(path)
    root, at, last = leaf, place, size - 1
    try:
        while last:
            if at & 1:
                root = node_hash(next(steps), root)
            elif at < last:
                root = node_hash(root, next(steps))
            at, last = at >> 1, last >> 1
    except StopIteration:
        raise ValueError("the path is too short") from None
    if next(steps, None) is not None:
        raise ValueError("the path is too long")
    return root
