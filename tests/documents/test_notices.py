"""Entries of notices: names, details and ties under labels, whatever holds them, and nothing that is not there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from yalu.documents import Reading, read, read_document
from yalu.documents.notices import find_entries

from tests.documents.conftest import MakeDocx, MakePdf  # isort: skip

HEAD = "The following persons were added to the list of the Treasury on 15 June 2023.\n\n"
LINES = """Name: CHOE, Chol Min
DOB: 28 Nov 1978
Nationality: Korea, North
Passport: 836110034 (Korea, North)
Gender: Male
Linked To: SECOND ACADEMY OF NATURAL SCIENCES

Name: Parsek LLC
Registration Number: 1152536008272
Address: 5 Naberezhnaya St., Vladivostok, Russia
Owner: Roman Anatolyevich Alar

Name: OCEAN STAR
Type: Vessel
IMO: 8905490
Flag: Sierra Leone
Registered owner: Volga Holding JSC
"""
LISTED = (
    'CHOE, Chol Min (a.k.a. "CHOI, Chol-min"; a.k.a. CHOE, Cheol Min), Beijing, China; DOB 28 Nov 1978; POB Pyongyang, '
    "Korea, North; nationality Korea, North; Gender Male; Passport 836110034 (Korea, North) expires 18 Jan 2021 "
    "(individual) [NPWMD] (Linked To: SECOND ACADEMY OF NATURAL SCIENCES).\n\n"
    "PARSEK CO., LTD. (Cyrillic: ООО ПАРСЕК), Vladivostok, Russia; Organization Established Date 12 Mar 2015; Tax ID "
    "No. 2536288524 (Russia) [NPWMD] (Linked To: SECOND ACADEMY OF NATURAL SCIENCES; Linked To: ALAR, Roman).\n\n"
    "WISE HONEST (5VXX) Bulk Cargo Korea, North flag; Vessel Registration Identification IMO 8905490 (vessel) [DPRK4] "
    "(Linked To: KOREA SONGI GENERAL TRADING CORPORATION).\n"
)
NUMBERED = (
    "KPi.001 Name: 1: YUN 2: HO-JIN 3: na 4: na\n"
    "Title: na Designation: Director of Namchongang Trading Corporation DOB: 13 Oct. 1944 POB: na Good quality a.k.a.: "
    "Yun Ho-chin Low quality a.k.a.: na Nationality: Democratic People's Republic of Korea Passport no: na National "
    "identification no: na Address: na Listed on: 16 Jul. 2009 Other information: Oversees imports.\n"
)
ROWS = [
    ("Name", "Date of birth", "Nationality", "Passport"),
    ("Choe Chol Min", "28.11.1978", "North Korea", "836110034"),
    ("Choe Un Jong", "", "DPRK", "836110035"),
]


def reading_of(path: Path, content: str | bytes) -> Reading:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read([read_document(path)])


def told(reading: Reading) -> dict[str, dict[str, tuple[str, ...]]]:
    return {party.name: dict(party.properties) for party in reading.parties if party.properties}


def ties(reading: Reading) -> set[tuple[str, str, str]]:
    names = {party.id: party.name for party in reading.parties}
    return {
        (names[link.source], link.type, names[link.target])
        for link in reading.links
        if (link.evidence[0].pattern or "").startswith("notice-")
    }


def test_lines_under_labels(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", HEAD + LINES)
    assert told(reading) == {
        "CHOE, Chol Min": {
            "birthDate": ("1978-11-28",), "gender": ("male",), "nationality": ("kp",), "passportNumber": ("836110034",),
        },
        "Parsek LLC": {
            "address": ("5 Naberezhnaya St., Vladivostok, Russia",), "registrationNumber": ("1152536008272",),
        },
        "OCEAN STAR": {"flag": ("sl",), "imoNumber": ("8905490",)},
    }  # fmt: skip
    assert ties(reading) == {
        ("CHOE, Chol Min", "associate_of", "SECOND ACADEMY OF NATURAL SCIENCES"),
        ("CHOE, Chol Min", "national_of", "Korea, North"),
        ("Roman Anatolyevich Alar", "owns", "Parsek LLC"),
        ("Parsek LLC", "located_in", "Vladivostok"),
        ("Volga Holding JSC", "owns", "OCEAN STAR"),
        ("OCEAN STAR", "national_of", "Sierra Leone"),
        *((name, "sanctioned_by", "Treasury") for name in ("CHOE, Chol Min", "Parsek LLC", "OCEAN STAR")),
    }
    schemata = {party.name: party.schema for party in reading.parties}
    assert (schemata["CHOE, Chol Min"], schemata["Parsek LLC"], schemata["OCEAN STAR"]) == (
        "Person",
        "Company",
        "Vessel",
    )


def test_every_quote_and_detail_stands_at_its_place(tmp_path: Path) -> None:
    for number, text in enumerate((HEAD + LINES, LISTED, NUMBERED)):
        reading = reading_of(tmp_path / f"{number}.txt", text)
        raw = reading.documents[0].raw
        assert reading.details
        assert all(raw[item.start : item.end] == item.quote for item in reading.details)
        by_fields = [link for link in reading.links if link.evidence[0].pattern != "notice-listing"]
        for link in by_fields:  # who listed the party, its heading says, further up
            for item in link.evidence:
                assert "".join(raw[item.start : item.end].split()) == "".join(item.quote.split())
                names = {party.id: party.names for party in reading.parties}
                ends = [names[link.source], names[link.target]]
                assert all(
                    any(" ".join(name.split()) in " ".join(item.quote.split()) for name in some) for some in ends
                )


def test_entries_in_the_form_of_the_list_itself(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", HEAD + LISTED)
    choe = next(party for party in reading.parties if party.name == "CHOE, Chol Min")
    assert {"CHOI, Chol-min", "CHOE, Cheol Min"} <= set(choe.names)
    assert dict(choe.properties)["birthDate"] == ("1978-11-28",)
    parsek = next(party for party in reading.parties if party.name.startswith("PARSEK"))
    assert (parsek.name, parsek.schema) == ("PARSEK CO., LTD.", "Company")
    assert dict(parsek.properties) == {
        "address": ("Vladivostok, Russia",),
        "incorporationDate": ("2015-03-12",),
        "taxNumber": ("2536288524",),
    }
    assert ties(reading) >= {
        ("CHOE, Chol Min", "associate_of", "SECOND ACADEMY OF NATURAL SCIENCES"),
        ("CHOE, Chol Min", "national_of", "Korea, North"),
        ("PARSEK CO., LTD.", "associate_of", "SECOND ACADEMY OF NATURAL SCIENCES"),
        ("PARSEK CO., LTD.", "associate_of", "ALAR, Roman"),
        ("WISE HONEST", "associate_of", "KOREA SONGI GENERAL TRADING CORPORATION"),
    }
    assert {link.role for link in reading.links if link.type == "associate_of"} == {"linked to"}


def test_names_in_numbered_parts_and_values_that_say_nothing(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", NUMBERED)
    (yun,) = [party for party in reading.parties if party.schema == "Person"]
    assert yun.names == ("YUN HO-JIN", "Yun Ho-chin")
    assert dict(yun.properties) == {
        "birthDate": ("1944-10-13",),
        "nationality": ("kp",),
        "position": ("Director of Namchongang Trading Corporation",),
    }


def test_a_table_in_a_docx(tmp_path: Path, docx: MakeDocx, word: Callable[..., str]) -> None:
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{word(cell)}</w:tc>' for cell in row)}</w:tr>" for row in ROWS)
    check_table(reading_of(tmp_path / "a.docx", docx(f"{word(HEAD.strip())}<w:tbl>{rows}</w:tbl>{word('So it was.')}")))


def test_a_table_in_html(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    page = f"<html><body><article><h1>Annex</h1><p>{HEAD}</p><table>{rows}</table></article></body></html>"
    check_table(reading_of(tmp_path / "a.html", page))


def test_a_table_in_a_pdf(tmp_path: Path, pdf: MakePdf) -> None:
    words = [(72.0, 740.0, 11.0, HEAD.strip())]
    words += [
        (72.0 + 120 * column, 700.0 - 20 * number, 11.0, cell)
        for number, row in enumerate(ROWS[:2])
        for column, cell in enumerate(row)
    ]
    reading = reading_of(tmp_path / "a.pdf", pdf([words]))
    assert told(reading) == {
        "Choe Chol Min": {"birthDate": ("1978-11-28",), "nationality": ("kp",), "passportNumber": ("836110034",)}
    }


def check_table(reading: Reading) -> None:
    assert told(reading) == {
        "Choe Chol Min": {"birthDate": ("1978-11-28",), "nationality": ("kp",), "passportNumber": ("836110034",)},
        "Choe Un Jong": {"nationality": ("kp",), "passportNumber": ("836110035",)},
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Petrov gave his name: he was Ivan, he said, and no more.",
        "Contact\nName: Press Office\nPhone: 555 0100\nEmail: press@example.com\nAddress: 1 Main Street, Springfield",
        "The owner: Parsek LLC. It sold the house. The director: nobody.",
        "Nationality is a word. Passport numbers were not given. DOB stands for date of birth.",
        "Name: na\nDOB: na\nPassport: na\nNationality: unknown",
        "Name: \nDOB: 28 Nov 1978",
        "Type\tSize\tName\nbig\t5\tOcean\n",
        "The committee (a.k.a. the board) met; it spoke of (Linked To: nothing).",
    ],
)
def test_what_is_no_notice_gives_no_entry(text: str) -> None:
    assert find_entries(text) == []


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("DOB: 28 Nov 1978; alt. DOB: 1979", "birthDate", ("1978-11-28", "1979")),
        ("DOB: circa 1970", "birthDate", ("1970",)),
        ("Date of birth: 19.2.1970", "birthDate", ("1970-02-19",)),
        ("Date of birth: 3/5/1970", "birthDate", ("1970",)),
        ("Date of birth: 25/5/1970", "birthDate", ("1970-05-25",)),
        ("Date of birth: May 1970", "birthDate", ("1970-05",)),
        ("DOB: 31.2.1970", "birthDate", None),
        ("DOB: before the war", "birthDate", None),
        ("Passport: lost in a fire", "passportNumber", None),
        ("Passport: 836110034 expires 18 Jan 2021; DOB: 1970", "passportNumber", ("836110034",)),
        ("Nationality: a) Russia b) Cyprus; DOB: 1970", "nationality", ("cy", "ru")),
        ("Nationality: Atlantis; DOB: 1970", "nationality", None),
        ("IMO: 8905490", "imoNumber", ("8905490",)),
        ("IMO: 8905491", "imoNumber", None),
        ("SWIFT/BIC: KORE; Registration number: 123456", "swiftBic", None),
        ("SWIFT/BIC: DEUTDEFF; Registration number: 123456", "swiftBic", ("DEUTDEFF",)),
    ],
)
def test_a_value_is_taken_as_its_label_says_or_not_at_all(
    line: str, name: str, value: tuple[str, ...] | None, tmp_path: Path
) -> None:
    reading = reading_of(tmp_path / "a.txt", f"{HEAD}Name: Ivan Petrov\n{line}\nGender: male\n")
    (party,) = [party for party in reading.parties if party.name == "Ivan Petrov"]
    given = dict(party.properties).get(name)
    assert (tuple(sorted(given)) if given and name == "nationality" else given) == value
