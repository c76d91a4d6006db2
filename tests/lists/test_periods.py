"""Dates are never more exact than the file, and what they cover is never lost."""

from datetime import date

from hypothesis import given, strategies as st

from yalu.lists.ofac_advanced.periods import MAX_YEARS, Period, covering
from yalu.model.interval import span

days = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@given(days, days, st.booleans())
def test_the_partial_dates_cover_the_whole_period(one: date, other: date, circa: bool) -> None:
    first, last = sorted((one, other))
    spans = [span(day) for day in Period(first, last, circa).dates()]
    if last.year - first.year >= MAX_YEARS:
        assert not spans
    else:
        assert spans[0][0] <= first
        assert last <= spans[-1][1]


@given(days, days)
def test_a_period_is_exact_only_where_one_partial_date_says_the_same(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = Period(first, last)
    assert period.is_exact() == (covering(first, last) != "" and span(covering(first, last)) == (first, last))


def test_words_say_what_is_lost() -> None:
    assert Period(date(1951, 1, 1), date(1951, 12, 31), circa=True).words() == "circa 1951"
    assert Period(date(1950, 3, 21), date(1951, 3, 20)).words() == "between 1950-03-21 and 1951-03-20"
    assert Period(date(1938, 9, 1), date(1938, 9, 30)).words() == "1938-09"
