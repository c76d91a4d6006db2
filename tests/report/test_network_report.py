"""Traces and gaps as people and programs get them: the same facts in each form, and nothing that runs."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
import rustworkx
from followthemoney import EntityProxy, model
from lxml import etree
from rich.console import Console

from yalu.model import Designation, Evidence, Interval, Link, OutputError, Status
from yalu.network import GapQuestion, Network, Scope
from yalu.records import read_links
from yalu.report import (
    GRAPH_FORMATS,
    check_graph_file,
    gaps_json,
    graph_text,
    paths_json,
    print_gaps,
    print_paths,
    print_trace,
    subgraph,
    trace_json,
    write_graph,
)
from yalu.report.card import LOOKS
from yalu.report.network_picture import network_drawing
from yalu.report.picture import STROKES
from yalu.report.subgraph import found_notes

DAY = date(2024, 7, 23)
HOSTILE = "=cmd|' /C calc'!A0 <script>\"&\u202e\x1b[31m [red]"


def link(
    kind: str, source: str, target: str, status: Status = Status.ASSERTED, quote: str = "", origin: str = "o"
) -> Link:
    evidence = (
        Evidence("doc", quote or f"{source} {kind} {target}", date="2024-01-02", origin=origin, confidence=0.8),
    )
    return Link(f"{kind}-{source}-{target}-{status}", kind, source, target, status, evidence, confidence=0.8)


@pytest.fixture
def network() -> Network:
    entities = [
        {"id": key, "schema": schema, "properties": {"name": [name]}}
        for key, schema, name in (
            ("a", "Organization", "Academy"),
            ("b", "Person", "Agent"),
            ("c", "Company", HOSTILE),
            ("d", "Company", "Twin Ltd"),
        )
    ]
    links = [
        link("represents", "b", "a"),
        link("supplied", "c", "b", quote=HOSTILE),
        link("supplied", "c", "b", Status.DENIED, "c says no", "c"),
        link("associate_of", "d", "b", Status.ALLEGED),
        link("shares_address", "c", "d", Status.INFERRED),
    ]
    return Network(entities, links, [Designation("a", "OFAC", ("NPWMD",), Interval("2010-08-30"), "ofac-sdn")])


def printed(network: Network, what: str) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200)
    if what == "trace":
        print_trace(network, network.trace("a", depth=3), console, day=DAY)
    elif what == "paths":
        print_paths(network, network.paths("c", "a"), console, day=DAY)
    else:
        print_gaps(network, network.gaps(GapQuestion(DAY)), console)
    return out.getvalue()


def test_the_tree_says_direction_standing_evidence_and_what_is_said_against_it(network: Network) -> None:
    text = printed(network, "trace")
    assert "Academy (a, Organization) ■ listed by US since 2010-08-30" in text
    assert "◂─acts for─ Agent (b, Person) not on the lists ▲ gap" in text
    assert "“b represents a” — doc, 2024-01-02" in text
    assert "✗ denied: “c says no”" in text
    assert "[alleged] dealt with" in text
    assert "[inferred] has the same address as" in text


def test_a_path_says_product_and_weakest_link(network: Network) -> None:
    assert "2 steps; product: confidence 0.64; weakest link: confidence 0.80" in printed(network, "paths")


def test_gaps_say_criterion_path_sources_and_what_is_not_known(network: Network) -> None:
    text = printed(network, "gaps")
    assert "Acted for or on behalf of a listed party (E.O. 13382" in text
    assert "› Agent › Academy" in text
    assert "sources      1 independent" in text
    assert "only through a party that is not listed either" in text


def test_a_party_stands_once_with_all_its_criteria_and_its_evidence_once() -> None:
    parties = [
        {"id": name, "schema": "Company", "properties": {"name": [name], "country": [code]}}
        for name, code in (("Firm", "be"), ("Trader", "kp"))
    ]
    paid = Link(
        "p", "paid", "Firm", "Trader", Status.ASSERTED, (Evidence("file", "row 1"),), amount="5", currency="EUR"
    )
    network = Network(parties, [paid], [Designation("Trader", "OFAC", ("DPRK",), Interval("2016"), "ofac")])
    console = Console(record=True, width=200, file=io.StringIO())
    print_gaps(network, network.gaps(GapQuestion(DAY)), console)
    text = console.export_text()
    assert text.count("1. Firm") == 1
    assert "2. Firm" not in text
    assert text.count("criterion ") == 2
    assert (text.count("row 1"), text.count("as above")) == (1, 1)


def test_a_trace_says_how_many_ties_its_day_leaves_out() -> None:
    ended = Link("p", "paid", "a", "b", Status.ASSERTED, (Evidence("f", "row"),), interval=Interval("2019", "2019"))
    network = Network([], [ended])
    trace = network.trace("a", scope=Scope(as_of=date(2024, 1, 1)))
    assert [party.id for party in trace.parties] == ["a"]
    assert any("1 tie of the party" in note for note in found_notes(network, trace))
    assert not found_notes(network, network.trace("a"))


@pytest.mark.parametrize("what", ["trace", "paths", "gaps"])
def test_nothing_from_a_source_steers_the_terminal_and_no_accusation_is_made(network: Network, what: str) -> None:
    text = printed(network, what)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]" in text
    assert "accuses nobody" in text


def test_json_has_the_keys_of_the_documentation(network: Network) -> None:
    trace = trace_json(network, network.trace("a", depth=3), day=DAY)
    paths = paths_json(network, network.paths("c", "a"), day=DAY)
    gaps = gaps_json(network, network.gaps(GapQuestion(DAY)))
    text = (Path(__file__).resolve().parents[2] / "docs" / "network.md").read_text(encoding="utf-8")
    for data in (trace, trace["parties"][0], trace["ties"][0], paths, paths["paths"][0], gaps, gaps["gaps"][0]):
        assert all(f"`{key}`" in text for key in data), set(data)
    assert json.loads(json.dumps([trace, paths, gaps])) == [trace, paths, gaps]
    assert {"party", "criterion", "links", "evidence", "missing", "listed_by"} <= gaps["gaps"][0].keys()
    assert gaps["as_of"] == "2024-07-23"


def test_contradictions_stand_side_by_side(network: Network) -> None:
    ties = trace_json(network, network.trace("b", depth=1), day=DAY)["ties"]
    (supplied,) = [tie for tie in ties if tie["type"] == "supplied"]
    assert supplied["confidence"] == 0.8
    assert [item["status"] for item in supplied["against"]] == ["denied"]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_each_format_has_every_party_and_is_the_same_each_time(network: Network, form: str) -> None:
    trace = network.trace("a", depth=3)
    text = graph_text(network, trace, form, day=DAY)
    assert text == graph_text(network, trace, form, day=DAY)
    assert all(name in text for name in ("Academy", "Agent", "Twin Ltd"))
    assert "\u202e" not in text or form in ("csv", "ftm")


def test_graphml_gexf_and_svg_are_well_formed_and_count_right(network: Network) -> None:
    trace = network.trace("a", depth=3)
    for form, node, edge in (("graphml", "node", "edge"), ("gexf", "node", "edge")):
        root = etree.fromstring(graph_text(network, trace, form, day=DAY).encode())
        assert len(list(root.iter(f"{{*}}{node}"))) == 4
        assert len(list(root.iter(f"{{*}}{edge}"))) == 4
    assert etree.fromstring(graph_text(network, trace, "svg", day=DAY).encode()).tag.endswith("svg")


def test_another_program_reads_the_graphml(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "n.graphml"
    trace = network.trace("a", depth=3)
    file.write_text(graph_text(network, trace, "graphml", day=DAY), encoding="utf-8")
    (graph,) = rustworkx.read_graphml(str(file))
    assert (graph.num_nodes(), graph.num_edges()) == (len(trace.parties), len(trace.ties))


def test_cypher_strings_end_where_they_should(network: Network) -> None:
    lines = graph_text(network, network.trace("a", depth=3), "cypher", day=DAY).splitlines()
    assert len(lines) == 8
    assert all(line.endswith(";") for line in lines)
    assert '<script>\\"&' in lines[2] + lines[3]


def test_the_table_is_read_back_as_the_same_links(network: Network, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    write_graph(network, network.trace("a", depth=3), path, day=DAY)
    again = {item.id: item for item in read_links(path).links}
    assert again.keys() == {item.id for item in network.links}
    for item in network.links:
        other = again[item.id]
        assert (other.type, other.source, other.target, other.status) == (
            item.type,
            item.source,
            item.target,
            item.status,
        )
        assert other.confidence == item.confidence
        assert other.evidence[0].date == item.evidence[0].date
    assert not any(cell.startswith("=") for row in csv.reader(path.open()) for cell in row)


def test_followthemoney_lines_are_valid_entities_with_listings(network: Network) -> None:
    lines = graph_text(network, network.trace("a", depth=3), "ftm", day=DAY).splitlines()
    entities = [EntityProxy.from_dict(json.loads(line)) for line in lines]
    assert {entity.schema.name for entity in entities} >= {"Person", "Sanction", "Representation", "UnknownLink"}
    for entity in entities:
        model.get_proxy(entity.to_dict())


def test_an_unknown_format_or_place_is_refused(tmp_path: Path) -> None:
    for path, form in ((tmp_path / "x.doc", None), (tmp_path / "x", "dot"), (tmp_path, "csv")):
        with pytest.raises(OutputError):
            check_graph_file(path, form)


def test_what_a_picture_shows_is_told_apart_without_colour(network: Network) -> None:
    shown = network_drawing(subgraph(network, network.trace("a", depth=3), DAY))
    states = {node.id: (node.state, node.tags) for node in shown.nodes}
    assert states["a"] == ("listed", ("● asked for", "■ listed by US since 2010-08-30"))
    assert states["b"][0] == "gap"
    styles = {frozenset((shown.nodes[line.source].id, shown.nodes[line.target].id)): line.style for line in shown.lines}
    assert styles == {
        frozenset("ab"): "stated",
        frozenset("bc"): "stated",
        frozenset("bd"): "alleged",
        frozenset("cd"): "weak",
    }
    dashes = [STROKES[style][2] for style in ("stated", "alleged", "weak", "includes")]
    assert len(set(dashes)) == 4
    assert len({(look.fill, look.thickness) for look in LOOKS.values()}) == len(LOOKS)


def test_a_large_network_is_folded_by_hub_and_the_picture_says_so() -> None:
    links = [link("owns", "hub", f"x{n:03}") for n in range(180)] + [link("owns", f"y{n}", "hub") for n in range(2)]
    listed = [Designation(f"x{n:03}", "OFAC", (), Interval("2020-01-01"), "ofac") for n in range(90)]
    network = Network([], links, listed)
    shown = network_drawing(subgraph(network, network.trace("hub"), DAY))
    assert len(shown.nodes) == 5
    groups = {node.state: node.name for node in shown.nodes if "such as" in node.name}
    assert groups["listed"].startswith("90 parties, such as x000, x001")
    assert groups.keys() == {"listed", "plain"} or groups.keys() == {"listed", "gap"}
    assert "180 parties that share all their neighbours are folded" in shown.notes[0]
    assert "folded" in graph_text(network, network.trace("hub"), "svg", day=DAY)
