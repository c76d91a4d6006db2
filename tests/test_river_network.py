"""The example of several sources: together they give gaps and a cut that no source gives by itself."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from yalu import Investigation, investigate, load_list

FOLDER = Path(__file__).resolve().parents[1] / "examples" / "river-network"
RECORDS = ("shipments.csv", "payments.csv", "shareholders.csv")
HOLDING = "Marsh Lantern Holdings Ltd"
NEW_GAPS = {
    ("Fernbrook Industrial Supply Ltd", "materially_assisted"),
    ("Alder Quay Services Ltd", "acted_for"),
    ("Willow Weir Machine Works NV", "materially_assisted"),
}


def found(folder: Path, records: tuple[str, ...], *, article: bool = True) -> Investigation:
    path = FOLDER / "article.txt"
    if not article:
        path = folder / "nothing.txt"
        path.write_text("The river was high in June, and the ferries waited for the water to fall.\n")
    lists = [load_list(FOLDER / "list.ftm.json", cache=False)]
    files = [FOLDER / name for name in records]
    return investigate([path], lists, date(2024, 6, 10), records=files, cut_budget=Decimal(1))


def gaps(answer: Investigation) -> set[tuple[str, str]]:
    names = {item.party.id: item.party.name for item in answer.parties}
    return {(names[gap.party], gap.criterion) for gap in answer.gaps}


def unit_cut(answer: Investigation) -> tuple[list[str], int, int]:
    """Give who is chosen by the unit weighting, and the flow before and after; nothing where there is no flow."""
    names = {item.party.id: item.party.name for item in answer.parties}
    if answer.cut is None:
        return [], 0, 0
    unit = answer.cut.result.cuts[0]
    return [names[item.party] for item in unit.chosen], int(unit.before), int(unit.value)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Investigation:
    return found(tmp_path_factory.mktemp("whole"), RECORDS)


def test_the_example_is_as_large_as_it_says(whole: Investigation) -> None:
    assert {item.file: (item.kind, item.rows, item.refused) for item in whole.records} == {
        "shipments.csv": ("shipments", 30, 0),
        "payments.csv": ("payments", 40, 0),
        "shareholders.csv": ("holdings", 8, 0),
    }


def test_together_one_designation_leaves_nothing_and_gaps_go_further(whole: Investigation) -> None:
    assert gaps(whole) >= NEW_GAPS
    assert unit_cut(whole) == ([HOLDING], 3, 0)


def test_the_article_alone_gives_neither(tmp_path: Path) -> None:
    alone = found(tmp_path, ())
    assert not gaps(alone) & NEW_GAPS
    chosen, before, after = unit_cut(alone)
    assert HOLDING not in chosen
    assert (before, after) == (2, 1)


@pytest.mark.parametrize("name", RECORDS)
def test_no_record_alone_gives_either(name: str, tmp_path: Path) -> None:
    alone = found(tmp_path, (name,), article=False)
    assert not gaps(alone) & NEW_GAPS
    assert HOLDING not in unit_cut(alone)[0]


@pytest.mark.parametrize("missing", ["shipments.csv", "shareholders.csv"])
def test_without_one_of_them_the_cut_is_another(missing: str, tmp_path: Path) -> None:
    chosen, before, after = unit_cut(found(tmp_path, tuple(name for name in RECORDS if name != missing)))
    assert HOLDING not in chosen
    assert after > 0
    assert before == 3


def test_every_link_of_a_record_names_its_row(whole: Investigation) -> None:
    files = {item.id for item in whole.records}
    recorded = [link for link in whole.links if {item.document for item in link.evidence} & files]
    assert len(recorded) > 40
    assert all("line " in item.quote for link in recorded for item in link.evidence)


def test_the_order_of_the_files_changes_nothing(whole: Investigation, tmp_path: Path) -> None:
    assert found(tmp_path, RECORDS[::-1]) == whole
