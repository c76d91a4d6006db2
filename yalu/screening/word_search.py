"""All words of a vocabulary within the edit budget of a word: exact, by array filters that never drop one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yalu.screening.similarity import MAXIMUM_BUDGET, edit_budget


class WordSearch:
    """The words of a vocabulary as arrays, ready to be searched for similar ones.

    Words are grouped by length. A word of the group can only be within `budget` edits if the lengths differ by no more
    than `budget`, and if at most 2·`budget` letters occur in one of the two words only (an edit changes at most two).
    What is left is measured exactly, the whole group at a time.
    """

    def __init__(self, words: Sequence[str]) -> None:
        by_length: dict[int, list[int]] = {}
        for index, word in enumerate(words):
            by_length.setdefault(len(word), []).append(index)
        self._groups: dict[int, tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint64]]] = {}
        for length, indices in by_length.items():
            if length:
                joined = "".join(words[index] for index in indices).encode("utf-32-le", "surrogatepass")
                letters = np.frombuffer(joined, dtype="<u4").reshape(len(indices), length)
                self._groups[length] = (np.array(indices), letters, _letter_sets(letters))

    def within_budget(self, word: str) -> NDArray[np.int64]:
        """Give the indices of all words within the edit budget of `word`, equal ones included, in no order."""
        found = []
        letters = np.frombuffer(word.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        for length in range(max(1, len(word) - MAXIMUM_BUDGET), len(word) + MAXIMUM_BUDGET + 1):
            budget = edit_budget(min(length, len(word)))
            if length in self._groups and abs(length - len(word)) <= budget:
                found.append(self._search_group(length, letters, budget))
        nothing: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        return np.concatenate([nothing, *found])

    def _search_group(self, length: int, word: NDArray[np.uint32], budget: int) -> NDArray[np.int64]:
        indices, letters, sets = self._groups[length]
        near = np.bitwise_count(sets ^ _letter_sets(word[None, :])[0]) <= 2 * budget
        indices, letters = indices[near], letters[near]
        found: NDArray[np.int64] = indices[osa_distances(word, letters, budget) <= budget]
        return found


def _letter_sets(letters: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Give each row's set of letters as 64 bits; letters that fall on one bit only make the filter weaker."""
    bits = np.uint64(1) << (letters % 64).astype(np.uint64)
    return np.asarray(np.bitwise_or.reduce(bits, axis=1), dtype=np.uint64)


def osa_distances(word: NDArray[np.uint32], others: NDArray[np.uint32], budget: int) -> NDArray[np.int16]:
    """Give the optimal string alignment distance of one word to many of one length.

    Only the band around the diagonal that `budget` edits can reach is filled in, so a distance above `budget` is only
    known to be above it.
    """
    count, width = others.shape
    far = np.int16(budget + 1)
    rows = [np.full((width + 1, count), far, dtype=np.int16) for _ in range(3)]
    for j in range(min(budget, width) + 1):
        rows[0][j] = j
    for i in range(1, len(word) + 1):
        row, above, before = rows[i % 3], rows[(i - 1) % 3], rows[(i - 2) % 3]
        row[:] = far
        if i <= budget:
            row[0] = i
        for j in range(max(1, i - budget), min(width, i + budget) + 1):
            differs = others[:, j - 1] != word[i - 1]
            cell = np.minimum(above[j - 1] + differs, np.minimum(above[j], row[j - 1]) + 1)
            if i > 1 and j > 1:
                swapped = (others[:, j - 2] == word[i - 1]) & (others[:, j - 1] == word[i - 2])
                cell = np.where(swapped, np.minimum(cell, before[j - 2] + 1), cell)
            row[j] = np.minimum(cell, far)
    distances: NDArray[np.int16] = rows[len(word) % 3][width]
    return distances
