"""Statuses: what a document states itself, what it reports others to say, and what is not or not yet so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from yalu.documents import read, read_document
from yalu.model import LINK_TYPES, Evidence, Status

Stated = dict[tuple[str, str, str], dict[str, Evidence]]
ReadLinks = Callable[[str], Stated]

SOLD = ("supplied", "Parsek LLC", "Volga Holding JSC")
OWNS = ("owns", "Ivan Petrov", "Parsek LLC")
BY_TREASURY = ("sanctioned_by", "Parsek LLC", "Treasury")
BY_UNION = ("sanctioned_by", "Parsek LLC", "European Union")
BY_JAPAN = ("sanctioned_by", "Parsek LLC", "Japan")
ARMS = ("supplied", "North Korea", "Russia")
JOINED = {status.value for status in Status if status.joins_network}


@pytest.fixture
def stated(tmp_path: Path) -> ReadLinks:
    """The links that a text states: type and ends to statuses, each with its first evidence."""

    def links_of(text: str) -> Stated:
        path = tmp_path / "example.txt"
        path.write_text(text, encoding="utf-8")
        reading = read([read_document(path)])
        names = {party.id: party.name for party in reading.parties}
        found: Stated = {}
        for link in reading.links:
            ends = (names[link.source], names[link.target])
            key = (link.type, *(ends if LINK_TYPES[link.type].directed else sorted(ends)))
            found.setdefault((key[0], key[1], key[2]), {})[link.status.value] = link.evidence[0]
        return found

    return links_of


# --- asserted ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("The Treasury sanctioned Parsek LLC.", BY_TREASURY),
        ("Parsek LLC was designated in 2022 by the European Union.", BY_UNION),
        ("The European Union added Parsek LLC to its sanctions list.", BY_UNION),
        ("Parsek LLC sold pumps to Volga Holding JSC.", SOLD),
        ("Volga Holding JSC bought pumps from Parsek LLC.", SOLD),
        ("Ivan Petrov owns Parsek LLC.", OWNS),
        ("North Korea exports arms to Russia.", ARMS),
        ("Parsek LLC confirmed that it sold pumps to Volga Holding JSC.", SOLD),
        ("The Justice Department charged Ivan Petrov.", ("charged_by", "Ivan Petrov", "Justice Department")),
        ("Ivan Petrov works for Parsek LLC.", ("employed_by", "Ivan Petrov", "Parsek LLC")),
        ("Ivan Petrov paid $40,000 to Parsek LLC.", ("paid", "Ivan Petrov", "Parsek LLC")),
    ],
)
def test_what_the_text_says_itself_is_asserted_by_nobody_else(
    text: str, link: tuple[str, str, str], stated: ReadLinks
) -> None:
    found = stated(text)[link]
    assert set(found) == {"asserted"}
    assert found["asserted"].asserted_by is None
    assert found["asserted"].quote == text


# --- alleged -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "link", "by"),
    [
        ("According to the Treasury, Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "Treasury"),
        ("Parsek LLC sold pumps to Volga Holding JSC, according to the Treasury.", SOLD, "Treasury"),
        ("According to Jane Miller, Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "Jane Miller"),
        ("Ivan Petrov owns Parsek LLC, according to court documents.", OWNS, "court documents"),
        ("Boris Orlov said that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "Boris Orlov"),
        ("Boris Orlov said Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "Boris Orlov"),
        ("Boris Orlov said on Monday that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "Boris Orlov"),
        ("Boris Orlov claimed that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "Boris Orlov"),
        ("Parsek LLC sold pumps to Volga Holding JSC, Boris Orlov said.", SOLD, "Boris Orlov"),
        ("Parsek LLC sold pumps to Volga Holding JSC, the Treasury said on Monday.", SOLD, "Treasury"),
        ("Prosecutors said that Ivan Petrov owns Parsek LLC.", OWNS, "prosecutors"),
        ("The prosecutors said Ivan Petrov owns Parsek LLC.", OWNS, "prosecutors"),
        ("Prosecutors allege that Ivan Petrov owns Parsek LLC.", OWNS, "prosecutors"),
        ("Ivan Petrov owns Parsek LLC, prosecutors said.", OWNS, "prosecutors"),
        ("The indictment alleges that Ivan Petrov owns Parsek LLC.", OWNS, "indictment"),
        ("As alleged in the indictment, Ivan Petrov owns Parsek LLC.", OWNS, "indictment"),
        ('"Parsek LLC sold pumps to Volga Holding JSC," Boris Orlov said.', SOLD, "Boris Orlov"),
        ('"Parsek LLC sold pumps to Volga Holding JSC," said Boris Orlov.', SOLD, "Boris Orlov"),
        ("“Parsek LLC sold pumps to Volga Holding JSC,” Boris Orlov said.", SOLD, "Boris Orlov"),
    ],
)
def test_what_others_say_is_alleged_and_names_them(
    text: str, link: tuple[str, str, str], by: str, stated: ReadLinks
) -> None:
    found = stated(text)[link]
    assert set(found) == {"alleged"}
    given = found["alleged"].asserted_by
    assert given is not None
    assert given.casefold() == by.casefold()


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Ivan Petrov allegedly owns Parsek LLC.", OWNS),
        ("Ivan Petrov reportedly owns Parsek LLC.", OWNS),
        ("Parsek LLC is believed to be owned by Ivan Petrov.", OWNS),
        ("Parsek LLC is accused of selling pumps to Volga Holding JSC.", SOLD),
        ("Parsek LLC was suspected of selling pumps to Volga Holding JSC.", SOLD),
    ],
)
def test_what_is_only_believed_is_alleged(text: str, link: tuple[str, str, str], stated: ReadLinks) -> None:
    assert set(stated(text)[link]) == {"alleged"}


def test_somebody_quoted_says_the_next_sentence_too(stated: ReadLinks) -> None:
    found = stated('"The case is old," Boris Orlov said. "Parsek LLC sold pumps to Volga Holding JSC."')[SOLD]
    assert set(found) == {"alleged"}
    assert found["alleged"].asserted_by == "Boris Orlov"


def test_the_sentence_after_a_reported_one_is_the_texts_own(stated: ReadLinks) -> None:
    found = stated("Boris Orlov said that he knew nothing. Parsek LLC sold pumps to Volga Holding JSC.")
    assert set(found[SOLD]) == {"asserted"}


# --- no facts ------------------------------------------------------------------------------------------------------

NO_FACTS: list[tuple[str, tuple[str, str, str], str]] = [
    ("North Korea denied that it transferred arms to Russia.", ARMS, "denied"),
    ("Parsek LLC denied that it sold pumps to Volga Holding JSC.", SOLD, "denied"),
    ("Parsek LLC denied having sold pumps to Volga Holding JSC.", SOLD, "denied"),
    ("Parsek LLC denies selling pumps to Volga Holding JSC.", SOLD, "denied"),
    ("Volga Holding JSC denied having bought pumps from Parsek LLC.", SOLD, "denied"),
    ("Parsek LLC has repeatedly denied having sold pumps to Volga Holding JSC.", SOLD, "denied"),
    ("Parsek LLC denied the allegation that it sold pumps to Volga Holding JSC.", SOLD, "denied"),
    ("Parsek LLC rejected claims that it sold pumps to Volga Holding JSC.", SOLD, "denied"),
    ("Ivan Petrov denied that he owns Parsek LLC.", OWNS, "denied"),
    ("Ivan Petrov disputed that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "denied"),
    ("The Treasury has not imposed sanctions on Parsek LLC.", BY_TREASURY, "negated"),
    ("Parsek LLC has not been sanctioned by the European Union.", BY_UNION, "negated"),
    ("Parsek LLC was not designated by the European Union.", BY_UNION, "negated"),
    ("The European Union refused to sanction Parsek LLC.", BY_UNION, "negated"),
    ("The European Union has not added Parsek LLC to its sanctions list.", BY_UNION, "negated"),
    ("Neither Japan nor the European Union sanctioned Parsek LLC.", BY_UNION, "negated"),
    ("Parsek LLC has never sold pumps to Volga Holding JSC.", SOLD, "negated"),
    ("Parsek LLC did not sell pumps to Volga Holding JSC.", SOLD, "negated"),
    ("Parsek LLC failed to sell pumps to Volga Holding JSC.", SOLD, "negated"),
    ("Parsek LLC no longer sells pumps to Volga Holding JSC.", SOLD, "negated"),
    ("There is no evidence that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "negated"),
    ("It is not true that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "negated"),
    ("Nothing shows that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "negated"),
    ("Ivan Petrov doesn't own Parsek LLC.", OWNS, "negated"),
    ("Ivan Petrov has never worked for Parsek LLC.", ("employed_by", "Ivan Petrov", "Parsek LLC"), "negated"),
    ("Ivan Petrov never met Boris Orlov.", ("associate_of", "Boris Orlov", "Ivan Petrov"), "negated"),
    ("Boris Orlov called on the Treasury to sanction Parsek LLC.", BY_TREASURY, "called_for"),
    ("Boris Orlov urged Japan to impose sanctions on Parsek LLC.", BY_JAPAN, "called_for"),
    ("Boris Orlov asked the European Union to add Parsek LLC to its sanctions list.", BY_UNION, "called_for"),
    ("Boris Orlov demanded that Japan impose sanctions on Parsek LLC.", BY_JAPAN, "called_for"),
    ("Boris Orlov recommended that the European Union sanction Parsek LLC.", BY_UNION, "called_for"),
    ("Japan must impose sanctions on Parsek LLC.", BY_JAPAN, "called_for"),
    ("The Treasury should sanction Parsek LLC.", BY_TREASURY, "called_for"),
    ("The European Union will add Parsek LLC to its sanctions list.", BY_UNION, "planned"),
    ("The Treasury could sanction Parsek LLC.", BY_TREASURY, "planned"),
    ("Parsek LLC could be sanctioned by the European Union.", BY_UNION, "planned"),
    ("The Treasury plans to sanction Parsek LLC.", BY_TREASURY, "planned"),
    ("The European Union threatened to sanction Parsek LLC.", BY_UNION, "planned"),
    ("North Korea will continue to export arms to Russia.", ARMS, "planned"),
    ("Parsek LLC intends to sell pumps to Volga Holding JSC.", SOLD, "planned"),
    ("Parsek LLC tried to sell pumps to Volga Holding JSC.", SOLD, "planned"),
    ("If Parsek LLC sells pumps to Volga Holding JSC, the price will fall.", SOLD, "planned"),
    ("If sanctions are lifted, Parsek LLC will sell pumps to Volga Holding JSC.", SOLD, "planned"),
    ("Whether Ivan Petrov owns Parsek LLC is unclear.", OWNS, "planned"),
    ("Boris Orlov asked whether Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "planned"),
]


@pytest.mark.parametrize(("text", "link", "status"), NO_FACTS, ids=[text for text, _, _ in NO_FACTS])
def test_what_is_denied_negated_called_for_or_planned_comes_out_as_that_and_as_nothing_else(
    text: str, link: tuple[str, str, str], status: str, stated: ReadLinks
) -> None:
    found = stated(text)
    assert set(found[link]) == {status}
    assert not [key for key, statuses in found.items() if JOINED & set(statuses)]


NO_STATEMENTS = [
    "Japan lifted its sanctions on Parsek LLC.",
    "The Treasury is considering whether to sanction Parsek LLC.",
    "It is time for Japan to sanction Parsek LLC.",
    "Boris Orlov called for the European Union to sanction Parsek LLC.",
    "Boris Orlov hopes to buy pumps from Parsek LLC.",
    "Ivan Petrov paid nothing to Parsek LLC.",
    "Ivan Petrov could become director of Parsek LLC.",
    "Ivan Petrov denied being the director of Parsek LLC.",
    "Ivan Petrov is no longer the director of Parsek LLC.",
    "Anna Petrova is not the wife of Ivan Petrov.",
    "Kim Chol-su is not the representative of Tangun Trading Corporation.",
    "Parsek LLC has yet to sell pumps to Volga Holding JSC.",
    "If the Treasury sanctions Parsek LLC, trade will stop.",
    "The European Union may place Ivan Petrov under sanctions.",
    "Profit from the war in Ukraine as it exports arms to Russia.",
]


@pytest.mark.parametrize("text", NO_STATEMENTS)
def test_what_is_not_so_never_joins_the_network(text: str, stated: ReadLinks) -> None:
    assert not [key for key, statuses in stated(text).items() if JOINED & set(statuses)]


@pytest.mark.parametrize(
    ("text", "link", "status", "by"),
    [
        ("Parsek LLC denied that it sold pumps to Volga Holding JSC.", SOLD, "denied", "Parsek LLC"),
        ("Volga Holding JSC denied having bought pumps from Parsek LLC.", SOLD, "denied", "Volga Holding JSC"),
        ("Boris Orlov called on the Treasury to sanction Parsek LLC.", BY_TREASURY, "called_for", "Boris Orlov"),
        ("Boris Orlov urged Japan to impose sanctions on Parsek LLC.", BY_JAPAN, "called_for", "Boris Orlov"),
        ("According to the Treasury, Ivan Petrov does not own Parsek LLC.", OWNS, "negated", "Treasury"),
        ("Boris Orlov said that Ivan Petrov will sell pumps to Parsek LLC.", None, "planned", "Boris Orlov"),
    ],
)
def test_who_denies_demands_or_expects_is_named(
    text: str, link: tuple[str, str, str] | None, status: str, by: str, stated: ReadLinks
) -> None:
    found = stated(text)[link or ("supplied", "Ivan Petrov", "Parsek LLC")]
    assert set(found) == {status}
    assert found[status].asserted_by == by


# --- several things in one sentence --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Boris Orlov called on Japan to sanction Parsek LLC, which sold pumps to Volga Holding JSC.", SOLD),
        ("Boris Orlov urged Japan to sanction Parsek LLC, which is owned by Ivan Petrov.", OWNS),
    ],
)
def test_a_relative_clause_inside_a_demand_stays_asserted(
    text: str, link: tuple[str, str, str], stated: ReadLinks
) -> None:
    found = stated(text)
    assert set(found[BY_JAPAN]) == {"called_for"}
    assert set(found[link]) == {"asserted"}


def test_who_denies_keeps_what_the_text_says_of_him(stated: ReadLinks) -> None:
    found = stated("Ivan Petrov, who owns Parsek LLC, denied that he sold pumps to Volga Holding JSC.")
    assert set(found[OWNS]) == {"asserted"}
    assert set(found["supplied", "Ivan Petrov", "Volga Holding JSC"]) == {"denied"}


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (
            '"Japan should sanction Parsek LLC," said Jane Miller, director of the Koro Institute.',
            ("leads", "Jane Miller", "Koro Institute"),
        ),
        (
            '"Parsek LLC sold pumps to Volga Holding JSC," said Jane Miller, director of the Koro Institute.',
            ("leads", "Jane Miller", "Koro Institute"),
        ),
        (
            "Jane Miller, a researcher at the Koro Institute, said that Parsek LLC sold pumps to Volga Holding JSC.",
            ("employed_by", "Jane Miller", "Koro Institute"),
        ),
        (
            "Ivan Petrov, director of Parsek LLC, called on Japan to sanction Volga Holding JSC.",
            ("leads", "Ivan Petrov", "Parsek LLC"),
        ),
    ],
)
def test_the_role_of_a_speaker_is_the_texts_own_word(text: str, link: tuple[str, str, str], stated: ReadLinks) -> None:
    assert set(stated(text)[link]) == {"asserted"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ivan Petrov and his wife, Anna Petrova, left.", "asserted"),
        ("Boris Orlov called on Japan to sanction Ivan Petrov and his wife, Anna Petrova.", "asserted"),
        ("The European Union could sanction Ivan Petrov and his wife, Anna Petrova.", "asserted"),
        ("Boris Orlov said that Ivan Petrov and his wife, Anna Petrova, left.", "alleged"),
    ],
)
def test_a_family_is_one_whatever_is_asked_of_it(text: str, status: str, stated: ReadLinks) -> None:
    assert set(stated(text)["family_of", "Anna Petrova", "Ivan Petrov"]) == {status}


def test_one_link_may_be_stated_and_denied_side_by_side(stated: ReadLinks) -> None:
    found = stated(
        "Parsek LLC sold pumps to Volga Holding JSC. Parsek LLC denied that it sold pumps to Volga Holding JSC."
    )[SOLD]
    assert set(found) == {"asserted", "denied"}
    assert "denied" not in found["asserted"].quote
    assert "denied" in found["denied"].quote


# --- traps ---------------------------------------------------------------------------------------------------------


def test_the_country_of_a_war_is_not_who_exports(stated: ReadLinks) -> None:
    found = stated("North Korea is even trying to profit from the war in Ukraine as it exports arms to Russia.")
    assert not [key for key in found if "Ukraine" in key]


def test_the_object_of_one_verb_is_not_the_subject_of_the_next(stated: ReadLinks) -> None:
    found = stated("Parsek LLC sold pumps to Volga Holding JSC and paid $40,000 to Koidu Marine OU.")
    assert ("paid", "Volga Holding JSC", "Koidu Marine OU") not in found
    assert set(found["paid", "Parsek LLC", "Koidu Marine OU"]) == {"asserted"}


@pytest.mark.parametrize(
    "text",
    [
        "The Treasury sanctions against Russia hurt Parsek LLC.",
        "Parsek LLC sent a letter to Volga Holding JSC.",
        "Parsek LLC sold part of the goods. Volga Holding JSC was founded in 2011.",
        "Parsek LLC and Volga Holding JSC have their seats in one street.",
        "Ivan Petrov headed to the office of Parsek LLC.",
    ],
)
def test_two_names_in_one_sentence_are_no_link(text: str, stated: ReadLinks) -> None:
    assert stated(text) == {}
