"""One frame, all constructions: who does what to whom, however a sentence puts it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from yalu.documents import language_model, read, read_document

pytestmark = pytest.mark.skipif(language_model() is None, reason="the extra nlp is not installed")

PARSEK, VOLGA, PETROV, KIM = "Parsek LLC", "Volga Holding JSC", "Ivan Petrov", "Kim Chol-su"


@dataclass(frozen=True)
class Frame:
    """What a verb says: `object` stands behind it, the other party behind `preposition`, or is the object itself."""

    type: str
    past: str
    participle: str
    gerund: str
    base: str
    doer: str
    other: str
    object: str = ""
    preposition: str = ""
    doer_is_target: bool = False

    @property
    def link(self) -> tuple[str, str, str]:
        ends = (self.other, self.doer) if self.doer_is_target else (self.doer, self.other)
        return self.type, *ends


OF_GOODS = [
    Frame("supplied", "sold", "sold", "selling", "sell", PARSEK, VOLGA, "machine tools", "to"),
    Frame("supplied", "bought", "bought", "buying", "buy", PARSEK, VOLGA, "machine tools", "from", doer_is_target=True),
    Frame("procured_for", "bought", "bought", "buying", "buy", PETROV, VOLGA, "machine tools", "for"),
]
OF_PARTIES = [
    Frame("owns", "owned", "owned", "owning", "own", PETROV, VOLGA),
    Frame("leads", "headed", "headed", "heading", "head", PETROV, VOLGA),
    Frame("represents", "represented", "represented", "representing", "represent", PETROV, VOLGA),
    Frame("paid", "bribed", "bribed", "bribing", "bribe", PARSEK, PETROV),
    Frame("employed_by", "employed", "employed", "employing", "employ", PARSEK, PETROV, doer_is_target=True),
    Frame("sanctioned_by", "sanctioned", "sanctioned", "sanctioning", "sanction", "Japan", VOLGA, doer_is_target=True),
]
WITH_PREPOSITION = [
    Frame("represents", "acted", "acted", "acting", "act", PETROV, VOLGA, "", "on behalf of"),
    Frame("employed_by", "worked", "worked", "working", "work", PETROV, VOLGA, "", "for"),
    Frame("associate_of", "cooperated", "cooperated", "cooperating", "cooperate", PETROV, VOLGA, "", "with"),
]
FORMS_OF_GOODS = {
    "active": "{doer} {past} {object} {preposition} {other}.",
    "passive": "The {object} were {participle} {preposition} {other} by {doer}.",
    "reduced participle": "The {object} {participle} {preposition} {other} by {doer} were found in a depot.",
    "relative clause, subject": "{doer}, which {past} {object} {preposition} {other}, closed last year.",
    "relative clause, object": "The {object} that {doer} {past} {preposition} {other} were found in a depot.",
    "gerund": "{doer} broke the law by {gerund} {object} {preposition} {other}.",
    "helped to": "Anna Orlova helped {doer} to {base} {object} {preposition} {other}.",
    "used to": "Anna Orlova used {doer} to {base} {object} {preposition} {other}.",
    "arranged for": "Anna Orlova arranged for {doer} to {base} {object} {preposition} {other}.",
    "managed to": "{doer} managed to {base} {object} {preposition} {other}.",
    "began": "{doer} began {gerund} {object} {preposition} {other} in 2019.",
    "designated for": "Japan designated {doer} for {gerund} {object} {preposition} {other}.",
    "joined verbs": "{doer} rented a warehouse in Riga and {past} {object} {preposition} {other}.",
    "joined doers": "Anna Orlova and {doer} {past} {object} {preposition} {other}.",
    "list of ends": "{doer} {past} {object} {preposition} Baltic Metals OU, Amur Trade OOO and {other}.",
    "worth and through": "{doer} {past} {object} worth $2 million {preposition} {other} through a port.",
    "apposition": "{doer}, a trader that {past} {object} {preposition} {other}, closed.",
    "one of": "{doer} is one of the traders that {past} {object} {preposition} {other}.",
}
FORMS_OF_PARTIES = {
    "active": "{doer} {past} {other}.",
    "passive": "{other} was {participle} by {doer}.",
    "reduced participle": "{other}, {participle} by {doer}, left Riga.",
    "described and reduced": "{other}, a party {participle} by {doer}, left Riga.",
    "relative clause": "{doer}, which {past} {other}, left Riga.",
    "by whom": "{doer}, by whom {other} was {participle}, left Riga.",
    "gerund": "{doer} broke the law by {gerund} {other}.",
    "found to have": "{doer} was found to have {participle} {other}.",
    "joined verbs": "{doer} stayed in Riga and {past} {other}.",
    "list of ends": "{doer} {past} Baltic Metals OU, Amur Trade OOO and {other}.",
    "since": "{other} has been {participle} since 2015 by {doer}.",
}
FORMS_WITH_PREPOSITION = {
    "active": "{doer} {past} {preposition} {other}.",
    "relative clause": "{doer}, who {past} {preposition} {other}, fled.",
    "participle": "{doer}, {gerund} {preposition} {other}, bought pumps in Riga.",
    "continued to": "{doer} continued to {base} {preposition} {other}.",
    "joined verbs": "{doer} lived in Riga and {past} {preposition} {other}.",
    "list of ends": "{doer} {past} {preposition} Baltic Metals OU and {other}.",
}
BY_NOUNS = [
    ("The sale of pumps by Parsek LLC to Volga Holding JSC took place in 2019.", ("supplied", PARSEK, VOLGA)),
    ("Parsek LLC's sales of pumps to Volga Holding JSC ended in 2019.", ("supplied", PARSEK, VOLGA)),
    ("Deliveries from Parsek LLC to Volga Holding JSC ended in 2019.", ("supplied", PARSEK, VOLGA)),
    ("Volga Holding JSC's purchase of pumps from Parsek LLC took place in 2019.", ("supplied", PARSEK, VOLGA)),
    ("Parsek LLC made a series of deliveries to Volga Holding JSC.", ("supplied", PARSEK, VOLGA)),
    ("Volga Holding JSC received eleven shipments of pumps from Parsek LLC.", ("supplied", PARSEK, VOLGA)),
    ("Parsek LLC, a supplier of Volga Holding JSC, closed.", ("supplied", PARSEK, VOLGA)),
    ("Parsek LLC's payments to Volga Holding JSC ended in 2019.", ("paid", PARSEK, VOLGA)),
    ("Volga Holding JSC opened an office in Riga with funding from Parsek LLC.", ("paid", PARSEK, VOLGA)),
    ("Ivan Petrov's ownership of Volga Holding JSC was hidden.", ("owns", PETROV, VOLGA)),
    ("Volga Holding JSC is under the control of Ivan Petrov.", ("owns", PETROV, VOLGA)),
    ("Volga Holding JSC, whose owner is Ivan Petrov, closed.", ("owns", PETROV, VOLGA)),
    ("Parsek LLC's subsidiary Volga Holding JSC closed.", ("owns", PARSEK, VOLGA)),
    ("Volga Holding JSC's director, Ivan Petrov, fled.", ("leads", PETROV, VOLGA)),
    ("Ivan Petrov was appointed director of Volga Holding JSC.", ("leads", PETROV, VOLGA)),
    ("Volga Holding JSC's representative in Riga, Ivan Petrov, fled.", ("represents", PETROV, VOLGA)),
    ("Parsek LLC is a front for Volga Holding JSC.", ("uses_front", VOLGA, PARSEK)),
    ("Ivan Petrov is a close associate of Kim Chol-su.", ("associate_of", PETROV, KIM)),
    ("A contract between Parsek LLC and Volga Holding JSC was found.", ("associate_of", PARSEK, VOLGA)),
    ("Japan's designation of Volga Holding JSC followed in 2019.", ("sanctioned_by", VOLGA, "Japan")),
    ("Sanctions by Japan on Volga Holding JSC followed in 2019.", ("sanctioned_by", VOLGA, "Japan")),
    ("Parsek LLC is part of Volga Holding JSC.", ("part_of", PARSEK, VOLGA)),
    ("Ivan Petrov, an engineer at Volga Holding JSC, fled.", ("employed_by", PETROV, VOLGA)),
    ("Ivan Petrov, the son of Kim Chol-su, fled.", ("family_of", PETROV, KIM)),
    ("Parsek LLC, a Riga trader, closed.", ("located_in", PARSEK, "Riga")),
    ("Parsek LLC, whose office is in Riga, closed.", ("located_in", PARSEK, "Riga")),
    ("Ivan Petrov, a citizen of Latvia, fled.", ("national_of", PETROV, "Latvia")),
    ("Greek shipowner Ivan Petrov runs Volga Holding JSC.", ("national_of", PETROV, "Greece")),
]
WEAKENED = [
    ("Parsek LLC was accused of selling pumps to Volga Holding JSC.", ("supplied", PARSEK, VOLGA), "alleged"),
    ("Parsek LLC is believed to have sold pumps to Volga Holding JSC.", ("supplied", PARSEK, VOLGA), "alleged"),
    (
        "Police are investigating the sale of pumps by Parsek LLC to Volga Holding JSC.",
        ("supplied", PARSEK, VOLGA),
        "alleged",
    ),
    ("Parsek LLC denied any sale of pumps to Volga Holding JSC.", ("supplied", PARSEK, VOLGA), "denied"),
    ("There were no deliveries from Parsek LLC to Volga Holding JSC.", ("supplied", PARSEK, VOLGA), "negated"),
    (
        "Kim Chol-su urged the designation of Volga Holding JSC by Japan.",
        ("sanctioned_by", VOLGA, "Japan"),
        "called_for",
    ),
    (
        "The sale of pumps by Parsek LLC to Volga Holding JSC would begin in May.",
        ("supplied", PARSEK, VOLGA),
        "planned",
    ),
    ("Ivan Petrov pleaded guilty to selling pumps to Volga Holding JSC.", ("supplied", PETROV, VOLGA), "asserted"),
    ("Ivan Petrov pleaded not guilty to selling pumps to Volga Holding JSC.", ("supplied", PETROV, VOLGA), "denied"),
]
SILENT = [
    ("Customs stopped a shipment of pumps from Parsek LLC to Volga Holding JSC.", "supplied"),
    ("Parsek LLC sold pumps to farms in Latvia.", "supplied"),
    ("Parsek LLC lent an identity card to Volga Holding JSC for a fee.", "paid"),
    ("Special Agent in Charge Ivan Petrov spoke for Volga Holding JSC.", "charged_by"),
]


def sentences() -> Iterator[tuple[str, tuple[str, str, str]]]:
    tables = (
        (OF_GOODS, FORMS_OF_GOODS),
        (OF_PARTIES, FORMS_OF_PARTIES),
        (WITH_PREPOSITION, FORMS_WITH_PREPOSITION),
    )
    for frames, forms in tables:
        for frame in frames:
            for form in forms.values():
                yield form.format_map(frame.__dict__), frame.link


def statuses_in(folder: Path, text: str) -> dict[tuple[str, str, str], str]:
    path = folder / "sentence.txt"
    path.write_text(text, encoding="utf-8")
    reading = read([read_document(path)], model=language_model())
    names = {party.id: party.name for party in reading.parties}
    found = {}
    for link in reading.links:
        source, target = names[link.source], names[link.target]
        found[link.type, source, target] = link.status.value
        if link.type in ("associate_of", "family_of"):
            found[link.type, target, source] = link.status.value
    return found


@pytest.mark.parametrize(("text", "link"), [*sentences(), *BY_NOUNS])
def test_a_link_is_read_in_every_construction(text: str, link: tuple[str, str, str], tmp_path: Path) -> None:
    assert statuses_in(tmp_path, text).get(link) == "asserted"


@pytest.mark.parametrize(("text", "link", "status"), WEAKENED)
def test_what_stands_above_a_deed_tells_its_status(
    text: str, link: tuple[str, str, str], status: str, tmp_path: Path
) -> None:
    assert statuses_in(tmp_path, text).get(link) == status


@pytest.mark.parametrize(("text", "link_type"), SILENT)
def test_what_did_not_happen_gives_no_link(text: str, link_type: str, tmp_path: Path) -> None:
    assert link_type not in {key[0] for key in statuses_in(tmp_path, text)}
