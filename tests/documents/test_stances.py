"""What a negation concerns, and whose voice a sentence is in: read from sentences in context, by their trees."""

from pathlib import Path

import pytest

from yalu.documents import language_model, read, read_document

pytestmark = pytest.mark.skipif(language_model() is None, reason="the extra nlp is not installed")

Ends = tuple[str, str, str]
SOLD = ("supplied", "Parsek LLC", "Volga Holding JSC")
SOLD_TO_KOIDU = ("supplied", "Parsek LLC", "Koidu Marine OU")
OWNS = ("owns", "Ivan Petrov", "Parsek LLC")


def statuses(folder: Path, text: str) -> dict[Ends, set[str]]:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    reading = read([read_document(path)], model=language_model())
    names = {party.id: party.name for party in reading.parties}
    found: dict[Ends, set[str]] = {}
    for link in reading.links:
        found.setdefault((link.type, names[link.source], names[link.target]), set()).add(link.status.value)
    return found


@pytest.mark.parametrize(
    ("text", "ends", "status"),
    [
        (
            "Parsek LLC has been on the list of the European Union since 2020 but has yet to be designated by Japan.",
            ("sanctioned_by", "Parsek LLC", "Japan"),
            "negated",
        ),
        (
            "The Treasury, which has listed the ships of Parsek LLC but neither Volga Holding JSC nor Koidu Marine OU, "
            "could spend a morning on it.",
            ("sanctioned_by", "Koidu Marine OU", "Treasury"),
            "negated",
        ),
        ("Parsek LLC sold pumps to Volga Holding JSC but not to Koidu Marine OU.", SOLD_TO_KOIDU, "negated"),
        ("Parsek LLC sold pumps to Volga Holding JSC but not to Koidu Marine OU.", SOLD, "asserted"),
        ("Parsek LLC sold pumps to neither Volga Holding JSC nor Koidu Marine OU.", SOLD_TO_KOIDU, "negated"),
        ("Parsek LLC sold pumps not only to Volga Holding JSC but also to Koidu Marine OU.", SOLD, "asserted"),
        ("The sale of pumps by Parsek LLC to Volga Holding JSC never took place.", SOLD, "negated"),
        ("The sale of pumps by Parsek LLC to Volga Holding JSC doesn't look odd to me.", SOLD, "asserted"),
        (
            "Parsek LLC made no fewer than 62 shipments of pumps, valued at over $9 million, to Volga Holding JSC.",
            SOLD,
            "asserted",
        ),
        (
            "Overt Act No. 2: On August 4, 2021, Parsek LLC made a payment of $96,450 to Volga Holding JSC.",
            ("paid", "Parsek LLC", "Volga Holding JSC"),
            "asserted",
        ),
        (
            "Iran's mission to the United Nations rejected the report and repeated that Iran had given Russia no "
            "drones for use in the war.",
            ("supplied", "Iran", "Russia"),
            "denied",
        ),
        (
            "Parsek LLC rejected this.\n\n“Neither Ivan Petrov nor any member of his family holds, or has at any time "
            "held, an interest in Parsek LLC, directly or otherwise.”",
            OWNS,
            "denied",
        ),
        ("Nothing in them suggests that Parsek LLC sold pumps to Volga Holding JSC.", SOLD, "negated"),
        (
            "And let the Treasury sanction Ivan Petrov.",
            ("sanctioned_by", "Ivan Petrov", "Treasury"),
            "called_for",
        ),
    ],
)
def test_a_negation_takes_back_what_it_concerns_and_nothing_else(
    text: str, ends: Ends, status: str, tmp_path: Path
) -> None:
    assert statuses(tmp_path, text)[ends] == {status}


INDICTMENT = """UNITED STATES DISTRICT COURT

UNITED STATES OF AMERICA,
v.
IVAN PETROV,
Defendant.

I N D I C T M E N T

The Grand Jury charges:

INTRODUCTORY ALLEGATIONS

A. RELEVANT PERSONS

1. Defendant IVAN PETROV, a Russian national, was the owner of Parsek LLC, a Moscow company which held licenses issued \
by the Federal Security Service and was under contract to a military institute.

2. On April 9, 2021, the Department of Commerce added Parsek LLC to the Entity List, so that no goods could be sold to \
it without a license from the said Department.

3. It was part of the plan that Parsek LLC would sell pumps to Volga Holding JSC without a license.
"""
AFFIDAVIT = """UNITED STATES OF AMERICA against IVAN PETROV

JANE MILLER, being duly sworn, deposes and states that she is a Special Agent with the Bureau.

1. In 2019, the Treasury sanctioned Parsek LLC, which is a trader of pumps and other goods in the region.

2. Parsek LLC sold pumps to Volga Holding JSC in the spring of 2020, and shipped them by way of a third country.
"""


@pytest.mark.parametrize("paper", [INDICTMENT, AFFIDAVIT])
def test_all_that_a_court_paper_tells_is_alleged(paper: str, tmp_path: Path) -> None:
    found = statuses(tmp_path, paper)
    assert found[SOLD] == {"alleged"}
    assert [kind for kind, _, _ in found if kind == "sanctioned_by"]
    assert set().union(*found.values()) == {"alleged"}


LISTED = ("sanctioned_by", "Parsek LLC", "European Union")


@pytest.mark.parametrize(
    ("text", "ends", "status"),
    [
        (
            "Boris Orlov told reporters that he in fact reported to Parsek LLC, which was designated by the European "
            "Union in 2009 and which sold pumps to Volga Holding JSC.",
            LISTED,
            "asserted",
        ),
        (
            "Boris Orlov told reporters that he in fact reported to Parsek LLC, which was designated by the European "
            "Union in 2009 and which sold pumps to Volga Holding JSC.",
            SOLD,
            "alleged",
        ),
        ("Boris Orlov said that the European Union sanctioned Parsek LLC.", LISTED, "alleged"),
        ("“He works for Parsek LLC, which was listed by the European Union,” he said.", LISTED, "alleged"),
        (
            "An attorney for Parsek LLC, Jane Miller, said her client “thought he was renting out a shelf.”",
            ("represents", "Jane Miller", "Parsek LLC"),
            "asserted",
        ),
        (
            "Ivan Petrov, the president of Parsek LLC, admitted in his plea agreement that he sold the gyroscopes.",
            ("leads", "Ivan Petrov", "Parsek LLC"),
            "asserted",
        ),
        (
            "Prosecutors said that Ivan Petrov, the president of Parsek LLC, sold the gyroscopes.",
            ("leads", "Ivan Petrov", "Parsek LLC"),
            "alleged",
        ),
        ("Parsek LLC was named as a supplier of Volga Holding JSC in a document of 2017.", SOLD, "alleged"),
        (
            "OFAC identifies the tanker SEA LOTUS as property in which Parsek LLC has an interest.",
            ("owns", "Parsek LLC", "SEA LOTUS"),
            "asserted",
        ),
    ],
)
def test_what_is_of_record_beside_a_report_is_the_texts_own(text: str, ends: Ends, status: str, tmp_path: Path) -> None:
    assert statuses(tmp_path, text)[ends] == {status}


def test_a_deed_of_which_one_end_is_named_only_in_what_somebody_says_is_alleged(tmp_path: Path) -> None:
    text = "Ivan Petrov has signed a plea agreement in which he acknowledges having received $61,000 from Parsek LLC."
    assert statuses(tmp_path, text)["paid", "Parsek LLC", "Ivan Petrov"] == {"alleged"}


def test_behind_an_interview_the_paper_may_quote_others(tmp_path: Path) -> None:
    talk = (
        "Q: Who is he?\n\nA: Boris Orlov worked at the port when I came, and we met often.\n\n"
        "Q: And then?\n\nA: I left for the north with my family, and we never came back.\n\n"
        'Ivan Petrov owns Parsek LLC. Koidu Marine OU said that "we sell to licensed traders only".\n'
    )
    assert statuses(tmp_path, talk)[OWNS] == {"asserted"}
