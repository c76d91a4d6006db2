"""`yalu cut` as a user meets it, on the invented example."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from yalu.cli import main
from yalu.model import TableError
from yalu.network.cuts import costs_template
from yalu.workspace import read_costs

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "cut-flows.csv"
ASK = ["--protect-from", "Invented Institute", "--links", str(EXAMPLE), "--as-of", "2024-06-01"]
TRAP = [*ASK, "--sources", "Invented Bearings AG", "--protect", "Invented Port Authority", "--budget", "2"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["yalu", "cut", *arguments])
        monkeypatch.setenv("COLUMNS", "140")
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_the_example_shows_where_greedy_is_beaten(run: Run) -> None:
    code, out, _ = run(*TRAP, "--weighting", "value", "--json")
    (cut,) = json.loads(out)["cuts"]
    greedy = next(item for item in cut["comparisons"] if item["method"] == "greedy")
    assert code == 0
    assert (cut["before"], cut["value"], greedy["value"], cut["proven"]) == (12000, 2000, 10000, True)
    assert [item["party"] for item in cut["chosen"]] == ["x-carrier-east", "x-carrier-west"]
    assert [point["value"] for point in cut["frontier"]] == [12000, 11000, 2000, 1000, 0]
    assert {tuple(way["parties"]) for way in cut["remaining"]} == {
        ("x-bearings", "x-small-one", "x-institute"),
        ("x-bearings", "x-small-two", "x-institute"),
    }


def test_the_terminal_says_what_stops_that_it_is_proven_and_that_it_recommends_nothing(run: Run) -> None:
    _, out, _ = run(*TRAP, "--scenarios", "5")
    text = " ".join(out.split())
    assert "stops 10,000 of 12,000 USD that could flow in the links the sources state; 2,000 can still flow" in text
    assert "Proven optimal: no set within the budget leaves less" in text
    assert "no recommendation to list anybody" in text
    assert text.index("By unit") < text.index("By count") < text.index("By value")
    assert "seed 1" in text


def test_two_runs_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    first = run(*TRAP, "--json", "--scenarios", "5", "--picture", str(tmp_path / "a.svg"))
    assert run(*TRAP, "--json", "--scenarios", "5", "--picture", str(tmp_path / "b.svg")) == first
    drawn = (tmp_path / "a.svg").read_bytes()
    assert drawn == (tmp_path / "b.svg").read_bytes()
    assert drawn.decode().count("✂ chosen<") >= 2


def test_a_country_can_be_a_source_and_be_protected(run: Run) -> None:
    _, out, _ = run(*ASK, "--sources", "ch", "--protect", "CN", "--weighting", "value", "--json")
    (cut,) = json.loads(out)["cuts"]
    assert [item["party"] for item in cut["chosen"]] == ["x-small-two"]
    assert cut["value"] == 11000


def test_costs_come_from_the_users_table_with_who_set_them(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "costs.csv"
    table.write_text(
        "class,cost,schemata,party,note,set_by\nfirm,2,,,,us\n,0.5,,Small Trader One (invented),cheap,us\n"
    )
    _, out, _ = run(*TRAP[:-1], "0.5", "--costs", str(table), "--weighting", "value", "--json")
    found = json.loads(out)
    assert [item["party"] for item in found["cuts"][0]["chosen"]] == ["x-small-one"]
    party = next(item for item in found["parties"] if item["id"] == "x-small-one")
    assert (party["cost"], party["note"], party["set_by"]) == (0.5, "cheap", "us")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--links", str(EXAMPLE)], "name the end users with --protect-from"),
        ([*ASK, "--budget", "many"], "--budget 'many' is no number"),
        ([*ASK, "--budget", "-1"], "--budget '-1' is no number"),
        ([*ASK, "--weight", "goods"], "not of the form commodity=number"),
        ([*ASK, "--outward", "gold"], "the links carry no commodity 'gold'"),
        ([*ASK, "--sources", "zz"], "no party with a flow is of the source country zz"),
        ([*ASK[:2], "--links", str(EXAMPLE), "--as-of", "2019-01-01"], "no link states a flow on 2019-01-01"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_exit_code_2(run: Run, arguments: list[str], words: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_the_template_is_a_cost_table_and_says_that_the_costs_are_the_users_own(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("--print-costs")
    assert out == costs_template()
    assert "The costs are your own" in out
    path = tmp_path / "costs.yaml"
    path.write_text(out)
    table = read_costs(path)
    assert table.of("x", {"schema": "Person", "properties": {}}).kind == "individual"
    assert table.of("y", {"schema": "Company", "properties": {"topics": ["gov.soe"]}}).cost == Decimal(5)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.yaml", "classes: [{name: a, cost: -1}]", "must be from 0"),
        ("a.yaml", "classes: [{name: a, cost: NaN}]", "must be from 0"),
        ("a.yaml", "classes: [{name: a, cost: dear}]", "is no number"),
        ("a.yaml", "classes: [{name: a, price: 1}]", "unknown key 'price'"),
        ("a.yaml", "classes: []", "no class"),
        ("a.yaml", "classes: [{name: a, cost: 1}]\nparties: [{party: x, class: b}]", "there is no class 'b'"),
        ("a.yaml", "x: &a [1]\ny: *a", "anchors"),
        ("a.yaml", "classes: [", "cannot be parsed"),
        ("a.csv", "class,cost\na,1,2\n", "more cells than the head"),
        ("a.csv", "class,price\na,1\n", "no such column"),
        ("a.csv", "class,cost\na,\n", "is no number"),
    ],
)
def test_a_cost_table_that_does_not_fit_is_refused_with_its_place(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(TableError, match=words):
        read_costs(path)
