"""Folders in which several write at once: none is disturbed by others that come and go."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from yalu.workspace.snapshots.staging import staged_in


def write_many(staging: Path, text: str) -> None:
    for _ in range(200):
        with staged_in(staging) as folder:
            (folder / "content").write_text(text)
            assert (folder / "content").read_text() == text


def test_who_clears_its_folder_away_disturbs_nobody_who_looks_for_orphans(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: write_many(tmp_path / "staging", text), "abcd"))
    with staged_in(tmp_path / "staging") as folder:
        assert [item for item in (tmp_path / "staging").iterdir() if item.is_dir()] == [folder.parent]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "staging" / "left" / "snapshot").mkdir(parents=True)
    with staged_in(tmp_path / "staging") as folder:
        assert [item for item in (tmp_path / "staging").iterdir() if item.is_dir()] == [folder.parent]
