"""Links and their evidence as a reader sees them, in every table and beside every text of a page."""

from dataclasses import dataclass

from yalu.model import Evidence, Link


@dataclass(frozen=True, slots=True)
class Source:
    """One evidence as a reader sees it; `anchor` leads to the quote in the text, where the text is shown.

    `by` names the pattern that found it, or the extractor outside of Yalu.
    """

    quote: str
    document: str
    place: str
    publisher: str
    date: str
    says: str
    anchor: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with its ends as positions of parties (`None` where the investigation does not hold the party)."""

    link: Link
    source: str
    target: str
    source_number: int | None
    target_number: int | None
    label: str
    status: str
    when: str
    sources: tuple[Source, ...]


def place_words(item: Evidence) -> str:
    """Say where a quote stands: page and line where they are known, and the characters of the file."""
    if item.start is None:
        return ""
    line = f"line {item.line}, " if item.line else ""
    page = f"page {item.page}, " if item.page else ""
    return f"{page}{line}characters {item.start}–{item.end}"
