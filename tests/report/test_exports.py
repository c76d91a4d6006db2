"""What leaves the house: valid entities, a safe table, and all files or none."""

import csv
import hashlib
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from followthemoney import EntityProxy, model

from yalu.investigation import Investigation
from yalu.model import OutputError
from yalu.report import check_folder, exports, write_folder, write_ftm, write_links_csv
from yalu.report.exports import ftm_lines
from yalu.report.links_csv import COLUMNS, links_csv

FILES = {"report.html", "network.ftm.json", "links.csv", "investigation.json"}


@pytest.fixture
def entities(investigation: Investigation) -> dict[str, EntityProxy]:
    proxies = [EntityProxy.from_dict(json.loads(line)) for line in ftm_lines(investigation).splitlines()]
    assert len({proxy.id for proxy in proxies}) == len(proxies)
    return {str(proxy.id): proxy for proxy in proxies}


def test_every_entity_is_valid_and_points_to_what_fits(entities: dict[str, EntityProxy]) -> None:
    for proxy in entities.values():
        assert proxy.schema.validate(proxy.to_dict()) is None
        for name in proxy.schema.required:
            assert proxy.get(name), f"{proxy.schema.name} lacks {name}"
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert prop.range is not None
                assert entities[value].schema.is_a(prop.range)


def test_what_is_no_fact_is_no_edge(entities: dict[str, EntityProxy]) -> None:
    assert not {"l4", "l5", "l10"} & entities.keys()
    assert {"l1", "l2", "l3", "l6", "l7", "l8", "l9", "l11", "l12"} <= entities.keys()


def test_links_become_the_edges_of_their_types(entities: dict[str, EntityProxy]) -> None:
    assert entities["l1"].schema.name == "Representation"
    assert entities["l6"].schema.name == "Directorship"
    assert entities["l9"].schema.name == "Family"
    assert entities["l9"].get("relationship") == ["spouse"]
    assert entities["l12"].schema.name == "Payment"
    assert entities["l6"].get("startDate") == ["2019"]
    assert entities["l1"].get("status") == ["alleged"]
    assert entities["l1"].get("proof") == ["doc-1"]


def test_an_end_that_does_not_fit_makes_an_unknown_link_that_says_its_type(entities: dict[str, EntityProxy]) -> None:
    assert model.schemata["PublicBody"].is_a("Asset") is False
    assert entities["l7"].schema.name == "UnknownLink"
    assert entities["l7"].get("role") == ["owns or controls"]
    assert entities["l7"].get("proof") == ["list-ofac-sdn-" + hashlib.sha256(b"list-ofac_sdn").hexdigest()[:8]]
    assert entities["l11"].schema.name == "UnknownLink"


def test_ids_that_the_format_does_not_take_are_changed_and_still_tied(investigation: Investigation) -> None:
    choe = investigation.parties[0]
    odd = replace(choe, party=replace(choe.party, id="choe/43598_x"))
    links = tuple(replace(link, source="choe/43598_x") for link in investigation.links if link.id == "l1")
    lines = ftm_lines(replace(investigation, parties=(odd, *investigation.parties[1:]), links=links)).splitlines()
    proxies = {proxy.id: proxy for proxy in (EntityProxy.from_dict(json.loads(line)) for line in lines)}
    (agent,) = proxies["l1"].get("agent")
    assert proxies[agent].caption == "Choe Chol-min"


def test_a_sanction_names_its_authority(entities: dict[str, EntityProxy]) -> None:
    assert entities["l8"].schema.name == "Sanction"
    assert entities["l8"].get("authority") == ["Washington"]
    assert entities["l8"].get("startDate") == ["2023-06-15"]
    assert entities["choe-listing"].get("program") == ["NPWMD", "DPRK2"]


def test_only_parties_listed_on_the_day_bear_the_topic(entities: dict[str, EntityProxy]) -> None:
    assert {key for key, proxy in entities.items() if "sanction" in proxy.get("topics", quiet=True)} == {
        "choe",
        "wife",
        "sans",
    }


def test_the_table_has_a_row_for_each_evidence(investigation: Investigation) -> None:
    rows = list(csv.DictReader(io.StringIO(links_csv(investigation), newline="")))
    assert len(rows) == sum(len(link.evidence) for link in investigation.links)
    assert tuple(rows[0]) == COLUMNS
    assert {row["status"] for row in rows} == {"asserted", "alleged", "denied", "called_for", "planned"}


def test_no_cell_is_a_formula(investigation: Investigation) -> None:
    rows = list(csv.DictReader(io.StringIO(links_csv(investigation), newline="")))
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert any(row["quote"].startswith("'=HYPERLINK") for row in rows)
    assert any(row["role"] == "'@owner" for row in rows)


def test_a_folder_gets_all_four_files(investigation: Investigation, texts: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "report"
    paths = write_folder(investigation, folder, documents=texts)
    assert {path.name for path in paths} == FILES
    assert {path.name for path in folder.iterdir()} == FILES


def test_two_runs_give_the_same_bytes(investigation: Investigation, texts: dict[str, str], tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_folder(investigation, tmp_path / name, documents=texts)
    for file in FILES:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_other_files_in_the_folder_stay(investigation: Investigation, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    (tmp_path / "links.csv").write_text("old")
    write_folder(investigation, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "kept"
    assert (tmp_path / "links.csv").read_text() != "old"
    assert {path.name for path in tmp_path.iterdir()} == FILES | {"mine.txt"}


@pytest.mark.parametrize("call", range(1, 7))
def test_a_failure_half_way_leaves_the_folder_as_it_was(
    investigation: Investigation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    (tmp_path / "report.html").write_text("old report")
    (tmp_path / "links.csv").write_text("old links")
    real, calls = os.replace, iter(range(1, 100))

    def failing(source: Path, target: Path) -> None:
        if next(calls) == call:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(exports.os, "replace", failing)
    with pytest.raises(OutputError, match="No space left on device"):
        write_folder(investigation, tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "report.html": "old report",
        "links.csv": "old links",
    }


def test_a_failure_leaves_no_new_folder(
    investigation: Investigation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError):
        write_folder(investigation, tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_a_file_is_refused_in_one_line(investigation: Investigation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError) as caught:
            write_folder(investigation, place)
        assert str(place) in str(caught.value)
        assert "\n" not in str(caught.value)
        with pytest.raises(OutputError):
            check_folder(place)


def test_single_files_are_written(investigation: Investigation, tmp_path: Path) -> None:
    write_ftm(investigation, tmp_path / "n.json")
    write_links_csv(investigation, tmp_path / "l.csv")
    assert (tmp_path / "n.json").read_text(encoding="utf-8") == ftm_lines(investigation)
    assert (tmp_path / "l.csv").read_bytes() == links_csv(investigation).encode()
