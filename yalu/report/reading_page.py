"""What one document says as a page for checking its links against its sentences, offline, without any list."""

from datetime import date
from importlib.metadata import version

from markupsafe import Markup

from yalu.documents import Reading
from yalu.investigation import DocumentUsed, Investigation, ScreenedParty
from yalu.report.html import environment, part, policy_of
from yalu.report.page import Page
from yalu.report.wording import DISCLAIMER

MOST_TEXT = 2_000_000
"""Characters of the longest document that gets a page: a browser does not like more."""


def reading_page(reading: Reading) -> str | None:
    """Give the page of a reading, or `None` where its texts are too long for one."""
    if sum(len(document.raw) for document in reading.documents) > MOST_TEXT:
        return None
    shown = Investigation(
        as_of=date.min,  # no day is asked for, and the page shows none
        lists=(),
        documents=tuple(DocumentUsed.of(document) for document in reading.documents),
        parties=tuple(ScreenedParty(party) for party in reading.parties),
        links=reading.links,
        gaps=(),
        notes=reading.notes,
        version=version("yalu"),
        resemblances=reading.resemblances,
        contradictions=reading.contradictions,
    )
    style, script = part("report.css"), part("report.js")
    return (
        environment()
        .get_template("reading.html.j2")
        .render(
            page=Page(shown, {document.id: document.raw for document in reading.documents}, {}),
            investigation=shown,
            style=Markup(style),  # noqa: S704 - a file of this package
            script=Markup(script),  # noqa: S704 - a file of this package
            policy=policy_of(style, script),
            disclaimer=DISCLAIMER,
        )
    )
