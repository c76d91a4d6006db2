"""Pages: from a file, with all that stands around the article, to the article's own text and its places."""

import codecs
import html
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from yalu.documents import Document, Reading, read, read_document
from yalu.model import DocumentError

FIRST_SITE = """\
The Harbour Courier
The Harbour Courier
Search
Home
Politics
Business
Shipping
Opinion
Lifestyle
Sign in
Subscribe
Two traders sanctioned over pumps for a shipyard
Posted : 2023-06-19 16:36
Updated : 2023-06-20 09:12
Marta Vesely
pumps_front_page.jpg
Ivan Petrov, left, stands at the gate of the shipyard in this file photo. Reuters-Yonhap

By Marta Vesely

The Treasury on Thursday sanctioned Ivan Petrov for his work for a shipyard in the north of the country, \
which has built ships for the navy for more than forty years.

He works for Parsek LLC, which sold pumps to Volga Holding JSC in the course of the last three years, \
as the department wrote in a notice on the same day.

The company did not answer questions that were sent to it before the weekend, and nobody opened the door \
of the flat in which it has its seat.

Anton Kubat and Boris Orlov wait in front of the court on the day of the hearing. AP-Yonhap

Boris Orlov owns Volga Holding JSC, and he has bought pumps from several other firms in the town \
that are not named in the notice of the department.
Top 10 Stories
1 Singer Dana Koval marries actor Petr Malek
2 [EXCLUSIVE] Minister Karel Dusek to resign on Friday
3 Footballer Tomas Benda out for the season
Related articles
Mayor Ludmila Horak opens new bridge
Why Ondrej Zeman left the orchestra
About us
Privacy Policy
Terms of Service
Masthead: publisher Viktor Sedlak, editor Hana Brozova
The Harbour Courier. All rights reserved.
"""

SECOND_SITE = """\
Baltic Ledger
Skip to content
World
Markets
Energy
Technology
Newsletter
Log in
Most read
Why Greta Lindholm sold her orchard
Chef Paolo Ricci closes his restaurant
Shipper named in indictment over ball bearings
By: Soren Falk | Baltic Ledger
Published: 3 May 2024
Share
Facebook
Twitter
LinkedIn
bearings-warehouse.png
A court in Tallinn charged Aleksandr Rebane with exporting ball bearings without a licence, according to the indictment.
The prosecutors say that he owns Koidu Marine OU, which paid $40,000 to Lasva Trading OU in the spring of last year.
The firm was founded in 2011, and it has its seat in a flat above a bakery in the old town.
It sold ball bearings to Lasva Trading OU, and the goods left the port on the same day.
Read more
Comments (14)
Actor Nils Bergman on his new film
Senator Ada Winther loses her seat
Follow us
Copyright 2024 Baltic Ledger. Editor-in-chief Ulla Strand.
"""

THIRD_SITE = """\
MERIDIAN WIRE
Menu
Africa
Asia
Europe
Americas
Advertisement
Bank paid agent for crude, documents show
Jun 11, 2022
Updated Jun 12, 2022
tanker_at_sea.webp
The tanker lies at anchor off the coast, where it has been since the winter. Photo by Luis Ferrer / Meridian
Tangun Trading Corporation sold coal to Dalian Haoyuan Trading Co., Ltd. in the winter, a report of the port says.
Kim Chol-su works for Tangun Trading Corporation, and he has lived in the city for more than ten years.
Dalian Haoyuan Trading Co., Ltd. has not been sanctioned by the European Union, though several of its partners have.
Ri Un-hyok, who is a friend of his, met the traders in a hotel near the station on the first day.
Related stories
Pianist Clara Otto cancels tour
Minister Jorge Salas opens airport
Print
Email
Comment
Tel: 555 0100
MERIDIAN WIRE is published by Meridian House. Publisher: Ines Duarte. All rights reserved.
"""


@dataclass(frozen=True)
class Site:
    page: str
    title: str
    author: str | None
    published: str
    updated: str | None
    publisher: str
    own: tuple[str, ...]
    strangers: tuple[str, ...]


SITES = {
    "first": Site(
        FIRST_SITE,
        "Two traders sanctioned over pumps for a shipyard",
        "Marta Vesely",
        "2023-06-19",
        "2023-06-20",
        "The Harbour Courier",
        ("Ivan Petrov", "Boris Orlov", "Parsek LLC", "Volga Holding JSC", "Treasury"),
        ("Koval", "Malek", "Dusek", "Benda", "Horak", "Zeman", "Sedlak", "Brozova", "Vesely", "Reuters", "AP-Yonhap"),
    ),
    "second": Site(
        SECOND_SITE,
        "Shipper named in indictment over ball bearings",
        "Soren Falk",
        "2024-05-03",
        None,
        "Baltic Ledger",
        ("Aleksandr Rebane", "Koidu Marine OU", "Lasva Trading OU"),
        ("Lindholm", "Ricci", "Bergman", "Winther", "Strand", "Falk"),
    ),
    "third": Site(
        THIRD_SITE,
        "Bank paid agent for crude, documents show",
        None,
        "2022-06-11",
        "2022-06-12",
        "MERIDIAN WIRE",
        ("Tangun Trading Corporation", "Dalian Haoyuan Trading Co., Ltd.", "Kim Chol-su", "Ri Un-hyok"),
        ("Otto", "Salas", "Duarte", "Ferrer", "Meridian House"),
    ),
}


def document_of(folder: Path, content: str | bytes, name: str = "page.txt") -> Document:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_document(path)


def names_of(reading: Reading) -> set[str]:
    return {name for party in reading.parties for name in party.names}


def places_of(reading: Reading) -> list[tuple[int, int, str]]:
    """Every place that a reading gives, of mentions and of evidence: start, end, quote."""
    found = [(item.start, item.end, item.quote) for party in reading.parties for item in party.mentions]
    for link in reading.links:
        for item in link.evidence:
            assert item.start is not None
            assert item.end is not None
            found.append((item.start, item.end, item.quote))
    return found


# --- pages saved as text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_a_page_says_its_title_author_dates_and_publisher(site: Site, tmp_path: Path) -> None:
    document = document_of(tmp_path, site.page)
    assert document.title == site.title
    assert document.author == site.author
    assert document.published == site.published
    assert document.updated == site.updated
    assert document.publisher == site.publisher


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_who_stands_only_in_menus_side_headlines_credits_and_footers_is_not_in_the_text(
    site: Site, tmp_path: Path
) -> None:
    document = document_of(tmp_path, site.page)
    for stranger in site.strangers:
        assert stranger not in document.text
    everybody = " ".join(names_of(read([document])))
    assert not [stranger for stranger in site.strangers if stranger in everybody]


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_whom_the_article_names_is_found(site: Site, tmp_path: Path) -> None:
    assert set(site.own) <= names_of(read([document_of(tmp_path, site.page)]))


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_sentence_of_the_article_is_kept(site: Site, tmp_path: Path) -> None:
    document = document_of(tmp_path, site.page)
    own = [line for line in site.page.splitlines() if line.endswith(".") and len(line.split()) >= 12]
    own = [line for line in own if "rights reserved" not in line and "Copyright" not in line]
    assert len(own) >= 4
    assert all(line in document.text for line in own)


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_the_places_in_a_page_are_places_in_the_file(site: Site, tmp_path: Path) -> None:
    document = document_of(tmp_path, site.page)
    places = places_of(read([document]))
    assert places
    assert all(site.page[start:end] == quote for start, end, quote in places)


def test_a_caption_of_the_article_is_read_without_its_credit(tmp_path: Path) -> None:
    text = document_of(tmp_path, FIRST_SITE).text
    assert "Anton Kubat and Boris Orlov wait in front of the court on the day of the hearing." in text
    assert "AP-Yonhap" not in text


def test_the_menu_does_not_become_the_title(tmp_path: Path) -> None:
    for site in SITES.values():
        title = document_of(tmp_path, site.page).title
        assert title is not None
        assert not title.startswith(("Search", "Home", "Singer", "Mayor", "Why", "Senator"))


def test_the_evidence_of_a_page_bears_its_publisher_and_day(tmp_path: Path) -> None:
    reading = read([document_of(tmp_path, FIRST_SITE)])
    evidence = [item for link in reading.links for item in link.evidence]
    assert evidence
    assert {item.publisher for item in evidence} == {"The Harbour Courier"}
    assert {item.date for item in evidence} == {"2023-06-19"}


# --- plain text ----------------------------------------------------------------------------------------------------

PLAIN = """\
The Treasury sanctioned Parsek LLC for its trade in pumps.

Parsek LLC sold pumps to Volga Holding JSC. The goods left the port in the spring.

Ivan Petrov works for Parsek LLC, and he has done so for three years.
"""


def test_plain_text_is_taken_whole(tmp_path: Path) -> None:
    assert document_of(tmp_path, PLAIN).text == PLAIN.strip()


def test_one_sentence_is_a_document(tmp_path: Path) -> None:
    document = document_of(tmp_path, "Parsek LLC sold pumps to Volga Holding JSC.")
    assert document.text == "Parsek LLC sold pumps to Volga Holding JSC."
    assert document.title is None
    assert document.publisher is None


def test_hard_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    wrapped = (
        "The Treasury sanctioned Parsek LLC on the first day of the week because\n"
        "it had sold pumps to Volga Holding JSC for three years, as the department\n"
        "wrote in a notice.\n\n"
        "Ivan Petrov works for Parsek LLC, which has its seat in a small flat near\n"
        "the harbour, and he did not answer.\n"
    )
    document = document_of(tmp_path, wrapped)
    paragraphs = document.text.split("\n\n")
    assert len(paragraphs) == 2
    assert "because\nit had sold pumps" in paragraphs[0]
    assert [wrapped[start:end] for start, end in document.spans] == paragraphs


def test_a_name_that_a_line_end_breaks_is_one_name(tmp_path: Path) -> None:
    wrapped = (
        "On the first day of the week the department sanctioned the shipper Volga\n"
        "Holding JSC, which had bought pumps in the spring of the year before, and\n"
        "did not say more.\n"
    )
    reading = read([document_of(tmp_path, wrapped)])
    (party,) = [party for party in reading.parties if "Volga Holding JSC" in party.names]
    assert party.mentions[0].quote == "Volga\nHolding JSC"
    assert wrapped[party.mentions[0].start : party.mentions[0].end] == "Volga\nHolding JSC"


def test_offsets_count_carriage_returns(tmp_path: Path) -> None:
    raw = PLAIN.replace("\n", "\r\n")
    document = document_of(tmp_path, raw)
    assert document.raw == raw
    places = places_of(read([document]))
    assert places
    assert all(raw[start:end] == quote for start, end, quote in places)


def test_line_ends_do_not_change_what_is_read(tmp_path: Path) -> None:
    one = read([document_of(tmp_path, PLAIN)])
    other = read([document_of(tmp_path, PLAIN.replace("\n", "\r\n"))])
    assert [party.id for party in one.parties] == [party.id for party in other.parties]
    assert [link.id for link in one.links] == [link.id for link in other.links]
    assert one.documents[0].text == other.documents[0].text


def test_offsets_count_a_byte_order_mark_as_a_character(tmp_path: Path) -> None:
    document = document_of(tmp_path, codecs.BOM_UTF8 + PLAIN.encode("utf-8"))
    raw = "\ufeff" + PLAIN
    assert document.raw == raw
    places = places_of(read([document]))
    assert places
    assert all(raw[start:end] == quote for start, end, quote in places)


def test_a_byte_order_mark_hides_nobody(tmp_path: Path) -> None:
    document = document_of(tmp_path, codecs.BOM_UTF8 + b"Parsek LLC sold pumps to Volga Holding JSC.")
    assert {"Parsek LLC", "Volga Holding JSC"} <= names_of(read([document]))


def test_utf_16_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE
        text = "Ri Chol-su (리철수) works for Parsek LLC."
        document = document_of(tmp_path, mark + text.encode(encoding))
        assert document.text.lstrip("\ufeff") == text
        assert "리철수" in names_of(read([document]))


def test_the_id_of_a_document_is_that_of_its_bytes(tmp_path: Path) -> None:
    one = document_of(tmp_path, PLAIN, "one.txt")
    other = document_of(tmp_path, PLAIN, "other.txt")
    changed = document_of(tmp_path, PLAIN + "\n", "changed.txt")
    assert one.id == other.id
    assert one.id != changed.id
    assert one.file == "one.txt"


SENTENCES = (
    "The Treasury sanctioned Parsek LLC.",
    "Parsek LLC sold pumps to Volga Holding JSC in 2019.",
    "Ivan Petrov works for Parsek LLC.",
    "It denied that it sold pumps to Volga Holding JSC.",
    "Kim Chol-su (김철수) met Ivan Petrov in Beijing.",
    "According to the Treasury, Boris Orlov owns Volga Holding JSC.",
    "The company could be sanctioned by the European Union.",
    "Nothing else was known at the time.",
    "“Ivan Petrov owns Parsek LLC,” Boris Orlov said.",
    "Zoë Müller’s notes — all 40 of them — were lost.",
)
PROSE = "It was the first notice of the year, and the department said no more about it than what is written here."
LINE_ENDS = ("\n", "\r\n", "\n\n", "\r\n\r\n", "\n \n", "\n\n\n\n")
INDENTS = ("", " ", "    ", "\t", "\u00a0")


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = []
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8)):
        words = sentence.split(" ")
        breaks = draw(st.sets(st.integers(1, max(1, len(words) - 1)), max_size=2))
        wrapped = words[0]
        for number, word in enumerate(words[1:], start=1):
            wrapped += (draw(st.sampled_from(("\n", "\r\n", "  ", "\n  "))) if number in breaks else " ") + word
        ending = draw(st.sampled_from(LINE_ENDS))
        pieces.append(draw(st.sampled_from(INDENTS)) + wrapped + draw(st.sampled_from(("", " ", "\t"))) + ending)
    return draw(st.sampled_from(("", "\ufeff", "\n\n"))) + PROSE + "\n\n" + "".join(pieces)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts())
def test_the_file_holds_every_quote_at_its_place(text: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, text)
    for start, end, quote in places_of(read([document])):
        assert document.raw[start:end] == quote
        assert quote.strip() == quote != ""
    assert document.raw == text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts())
def test_the_spans_of_a_document_are_its_paragraphs(text: str, tmp_path: Path) -> None:
    document = document_of(tmp_path, text)
    spans = document.spans
    assert [document.raw[start:end] for start, end in spans] == [part for part in document.text.split("\n\n") if part]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


# --- HTML ----------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Trader sanctioned over pumps - The Harbour Courier</title>
<meta name="author" content="Marta Vesely">
<meta property="og:site_name" content="The Harbour Courier">
<meta property="og:title" content="Trader sanctioned over pumps">
<meta property="article:published_time" content="2023-06-19T08:00:00Z">
<script>var owner = "Karel Dusek owns Hidden Script LLC.";</script>
<style>.a::after { content: "Ludmila Horak"; }</style>
</head>
<body>
<nav><ul><li><a href="/a">Singer Dana Koval marries</a></li><li><a href="/b">Business</a></li></ul></nav>
<article>
<h1>Trader sanctioned over pumps</h1>
<p>The Treasury on Thursday sanctioned <b>Ivan&nbsp;Petrov</b>, who works for
   Parsek&#32;LLC, a firm in the north of the country.</p>
<script>document.write("Ondrej Zeman sold pumps to Script Two LLC.");</script>
<p>Parsek LLC sold pumps to <a href="/x?a=1&amp;b=2">Volga
Holding JSC</a> &amp; others, and M&uuml;ller GmbH bought &ldquo;valves&rdquo; from it &#8212; for $40,000.</p>
<p>Ivan Petrov owns Orel &amp; Sons Ltd., and he has lived in the city for more than ten years with his family.</p>
</article>
<aside><p>Footballer Tomas Benda is out for the season, and the club will have to look for another one.</p></aside>
<footer><p>Publisher Viktor Sedlak. All rights reserved by the publisher of this page and of the others.</p></footer>
<script>hidden("Hana Brozova");</script>
</body>
</html>
"""


@pytest.fixture
def page(tmp_path: Path) -> Document:
    return document_of(tmp_path, PAGE, "page.html")


def visible(source: str) -> str:
    """What a reader sees of a stretch of HTML: no tags, entities decoded, white space folded."""
    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", source, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", shown)).split())


def test_html_says_its_title_author_day_and_publisher(page: Document) -> None:
    assert page.title == "Trader sanctioned over pumps"
    assert page.author == "Marta Vesely"
    assert page.published == "2023-06-19"
    assert page.publisher == "The Harbour Courier"


@pytest.mark.parametrize(
    "stranger",
    ["Dusek", "Hidden Script", "Horak", "Koval", "Zeman", "Script Two", "Benda", "Sedlak", "Brozova", "Vesely"],
)
def test_scripts_styles_menus_and_footers_are_no_text(stranger: str, page: Document) -> None:
    assert stranger not in page.text
    assert not [name for name in names_of(read([page])) if stranger in name]


def test_whom_html_names_is_found(page: Document) -> None:
    assert {"Ivan Petrov", "Parsek LLC", "Volga Holding JSC", "Müller GmbH", "Treasury"} <= names_of(read([page]))


def test_entities_are_decoded(page: Document) -> None:
    assert "& others, and Müller GmbH bought “valves” from it — for $40,000." in page.text
    assert not re.search(r"&\w+;|&#\d+;", page.text)


def test_tags_and_line_ends_do_not_break_a_sentence(page: Document) -> None:
    reading = read([page])
    names = {party.id: party.name for party in reading.parties}
    links = {(link.type, names[link.source], names[link.target]) for link in reading.links}
    assert ("supplied", "Parsek LLC", "Volga Holding JSC") in links


def test_the_source_of_html_shows_every_quote_at_its_place(page: Document) -> None:
    places = places_of(read([page]))
    assert len(places) >= 8
    for start, end, quote in places:
        assert visible(PAGE[start:end]) == " ".join(quote.split())


def test_html_without_an_article_element_is_read(tmp_path: Path) -> None:
    source = (
        "<html><body><div><p>Parsek LLC sold pumps to Volga Holding JSC in the spring of the year.</p>"
        "<p>Ivan Petrov works for Parsek LLC, and he has done so for more than three years.</p></div></body></html>"
    )
    reading = read([document_of(tmp_path, source, "page.html")])
    assert {"Parsek LLC", "Volga Holding JSC", "Ivan Petrov"} <= names_of(reading)


def test_html_with_carriage_returns_keeps_its_places(tmp_path: Path) -> None:
    source = PAGE.replace("\n", "\r\n")
    places = places_of(read([document_of(tmp_path, source, "page.html")]))
    assert places
    for start, end, quote in places:
        assert visible(source[start:end]) == " ".join(quote.split())


def test_a_page_that_declares_windows_1251_is_read(tmp_path: Path) -> None:
    source = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><article>'
        "<p>Ivan Petrov (Иван Петров) works for Parsek LLC, which sold pumps in the spring of that year.</p>"
        "<p>Parsek LLC sold pumps to Volga Holding JSC, and the goods left the port on the same day.</p>"
        "</article></body></html>"
    )
    document = document_of(tmp_path, source.encode("windows-1251"), "page.html")
    assert "Иван Петров" in document.text
    assert "Иван Петров" in names_of(read([document]))


# --- what is refused -----------------------------------------------------------------------------------------------


def refusal(path: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return caught.value


def written(folder: Path, content: bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "none.txt").reason


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "it is a folder" in refusal(tmp_path).reason


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xff\xfe"])
def test_an_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    assert "it is empty" in refusal(written(tmp_path, content)).reason


def test_a_binary_file_is_refused_with_the_place(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, b"Parsek LLC sold\x00pumps."))
    assert "binary" in error.reason
    assert error.where == "byte 15"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04word/document.xml", "office"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 Parsek LLC}", "RTF"),
    ],
)
def test_other_kinds_of_files_are_refused_by_name(content: bytes, kind: str, tmp_path: Path) -> None:
    error = refusal(written(tmp_path, content))
    assert kind in error.reason
    assert error.remedy


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"Parsek LLC sold pumps to Volga Holding JSC."
    path = written(tmp_path, text)
    monkeypatch.setattr("yalu.documents.opening.MAX_BYTES", len(text))
    assert read_document(path).text == text.decode()
    monkeypatch.setattr("yalu.documents.opening.MAX_BYTES", len(text) - 1)
    assert "larger than" in refusal(path).reason


def test_undecodable_text_is_refused_with_the_place(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, b"Parsek LLC \xff sold pumps."))
    assert "not valid UTF-8" in error.reason
    assert error.where == "byte 11"


def test_text_that_is_not_in_its_declared_encoding_is_refused(tmp_path: Path) -> None:
    page = b'<html><head><meta charset="ascii"></head><body><p>M\xc3\xbcller sold pumps.</p></body></html>'
    error = refusal(written(tmp_path, page, "page.html"))
    assert "not valid ASCII" in error.reason
    assert error.where == f"byte {page.index(0xC3)}"


def test_an_unknown_declared_encoding_is_refused(tmp_path: Path) -> None:
    page = b'<html><head><meta charset="klingon-8"></head><body><p>Parsek LLC sold pumps.</p></body></html>'
    assert "unknown encoding" in refusal(written(tmp_path, page, "page.html")).reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><script>var a = 1;</script></body></html>",
        "<html><body><nav><a href='/'>Home</a><a href='/b'>Business</a></nav></body></html>",
        "Home\nBusiness\nOpinion\nLog in\nSubscribe\nSign in\nPrivacy Policy\nTerms of Service\n",
    ],
    ids=["only a script", "only a menu", "only a menu, as text"],
)
def test_a_page_without_running_text_is_refused(page: str, tmp_path: Path) -> None:
    assert "no running text" in refusal(written(tmp_path, page.encode(), "page.html")).reason
