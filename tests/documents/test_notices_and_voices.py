"""Entries of sanctions lists, and documents that speak with somebody else's voice: interviews and indictments."""

from pathlib import Path

import pytest

from yalu.documents import Reading, language_model, read, read_document
from yalu.documents.headings import is_heading
from yalu.documents.voice import INDICTMENT

SDN = """OFFICE OF FOREIGN ASSETS CONTROL

The following individuals have been added to OFAC's SDN List:

KANG, Chol Su (a.k.a. GANG, Cheol-soo), Minsk, Belarus; DOB 14 May 1974; nationality Korea, North; Gender Male \
(individual) [DPRK2] (Linked To: KORO PRIBOR CORPORATION).

The following entities have been added to OFAC's SDN List:

KORO PRIBOR CORPORATION (a.k.a. "KPC"), Nakhodka, Russia; Organization Established Date 2016 [DPRK2].

The following deletion has been made to OFAC's SDN List:

ORIENT ROUTE SHIPPING SDN BHD, Port Klang, Malaysia [DPRK2].
"""

EUROPEAN = """The following persons are added to the list set out in Annex I to Council Regulation (EU) No 269/2014:

1. Ivan Petrovich SOKOLOV

Date of birth: 4.11.1969. Nationality: Russian, Maltese. Function: general director of Parsek LLC.

2. Volga Holding JSC

Address: 14 Main Street, Izhevsk, Russia. Nationality: Russian.
"""

Stated = set[tuple[str, str, str, str]]


def reading_of(folder: Path, text: str, modelled: bool = False) -> Reading:
    path = folder / "example.txt"
    path.write_text(text, encoding="utf-8")
    return read([read_document(path)], model=language_model() if modelled else None)


def stated(reading: Reading) -> Stated:
    names = {party.id: party.name for party in reading.parties}
    return {(link.type, names[link.source], names[link.target], link.status.value) for link in reading.links}


def test_an_entry_of_the_sdn_list_is_read_by_its_labels(tmp_path: Path) -> None:
    links = stated(reading_of(tmp_path, SDN))
    kang, koro, ofac = "KANG, Chol Su", "KORO PRIBOR CORPORATION", "OFAC"
    assert {target for kind, source, target, _ in links if (kind, source) == ("national_of", kang)} & {
        "North Korea",
        "Korea, North",
    }
    assert ("located_in", kang, "Minsk", "asserted") in links
    assert ("associate_of", kang, koro, "asserted") in links
    assert ("located_in", koro, "Nakhodka", "asserted") in links
    listed = {(source, status) for kind, source, target, status in links if kind == "sanctioned_by" and ofac in target}
    listed |= {
        (s, status) for kind, s, target, status in links if kind == "sanctioned_by" and "FOREIGN" in target.upper()
    }
    assert {(kang, "asserted"), (koro, "asserted"), ("ORIENT ROUTE SHIPPING SDN BHD", "negated")} <= listed


def test_a_label_names_nobody(tmp_path: Path) -> None:
    names = {name for party in reading_of(tmp_path, SDN, modelled=True).parties for name in party.names}
    assert not names & {"Gender", "Gender Male", "KANG", "Chol Su"}


def test_an_entry_of_the_european_list_is_sanctioned_by_its_regulation(tmp_path: Path) -> None:
    links = stated(reading_of(tmp_path, EUROPEAN))
    regulation = "Council Regulation (EU) No 269/2014"
    sokolov = "Ivan Petrovich SOKOLOV"
    assert ("sanctioned_by", sokolov, regulation, "asserted") in links
    assert ("sanctioned_by", "Volga Holding JSC", regulation, "asserted") in links
    assert ("leads", sokolov, "Parsek LLC", "asserted") in links
    assert {target for kind, source, target, _ in links if kind == "national_of" and source == sokolov} == {
        "Russia",
        "Malta",
    }


def test_what_somebody_answers_is_alleged_and_what_is_asked_is_not(tmp_path: Path) -> None:
    text = (
        "Boris Orlov was a trader.\n\nQ: Japan sanctioned Parsek LLC in 2019. Who owns it?\n\n"
        "A: Ivan Petrov owns Parsek LLC.\n\nQ: And then?\n\nA: Parsek LLC sold pumps to Volga Holding JSC.\n"
    )
    links = stated(reading_of(tmp_path, text))
    assert ("sanctioned_by", "Parsek LLC", "Japan", "asserted") in links
    assert ("owns", "Ivan Petrov", "Parsek LLC", "alleged") in links
    assert ("supplied", "Parsek LLC", "Volga Holding JSC", "alleged") in links


def test_what_an_indictment_says_is_alleged_by_it(tmp_path: Path) -> None:
    text = "UNITED STATES DISTRICT COURT\n\nThe Grand Jury charges:\n\n1. Ivan Petrov owned Parsek LLC.\n"
    reading = reading_of(tmp_path, text)
    assert [(link.type, link.status.value, link.evidence[0].asserted_by) for link in reading.links] == [
        ("owns", "alleged", INDICTMENT)
    ]


def test_the_order_that_a_release_names_is_what_sanctions(tmp_path: Path) -> None:
    text = "OFAC designated Ivan Petrov. Parsek LLC is being designated pursuant to E.O. 13382 for its role."
    reading = reading_of(tmp_path, text)
    assert ("sanctioned_by", "Parsek LLC", "E.O. 13382", "asserted") in stated(reading)
    assert {party.schema for party in reading.parties if party.name == "E.O. 13382"} == {"Law"}


def test_a_law_is_no_party_where_nothing_is_said_of_it(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "Ivan Petrov owns Parsek LLC, whatever E.O. 13382 says.")
    assert not any(party.schema == "Law" for party in reading.parties)


@pytest.mark.parametrize("line", ["Treasury Targets Gold Scheme of Financier", "SANCTIONS IMPLICATIONS"])
def test_a_title_is_told_by_its_capitals(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize(
    "line", ["Ivan Petrov sold pumps to Parsek LLC.", "the tanker left port", "Ivan Petrov, director"]
)
def test_a_sentence_or_a_signature_is_no_title(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.skipif(language_model() is None, reason="the extra nlp is not installed")
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ivan Petrov, who is well known, never sold the old pumps to Parsek LLC.", "negated"),
        ("Prosecutors say Ivan Petrov, who is well known, sold the old pumps to Parsek LLC.", "alleged"),
        ("Ivan Petrov is accused of having quietly sold the old pumps to Parsek LLC.", "alleged"),
        ("Ivan Petrov, who is well known, plans to sell the old pumps to Parsek LLC.", "planned"),
        ("Ivan Petrov denied that he had ever sold the old pumps to Parsek LLC.", "denied"),
        ("A lawyer for Ivan Petrov said that Ivan Petrov never sold the old pumps to Parsek LLC.", "denied"),
        ("Ivan Petrov was designated for having sold the old pumps to Parsek LLC.", "asserted"),
    ],
)
def test_the_tree_of_a_sentence_tells_the_status(text: str, status: str, tmp_path: Path) -> None:
    links = stated(reading_of(tmp_path, text, modelled=True))
    assert {found for kind, _, target, found in links if kind == "supplied" and target == "Parsek LLC"} == {status}
