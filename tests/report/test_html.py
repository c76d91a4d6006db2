"""The report opens offline, asks nobody for anything, and shows hostile text as text."""

import re
from dataclasses import replace

import pytest
from lxml import html

from yalu.investigation import Investigation
from yalu.model import Evidence, Link, Status
from yalu.report import html_report
from yalu.report.highlight import Mark, pieces


@pytest.fixture
def source(investigation: Investigation, texts: dict[str, str]) -> str:
    return html_report(investigation, documents=texts, criteria={"acted_for": "Acted for <somebody>"})


@pytest.fixture
def page(source: str) -> html.HtmlElement:
    return html.document_fromstring(source)


def _text(page: html.HtmlElement, selector: str) -> str:
    return " ".join(page.xpath(f"string(//*[@id='{selector}'])").split())


def test_nothing_is_asked_of_the_network(page: html.HtmlElement) -> None:
    assert not page.xpath("//link | //img | //iframe | //object | //embed | //base | //form")
    assert not page.xpath("//@src | //@srcset | //@action | //@style")
    references = page.xpath("//@href | //@*[name()='xlink:href']")
    assert references
    assert all(reference.startswith("#") for reference in references)
    assert "url(" not in "".join(page.xpath("//style/text()"))
    assert "@import" not in "".join(page.xpath("//style/text()"))


def test_every_reference_has_a_place(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {reference[1:] for reference in page.xpath("//@href")} <= set(ids)


def test_the_policy_allows_only_our_own_style_and_script(page: html.HtmlElement) -> None:
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert len(page.xpath("//script")) == 1
    assert len(page.xpath("//style")) == 1


def test_hostile_text_is_only_text(source: str, page: html.HtmlElement) -> None:
    assert "<script>alert" not in source
    assert "<img" not in source
    assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
    assert "alert('x')" in _text(page, "parties")
    assert "javascript:alert(2)" in _text(page, "links")


def test_characters_that_steer_the_display_are_shown_as_codes(source: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029\x00-\x08\x0b-\x1f\x7f-\x9f]", source)
    assert "[U+202E]" in source
    assert "[U+2028]" in source
    assert "[U+001B]" in source


def test_the_sections_stand_in_this_order(page: html.HtmlElement) -> None:
    assert page.xpath("//main/section/@id") == [
        "gaps", "picture", "parties", "links", "unjoined", "text", "lists", "notes",
    ]  # fmt: skip


def test_a_gap_shows_criterion_evidence_and_what_is_missing(page: html.HtmlElement) -> None:
    gaps = _text(page, "gaps")
    assert "Acted for <somebody>" in gaps
    assert "materially assisted" in gaps
    assert "has worked with Chinese nationals" in gaps
    assert "According to Treasury [bold]" in gaps
    assert "Not known: no name in the sources" in gaps
    assert "not listed on that day; listed from 2024-07-24" in gaps


def test_what_is_denied_or_called_for_stands_apart(page: html.HtmlElement) -> None:
    assert "Denied: North Korea supplied or supported Russia" in _text(page, "unjoined")
    assert "Called for: Dandong Trading was sanctioned by Washington" in _text(page, "unjoined")
    assert "Planned or possible:" in _text(page, "unjoined")
    assert "denied claims" not in _text(page, "links")


def test_a_listed_party_shows_its_listing_and_score(page: html.HtmlElement) -> None:
    row = " ".join(page.xpath("string(//*[@id='party-1'])").split())
    for words in ("ofac-43598", "NPWMD, DPRK2", "from 2023-06-15", "Score 0.9512", "romanisation", "+0.4512"):
        assert words in row


def test_only_the_documents_own_text_is_shown_and_marked(page: html.HtmlElement) -> None:
    text = _text(page, "text")
    assert "menu menu" not in text
    assert "footer footer" not in text
    assert page.xpath("//*[@id='text']//*[@href='#party-1'][contains(@class, 'listed')]")
    assert page.xpath("//*[@id='quote-1-1']")


def test_a_quote_that_is_not_where_it_says_is_counted_and_not_marked(
    investigation: Investigation, texts: dict[str, str]
) -> None:
    wrong = Link("x", "paid", "choe", "evil", Status.ASSERTED, (Evidence("doc-1", "no such words", 20, 33),))
    page = html.document_fromstring(
        html_report(replace(investigation, links=(*investigation.links, wrong)), documents=texts)
    )
    assert "1 mentions or quotes lie outside" in _text(page, "text")


def test_without_texts_there_is_no_text_section(investigation: Investigation) -> None:
    page = html.document_fromstring(html_report(investigation))
    assert not page.xpath("//*[@id='text']")
    assert {reference[1:] for reference in page.xpath("//@href")} <= set(page.xpath("//@id"))


def test_an_empty_investigation_has_a_page(investigation: Investigation) -> None:
    empty = replace(investigation, lists=(), documents=(), parties=(), links=(), gaps=(), notes=())
    text = html.document_fromstring(html_report(empty)).text_content()
    assert "None. No party" in text


def test_it_says_what_it_is_not(page: html.HtmlElement) -> None:
    end = " ".join(page.xpath("string(//footer[@class='end'])").split())
    assert "not legal advice" in end
    assert "accuses nobody" in end


def test_overlapping_marks_cut_the_text_and_lose_none_of_it() -> None:
    marks = [
        Mark(0, 6, "quote", 1, "q1"),
        Mark(4, 9, "quote", 2, "q2"),
        Mark(2, 5, "party", 7),
        Mark(3, 5, "party", 8),
        Mark(8, 40, "party", 9),
    ]
    done = pieces("abcdefghijkl", (1, 10), marks)
    assert "".join(piece.text for piece in done) == "bcdefghij"
    assert [(piece.text, piece.party, piece.quotes) for piece in done] == [
        ("b", None, (1,)),
        ("c", 7, (1,)),
        ("d", 8, (1,)),
        ("e", 8, (1, 2)),
        ("f", None, (1, 2)),
        ("gh", None, (2,)),
        ("i", 9, (2,)),
        ("j", 9, ()),
    ]
    assert done[0].anchors == ("q1",)
