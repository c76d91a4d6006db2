"""What a link says is the same after it was written to a file and read back."""

import json
from dataclasses import fields
from decimal import Decimal

import pytest
from followthemoney import EntityProxy, model
from hypothesis import given, strategies as st

from yalu.lists.ftm_edges import Origin, links_of
from yalu.model import Dealings, Evidence, Interest, Interval, Link, Share, Status
from yalu.report.ftm_form import edge_entity
from yalu.report.json_form import evidence_json, link_json
from yalu.workspace.investigation_file import read_investigation

AMOUNTS = st.decimals(0, 10**12, places=2)
SUMS = st.dictionaries(st.sampled_from(["EUR", "USD", "XBT"]), AMOUNTS, max_size=3)
DEALINGS = st.builds(Dealings, st.integers(1, 10**9), SUMS.map(lambda sums: tuple(sorted(sums.items()))))
SHARES = st.one_of(
    st.builds(Share),
    st.builds(Share.exactly, st.decimals(0, 100, places=3), st.sampled_from(Interest)),
    st.just(Share(Decimal(25), Decimal(50), above=True, of=Interest.VOTES)),
    st.just(Share(Decimal("50.00"), None)),
)
EVIDENCE = Evidence(
    "report", "words", 3, 8, "Registry", "2020-01-01", "Agency", "record", "wire", 0.8, "A", 2, page=4, line=7
)


def link(dealings: Dealings | None = None, share: Share | None = None) -> Link:
    return Link(
        "l",
        "supplied",
        "a",
        "b",
        Status.ALLEGED,
        (EVIDENCE,),
        "shipments",
        ("2701 coal", "steel"),
        Interval("2018", "2019-05"),
        0.75,
        share,
        "12.50",
        "EUR",
        dealings,
    )


@given(st.none() | DEALINGS, st.none() | SHARES)
def test_an_investigation_file_gives_back_all_that_a_link_says(
    tmp_path_factory: pytest.TempPathFactory, dealings: Dealings | None, share: Share | None
) -> None:
    file = tmp_path_factory.mktemp("case") / "investigation.json"
    written = link(dealings, share)
    file.write_text(json.dumps({"parties": [], "links": [link_json(written)], "lists": []}), encoding="utf-8")
    (found,) = read_investigation(file).links
    assert found == written
    assert str(found.share) == str(share)


def test_no_part_of_a_piece_of_evidence_is_left_out() -> None:
    assert set(evidence_json(EVIDENCE)) == {item.name for item in fields(Evidence)}


@given(DEALINGS)
def test_an_edge_of_followthemoney_gives_back_its_dealings(dealings: Dealings) -> None:
    ends = [EntityProxy(model.schemata["Company"], {"id": name}) for name in "ab"]
    edge = edge_entity(link(dealings), *ends, {}).to_dict()
    (found,) = links_of(edge, Origin("case", "Registry", None, {}))
    assert found.dealings == dealings
    assert (found.type, found.source, found.target, found.status) == ("supplied", "a", "b", Status.ALLEGED)


def test_other_words_are_no_dealings() -> None:
    for words in ("", "records", "3 records; EUR", "3 records; EUR 1e9", "-3 records", "3 records; EUR 1 2"):
        assert Dealings.read(words) is None
