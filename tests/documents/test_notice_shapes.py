"""Notices in the shapes in which their sources print them: who is named, what of them, who listed them and for what."""

from pathlib import Path

import pytest

from yalu.documents import Reading, read, read_document

Facts = dict[str, tuple[str, ...]]
Ties = set[tuple[str, str, str]]

FEDERAL_REGISTER = """Office of Foreign Assets Control

On May 3, 2023, OFAC determined that the property and interests in property subject to U.S. \
jurisdiction of the following persons are blocked under the relevant sanctions authorities listed below.

Individuals

1. ORLOV, Boris Petrovich (Cyrillic: ОРЛОВ, Борис Петрович) (a.k.a. ORLOFF, Boris; f.k.a. SMIRNOV, Boris), 12 Main \
Street, Apt. 4, Riga LV-1010, Latvia; Izhevsk, Russia; DOB 03 May 1970; alt. DOB 1971; POB Izhevsk, Russia; \
nationality Russia; citizen Malta; Gender Male; Secondary sanctions risk: See Section 11 of Executive Order 14024.; \
Passport 753112233 (Russia) issued 01 Jan 2019 expires 01 Jan 2029; Tax ID No. 183112345678 (Russia) (individual) \
[RUSSIA-EO14024] (Linked To: VOLGA HOLDING JSC; Linked To: PARSEK CO., LTD.). Designated pursuant to section \
1(a)(iii)(C) of Executive Order 14024 for being or having been a leader, official, senior executive officer, or member \
of the board of directors of VOLGA HOLDING JSC.

Entities

(a) VOLGA HOLDING JSC (a.k.a. "VH GROUP"), 5 ul. Lenina, Izhevsk 426000, Russia; Website www.example.com; Organization \
Type: Activities of holding companies; Registration Number 1021801234567 (Russia) [RUSSIA-EO14024]. Designated \
pursuant to section 1(a)(vi)(B) of E.O. 14024 for having materially assisted, sponsored, or provided financial, \
material, or technological support for, or goods or services to or in support of, ORLOV, Boris Petrovich.

(b) PARSEK CO., LTD. (Chinese Simplified: 帕塞克有限公司), Nakhodka, Russia [NPWMD] [IFSR]. Designated pursuant to \
section 1(a)(iv) of E.O. 13382 for being owned or controlled by VOLGA HOLDING JSC.

Vessels

1. OCEAN STAR (5VXX) Crude Oil Tanker Panama flag; Former Vessel Flag Cambodia; Vessel Year of Build 2003; Vessel \
Registration Identification IMO 8905490; MMSI 372000000 (vessel) [NPWMD] (Linked To: PARSEK CO., LTD.). Identified as \
property in which VOLGA HOLDING JSC has an interest.
"""
BRITISH = """On 24 February 2023 the Foreign, Commonwealth and Development Office updated the UK Sanctions List, \
adding the following persons under the Russia (Sanctions) (EU Exit) Regulations 2019.

INDIVIDUALS

1. ORLOV, Boris Petrovich
Title: Mr. DOB: 13/05/1970. POB: Izhevsk, Russia. a.k.a: (1) ORLOFF, Boris (2) ORLOV, Borya Nationality: (1) Russia \
(2) Cyprus Passport Number: 753112233 Address: 12 Main Street, Riga, Latvia, LV-1010. Position: Director of \
Volga Holding JSC Other Information: (UK Sanctions List Ref): RUS1234. (UK Statement of Reasons): Boris Orlov was at \
sea with the Lena (IMO 8905490). (Gender): Male Listed on: 24/02/2023 Last Updated: 24/02/2023 Group ID: 15711.

ENTITIES

1. VOLGA HOLDING JSC
a.k.a: VH Group. Address: 5 ul. Lenina, Izhevsk, Russia. Other Information: (Website): www.example.com (Parent \
company): Kama Invest JSC (Business Reg No): 1021801234567. Listed on: 24/02/2023. Group ID: 15712.

The following entry has been removed from the UK Sanctions List:

PETROV, Ivan (Group ID: 12001).
"""
EUROPEAN = """The following natural and legal persons, entities and bodies are added to the list set out in Annex I to \
Council Regulation (EU) No 269/2014:

\tName\tIdentifying information\tReasons\tDate of listing

1.\tBoris Petrovich ORLOV (Борис Петрович ОРЛОВ)\tDate of birth: 3.5.1970; Place of birth: Izhevsk, USSR (now Russian \
Federation); Nationality: Russian; Gender: male; Function: Director General of Volga Holding JSC; Associated entities: \
Parsek LLC\tBoris Orlov told nobody of it.\t25.2.2023

2.\tVolga Holding JSC a.k.a. VH Group\tAddress: 5 ul. Lenina, Izhevsk, Russia; Type of entity: Joint stock company; \
Date of registration: 12.3.2002; Registration number: 1021801234567\tVolga Holding JSC is at home.\t25.2.2023
"""
UNITED_NATIONS = """The Security Council Committee added the following entries to its list:

KPi.033 Name: 1: RI 2: WON HO 3: na 4: na
Title: na Designation: na DOB: 17 Jul. 1964 POB: na Good quality a.k.a.: a) Ri Wonho b) Lee Won Ho Low quality a.k.a.: \
na Nationality: Democratic People's Republic of Korea Passport no: 381310014 Address: Cairo, Egypt Listed on: 30 Nov. \
2016 Other information: Nothing more.

KPe.001 Name: KOREA MINING TRADING CORPORATION
A.k.a.: a) CHANGGWANG SINYONG CORPORATION b) EXTERNAL TECHNOLOGY GENERAL CORPORATION F.k.a.: na Address: Central \
District, Pyongyang, Democratic People's Republic of Korea Listed on: 24 Apr. 2009 Other information: None.

Name 6: KIM 1: YONG CHOL 2: n/a 3: n/a 4: n/a 5: n/a.
DOB: 1946. Nationality: North Korea. Group ID: 13367.
"""
LETTERED = """The Treasury added the following persons to its list.

Ivan PETROV
Date of birth: 1 May 1970
Passport: 751234567
Acting for or on behalf of: Parsek LLC

i. Name: Lena ORLOVA; date of birth: 2 June 1980; nationality: Russian; address: Moscow, Russia; spouse: Boris Orlov
ii. Name: Oleg SIDOROV; date of birth: 3 July 1981; passport: 712345678; employer: Volga Holding JSC
"""


def read_text(folder: Path, text: str) -> Reading:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return read([read_document(path)])


def facts_of(reading: Reading, name: str) -> Facts:
    return next(dict(party.properties) for party in reading.parties if name in party.names)


def ties_of(reading: Reading) -> Ties:
    names = {party.id: party.name for party in reading.parties}
    return {(names[link.source], link.type, names[link.target]) for link in reading.links}


@pytest.mark.parametrize(
    ("text", "name", "facts"),
    [
        (
            FEDERAL_REGISTER,
            "ORLOV, Boris Petrovich",
            {
                "address": ("12 Main Street, Apt. 4, Riga LV-1010, Latvia", "Izhevsk, Russia"),
                "birthDate": ("1970-05-03", "1971"),
                "birthPlace": ("Izhevsk, Russia",),
                "gender": ("male",),
                "nationality": ("ru", "mt"),
                "passportNumber": ("753112233",),
                "taxNumber": ("183112345678",),
            },
        ),
        (
            FEDERAL_REGISTER,
            "VOLGA HOLDING JSC",
            {"address": ("5 ul. Lenina, Izhevsk 426000, Russia",), "registrationNumber": ("1021801234567",)},
        ),
        (FEDERAL_REGISTER, "OCEAN STAR", {"flag": ("pa",), "imoNumber": ("8905490",), "mmsi": ("372000000",)}),
        (
            BRITISH,
            "ORLOV, Boris Petrovich",
            {
                "address": ("12 Main Street, Riga, Latvia, LV-1010",),
                "birthDate": ("1970-05-13",),
                "birthPlace": ("Izhevsk, Russia",),
                "gender": ("male",),
                "nationality": ("ru", "cy"),
                "passportNumber": ("753112233",),
                "position": ("Director of Volga Holding JSC",),
            },
        ),
        (
            BRITISH,
            "VOLGA HOLDING JSC",
            {"address": ("5 ul. Lenina, Izhevsk, Russia",), "registrationNumber": ("1021801234567",)},
        ),
        (
            EUROPEAN,
            "Boris Petrovich ORLOV",
            {
                "birthDate": ("1970-05-03",),
                "birthPlace": ("Izhevsk, USSR",),
                "gender": ("male",),
                "nationality": ("ru",),
                "position": ("Director General of Volga Holding JSC",),
            },
        ),
        (
            EUROPEAN,
            "Volga Holding JSC",
            {
                "address": ("5 ul. Lenina, Izhevsk, Russia",),
                "incorporationDate": ("2002-03-12",),
                "registrationNumber": ("1021801234567",),
            },
        ),
        (
            UNITED_NATIONS,
            "RI WON HO",
            {
                "address": ("Cairo, Egypt",),
                "birthDate": ("1964-07-17",),
                "nationality": ("kp",),
                "passportNumber": ("381310014",),
            },
        ),
        (UNITED_NATIONS, "YONG CHOL KIM", {"birthDate": ("1946",), "nationality": ("kp",)}),
        (LETTERED, "Ivan PETROV", {"birthDate": ("1970-05-01",), "passportNumber": ("751234567",)}),
        (LETTERED, "Oleg SIDOROV", {"birthDate": ("1981-07-03",), "passportNumber": ("712345678",)}),
    ],
)
def test_an_entry_gives_its_details(text: str, name: str, facts: Facts, tmp_path: Path) -> None:
    assert facts_of(read_text(tmp_path, text), name) == facts


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        (FEDERAL_REGISTER, "ORLOV, Boris Petrovich", {"ОРЛОВ, Борис Петрович", "ORLOFF, Boris", "SMIRNOV, Boris"}),
        (FEDERAL_REGISTER, "PARSEK CO., LTD.", {"帕塞克有限公司"}),
        (BRITISH, "ORLOV, Boris Petrovich", {"ORLOFF, Boris", "ORLOV, Borya"}),
        (EUROPEAN, "Boris Petrovich ORLOV", {"Борис Петрович ОРЛОВ"}),
        (EUROPEAN, "Volga Holding JSC", {"VH Group"}),
        (UNITED_NATIONS, "RI WON HO", {"Ri Wonho", "Lee Won Ho"}),
        (
            UNITED_NATIONS,
            "KOREA MINING TRADING CORPORATION",
            {"CHANGGWANG SINYONG CORPORATION", "EXTERNAL TECHNOLOGY GENERAL CORPORATION"},
        ),
    ],
)
def test_an_entry_gives_its_further_names(text: str, name: str, aliases: set[str], tmp_path: Path) -> None:
    names = next(party.names for party in read_text(tmp_path, text).parties if name in party.names)
    assert aliases <= set(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            FEDERAL_REGISTER,
            {
                ("ORLOV, Boris Petrovich", "associate_of", "VOLGA HOLDING JSC"),
                ("ORLOV, Boris Petrovich", "associate_of", "PARSEK CO., LTD."),
                ("ORLOV, Boris Petrovich", "leads", "VOLGA HOLDING JSC"),
                ("ORLOV, Boris Petrovich", "sanctioned_by", "Executive Order 14024"),
                ("ORLOV, Boris Petrovich", "located_in", "Riga"),
                ("ORLOV, Boris Petrovich", "located_in", "Izhevsk"),
                ("VOLGA HOLDING JSC", "supplied", "ORLOV, Boris Petrovich"),
                ("VOLGA HOLDING JSC", "located_in", "Izhevsk"),
                ("VOLGA HOLDING JSC", "owns", "PARSEK CO., LTD."),
                ("PARSEK CO., LTD.", "located_in", "Nakhodka"),
                ("OCEAN STAR", "national_of", "Panama"),
                ("OCEAN STAR", "associate_of", "PARSEK CO., LTD."),
                ("VOLGA HOLDING JSC", "owns", "OCEAN STAR"),
                ("OCEAN STAR", "sanctioned_by", "Office of Foreign Assets Control"),
            },
        ),
        (
            BRITISH,
            {
                ("ORLOV, Boris Petrovich", "leads", "VOLGA HOLDING JSC"),
                ("ORLOV, Boris Petrovich", "located_in", "Riga"),
                ("ORLOV, Boris Petrovich", "sanctioned_by", "Foreign, Commonwealth and Development Office"),
                ("Kama Invest JSC", "owns", "VOLGA HOLDING JSC"),
            },
        ),
        (
            EUROPEAN,
            {
                ("Boris Petrovich ORLOV", "leads", "Volga Holding JSC"),
                ("Boris Petrovich ORLOV", "associate_of", "Parsek LLC"),
                ("Boris Petrovich ORLOV", "sanctioned_by", "Council Regulation (EU) No 269/2014"),
                ("Volga Holding JSC", "sanctioned_by", "Council Regulation (EU) No 269/2014"),
                ("Volga Holding JSC", "located_in", "Izhevsk"),
            },
        ),
        (UNITED_NATIONS, {("RI WON HO", "located_in", "Cairo")}),
        (
            LETTERED,
            {
                ("Ivan PETROV", "represents", "Parsek LLC"),
                ("Boris Orlov", "family_of", "Lena ORLOVA"),
                ("Oleg SIDOROV", "employed_by", "Volga Holding JSC"),
                ("Lena ORLOVA", "located_in", "Moscow"),
            },
        ),
    ],
)
def test_an_entry_gives_its_ties(text: str, expected: Ties, tmp_path: Path) -> None:
    assert expected - ties_of(read_text(tmp_path, text)) == set()


def test_who_is_taken_off_a_list_is_not_sanctioned(tmp_path: Path) -> None:
    reading = read_text(tmp_path, BRITISH)
    names = {party.id: party.name for party in reading.parties}
    statuses = {names[link.source]: link.status.value for link in reading.links if link.type == "sanctioned_by"}
    assert statuses["PETROV, Ivan"] == "negated"
    assert statuses["ORLOV, Boris Petrovich"] == "asserted"


def test_a_number_in_the_reasons_is_not_the_partys(tmp_path: Path) -> None:
    reading = read_text(tmp_path, BRITISH)
    assert next(party.schema for party in reading.parties if party.name == "ORLOV, Boris Petrovich") == "Person"
    assert "imoNumber" not in facts_of(reading, "ORLOV, Boris Petrovich")


def test_of_an_update_only_what_is_new_holds(tmp_path: Path) -> None:
    text = (
        "The following changes have been made:\n\nKIM, Tong Chol, Windhoek, Namibia; DOB 28 Jan 1966 (individual) "
        "[DPRK2]. -to- KIM, Tong Chol, Maputo, Mozambique; DOB 28 Jan 1967 (individual) [DPRK2].\n"
    )
    reading = read_text(tmp_path, text)
    assert ties_of(reading) == {("KIM, Tong Chol", "located_in", "Maputo")}
    assert facts_of(reading, "KIM, Tong Chol") == {"address": ("Maputo, Mozambique",), "birthDate": ("1967-01-28",)}


def test_a_firm_in_its_town_is_no_person(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "PACIFIC ROUTE SHIPPING SDN BHD, Port Klang, Malaysia [DPRK2].\n")
    assert ("PACIFIC ROUTE SHIPPING SDN BHD", "located_in", "Port Klang") in ties_of(reading)


@pytest.mark.parametrize(
    "text",
    [
        "1. OFSI provides guidance on all of this. Address: HM Treasury, London",
        "3. The company sold pumps to nobody. It was cold.\n\nDate of birth: 1 May 1970",
        "THE COMPANY, in the words of its director [REDACTED], was at home.",
        "Personal details\nDate of birth: 1 May 1970",
    ],
)
def test_a_sentence_is_no_name_of_an_entry(text: str, tmp_path: Path) -> None:
    assert not [party.name for party in read_text(tmp_path, f"{text}\n").parties if party.properties]
