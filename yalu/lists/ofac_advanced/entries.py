"""Entries: on which list a party stands, since when, under which programmes and on what legal basis."""

from yalu.lists.ofac_advanced.elements import Element, attribute, child, child_text, children, text_of
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.periods import read_day, read_interval
from yalu.lists.ofac_advanced.references import ReferenceValues
from yalu.model import Designation, Interval

SDN_LIST = "SDN List"

DATASETS: dict[str, str] = {
    SDN_LIST: "ofac-sdn",
    "Sectoral Sanctions Identifications List": "ofac-ssi",
    "Non-SDN Palestinian Legislative Council List": "ofac-ns-plc",
    "Consolidated List": "ofac-consolidated",
}
"""Short names of OFAC's lists, by the texts of `List`."""

OTHER_DATASET = "ofac-other"

_STARTS = ("Created", "Relisted")
_ENDS = ("Deleted", "Delisted", "Removed")
_PROGRAM = "Program"


def read_entry(
    element: Element, references: ReferenceValues, parties: dict[str, EntityBuilder], authority: str
) -> tuple[str, Designation]:
    """Read a `<SanctionsEntry>`; give the text of its list and the designation, and note the rest on the party.

    Several events (a party listed again under another authority) make one designation, from the first of them on.

    Raises:
        RecordError: it refers to something that is not defined, or lists a profile that the file does not hold.
    """
    party = parties[attribute(element, "ProfileID")]
    list_text = references.of(element, "List")
    starts: list[str] = []
    ends: list[str] = []
    remarks: list[str] = []
    for event in children(element, "EntryEvent"):
        day, words = _read_event(event, references)
        kind = references.of(event, "EntryEventType")
        if kind in _STARTS:
            starts.append(day)
        elif kind in _ENDS:
            ends.append(day)
        remarks.append(words)
    programs, measures = _read_measures(element, references)
    for program in programs:
        party.add("program", program)
    party.note(f"{list_text}: {'; '.join([*remarks, *measures])}")
    designation = Designation(
        party=party.id,
        authority=authority,
        programs=tuple(programs),
        interval=Interval(min(starts, default=None), _end(starts, ends)),
        dataset=DATASETS.get(list_text, OTHER_DATASET),
    )
    if designation.interval.end is None:
        party.add("topics", "sanction")
    return list_text, designation


def _end(starts: list[str], ends: list[str]) -> str | None:
    """Give the day of the removal, unless the party was listed again after it."""
    last = max(ends, default=None)
    return None if last is None or (starts and max(starts) > last) else last


def _read_event(event: Element, references: ReferenceValues) -> tuple[str, str]:
    date_element = child(event, "Date")
    day = read_day(date_element).isoformat() if date_element is not None else ""
    basis = references.of(event, "LegalBasis")
    comment = child_text(event, "Comment")
    words = f"{references.of(event, 'EntryEventType').lower()} {day} under {basis}"
    return day, f"{words} ({comment})" if comment else words


def _read_measures(element: Element, references: ReferenceValues) -> tuple[list[str], list[str]]:
    """Give the programmes, and the other measures in words."""
    programs: list[str] = []
    measures: list[str] = []
    for measure in children(element, "SanctionsMeasure"):
        kind = references.of(measure, "SanctionsType")
        comment = text_of(child(measure, "Comment"))
        if kind == _PROGRAM and comment:
            if comment not in programs:
                programs.append(comment)
            continue
        period = child(measure, "DatePeriod")
        start, end = read_interval(period) if period is not None else (None, None)
        details = [comment, f"from {start}" if start else "", f"until {end}" if end else ""]
        measures.append(" ".join([f"measure {kind}", *filter(None, details)]))
    return programs, measures
