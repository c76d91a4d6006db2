"""The tree is the one of RFC 6962: its published roots, its definition by recursion, and proofs that prove one leaf."""

import hashlib

import pytest
from hypothesis import given, strategies as st

from yalu.workspace.receipts.answer_tree import AnswerTree, answer_leaf
from yalu.workspace.receipts.merkle import EMPTY, MerkleTree, inclusion_path, leaf_hash, root_from_path

LEAVES = "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The roots over the first 1 to 8 leaves, as the test vectors of Certificate Transparency have them."""

contents = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


def tree_of(leaves: list[bytes]) -> MerkleTree:
    tree = MerkleTree()
    for leaf in leaves:
        tree.add(leaf_hash(leaf))
    return tree


def test_the_published_roots() -> None:
    tree = MerkleTree()
    assert tree.root() == EMPTY == by_definition([])
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree.add(leaf_hash(bytes.fromhex(leaf)))
        assert tree.root().hex() == root


@given(contents)
def test_the_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    assert tree_of(leaves).root() == by_definition(leaves)


@given(contents, st.data())
def test_a_path_proves_its_leaf_at_its_place_and_nothing_else(leaves: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    hashes = [leaf_hash(leaf) for leaf in leaves]
    path, root, size = inclusion_path(hashes, place), by_definition(leaves), len(leaves)
    assert root_from_path(hashes[place], place, size, path) == root
    assert root_from_path(leaf_hash(b"another leaf"), place, size, path) != root
    for longer in ([*path, EMPTY], path[:-1] if path else [EMPTY]):
        with pytest.raises(ValueError, match="too"):
            root_from_path(hashes[place], place, size, longer)
    for wrong in range(len(path)):
        broken = [EMPTY if at == wrong else item for at, item in enumerate(path)]
        assert root_from_path(hashes[place], place, size, broken) != root


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_tree_goes_on_from_its_state(before: int, after: int) -> None:
    lines = [b"%d" % number for number in range(before + after)]
    whole, first = AnswerTree(b"s" * 16), AnswerTree(b"s" * 16)
    whole.add_lines(lines)
    first.add_lines(lines[:before])
    taken_up = AnswerTree.from_state(first.state())
    taken_up.add_lines(lines[before:])
    assert (taken_up.root(), taken_up.size) == (whole.root(), whole.size)


def test_a_state_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="not the edge"):
        AnswerTree.from_state({"salt": "00", "size": 3, "edge": ["00" * 32]})


def test_equal_answers_in_two_rows_have_different_leaves() -> None:
    assert answer_leaf(b"s" * 16, 0, b"{}") != answer_leaf(b"s" * 16, 1, b"{}")
