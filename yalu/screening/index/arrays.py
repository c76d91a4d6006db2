"""The arrays of an index, as the compiled code sees them. Nobody writes them: an index never changes.

A start array has one more entry than there are groups: group g is [start[g], start[g + 1]).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Starts = NDArray[np.int32]


class Vocabulary(NamedTuple):
    """The distinct tokens of the listed names, in the order of their forms: a token's number is its rank."""

    letters: NDArray[np.uint32]
    form_start: Starts
    """Where the form of each token stands in `letters`."""
    weight: Ints
    lone: Ints
    """What the token counts as a word without a partner (see `candidate`)."""
    role: NDArray[np.uint8]
    traits: NDArray[np.uint8]
    """Bits of `TokenTraits`."""
    number: NDArray[np.int64]
    """The value of a number, or -1."""
    token_class: Ints
    token_class_start: Starts
    class_member: Ints
    class_start: Starts
    class_value: Ints
    """What sharing the class is worth, in thousandths; negative for a class of spellings without vowels."""
    signature: NDArray[np.uint64]
    by_ending: Ints
    """Tokens in the order of their forms read backwards."""


class Names(NamedTuple):
    """The listed names, in the order of their weights: a name's number is its rank."""

    token: Ints
    token_start: Starts
    weight: Ints
    traits: NDArray[np.uint8]
    """Bits of `NameTraits`."""
    posting: Ints
    """The names in which a token occurs, ascending."""
    posting_start: Starts
    pair_first: Ints
    pair_second: Ints
    """Neighbours in a name, ordered by first, then second token."""
    pair_start: Starts
    """Where the pairs of each first token stand."""
    pair_by_second: Ints
    second_start: Starts


class TokenTraits:
    """What the bits of `Vocabulary.traits` mean."""

    KNOWN = 1
    """A known name (for the forms of a name for a man and a woman)."""
    DIGITS = 2
    """A digit occurs in the form."""
    POLYSYLLABIC = 4
    """The form has two groups of vowels or more."""
    BARE = 8
    """The form is itself a spelling without vowels."""


class NameTraits:
    """What the bits of `Names.traits` mean."""

    KOREAN = 1
    CHINESE = 2
    """It can be read as a Korean, a Chinese name, so that another reading is another name."""
    ACRONYM = 4
    LEGAL = 8
    """It holds a legal form."""
    WEAK = 16
    """The list calls it weak."""


ROLES = ("word", "particle", "legal", "number", "initial")
"""Token roles by their number in `Vocabulary.role`."""
WORD, PARTICLE, LEGAL, NUMBER, INITIAL = range(5)
