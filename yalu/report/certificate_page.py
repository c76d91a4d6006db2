"""A certificate as one HTML page that can be filed and printed: no script, nothing fetched, all text escaped."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from followthemoney import model, registry
from markupsafe import Markup

from yalu.model import State
from yalu.report.exports import write_one
from yalu.report.html import environment, part, style_policy
from yalu.report.wording import STATE_WORDS, period
from yalu.workspace import Certificate
from yalu.workspace.certificate import CertifiedEntry, CertifiedHit

MEANS = (
    "Every party on each list named here, in that issue, was compared with the name that was asked, by the version of "
    "the program named at the end. All whose score reaches the threshold are shown; none is left out for its rank.",
)
MEANS_NOT = (
    "It says nothing of lists that are not named here, of issues other than those named, or of parties under a name "
    "too unlike the one that was asked.",
    "It says nothing of who owns or controls the party, or acts for it: a party that no list names can still be "
    "blocked through its owners.",
    "A hit is a name to look at, not a finding that two parties are one; compare what else is known of both.",
    "It is not legal advice, it accuses nobody, and a party shown here has not for that reason done anything wrong.",
)


@dataclass(frozen=True, slots=True)
class _Entry:
    entry: CertifiedEntry
    state: str
    when: str


@dataclass(frozen=True, slots=True)
class _Hit:
    hit: CertifiedHit
    kind: str
    state: str
    listed: bool
    entries: tuple[_Entry, ...]


def certificate_page(certificate: Certificate) -> str:
    """Write the page. A content security policy forbids it every request and every script."""
    style = part("certificate.css")
    return (
        environment()
        .get_template("certificate.html.j2")
        .render(
            certificate=certificate,
            day=date.fromisoformat(certificate.as_of),
            statement=certificate_statement(certificate),
            known=_known(certificate),
            hits=[_hit(hit) for hit in certificate.hits],
            header=certificate.receipt.header if certificate.receipt else None,
            versions=certificate.to_json()["versions"],
            means=MEANS,
            means_not=MEANS_NOT,
            style=Markup(style),  # noqa: S704 - a file of this package
            policy=style_policy(style),
        )
    )


def write_certificate(certificate: Certificate, path: Path) -> None:
    """Write the page, or with the ending .json the object; the file stands there whole or not at all.

    Raises:
        OutputError: the place cannot be written.
    """
    if path.suffix.lower() == ".json":
        write_one(path, json.dumps(certificate.to_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        write_one(path, certificate_page(certificate))


def certificate_statement(certificate: Certificate) -> str:
    """Say in one sentence what was found."""
    threshold, count = f"{certificate.threshold:.2f}", len(certificate.hits)
    lists = "the list" if len(certificate.lists) == 1 else f"the {len(certificate.lists)} lists"
    if not count:
        return f"No hit: no party on {lists} named here reaches the score of {threshold} for this name."
    parties = "1 party" if count == 1 else f"{count} parties"
    reach = "reaches" if count == 1 else "reach"
    unsure = sum(hit.state in (State.POSSIBLE, State.UNKNOWN) for hit in certificate.hits)
    told = {"listed": certificate.listed, "possibly listed": unsure, "not listed": count - certificate.listed - unsure}
    on_day = ", ".join(f"{number} {words}" for words, number in told.items() if number)
    return (
        f"{parties} on {lists} named here {reach} the score of {threshold} for this name. "
        f"Going by the lists, on that day: {on_day}."
    )


def _known(certificate: Certificate) -> list[tuple[str, str]]:
    """Give what else was asked by, besides the name: label and values."""
    schema = model.get(certificate.query["schema"])
    rows = [("Kind of party", "anything" if schema is None or schema.name == "Thing" else schema.label)]
    for name, values in certificate.query["properties"].items():
        if name != "name":
            known = schema.get(name) if schema else None
            shown = [registry.country.caption(value) if len(value) == 2 else value for value in values]
            rows.append((known.label if known else name, ", ".join(shown)))
    return rows


def _hit(hit: CertifiedHit) -> _Hit:
    schema, state = model.get(hit.schema), State(hit.state)
    entries = tuple(
        _Entry(entry, STATE_WORDS[State(entry.state)], period(entry.listed_from, entry.listed_to))
        for entry in hit.entries
    )
    return _Hit(hit, schema.label if schema else hit.schema, STATE_WORDS[state], state is State.VALID, entries)
