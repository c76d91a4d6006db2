"""Building an index: names are added one by one, and become arrays at the end."""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.names import Name, NameKind, Readings, Token, TokenRole
from yalu.names.keys import undoubled
from yalu.screening.index.arrays import ROLES, Ints, Names, NameTraits, TokenTraits, Vocabulary
from yalu.screening.index.deletions import Deletions, build_deletions
from yalu.screening.index.name_index import NameIndex
from yalu.screening.index.readings import ReadingIndex, build_readings
from yalu.screening.index.skeletons import SkeletonIndex
from yalu.screening.index.texts import Texts, TextTable
from yalu.screening.score import is_acronym, lone_weight
from yalu.screening.similarity import BARE, CLASS_VALUES, vowel_groups

UNKNOWN_NUMBER = -1
GREATEST_NUMBER = 1 << 62
DELETIONS_EACH = 8
"""About half as many as a word has remainders; there are between half and all as many buckets."""


def known_trait(token: Token) -> int:
    """Give `TokenTraits.KNOWN` for a known name, else 0."""
    for name in token.known_classes:
        if name.startswith("name:"):
            return TokenTraits.KNOWN
    return 0


def token_traits(token: Token) -> int:
    """Give the bits of `TokenTraits` for a token."""
    traits = known_trait(token)
    if not (token.form.isascii() and token.form.isalpha()):
        traits |= TokenTraits.DIGITS if any(map(str.isdigit, token.form)) else 0
    traits |= TokenTraits.BARE if f"{BARE}:{undoubled(token.form)}" in token.classes else 0
    return traits | (TokenTraits.POLYSYLLABIC if vowel_groups(token.form) > 1 else 0)


def name_traits(name: Name, weak: bool = False) -> int:
    """Give the bits of `NameTraits` for a name."""
    traits = NameTraits.WEAK if weak else 0
    if name.readings:
        traits |= NameTraits.KOREAN if name.readings.korean else 0
        traits |= NameTraits.CHINESE if name.readings.pinyin or name.readings.script == "han" else 0
    traits |= NameTraits.ACRONYM if is_acronym(name.tokens) else 0
    for token in name.tokens:
        if token.role is TokenRole.LEGAL:
            traits |= NameTraits.LEGAL
    return traits


def number_of(token: Token) -> int:
    """Give a token's number as the arrays hold it. Numbers beyond 62 bits are folded: they still differ."""
    return UNKNOWN_NUMBER if token.number is None else token.number % GREATEST_NUMBER


def letters_of(form: str) -> NDArray[np.uint32]:
    """Give the code points of a form."""
    return np.frombuffer(form.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)


class IndexBuilder:
    """Takes up names of one kind; `build` makes the index."""

    def __init__(self, kind: NameKind) -> None:
        self._kind = kind
        self._tokens: dict[Token, int] = {}
        self._places = array("i")
        self._sizes = array("i")
        self._weights = array("i")
        self._traits = array("B")
        self._owners = array("i")
        self._texts: list[str] = []
        self._readings: list[tuple[int, Readings]] = []

    def add(self, name: Name, owner: int, weak: bool = False) -> int:
        """Add a name. `owner` is the number of the party that bears it. Gives how many were added before."""
        if name.readings:
            self._readings.append((len(self._texts), name.readings))
        self._places.extend(self._tokens.setdefault(token, len(self._tokens)) for token in name.tokens)
        self._sizes.append(len(name.tokens))
        self._weights.append(name.weight)
        self._traits.append(name_traits(name, weak))
        self._owners.append(owner)
        self._texts.append(name.text)
        return len(self._texts) - 1

    def ranks(self) -> NDArray[np.int64]:
        """Give the number that each name has in the index, in the order in which they were added."""
        order = np.argsort(np.array(self._weights, dtype=np.int32), kind="stable")
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return place

    def build(self) -> NameIndex:
        """Make the index of the names that were added."""
        tokens = sorted(self._tokens, key=_token_order)
        rank = np.empty(len(tokens), dtype=np.int32)
        for number, token in enumerate(tokens):
            rank[self._tokens[token]] = number
        weights, sizes = np.array(self._weights, dtype=np.int32), np.array(self._sizes, dtype=np.int64)
        order = np.argsort(weights, kind="stable")
        names = _names(rank[np.array(self._places, dtype=np.int64)], sizes, weights, self._traits, order, len(tokens))
        place = self.ranks()
        vocabulary, classes = _vocabulary(tokens)
        return NameIndex(
            kind=self._kind,
            vocabulary=vocabulary,
            names=names,
            deletions=_deletions(vocabulary),
            owner=np.array(self._owners, dtype=np.int32)[order],
            texts=Texts.of(self._texts[number] for number in order),
            classes=classes,
            readings=ReadingIndex(build_readings((int(place[number]), some) for number, some in self._readings)),
            skeletons=SkeletonIndex.of(tokens),
        )


def _token_order(token: Token) -> tuple[Any, ...]:
    return (
        token.form,
        token.role.value,
        token.weight,
        sorted(token.known_classes),
        -1 if token.number is None else token.number,
    )


def _starts(sizes: NDArray[Any]) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int32)


def _grouped(groups: NDArray[Any], members: NDArray[Any], count: int) -> tuple[Ints, Ints]:
    """Give the members of each group without repetition, ascending, and the groups' starts."""
    keys = np.unique(groups.astype(np.int64) << 32 | members.astype(np.int64))
    starts = np.searchsorted(keys, np.arange(count + 1, dtype=np.int64) << 32)
    return (keys & 0xFFFFFFFF).astype(np.int32), starts.astype(np.int32)


def _names(
    places: NDArray[Any], sizes: NDArray[Any], weights: Ints, traits: Sequence[int], order: NDArray[Any], tokens: int
) -> Names:
    ends = np.cumsum(sizes)
    size = sizes[order]
    start = np.concatenate(([0], np.cumsum(size)))
    source = np.repeat((ends - sizes)[order] - start[:-1], size) + np.arange(start[-1])
    token = places[source].astype(np.int32)
    name = np.repeat(np.arange(len(order)), size)
    posting, posting_start = _grouped(token, name, tokens)
    followed = np.flatnonzero(name[1:] == name[:-1]) if len(name) else np.empty(0, dtype=np.int64)
    pairs = np.unique(token[followed].astype(np.int64) << 32 | token[followed + 1])
    first, second = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    by_second = np.argsort(second, kind="stable").astype(np.int32)
    bounds = np.arange(tokens + 1)
    return Names(
        token=token,
        token_start=start.astype(np.int32),
        weight=weights[order],
        traits=np.array(traits, dtype=np.uint8)[order],
        posting=posting,
        posting_start=posting_start,
        pair_first=first,
        pair_second=second,
        pair_start=np.searchsorted(first, bounds).astype(np.int32),
        pair_by_second=by_second,
        second_start=np.searchsorted(second[by_second], bounds).astype(np.int32),
    )


def _vocabulary(tokens: Sequence[Token]) -> tuple[Vocabulary, TextTable]:
    forms = [letters_of(token.form) for token in tokens]
    lengths = np.array([len(form) for form in forms], dtype=np.int64)
    classes = sorted({name for token in tokens for name in token.classes})
    numbers = {name: number for number, name in enumerate(classes)}
    token_classes = [sorted(numbers[name] for name in token.classes) for token in tokens]
    flat = np.array([number for some in token_classes for number in some], dtype=np.int32)
    owner = np.repeat(np.arange(len(tokens)), [len(some) for some in token_classes])
    member, class_start = _grouped(flat, owner, len(classes))
    ending = sorted(range(len(tokens)), key=lambda number: tokens[number].form[::-1])
    vocabulary = Vocabulary(
        letters=np.concatenate([np.empty(0, dtype=np.uint32), *forms]),
        form_start=_starts(lengths),
        weight=np.array([token.weight for token in tokens], dtype=np.int32),
        lone=np.array([lone_weight(token) for token in tokens], dtype=np.int32),
        role=np.array([ROLES.index(token.role.value) for token in tokens], dtype=np.uint8),
        traits=np.array([token_traits(token) for token in tokens], dtype=np.uint8),
        number=np.array([number_of(token) for token in tokens], dtype=np.int64),
        token_class=flat,
        token_class_start=_starts(np.array([len(some) for some in token_classes], dtype=np.int64)),
        class_member=member,
        class_start=class_start,
        class_value=np.array([_class_value(name) for name in classes], dtype=np.int32),
        signature=np.array([word_signature(token.form) for token in tokens], dtype=np.uint64),
        by_ending=np.array(ending, dtype=np.int32),
    )
    return vocabulary, TextTable.of(classes)


def _class_value(name: str) -> int:
    kind = name.partition(":")[0]
    return -CLASS_VALUES[kind] if kind == BARE else CLASS_VALUES[kind]


def _deletions(vocabulary: Vocabulary) -> Deletions:
    buckets = 1 << max(4, (DELETIONS_EACH * len(vocabulary.weight)).bit_length() - 1)
    token, start = build_deletions(vocabulary.letters, vocabulary.form_start, buckets)
    return Deletions(token, start)


def word_signature(form: str) -> int:
    """Give `words.signature_of` of a form."""
    once = twice = 0
    for char in form:
        bit = 1 << (ord(char) & 31)
        twice |= once & bit
        once |= bit
    return once | twice << 32
