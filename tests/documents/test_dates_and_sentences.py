"""Dates, as precise as they are written and no more, and where one sentence ends and the next begins."""

from calendar import month_name
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from yalu.documents import read, read_document
from yalu.documents.dates import WEEKDAYS, find_dates, first_date
from yalu.documents.sentences import sentences

PUBLISHED = "2023-06-19"
"""A Monday."""
MONTH_NAMES = list(month_name)[1:]


def values(text: str, published: str | None = PUBLISHED) -> list[str | None]:
    return [found.value for found in find_dates(text, published)]


# --- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weekday", "day"),
    [
        ("Monday", "2023-06-19"),
        ("Tuesday", "2023-06-13"),
        ("Wednesday", "2023-06-14"),
        ("Thursday", "2023-06-15"),
        ("Friday", "2023-06-16"),
        ("Saturday", "2023-06-17"),
        ("Sunday", "2023-06-18"),
    ],
)
def test_a_weekday_is_the_last_one_up_to_the_day_of_publication(weekday: str, day: str) -> None:
    assert values(f"The Treasury acted on {weekday}.") == [day]
    assert values(f"{weekday} was the day.") == [day]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was announced today.", "2023-06-19"),
        ("It was announced yesterday.", "2023-06-18"),
        ("It was announced in November last year.", "2022-11"),
        ("It was announced in March this year.", "2023-03"),
    ],
)
def test_words_are_counted_back_from_the_day_of_publication(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["on Thursday", "today", "yesterday", "in November last year", "in March this year"])
def test_without_a_day_of_publication_nothing_is_counted_back(text: str) -> None:
    assert values(text, None) == [None]


@pytest.mark.parametrize("published", ["2023", "2023-06", "", "soon"])
def test_nothing_is_counted_back_from_a_day_that_is_not_known_in_full(published: str) -> None:
    assert values("on Thursday", published) == [None]


@pytest.mark.parametrize("text", ["March 24", "24 March", "on March 24th", "the 24th March", "Sept. 3"])
def test_a_day_without_a_year_stays_open(text: str) -> None:
    assert values(text) == [None]
    assert first_date(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-06-15", "2023-06-15"),
        ("15 June 2023", "2023-06-15"),
        ("15th June 2023", "2023-06-15"),
        ("15 June, 2023", "2023-06-15"),
        ("June 15, 2023", "2023-06-15"),
        ("June 15 2023", "2023-06-15"),
        ("June 1st, 2023", "2023-06-01"),
        ("Sept. 3, 2022", "2022-09-03"),
        ("3 Dec 1999", "1999-12-03"),
        ("29 February 2024", "2024-02-29"),
        ("June 2023", "2023-06"),
        ("June of 2023", "2023-06"),
        ("in 2019", "2019"),
        ("since 2019", "2019"),
    ],
)
def test_a_written_date_is_taken_as_precise_as_it_is(text: str, value: str) -> None:
    assert values(text) == [value]
    assert first_date(f"It was so {text}, he said.") == value


@pytest.mark.parametrize(
    "text", ["2023-02-30", "2023-13-01", "February 30, 2023", "31 April 2023", "99 June 2023", "29 February 2023"]
)
def test_a_day_that_is_in_no_calendar_is_no_date(text: str) -> None:
    assert set(values(text)) <= {None}
    assert first_date(text) is None


@pytest.mark.parametrize(
    "text", ["He may go.", "They march on.", "in May", "a sunny second", "12023-06-15", "2,023 pumps", "on Thursdays"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert values(text) == []


def test_several_dates_keep_their_places() -> None:
    text = "Between 3 May 2021 and June 15, 2023 it sold pumps; on Thursday it closed."
    found = find_dates(text, PUBLISHED)
    assert [(text[item.start : item.end], item.value) for item in found] == [
        ("3 May 2021", "2021-05-03"),
        ("June 15, 2023", "2023-06-15"),
        ("on Thursday", "2023-06-15"),
    ]


@settings(max_examples=200)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_all_its_forms(day: date) -> None:
    month = MONTH_NAMES[day.month - 1]
    for text in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert values(f"It was so on {text}.") == [day.isoformat()]
    assert values(f"It was so on {month} {day.day}.") == [None]


@settings(max_examples=100)
@given(st.dates(min_value=date(1900, 1, 8)), st.sampled_from(WEEKDAYS))
def test_a_weekday_lies_at_most_six_days_before_the_article(published: date, weekday: str) -> None:
    (value,) = values(f"on {weekday.title()}", published.isoformat())
    assert value is not None
    found = date.fromisoformat(value)
    assert 0 <= (published - found).days <= 6
    assert WEEKDAYS[found.weekday()] == weekday


def dated(folder: Path, sentence: str) -> list[str | None]:
    """The start of the links of a page that was published on the Monday."""
    path = folder / "page.txt"
    path.write_text(f"Trader sanctioned over some pumps\nPublished: 2023-06-19\n\n{sentence}\n", encoding="utf-8")
    return [link.interval.start for link in read([read_document(path)]).links if link.type == "sanctioned_by"]


def test_sanctions_are_dated_by_the_weekday_before_the_article(tmp_path: Path) -> None:
    assert dated(tmp_path, "The Treasury on Thursday sanctioned Ivan Petrov for his work.") == ["2023-06-15"]


def test_sanctions_of_a_day_without_a_year_have_no_date(tmp_path: Path) -> None:
    assert dated(tmp_path, "The Treasury on March 24 sanctioned Ivan Petrov for his work.") == [None]


def test_sanctions_of_a_stated_day_bear_that_day(tmp_path: Path) -> None:
    assert dated(tmp_path, "On May 3, 2021, the Treasury sanctioned Ivan Petrov for his work.") == ["2021-05-03"]


def test_sanctions_without_a_day_are_not_dated_by_the_article(tmp_path: Path) -> None:
    assert dated(tmp_path, "The Treasury sanctioned Ivan Petrov for his work in the north.") == [None]


# --- sentences -----------------------------------------------------------------------------------------------------


def split(text: str) -> list[str]:
    return [text[item.start : item.end] for item in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Treasury sanctioned Parsek LLC.",
        "He lives in the U.S. Treasury building.",
        "Dalian Haoyuan Trading Co., Ltd. sold pumps.",
        "Parsek Co. sold pumps.",
        "Mr. Petrov met Dr. Orlov and Gen. Kim.",
        "J. F. Miller wrote a book.",
        "George W. Bush left.",
        "It paid 3.5 million for 40.25 tons.",
        "It happened on Jan. 5 in the port.",
        "See para. 12 of the report.",
        "The ship, i.e. the tanker, left.",
        "At 5 p.m. on Monday the ship left.",
        "He bought goods, e.g. pumps.",
        "Ri Chol-su, a.k.a. Ri Chol Su, left.",
        "Gov. J. B. Marsh asked St. Petersburg Bank vs. Parsek LLC.",
    ],
)
def test_a_full_stop_in_an_abbreviation_ends_no_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]
    assert split(f"{sentence} The rest is not known.") == [sentence, "The rest is not known."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He lives in the U.S. The Treasury acted.", ["He lives in the U.S.", "The Treasury acted."]),
        ("He bought from Parsek Ltd. The firm left.", ["He bought from Parsek Ltd.", "The firm left."]),
        ("It left at 5 p.m. It came back.", ["It left at 5 p.m.", "It came back."]),
        ("Was it so? Yes! It was.", ["Was it so?", "Yes!", "It was."]),
        ("It left… Then it came.", ["It left…", "Then it came."]),
        ("It came (in 2019). It left.", ["It came (in 2019).", "It left."]),
    ],
)
def test_a_sentence_ends_where_the_next_one_opens(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"It left," he said. "We stayed."', ['"It left," he said.', '"We stayed."']),
        ('He said "It left." Then he slept.', ['He said "It left."', "Then he slept."]),
        ("“It left.” He stayed.", ["“It left.”", "He stayed."]),
        ("(It left.) He stayed.", ["(It left.)", "He stayed."]),
    ],
)
def test_a_closing_mark_belongs_to_the_sentence_that_it_closes(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_the_end_of_a_paragraph_ends_the_sentence() -> None:
    assert split("A line without a stop\n\nAnother one. And one more") == [
        "A line without a stop",
        "Another one.",
        "And one more",
    ]


def test_a_single_line_end_ends_no_sentence() -> None:
    assert split("The Treasury sanctioned\nParsek LLC. It left.") == [
        "The Treasury sanctioned\nParsek LLC.",
        "It left.",
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", " \n\n \n"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert split(text) == []


PIECES = (
    "The U.S. ",
    "Mr. Petrov",
    " left. ",
    "He ",
    "said: ",
    "“It left.” ",
    "3.5 ",
    "Ltd. ",
    "? ",
    "\n",
    "\n\n",
    "…",
    ".",
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_sentences_lie_in_order_and_lose_nothing_but_white_space(text: str) -> None:
    found = sentences(text)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    assert all(text[item.start : item.end].strip() == text[item.start : item.end] != "" for item in found)


@given(st.integers(0, 20))
def test_sentences_can_be_taken_from_a_place_on(start: int) -> None:
    text = "Title of the page\n\nIt left. He stayed."
    found = sentences(text, start)
    assert found[0].start >= start
    assert text[found[0].start : found[-1].end] == text[start:].strip()
