"""The alignment is the best of all: held against the enumeration of every one."""

from collections.abc import Iterator

from hypothesis import given, settings, strategies as st

from yalu.names import NameKind, Token, analyze_name
from yalu.screening.alignment import Block, best_alignment, blocks_between

vocabulary = ("chol", "min", "cholmin", "cholm", "in", "chul", "mim", "a", "al", "choll", "mincholmin")
token_lists = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=4)


def tokens(texts: list[str]) -> tuple[Token, ...]:
    name = analyze_name(" ".join(texts), NameKind.ORGANIZATION)
    assert name is not None
    return name.tokens


def every_alignment(blocks: list[Block]) -> Iterator[int]:
    """Give the gain of every set of blocks that uses each token once."""
    if not blocks:
        yield 0
        return
    first, rest = blocks[0], blocks[1:]
    yield from every_alignment(rest)
    free = [b for b in rest if not (set(b.query) & set(first.query) or set(b.listed) & set(first.listed))]
    for gain in every_alignment(free):
        yield first.gain + gain


@settings(deadline=None, max_examples=150)
@given(token_lists, token_lists)
def test_no_alignment_gains_more(left: list[str], right: list[str]) -> None:
    blocks = blocks_between(tokens(left), tokens(right))
    chosen = best_alignment(blocks)
    assert sum(block.gain for block in chosen) == max(every_alignment(blocks))


@given(token_lists, token_lists)
def test_each_token_is_used_once(left: list[str], right: list[str]) -> None:
    chosen = best_alignment(blocks_between(tokens(left), tokens(right)))
    queries = [i for block in chosen for i in block.query]
    listed = [j for block in chosen for j in block.listed]
    assert len(queries) == len(set(queries))
    assert len(listed) == len(set(listed))


def test_a_large_group_of_equal_words_is_matched_one_to_one() -> None:
    many = tokens(["abc"] * 40)
    assert len(best_alignment(blocks_between(many, many))) == 40
