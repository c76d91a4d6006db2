"""The summary is readable in a narrow terminal and in a pipe, and takes nothing from a document as a command."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from yalu.investigation import Investigation
from yalu.report import print_summary


def _printed(investigation: Investigation, width: int, **options: object) -> str:
    out = io.StringIO()
    print_summary(investigation, Console(file=out, width=width), **options)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 200])
def test_it_fits_the_width(investigation: Investigation, width: int) -> None:
    lines = _printed(investigation, width).splitlines()
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", [80, 200])
def test_it_says_who_is_listed_and_who_is_a_gap(investigation: Investigation, width: int) -> None:
    text = _printed(investigation, width, criteria={"acted_for": "Acted on behalf of"})
    for words in ("ofac-43598", "0.95", "2023-06-15", "Listed on 2023-06-19", "Gaps: not listed on 2023-06-19"):
        assert words in text
    flat = " ".join(re.sub(r"\s+", " ", text).split())
    assert "Acted on" in flat
    assert "Stated not to be, or not yet to be, so" in flat
    assert "[denied]" in flat
    assert "[called for]" in flat
    assert "[alleged]" in flat
    assert "12 parties" in flat
    assert "not legal advice" in flat


def test_a_pipe_gets_no_colour_codes_and_no_escapes(investigation: Investigation) -> None:
    assert "\x1b" not in _printed(investigation, 80)


def test_a_terminal_gets_no_escape_of_the_document(investigation: Investigation) -> None:
    out = io.StringIO()
    print_summary(investigation, Console(file=out, width=200, force_terminal=True, color_system="truecolor"))
    assert "\x1b[31m &" not in out.getvalue()
    assert "\u202e" not in out.getvalue()


def test_markup_in_a_document_is_shown_as_it_is(investigation: Investigation) -> None:
    text = _printed(investigation, 200)
    assert "[bold]Co[/bold]" in " ".join(text.split())
    assert "Something [red]was[/red] left out." in text


def test_long_lists_of_links_are_cut_and_counted(investigation: Investigation) -> None:
    assert "Not shown here: 6 more links; the report" in _printed(investigation, 80, links=1)


def test_an_empty_investigation_says_so(investigation: Investigation) -> None:
    empty = replace(investigation, documents=(), lists=(), parties=(), links=(), gaps=(), notes=())
    text = _printed(empty, 80)
    assert "No party of the sources was found listed on 2023-06-19." in text
    assert "No gap" in text
