"""What several documents give beside links: shown everywhere, and nowhere as a link."""

import json
from dataclasses import replace

import pytest
from followthemoney import model
from lxml import html
from rich.console import Console

from tests.report.conftest import HOSTILE_NAME, TEXT
from yalu.documents import Contradiction, Resemblance
from yalu.documents.contradictions import Side
from yalu.investigation import Investigation
from yalu.model import Evidence
from yalu.report import html_report, picture, print_summary, to_json
from yalu.report.drawn import drawing
from yalu.report.exports import ftm_lines

DENIAL = "North Korea denied claims that it transferred arms to Russia."


@pytest.fixture
def case(investigation: Investigation) -> Investigation:
    start = TEXT.index(DENIAL)
    said = Evidence("doc-1", DENIAL, start, start + len(DENIAL))
    other = Evidence("doc-2", "North Korea shipped arms to Russia, [red]\x1b[2J it <b>says</b>.", 0, 10)
    return replace(
        investigation,
        resemblances=(Resemblance("li", "choe", 0.91, ("names alike",), (f"country differs: {HOSTILE_NAME}",)),),
        contradictions=(
            Contradiction("status", "nk", "russia", "supplied", (Side("asserted", (other,)), Side("denied", (said,)))),
            Contradiction("birthDate", "choe", None, None, (Side("1978", (other,)), Side("1980-05-03", (said,)))),
            Contradiction("nationality", "li", None, None, (Side("kp", (other,)), Side("cn", (said,)))),
        ),
    )


def printed(case: Investigation) -> str:
    console = Console(width=200, record=True, force_terminal=False)
    print_summary(case, console)
    return console.export_text()


def test_the_json_has_both_with_their_keys(case: Investigation) -> None:
    data = to_json(case)
    (alike,) = data["maybe_same"]
    assert list(alike) == ["parties", "score", "speaks_for", "speaks_against"]
    assert alike["parties"] == ["li", "choe"]
    first = data["contradictions"][0]
    assert list(first) == ["about", "party", "other", "type", "statements"]
    assert [item["value"] for item in first["statements"]] == ["asserted", "denied"]
    assert first["statements"][1]["evidence"][0]["quote"] == DENIAL
    assert data["links"] == to_json(replace(case, resemblances=(), contradictions=()))["links"]


def test_the_summary_shows_all_sides_and_obeys_none(case: Investigation) -> None:
    text = printed(case)
    assert "Stated differently, side by side" in text
    assert "stated: “North Korea shipped arms" in text
    assert f"denied: “{DENIAL}”" in text
    assert "1978: " in text
    assert "1980-05-03: " in text
    assert "North Korea: “" in text
    assert "China: “" in text
    assert "no evidence of a tie" in text
    assert "0.91 alike" in text
    assert "\x1b" not in text


def test_the_page_shows_all_sides_and_only_as_text(case: Investigation, texts: dict[str, str]) -> None:
    source = html_report(case, documents=texts)
    page = html.fromstring(source)
    assert len(page.xpath('//section[@id="differs"]//article')) == 3
    assert [item.text_content() for item in page.xpath('//section[@id="differs"]//article[1]//p/b')] == [
        "stated",
        "denied",
    ]
    assert "0.91" in page.xpath('//section[@id="maybe"]')[0].text_content()
    assert "<b>says</b>" not in source
    assert "\u202e" not in source


def test_in_the_picture_it_is_a_weak_line_that_leads_nowhere_else(case: Investigation) -> None:
    shown = drawing(case)
    names = {number: node.id for number, node in enumerate(shown.nodes)}
    weak = [{names[line.source], names[line.target]} for line in shown.lines if line.style == "maybe"]
    assert weak == [{"li", "choe"}]
    assert "maybe the same party; no tie" in picture(case).svg
    plain = drawing(replace(case, resemblances=()))
    assert {node.id for node in shown.nodes} - {node.id for node in plain.nodes} <= {"li", "choe"}


def test_in_followthemoney_it_is_the_formats_own_lead(case: Investigation) -> None:
    entities = [json.loads(line) for line in ftm_lines(case).splitlines()]
    (similar,) = [item for item in entities if item["schema"] == "Similar"]
    assert similar["properties"]["candidate"] == ["li"]
    assert similar["properties"]["match"] == ["choe"]
    assert similar["properties"]["confidenceScore"] == ["0.9100"]
    for item in entities:
        model.get_proxy(item)


def test_gaps_and_paths_do_not_rest_on_it(case: Investigation) -> None:
    data, plain = to_json(case), to_json(replace(case, resemblances=(), contradictions=()))
    assert [data[key] for key in ("gaps", "paths", "ownership", "cut")] == [
        plain[key] for key in ("gaps", "paths", "ownership", "cut")
    ]
