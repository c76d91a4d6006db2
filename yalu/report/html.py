"""The report as one HTML file that opens offline and asks nobody for anything."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from yalu.investigation import Investigation
from yalu.report.page import Page
from yalu.report.picture import picture
from yalu.report.review import back_of
from yalu.report.wording import DISCLAIMER, visible


def html_report(
    investigation: Investigation,
    *,
    documents: Mapping[str, str] | None = None,
    criteria: Mapping[str, str] | None = None,
) -> str:
    """Write the report.

    `documents` maps document ids to their whole text; of each, the document's own spans are shown with parties and
    quotes marked. `criteria` maps criterion ids to their sentences. All text of the investigation is escaped, and a
    content security policy forbids the page every request and every script but its own.
    """
    style, script = part("report.css"), part("report.js")
    drawn = picture(investigation, anchors=True)
    template = environment().get_template("report.html.j2")
    return template.render(
        page=Page(investigation, documents or {}, criteria or {}),
        investigation=investigation,
        picture=Markup(drawn.svg),  # noqa: S704 - drawn by us, with every text in it escaped
        picture_width=drawn.width,
        picture_notes=drawn.notes,
        style=Markup(style),  # noqa: S704 - a file of this package
        script=Markup(script),  # noqa: S704 - a file of this package
        policy=policy_of(style, script),
        disclaimer=DISCLAIMER,
    )


def environment() -> Environment:
    """Give the templates, which escape all text and show characters that steer a display."""
    environment = Environment(
        loader=PackageLoader("yalu.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_show,
    )
    environment.filters["day"] = _day
    environment.filters["back"] = back_of
    return environment


def _show(value: object) -> object:
    """Show steering characters of any text that is not our own markup."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def part(name: str) -> str:
    """Give a file of the templates."""
    return (resources.files("yalu.report") / "templates" / name).read_text(encoding="utf-8")


def policy_of(style: str, script: str) -> str:
    """Give the content security policy of a page that may run one script and has one style, and asks nobody."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def style_policy(style: str) -> str:
    """Give the content security policy of a page that has a style and no script."""
    return f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
