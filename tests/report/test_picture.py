"""The picture: everybody who matters is in it, nothing lies on anything, and it is the same each time."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given, settings, strategies as st
from lxml import etree

from yalu.investigation import Investigation, ScreenedParty
from yalu.model import Evidence, Link, Party, Status
from yalu.network.gap import Gap
from yalu.report import picture
from yalu.report.drawn import drawing
from yalu.report.layout import place
from yalu.report.text_width import text_width, wrap

EVIDENCE = (Evidence("d", "words"),)
SVG = "{http://www.w3.org/2000/svg}"


def _network(count: int, links: list[tuple[int, int]], listed: set[int]) -> Investigation:
    parties = tuple(
        ScreenedParty(Party(f"p{n}", "Company", (f"Party number {n}",)), listed=n in listed) for n in range(count)
    )
    drawn = tuple(Link(f"l{n}", "paid", f"p{a}", f"p{b}", Status.ASSERTED, EVIDENCE) for n, (a, b) in enumerate(links))
    return Investigation(date(2023, 6, 19), (), (), parties, drawn, ())


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[tuple[float, float]], list[tuple[int, int]]]:
    count = draw(st.integers(1, 14))
    size = st.tuples(st.floats(20, 240), st.floats(15, 90))
    end = st.integers(0, count - 1)
    return (
        draw(st.lists(size, min_size=count, max_size=count)),
        draw(st.lists(st.tuples(end, end), max_size=24)),
    )


@settings(max_examples=60, deadline=None)
@given(networks())
def test_no_two_boxes_overlap_and_all_lie_inside(
    network: tuple[list[tuple[float, float]], list[tuple[int, int]]],
) -> None:
    sizes, lines = network
    layout = place(sizes, lines)
    assert place(sizes, lines) == layout
    for n, ((x, y), (w, h)) in enumerate(zip(layout.centres, sizes, strict=True)):
        assert x - w / 2 >= -0.2
        assert x + w / 2 <= layout.width + 0.2
        assert y - h / 2 >= -0.2
        assert y + h / 2 <= layout.height + 0.2
        for (other_x, other_y), (other_w, other_h) in list(zip(layout.centres, sizes, strict=True))[n + 1 :]:
            assert abs(x - other_x) >= (w + other_w) / 2 or abs(y - other_y) >= (h + other_h) / 2


def test_boxes_at_the_very_same_place_are_parted() -> None:
    assert len(set(place([(100.0, 40.0)] * 9, [(0, n) for n in range(1, 9)]).centres)) == 9
    assert place([], []).centres == ()


def test_equal_investigations_give_equal_pictures(investigation: Investigation) -> None:
    assert picture(investigation) == picture(investigation)
    assert not re.search(r"\d\.\d{4,}", picture(investigation).svg)


def test_every_drawn_party_has_its_name_in_it(investigation: Investigation) -> None:
    root = etree.fromstring(picture(investigation).svg.encode())
    for node in drawing(investigation).nodes:
        group = root.xpath(f"//*[@data-node='{node.id}']")[0]
        assert group.findtext(f"{SVG}title").startswith(node.name)
        label = " ".join(text.text for text in group.iter(f"{SVG}text"))
        assert label.split()[0] in node.name


def test_listed_parties_and_gaps_are_drawn_even_without_links(investigation: Investigation) -> None:
    alone = replace(investigation, links=())
    shown = {node.id: node.state for node in drawing(alone).nodes}
    assert {key: shown[key] for key in ("choe", "wife", "sans", "group", "evil", "later")} == {
        "choe": "listed", "wife": "listed", "sans": "listed", "group": "gap", "evil": "gap", "later": "gap",
    }  # fmt: skip


def test_bystanders_are_counted_and_not_drawn(investigation: Investigation) -> None:
    shown = drawing(investigation)
    assert not {"speaker", "russia"} & {node.id for node in shown.nodes}
    assert shown.notes[0].startswith("2 parties are not drawn")


def test_what_is_denied_called_for_or_planned_is_not_drawn(investigation: Investigation) -> None:
    shown = drawing(investigation)
    ends = {frozenset((shown.nodes[line.source].id, shown.nodes[line.target].id)) for line in shown.lines}
    assert frozenset(("nk", "li")) not in ends
    assert frozenset(("us", "dandong")) not in ends
    assert frozenset(("choe", "us")) in ends


def test_links_between_the_same_two_are_one_line(investigation: Investigation) -> None:
    shown = drawing(investigation)
    (line,) = [
        line for line in shown.lines if {shown.nodes[line.source].id, shown.nodes[line.target].id} == {"choe", "sans"}
    ]
    assert line.forward == ("owns or controls", "acts for")
    assert line.style == "stated"


def test_alleged_links_are_dashed_and_marked(investigation: Investigation) -> None:
    shown = drawing(investigation)
    styles = {frozenset((shown.nodes[line.source].id, shown.nodes[line.target].id)): line.style for line in shown.lines}
    assert styles[frozenset(("choe", "group"))] == "alleged"
    assert styles[frozenset(("group", "li"))] == "includes"
    assert styles[frozenset(("choe", "us"))] == "background"
    assert "(alleged)</title>" in picture(investigation).svg


def test_state_is_told_in_words_too(investigation: Investigation) -> None:
    svg = picture(investigation).svg
    for words in ("■ listed since 2023-06-15", "▲ not listed", "◆ until 2024-07-24", "no name given", "from the list"):
        assert words in svg


def test_hostile_names_are_escaped(investigation: Investigation) -> None:
    svg = picture(investigation, anchors=True).svg
    etree.fromstring(svg.encode())
    assert "<script" not in svg
    assert "\u202e" not in svg


def test_a_large_network_is_folded_and_says_so() -> None:
    links = [(0, n) for n in range(1, 150)] + [(n, n + 1) for n in range(150, 199)] + [(0, 150)]
    shown = drawing(_network(200, links, {0, 40, 170}))
    assert len(shown.nodes) <= 150
    assert {"p0", "p40", "p170"} <= {node.id for node in shown.nodes}
    assert any("folded" in note for note in shown.notes)
    assert any("with the same neighbours" in node.name for node in shown.nodes)


def test_parties_that_matter_are_never_cut() -> None:
    everybody = set(range(200))
    assert len(drawing(_network(200, [(n, n + 1) for n in range(199)], everybody)).nodes) == 200


def test_two_hundred_links_are_drawn_apart() -> None:
    investigation = _network(60, [(n % 60, (n * 7 + 3) % 60) for n in range(120)], {0})
    gaps = replace(investigation, gaps=(Gap("p5", "x", (), ()),))
    root = etree.fromstring(picture(gaps).svg.encode())
    assert len(root.xpath("//*[contains(@class, 'node')]")) == len(drawing(gaps).nodes)


@given(st.text(max_size=80), st.integers(1, 4))
def test_wrapped_lines_fit_their_width(text: str, lines: int) -> None:
    done = wrap(text, 12.0, 80.0, lines)
    assert 1 <= len(done) <= lines
    assert all(text_width(line, 12.0) <= 80.0 for line in done)
