"""The confidences of patterns: counted on texts for tuning only, and written so that the data still says the same."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks.pattern_confidence import DATA, FILES, MOST, PRIOR, confidence, refuse_kept_aside, write


@pytest.fixture(params=FILES)
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / request.param, tmp_path / request.param))


def entries_of(path: Path) -> dict[str, dict[str, object]]:
    content = yaml.safe_load(path.read_text("utf-8"))
    rows = [row for section in content.values() if isinstance(section, list) for row in section]
    return {row["id"]: row for row in rows if isinstance(row, dict) and "id" in row}


def plain(entries: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {
        name: {key: value for key, value in row.items() if key not in ("confidence", "n")}
        for name, row in entries.items()
    }


def test_every_pattern_can_be_given_its_confidence_and_nothing_else_changes(data: Path) -> None:
    before = entries_of(data)
    counts = {name: Counter(given=10, right=7) for name in before}
    assert write(counts, data) == len(before)
    after = entries_of(data)
    assert plain(after) == plain(before)
    assert {(row["confidence"], row["n"]) for row in after.values()} == {(confidence(7, 10), 10)}
    written = data.read_bytes()
    write(counts, data)
    assert data.read_bytes() == written


def test_where_there_are_too_few_links_the_prior_holds(data: Path) -> None:
    before = entries_of(data)
    assert write({name: Counter(given=4, right=4) for name in before}, data) == 0
    assert not any({"confidence", "n"} & row.keys() for row in entries_of(data).values())


@pytest.mark.parametrize(
    ("right", "given", "value"), [(0, 0, PRIOR), (4, 4, 0.9), (200, 200, MOST), (0, 16, 0.16), (8, 10, 0.8)]
)
def test_a_confidence_is_the_share_of_right_links_shrunk_towards_the_prior(
    right: int, given: int, value: float
) -> None:
    assert confidence(right, given) == pytest.approx(value)


def test_texts_kept_aside_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="only measured"):
        refuse_kept_aside([tmp_path / "reading" / "kept_aside"])
    refuse_kept_aside([tmp_path / "reading" / "tuning"])
