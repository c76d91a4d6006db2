"""`yalu investigate` as a user meets it: what it prints, what it writes, what it refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "examples" / "beijing-procurement.txt"
LIST = ROOT / "examples" / "public-parties.ftm.json"


def yalu(*arguments: str | Path, cache: Path | None = None, seed: str = "0") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": "100"}
    if cache:
        environment["YALU_CACHE"] = str(cache)
    command = [sys.executable, "-c", "from yalu.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)  # noqa: S603


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    cache = tmp_path_factory.mktemp("cache")
    run = yalu("investigate", ARTICLE, "--list", LIST, "--as-of", "2023-06-19", "--json", cache=cache)
    assert run.returncode == 0, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def party(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in answer["parties"] if name in item["names"])


def links(answer: dict[str, Any], kind: str, source: str, target: str) -> list[dict[str, Any]]:
    ends = (party(answer, source)["id"], party(answer, target)["id"])
    return [link for link in answer["links"] if link["type"] == kind and (link["source"], link["target"]) == ends]


def test_listed_parties_are_found_under_their_list_ids(answer: dict[str, Any]) -> None:
    for name, identity in {
        "Choe Chol-min": "ofac-43598",
        "Choe Un-jong": "ofac-43616",
        "Second Academy of Natural Sciences": "ofac-12215",
    }.items():
        found = party(answer, name)
        assert found["listed"] is True
        assert found["hits"][0]["id"] == identity


def test_a_party_listed_later_is_not_listed_on_the_day(answer: dict[str, Any]) -> None:
    later = next(item for item in answer["parties"] if item["id"] == "ofac-49741")
    assert later["listed"] is False
    assert later["hits"][0]["listed_from"] == "2024-07-24"


def test_links_carry_their_status_and_their_words(answer: dict[str, Any]) -> None:
    assert links(answer, "family_of", "Choe Chol-min", "Choe Un-jong")[0]["status"] == "asserted"
    assert links(answer, "employed_by", "Choe Un-jong", "North Korean Embassy in Beijing")[0]["status"] == "alleged"
    denied = [link for link in answer["links"] if link["status"] == "denied"]
    assert denied
    assert "denied that it had sold anything" in denied[0]["evidence"][0]["quote"]
    assert {"called_for", "negated"} <= {link["status"] for link in answer["links"]}


def test_every_quote_stands_in_the_file_at_its_place(answer: dict[str, Any]) -> None:
    text = ARTICLE.read_bytes().decode("utf-8")
    documents = {item["id"] for item in answer["documents"]}
    places = [item for link in answer["links"] for item in link["evidence"] if item["document"] in documents]
    places += [mention for item in answer["parties"] for mention in item["mentions"]]
    assert len(places) > 20
    for place in places:
        assert text[place["start"] : place["end"]] == place["quote"]


def test_gaps_are_the_unlisted_counterparts_and_nobody_else(answer: dict[str, Any]) -> None:
    names = {item["id"]: item["name"] for item in answer["parties"]}
    gaps = {names[gap["party"]] for gap in answer["gaps"]}
    assert "Liaoning Huarui Bearing Trading Co., Ltd." in gaps
    assert any("Chinese nationals" in name for name in gaps)
    assert not {"Petra Lindqvist", "Choe Chol-min", "European Union", "North Korean Embassy in Beijing"} & gaps
    assert all(gap["missing"] and gap["links"] for gap in answer["gaps"])


def test_nobody_from_the_page_around_the_article_is_a_party(answer: dict[str, Any]) -> None:
    everybody = " ".join(name for item in answer["parties"] for name in item["names"])
    for stranger in ("Kroll", "Brandt", "Solberg", "Ellingsen"):
        assert stranger not in everybody


def test_the_document_and_the_list_are_named(answer: dict[str, Any]) -> None:
    (document,) = answer["documents"]
    assert document["author"] == "Mara Ellingsen"
    assert document["published"] == "2023-06-19"
    (used,) = answer["lists"]
    assert used["entities"] == 5
    assert len(used["sha256"]) == 64


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    question = ("investigate", ARTICLE, "--list", LIST, "--as-of", "2023-06-19", "--json")
    first, second = (yalu(*question, cache=tmp_path / "cache", seed=seed) for seed in ("1", "77"))
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_the_report_folder_is_written_and_the_summary_is_plain_text(tmp_path: Path) -> None:
    out = tmp_path / "report"
    run = yalu("investigate", ARTICLE, "--list", LIST, "--as-of", "2023-06-19", "--out", out, cache=tmp_path / "cache")
    assert run.returncode == 0, run.stderr
    assert {path.name for path in out.iterdir()} == {
        "report.html",
        "network.ftm.json",
        "links.csv",
        "investigation.json",
    }
    assert "\x1b" not in run.stdout
    assert run.stderr == ""
    assert "Gaps: not listed on 2023-06-19" in run.stdout


def _binary(folder: Path) -> Path:
    path = folder / "binary.txt"
    path.write_bytes(b"\x00\x01\x02" * 100)
    return path


def _written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Sanctions>&b;</Sanctions>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><Sanctions>&a;</Sanctions>'
REFUSALS = {
    "a missing document": lambda folder: (folder / "none.txt", LIST, "2023-06-19"),
    "an empty document": lambda folder: (_written(folder, "empty.txt", " \n"), LIST, "2023-06-19"),
    "a binary document": lambda folder: (_binary(folder), LIST, "2023-06-19"),
    "a missing list": lambda folder: (ARTICLE, folder / "none.xml", "2023-06-19"),
    "an empty list": lambda folder: (ARTICLE, _written(folder, "empty.xml", ""), "2023-06-19"),
    "a truncated list": lambda folder: (
        ARTICLE,
        _written(folder, "cut.xml", '<?xml version="1.0"?><Sanctions><Dat'),
        "2023-06-19",
    ),
    "a list of another kind": lambda folder: (
        ARTICLE,
        _written(folder, "page.html", "<html><body>Error</body></html>"),
        "2023-06-19",
    ),
    "a list with an entity bomb": lambda folder: (ARTICLE, _written(folder, "bomb.xml", BOMB), "2023-06-19"),
    "a list with an outside entity": lambda folder: (ARTICLE, _written(folder, "outside.xml", OUTSIDE), "2023-06-19"),
    "a list with a broken line": lambda folder: (
        ARTICLE,
        _written(folder, "broken.json", '{"id": "x"\n'),
        "2023-06-19",
    ),
    "a date that is none": lambda _: (ARTICLE, LIST, "2023-02-30"),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_bad_input_gives_one_line_and_exit_code_2_and_writes_nothing(what: str, tmp_path: Path) -> None:
    article, listing, day = REFUSALS[what](tmp_path)
    out = tmp_path / "out"
    run = yalu("investigate", article, "--list", listing, "--as-of", day, "--out", out, cache=tmp_path / "cache")
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("yalu: ")
    assert len(run.stderr.strip().splitlines()) == 1
    assert not out.exists()


def test_an_output_folder_that_is_a_file_is_refused_before_any_work(tmp_path: Path) -> None:
    place = _written(tmp_path, "taken", "something")
    run = yalu("investigate", ARTICLE, "--list", LIST, "--out", place, cache=tmp_path / "cache")
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1
    assert place.read_text(encoding="utf-8") == "something"


def test_help_says_what_a_command_is_for() -> None:
    for arguments in ([], ["investigate"]):
        run = yalu(*arguments, "--help")
        assert run.returncode == 0
        assert "investigate" in run.stdout
    assert "YYYY-MM-DD" in run.stdout
