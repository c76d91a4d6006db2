"""Names: how far a name goes, and what of a capitalised phrase is no name."""

import pytest

from tests.documents.conftest import ReadText
from yalu.documents import Reading
from yalu.model import Party


def named(reading: Reading) -> dict[str, str]:
    """Give the kind of each named party, by each of its names."""
    return {name: party.schema for party in reading.parties if not party.unnamed for name in party.names}


def party(reading: Reading, name: str) -> Party:
    (found,) = [item for item in reading.parties if name in item.names]
    return found


# --- numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("The vessel was listed by the 1718 Committee in May.", "1718 Committee", "PublicBody"),
        ("They were handed over to the 158th Military Depot in May.", "158th Military Depot", "PublicBody"),
        (
            "It was paid by Eight Star Glocom Systems Sdn. Bhd. in May.",
            "Eight Star Glocom Systems Sdn. Bhd.",
            "Company",
        ),
        ("It was paid by B and T Tankers Private Limited in May.", "B and T Tankers Private Limited", "Company"),
        (
            "It was paid by Atelier de Sculpture et Construction SARL.",
            "Atelier de Sculpture et Construction SARL",
            "Company",
        ),
        ("Two ships were used, a tanker and the Ocean Bounty 2. Both vessels left.", "Ocean Bounty 2", "Vessel"),
        ("The ship left with the Sam Jong 7, which another vessel met.", "Sam Jong 7", "Vessel"),
    ],
)
def test_a_number_or_letter_can_be_part_of_a_name(text: str, name: str, schema: str, read_text: ReadText) -> None:
    assert named(read_text(text)).get(name) == schema


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Two Parsek LLC directors left the ship for another vessel.", "Two Parsek LLC"),
        ("The ship met the Ocean Bounty 2 times, and another vessel left.", "Ocean Bounty 2"),
        ("In 2018 Committee members of Parsek LLC left.", "2018 Committee"),
        ("The ships left.\n\nB. Overseas workers\n\nParsek LLC paid them.", "B. Overseas"),
        ("The 21st Century began. Parsek LLC paid.", "21st Century"),
    ],
)
def test_a_number_or_letter_that_counts_is_no_part_of_a_name(text: str, wrong: str, read_text: ReadText) -> None:
    assert wrong not in named(read_text(text))


# --- bodies of a state or party ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("On Monday Vietnam's foreign ministry said that Parsek LLC paid.", "Vietnam's foreign ministry", "vn"),
        (
            "A director in the Ministry of the Interior of Mozambique paid.",
            "Ministry of the Interior of Mozambique",
            "mz",
        ),
        ("They were seconded by the Ministry of Health of the Russian Federation.", "Ministry of Health", "ru"),
        ("He was an aide in the Russian Ministry of Defence in May.", "Ministry of Defence", "ru"),
        ("On Monday China's Embassy in Seoul paid Parsek LLC.", "China's Embassy in Seoul", "cn"),
        ("On Monday Iran's mission to the United Nations paid.", "Iran's mission", "ir"),
        ("Parsek LLC wrote to Iran's mission to the United Nations.", "Iran's mission to the United Nations", "ir"),
    ],
)
def test_a_body_of_a_state_has_its_name_with_the_state_and_without(
    text: str, name: str, country: str, read_text: ReadText
) -> None:
    assert country in party(read_text(text), name).countries


def test_a_ministry_that_two_states_have_is_not_called_without_the_state(read_text: ReadText) -> None:
    reading = read_text("The Russian Ministry of Defence paid. The Syrian Ministry of Defence was paid.")
    assert "Ministry of Defence" not in named(reading)
    assert "Russian Ministry of Defence" in named(reading)


@pytest.mark.parametrize(
    ("text", "unit", "owner"),
    [
        ("It was under Office 39 of the Workers’ Party of Korea in May.", "Office 39", "Workers’ Party of Korea"),
        (
            "He reported to the 110th Research Institute of the Reconnaissance General Bureau.",
            "110th Research Institute",
            "Reconnaissance General Bureau",
        ),
    ],
)
def test_a_unit_and_the_body_that_it_belongs_to_are_two_parties(
    text: str, unit: str, owner: str, read_text: ReadText
) -> None:
    reading = read_text(text)
    assert party(reading, unit).id != party(reading, owner).id


@pytest.mark.parametrize("text", ["Iranian military personnel came.", "German customs court papers were read."])
def test_a_body_that_only_says_of_what_kind_something_is_is_not_named(text: str, read_text: ReadText) -> None:
    assert "PublicBody" not in named(read_text(text)).values()


# --- persons -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("So said Deputy Secretary of the Treasury Imogen T. Farrar.", "Imogen T. Farrar"),
        ("We met Everett J. Lindholm, Secretary of State, in May.", "Everett J. Lindholm"),
        ("A local intermediary, Alhousseini ag Bilal, paid Parsek LLC.", "Alhousseini ag Bilal"),
        ("He acted for Gholamali Rashtian, a brigadier general of the army.", "Gholamali Rashtian"),
        ("Sworn to before me\n\nTHE HONORABLE SANDRA K. OYELOWO\n\nIn Miami.", "SANDRA K. OYELOWO"),
    ],
)
def test_an_office_beside_a_name_makes_it_a_persons(text: str, name: str, read_text: ReadText) -> None:
    assert named(read_text(text)).get(name) == "Person"


@pytest.mark.parametrize("text", ["The Deputy Secretary of the Treasury spoke.", "He is Secretary of State."])
def test_an_office_alone_is_no_person(text: str, read_text: ReadText) -> None:
    assert "Person" not in named(read_text(text)).values()


# --- ships, and what is no party -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The tanker Prime Voyager, renamed Silver Crest in May, left with another vessel.", "Silver Crest"),
        ("He operated the PACIFIC BELLONA, since renamed. Two vessels left.", "PACIFIC BELLONA"),
        ("Before that, as the Gas Themis, the vessel had left.", "Gas Themis"),
        ("The car carrier Haesong Leader left.", "Haesong Leader"),
    ],
)
def test_words_around_a_ships_name_show_that_it_is_one(text: str, name: str, read_text: ReadText) -> None:
    assert named(read_text(text)).get(name) == "Vessel"


def test_a_firm_that_is_renamed_is_no_ship(read_text: ReadText) -> None:
    reading = read_text("Two ships left. Parsek LLC was renamed Volga Holding in May. The vessels came.")
    assert named(reading).get("Volga Holding") != "Vessel"


@pytest.mark.parametrize(
    "text",
    [
        "The goods fell under Export Control Classification Number 6A003 in May.",
        "He was interviewed at John F. Kennedy International Airport in May.",
        "Regard was had to the Treaty on the Functioning of the European Union in May.",
        "He breached the Russia (Sanctions) (EU Exit) Regulations 2019 in May.",
        "The liquefied gas (LPG) was sold FOB. It was on the SDN list, and paid in CFA francs.",
        "Logistics and Remittances were discussed. METALS were not.",
    ],
)
def test_papers_places_goods_and_common_words_are_no_party(text: str, read_text: ReadText) -> None:
    kinds = {schema for name, schema in named(read_text(text)).items() if name != "European Union"}
    assert not kinds & {"Company", "Organization", "PublicBody", "Person", "LegalEntity"}


def test_who_wrote_a_text_is_no_party_of_it(read_text: ReadText) -> None:
    reading = read_text(
        "Parsek LLC paid Volga LLC in May.\n\nAssociated writer Ivan Petrov contributed to this report."
    )
    assert "Ivan Petrov" not in named(reading)


# --- firms and groups ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("The goods were bought by Haesong Lines of Busan in May.", "Haesong Lines", "Company"),
        ("The goods were bought by Kuroshio Marine of Japan in May.", "Kuroshio Marine", "Company"),
        ("The Bank of China paid Parsek LLC.", "Bank of China", "Company"),
        ("The funds left by way of Sarafi Yekta, a Tehran money changer, in May.", "Sarafi Yekta", "Company"),
        ("They sold gearboxes to Pars Aero Kish (Pars Aero), a purchasing arm of it.", "Pars Aero Kish", "Company"),
        ("It was shown by Tanker Sentinels, a New York pressure group.", "Tanker Sentinels", "Organization"),
        ("Orel Shipping S.A. and Volga Tankers Ltd. paid.", "Volga Tankers Ltd.", "Company"),
    ],
)
def test_firms_and_groups_without_a_legal_form_are_found(
    text: str, name: str, schema: str, read_text: ReadText
) -> None:
    assert named(read_text(text)).get(name) == schema


def test_a_person_before_a_firm_in_an_enumeration_is_no_firm(read_text: ReadText) -> None:
    reading = read_text("It was paid by Ivan Petrov, the owner, and by Boris Orlov, a director of the firm.")
    assert set(named(reading).values()) == {"Person"}


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("So said the campaign group Clear Skies Now, which left.", "Clear Skies Now", "Organization"),
        ("He was a counsellor at the embassy of Russia in May.", "embassy of Russia", "PublicBody"),
        ("They are known to the Grand Jury in May.", "Grand Jury", "PublicBody"),
        ("It has instructed Messrs Harcombe Vane LLP in May.", "Harcombe Vane LLP", "Company"),
        ("Its chief, Do Hye-rin, left Parsek LLC.", "Do Hye-rin", "Person"),
        ("The case was investigated by FBI London and others.", "FBI London", "PublicBody"),
        (
            "It was led by the Washington Field Office of the Office of Export Enforcement.",
            "Office of Export Enforcement",
            "PublicBody",
        ),
    ],
)
def test_words_that_seem_to_end_or_open_a_name_can_belong_to_it(
    text: str, name: str, schema: str, read_text: ReadText
) -> None:
    assert named(read_text(text)).get(name) == schema


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He never received A SINGLE CENT OR SHILLING from Parsek LLC.", "SINGLE CENT"),
        ("So said Parsek LLC Now the ships left.", "Parsek LLC Now"),
        ("The ship's P&I cover lapsed, Parsek LLC said.", "P&I"),
        ("They met outside the Caglayan courthouse, Parsek LLC said.", "Caglayan"),
    ],
)
def test_words_beside_a_phrase_show_that_it_names_nobody(text: str, wrong: str, read_text: ReadText) -> None:
    assert wrong not in named(read_text(text))


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("Prosecutors in Vienna charged him in June.", "Prosecutors in Vienna", "PublicBody"),
        ("U.S. prosecutors in Washington charged him in June.", "U.S. prosecutors in Washington", "PublicBody"),
        ("It was a wholly owned subsidiary of Rostec in May.", "Rostec", "Company"),
        (
            "It was an arm of Iran Helicopter Support and Renewal Company in May.",
            "Iran Helicopter Support and Renewal Company",
            "Company",
        ),
    ],
)
def test_prosecutors_of_a_town_and_owners_of_subsidiaries_are_found(
    text: str, name: str, schema: str, read_text: ReadText
) -> None:
    assert named(read_text(text)).get(name) == schema


@pytest.mark.parametrize("text", ["It handled the Kim family's funds.", "Prosecutors in the case paid."])
def test_a_family_and_prosecutors_of_no_town_are_not_named(text: str, read_text: ReadText) -> None:
    assert named(read_text(text)) == {}
