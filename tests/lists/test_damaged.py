"""Damaged files are refused or read right: a few hundred here, ten thousand in benchmarks/damaged_lists.py."""

import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import damaged_lists

COUNT = 300


@pytest.mark.parametrize("damage", [damage for damage, _ in damaged_lists.DAMAGES], ids=lambda damage: damage.__name__)
def test_damage_is_never_a_crash_a_hang_or_a_silent_loss(tmp_path: Path, damage: damaged_lists.Damage) -> None:
    whole = damaged_lists.samples(tmp_path)
    chance = random.Random(damaged_lists.SEED)  # noqa: S311 - it chooses damage
    found: Counter[str] = Counter()
    for _ in range(COUNT // len(damaged_lists.DAMAGES)):
        sample = chance.choice(whole)
        result = damaged_lists.outcome(sample, damage(sample.data, chance))
        assert not result.split()[0].isupper(), f"{sample.file.name}: {result}"
        found[result] += 1
    assert found["refused"]
