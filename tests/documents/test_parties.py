"""Parties: whom a document names or describes, of what kind they are, and which words speak of whom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.conftest import ReadText
from yalu.documents import Gazetteer, Reading, language_model, read, read_document
from yalu.model import Party


def party(reading: Reading, name: str) -> Party:
    (found,) = [item for item in reading.parties if name in item.names]
    return found


def quotes(item: Party, kind: str | None = None) -> list[str]:
    return [mention.quote for mention in item.mentions if kind in (None, mention.kind)]


def links(reading: Reading) -> set[tuple[str, str, str]]:
    names = {item.id: item.name for item in reading.parties}
    return {(link.type, names[link.source], names[link.target]) for link in reading.links}


# --- kinds ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("Ivan Petrov works for Parsek LLC.", "Ivan Petrov", "Person"),
        ("Kim Chol-su works for Parsek LLC.", "Kim Chol-su", "Person"),
        ("It paid Wang Weiguo, a Chinese national, for the pumps.", "Wang Weiguo", "Person"),
        ("Foreign Minister Boris Orlov works for Parsek LLC.", "Boris Orlov", "Person"),
        ("Ivan Petrov works for Parsek LLC.", "Parsek LLC", "Company"),
        ("It bought from Dalian Haoyuan Trading Co., Ltd. in May.", "Dalian Haoyuan Trading Co., Ltd.", "Company"),
        ("It bought from Müller Pumpen GmbH in May.", "Müller Pumpen GmbH", "Company"),
        ("It bought from Koidu Marine OÜ in May.", "Koidu Marine OÜ", "Company"),
        ("It bought from Orel & Sons Ltd. in May.", "Orel & Sons Ltd.", "Company"),
        ("It bought from Tangun Trading Corporation in May.", "Tangun Trading Corporation", "Company"),
        ("The Foreign Trade Bank paid Parsek LLC.", "Foreign Trade Bank", "Company"),
        ("Bank of Dandong paid Parsek LLC.", "Bank of Dandong", "Company"),
        ("The Ministry of Defence sanctioned Parsek LLC.", "Ministry of Defence", "PublicBody"),
        ("The European Union sanctioned Parsek LLC.", "European Union", "PublicBody"),
        ("The North Korean Embassy in Beijing paid him.", "North Korean Embassy in Beijing", "PublicBody"),
        ("OFAC sanctioned Parsek LLC.", "Office of Foreign Assets Control", "PublicBody"),
        ("He studied at the Koro Institute in May.", "Koro Institute", "Organization"),
        ("The vessel HAOFAN 5 (IMO 8713457) left.", "HAOFAN 5", "Vessel"),
        ("The tanker Chol Bong San 9 (IMO 8713457) left.", "Chol Bong San 9", "Vessel"),
        ("The tanker Yuk Tung left.", "Yuk Tung", "Vessel"),
        ("It was shipped from North Korea to Russia.", "North Korea", "Territory"),
    ],
)
def test_names_are_found_with_their_kind(text: str, name: str, schema: str, read_text: ReadText) -> None:
    found = party(read_text(text), name)
    assert found.schema == schema
    assert not found.unnamed


@pytest.mark.parametrize(
    "text",
    [
        "The goods left the port on Monday, as the officials had expected.",
        "Executive Order 13382 was signed in June 2005.",
        "However, on Thursday in May nothing of the kind was known.",
        "In March, the report was published, and Christmas was near.",
    ],
)
def test_days_laws_and_words_at_the_start_of_a_sentence_are_no_party(text: str, read_text: ReadText) -> None:
    assert read_text(text).parties == ()


def test_countries_of_a_name_are_those_of_its_own_words(read_text: ReadText) -> None:
    reading = read_text("The North Korean Embassy in Beijing paid him.")
    assert "kp" in party(reading, "North Korean Embassy in Beijing").countries
    reading = read_text("The Iranian Ministry of Defence paid Parsek LLC.")
    assert party(reading, "Iranian Ministry of Defence").countries == ("ir",)
    assert party(reading, "Parsek LLC").countries == ()


# --- further names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("The Second Academy of Natural Sciences (SANS) paid.", "Second Academy of Natural Sciences", "SANS"),
        ("Korea Mining Trading Corporation (“KOMID”) paid.", "Korea Mining Trading Corporation", "KOMID"),
        ("Ri Chol-su (리철수) works for Parsek LLC.", "Ri Chol-su", "리철수"),
        ("Wang Weiguo (王卫国) works for Parsek LLC.", "Wang Weiguo", "王卫国"),
        ("Dalian Haoyuan Trading Co., Ltd. (大连浩源贸易) paid.", "Dalian Haoyuan Trading Co., Ltd.", "大连浩源贸易"),
        ("Ivan Petrov (Иван Петров) works for Parsek LLC.", "Ivan Petrov", "Иван Петров"),
        ("Parsek LLC, also known as Parsek Trading, sold pumps.", "Parsek LLC", "Parsek Trading"),
        ("Kim Chol-su (a.k.a. Kim Chol Soo) works for Parsek LLC.", "Kim Chol-su", "Kim Chol Soo"),
        ("Parsek LLC (formerly known as Parsek Trading) sold pumps.", "Parsek LLC", "Parsek Trading"),
    ],
)
def test_names_in_brackets_and_behind_also_known_as_are_further_names(
    text: str, name: str, alias: str, read_text: ReadText
) -> None:
    found = party(read_text(text), name)
    assert found.name == name
    assert alias in found.names
    assert any(alias in quote for quote in quotes(found))


@pytest.mark.parametrize(
    "text", ["Parsek LLC (see page 4) paid.", "Parsek LLC (2019) paid.", "Parsek LLC (pictured) paid."]
)
def test_other_words_in_brackets_are_no_name(text: str, read_text: ReadText) -> None:
    assert party(read_text(text), "Parsek LLC").names == ("Parsek LLC",)


# --- short names and spellings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        ("Dmitri Orlov works for Parsek LLC. Orlov owns Volga Holding JSC.", "Dmitri Orlov", "Orlov"),
        ("Choe Chol-min works for Parsek LLC. On Monday Choe left.", "Choe Chol-min", "Choe"),
        (
            "The Second Academy of Natural Sciences (SANS) bought pumps. On Monday SANS paid.",
            "Second Academy of Natural Sciences",
            "SANS",
        ),
        (
            "Dalian Haoyuan Trading Co., Ltd. sold pumps. On Monday Haoyuan also sold valves.",
            "Dalian Haoyuan Trading Co., Ltd.",
            "Haoyuan",
        ),
    ],
)
def test_a_short_form_speaks_of_the_party_with_the_full_name(
    text: str, name: str, short: str, read_text: ReadText
) -> None:
    found = party(read_text(text), name)
    assert found.name == name
    assert short in quotes(found)


def test_a_family_name_that_two_share_says_nobody_in_particular(read_text: ReadText) -> None:
    reading = read_text("Ivan Orlov met Boris Orlov in the port. On Monday Orlov left.")
    assert not [item for item in reading.parties if "Orlov" in quotes(item)]
    assert party(reading, "Ivan Orlov").id != party(reading, "Boris Orlov").id


def test_a_family_name_alone_is_he_who_was_introduced_not_his_relative(read_text: ReadText) -> None:
    reading = read_text("Ivan Orlov owns Parsek LLC with his brother Boris Orlov. On Monday Orlov left.")
    assert "Orlov" in quotes(party(reading, "Ivan Orlov"))


def test_one_letter_in_a_given_name_is_a_spelling(read_text: ReadText) -> None:
    reading = read_text("Anthony Ruggiero, a former official, said so. Antony Ruggiero said more. Ruggiero then left.")
    found = party(reading, "Anthony Ruggiero")
    assert found == party(reading, "Antony Ruggiero")
    assert quotes(found) == ["Anthony Ruggiero", "a former official", "Antony Ruggiero", "Ruggiero"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Yong-chol", "Kim Yong-chun"),
        ("Kim Yong-chol", "Kim Yong-chon"),
        ("Ri Un-hyok", "Ri Un-hyon"),
        ("Choe Chol-min", "Choe Chol-nin"),
        ("Ivan Orlov", "Igor Orlov"),
        ("Ivan Petrov", "Anna Petrova"),
    ],
)
def test_another_syllable_is_another_person(one: str, other: str, read_text: ReadText) -> None:
    reading = read_text(f"{one} met {other} in the port. {one} works for Parsek LLC.")
    assert party(reading, one).id != party(reading, other).id
    assert ("employed_by", one, "Parsek LLC") in links(reading)
    assert ("employed_by", other, "Parsek LLC") not in links(reading)


def test_another_number_is_another_vessel(read_text: ReadText) -> None:
    reading = read_text("The tanker Chol Bong San 8 (IMO 8713457) left. The tanker Chol Bong San 9 (IMO 9038555) came.")
    assert party(reading, "Chol Bong San 8").id != party(reading, "Chol Bong San 9").id


# --- what points back ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "reference"),
    [
        (
            "Choe Chol-min was sanctioned with his wife Choe Un-jong. His wife works for Parsek LLC.",
            "Choe Un-jong",
            "His wife",
        ),
        (
            "Choe Chol-min was sanctioned with his wife Choe Un-jong. The husband works for Parsek LLC.",
            "Choe Chol-min",
            "The husband",
        ),
        ("Parsek LLC was founded in 2011. The company sold pumps.", "Parsek LLC", "The company"),
        ("The Foreign Trade Bank was founded in 1959. The bank paid.", "Foreign Trade Bank", "The bank"),
        ("The Department of Commerce met. The department acted.", "Department of Commerce", "The department"),
        ("Parsek LLC was founded in 2011. It sold pumps.", "Parsek LLC", "It"),
        ("North Korea denied that it sold arms.", "North Korea", "it"),
        ("Ivan Petrov was born in the north. He owns Parsek LLC.", "Ivan Petrov", "He"),
        ("Anna Petrova was born in the north. She owns Parsek LLC.", "Anna Petrova", "She"),
        ("The tanker Yuk Tung (IMO 9030591) left. The vessel was seen again in May.", "Yuk Tung", "The vessel"),
    ],
)
def test_words_that_point_back_speak_of_whom_was_named(
    text: str, name: str, reference: str, read_text: ReadText
) -> None:
    reading = read_text(text)
    assert reference in quotes(party(reading, name))
    assert [item.name for item in reading.parties if reference in quotes(item)] == [name]


def test_what_somebody_called_he_does_is_linked_to_him(read_text: ReadText) -> None:
    reading = read_text("Ivan Petrov was born in the north. He owns Parsek LLC. It sold pumps to Volga Holding JSC.")
    assert ("owns", "Ivan Petrov", "Parsek LLC") in links(reading)
    assert ("supplied", "Parsek LLC", "Volga Holding JSC") in links(reading)


def test_nobody_is_he_where_two_were_named(read_text: ReadText) -> None:
    reading = read_text("Ivan Petrov met Boris Orlov and Kim Chol-su in the port. He owns Parsek LLC.")
    assert not [link for link in links(reading) if link[0] == "owns"]


@pytest.mark.parametrize("words", ["Both men", "The pair"])
def test_two_who_were_named_together_are_a_group_with_its_members(words: str, read_text: ReadText) -> None:
    reading = read_text(f"The Treasury sanctioned Ivan Petrov and Boris Orlov. {words} work for Parsek LLC.")
    (group,) = [item for item in reading.parties if words in quotes(item)]
    assert group.unnamed
    assert set(group.members) == {party(reading, "Ivan Petrov").id, party(reading, "Boris Orlov").id}


def test_two_north_koreans_are_those_who_are_named_behind(read_text: ReadText) -> None:
    reading = read_text("The Treasury sanctioned two North Koreans, Kim Chol-su and Ri Un-hyok.")
    (group,) = [item for item in reading.parties if "two North Koreans" in quotes(item)]
    assert set(group.members) == {party(reading, "Kim Chol-su").id, party(reading, "Ri Un-hyok").id}
    assert party(reading, "Kim Chol-su").countries == ("kp",)


@pytest.mark.parametrize(
    ("text", "person", "relative", "role"),
    [
        ("Choe Chol-min and his wife, Choe Un-jong, left.", "Choe Chol-min", "Choe Un-jong", "spouse"),
        ("Kang Sun-hui left with her husband Ri Chol-su.", "Kang Sun-hui", "Ri Chol-su", "spouse"),
        ("Ivan Orlov's brother, Boris Orlov, left.", "Ivan Orlov", "Boris Orlov", "sibling"),
        ("Anna Petrova is the daughter of Ivan Petrov.", "Ivan Petrov", "Anna Petrova", "child"),
    ],
)
def test_relatives_are_family_by_their_word(
    text: str, person: str, relative: str, role: str, read_text: ReadText
) -> None:
    reading = read_text(text)
    (link,) = [link for link in reading.links if link.type == "family_of"]
    assert {link.source, link.target} == {party(reading, person).id, party(reading, relative).id}
    assert link.role == role


# --- those who have no name ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "schema"),
    [
        ("The Treasury sanctioned Chinese nationals for their help.", "Chinese nationals", "Person"),
        ("Ivan Petrov worked with other associates.", "other associates", "Person"),
        ("Ivan Petrov sold pumps to one or more SANS associates.", "one or more SANS associates", "Person"),
        ("Parsek LLC sold pumps to three Chinese companies.", "three Chinese companies", "Company"),
        ("An unnamed broker sold pumps to Parsek LLC.", "An unnamed broker", "Person"),
        ("Parsek LLC used a Dubai-based front company for it.", "a Dubai-based front company", "Company"),
    ],
)
def test_who_is_only_described_is_kept_unnamed(text: str, words: str, schema: str, read_text: ReadText) -> None:
    found = party(read_text(text), words)
    assert found.unnamed
    assert found.schema == schema
    assert quotes(found, "nominal") == [words]
    assert not quotes(found, "name")


def test_equal_descriptions_are_one_party_in_one_document(read_text: ReadText) -> None:
    reading = read_text("Chinese nationals bought pumps. On Monday the Treasury sanctioned Chinese nationals.")
    assert quotes(party(reading, "Chinese nationals")) == ["Chinese nationals", "Chinese nationals"]


def test_the_description_of_a_named_party_is_said_of_the_name(read_text: ReadText) -> None:
    reading = read_text("Wang Weiguo, a Chinese broker, sold pumps to Parsek LLC.")
    assert ("supplied", "Wang Weiguo", "Parsek LLC") in links(reading)
    assert ("national_of", "Wang Weiguo", "China") in links(reading)


@pytest.mark.parametrize("text", ["The companies sold pumps.", "Officials were not available.", "People met brokers."])
def test_nobody_in_particular_is_no_party(text: str, read_text: ReadText) -> None:
    assert read_text(text).parties == ()


# --- the author ----------------------------------------------------------------------------------------------------


def test_the_author_is_no_party(read_text: ReadText) -> None:
    reading = read_text(
        "Trader sanctioned over some pumps\nBy Boris Orlov\nPublished: 2023-06-19\n\n"
        "The Treasury sanctioned Ivan Petrov for his work in the north of the country.\n\n"
        "Reporting by Boris Orlov, who was in the north of the country for some days.\n"
    )
    assert reading.documents[0].author == "Boris Orlov"
    names = {name for item in reading.parties for name in item.names}
    assert "Ivan Petrov" in names
    assert "Boris Orlov" not in names


def test_who_is_not_the_author_is_a_party(read_text: ReadText) -> None:
    reading = read_text(
        "Trader sanctioned over some pumps\nBy Marta Vesely\nPublished: 2023-06-19\n\n"
        "The Treasury sanctioned Boris Orlov, who was in the north of the country for some days.\n"
    )
    assert party(reading, "Boris Orlov")


# --- ids -----------------------------------------------------------------------------------------------------------

SEVERAL = (
    "The Treasury on Thursday sanctioned two North Koreans, Kim Chol-su and Ri Un-hyok. Both men work for Tangun "
    "Trading Corporation (TTC), also known as Tangun Trading. Chinese nationals sold pumps to TTC, and Ivan Petrov and "
    "his wife, Anna Petrova, own Parsek LLC. The company denied that it sold pumps to one or more SANS associates. "
    "Parsek LLC, Volga Holding JSC and Koidu Marine OÜ were also sanctioned by the European Union, Japan and Britain."
)


def test_ids_are_equal_from_run_to_run(read_text: ReadText) -> None:
    one, other = read_text(SEVERAL), read_text(SEVERAL)
    assert one.parties == other.parties
    assert one.links == other.links
    assert len({item.id for item in one.parties}) == len(one.parties) >= 12
    assert len({link.id for link in one.links}) == len(one.links) >= 5


def test_a_reading_does_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "example.txt"
    path.write_text(SEVERAL, encoding="utf-8")
    program = (
        "import sys; from yalu.documents import Gazetteer, read, read_document; "
        "r = read([read_document(sys.argv[1])], Gazetteer([('Parsek LLC', 'Company'), ('Ivan Petrov', 'Person')])); "
        "print(ascii((r.parties, r.links)))"
    )
    outputs = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", program, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2023")
    }
    assert len(outputs) == 1
    assert "Tangun Trading Corporation" in outputs.pop()


def read_several(folder: Path, *texts: str) -> Reading:
    documents = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        documents.append(read_document(path))
    return read(documents)


def test_one_name_in_two_documents_is_one_party(tmp_path: Path) -> None:
    reading = read_several(tmp_path, "Ivan Petrov works for Parsek LLC.", "The Treasury sanctioned Parsek LLC.")
    found = party(reading, "Parsek LLC")
    assert {mention.document for mention in found.mentions} == {document.id for document in reading.documents}
    assert len(reading.documents) == 2


def test_one_link_in_two_documents_has_evidence_of_both(tmp_path: Path) -> None:
    reading = read_several(tmp_path, "Ivan Petrov works for Parsek LLC.", "In Minsk, Ivan Petrov works for Parsek LLC.")
    (link,) = [link for link in reading.links if link.type == "employed_by"]
    assert {item.document for item in link.evidence} == {document.id for document in reading.documents}
    assert link.confidence > max(item.confidence for item in link.evidence)


def test_described_parties_of_two_documents_stay_two(tmp_path: Path) -> None:
    reading = read_several(
        tmp_path, "The Treasury sanctioned Chinese nationals.", "Parsek LLC sold pumps to Chinese nationals."
    )
    assert len([item for item in reading.parties if "Chinese nationals" in item.names]) == 2


def test_a_person_and_a_company_of_one_name_stay_two(tmp_path: Path) -> None:
    reading = read_several(tmp_path, "Ivan Petrov works for Parsek LLC.", "The tanker Ivan Petrov (IMO 8713457) left.")
    assert {item.schema for item in reading.parties if "Ivan Petrov" in item.names} == {"Person", "Vessel"}


# --- names that somebody else knows --------------------------------------------------------------------------------

KNOWN = Gazetteer(
    [
        ("리철수", "Person"),
        ("조선무역은행", "Company"),
        ("大连浩源贸易有限公司", "Company"),
        ("浩源贸易", "Company"),
        ("Korea Mining", "Company"),
        ("Korea Mining Development Trading Corporation", "Company"),
        ("Mining Development", "Company"),
        ("Boris Orlov", "Person"),
        ("Иван Петров", "Person"),
        ("Hero", "Vessel"),
    ]
)


def known_in(text: str) -> list[tuple[str, str]]:
    return [(text[hint.start : hint.end], hint.schema) for hint in KNOWN.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("제재 대상 리철수는 조선무역은행에서 일했다.", [("리철수", "Person"), ("조선무역은행", "Company")]),
        ("据报道，大连浩源贸易有限公司出口了货物。", [("大连浩源贸易有限公司", "Company")]),
        ("Его зовут Иван Петров.", [("Иван Петров", "Person")]),
        ("On Monday Boris Orlov left.", [("Boris Orlov", "Person")]),
        ("BORIS ORLOV left.", [("BORIS ORLOV", "Person")]),
        (
            "It bought from Korea Mining Development Trading Corporation.",
            [("Korea Mining Development Trading Corporation", "Company")],
        ),
    ],
)
def test_known_names_are_found_in_every_script_the_longest_first(text: str, names: list[tuple[str, str]]) -> None:
    assert known_in(text) == names


@pytest.mark.parametrize(
    "text", ["Boris Orlovsky left.", "boris orlov", "XBoris Orlov", "A Hero left.", "Korea Miningo"]
)
def test_parts_of_words_and_words_of_the_language_are_no_known_name(text: str) -> None:
    assert known_in(text) == []


def test_letters_that_grow_when_folded_do_not_shift_a_known_name() -> None:
    text = "In der Straße ẞ İ ﬁ left Boris Orlov."
    assert known_in(text) == [("Boris Orlov", "Person")]


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("제재 대상 리철수는 조선무역은행에서 일했다.", "리철수", "Person"),
        ("据报道，大连浩源贸易有限公司出口了货物。", "大连浩源贸易有限公司", "Company"),
        (
            "It was sent to Korea Mining Development Trading Corporation.",
            "Korea Mining Development Trading Corporation",
            "Company",
        ),
    ],
)
def test_known_names_become_parties(text: str, name: str, schema: str, tmp_path: Path) -> None:
    path = tmp_path / "example.txt"
    path.write_text(text, encoding="utf-8")
    found = party(read([read_document(path)], KNOWN), name)
    assert found.schema == schema
    assert quotes(found) == [name]


def test_an_empty_gazetteer_knows_nobody(tmp_path: Path) -> None:
    path = tmp_path / "example.txt"
    path.write_text("리철수, Boris Orlov", encoding="utf-8")
    assert Gazetteer([]).find("리철수, Boris Orlov") == []
    assert not [item for item in read([read_document(path)], Gazetteer([])).parties if "리철수" in item.names]


# --- the language model --------------------------------------------------------------------------------------------


def test_reading_without_the_model_says_what_is_missed(read_text: ReadText) -> None:
    (note,) = read_text("Ivan Petrov works for Parsek LLC.").notes
    assert "language model was not used" in note
    assert "yalu[nlp]" in note


@pytest.mark.nlp
@pytest.mark.skipif(language_model() is None, reason="the extra nlp is not installed")
def test_the_model_finds_names_that_nothing_else_gives_away(tmp_path: Path) -> None:
    path = tmp_path / "example.txt"
    path.write_text("On Monday the Treasury sanctioned Aziza Bekmurat in Tashkent.", encoding="utf-8")
    with_model = read([read_document(path)], model=language_model())
    assert with_model.notes == ()
    assert party(with_model, "Aziza Bekmurat").schema == "Person"
    assert {item.id for item in read([read_document(path)]).parties} <= {item.id for item in with_model.parties}
