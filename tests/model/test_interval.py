"""Days and intervals: yes, possible, no or unknown, never a guess."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from yalu.model import DateError, Interval, State, parse_day
from yalu.model.interval import span

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1))


def test_a_party_listed_later_is_not_listed_yet() -> None:
    listing = Interval("2023-06-15")
    assert listing.state_on(date(2023, 6, 14)) is State.NOT_YET
    assert listing.state_on(date(2023, 6, 15)) is State.VALID
    assert listing.state_on(date(2026, 1, 1)) is State.VALID


def test_a_partial_start_makes_the_days_within_it_possible() -> None:
    since_2019 = Interval("2019")
    assert since_2019.state_on(date(2018, 12, 31)) is State.NOT_YET
    assert since_2019.state_on(date(2019, 7, 1)) is State.POSSIBLE
    assert since_2019.state_on(date(2019, 12, 31)) is State.VALID


def test_a_partial_end_makes_the_days_within_it_possible() -> None:
    until_june = Interval("2019-01-01", "2020-06")
    assert until_june.state_on(date(2020, 5, 31)) is State.VALID
    assert until_june.state_on(date(2020, 6, 15)) is State.POSSIBLE
    assert until_june.state_on(date(2020, 7, 1)) is State.ENDED


def test_without_a_start_nothing_is_sure_but_that_it_has_ended() -> None:
    assert Interval(None, None).state_on(date(2020, 1, 1)) is State.UNKNOWN
    assert Interval(None, "2019").state_on(date(2020, 1, 1)) is State.ENDED


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-13-01", "2023-02-30", "19 June 2023", "2023-06-19T00:00", "٢٠٢٣-٠٦-١٩x"]
)
def test_what_is_no_day_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        parse_day(text)


@given(DAYS)
def test_a_day_spans_itself(day: date) -> None:
    assert span(day.isoformat()) == (day, day)
    assert parse_day(day.isoformat()) == day


@given(DAYS, DAYS, DAYS)
def test_full_dates_leave_no_doubt(start: date, end: date, day: date) -> None:
    state = Interval(start.isoformat(), end.isoformat()).state_on(day)
    if start <= day <= end:
        assert state is State.VALID
    else:
        assert state in (State.ENDED, State.NOT_YET)


@given(DAYS, DAYS)
def test_a_vaguer_date_never_contradicts_a_sharper_one(start: date, day: date) -> None:
    sharp = Interval(start.isoformat()).state_on(day)
    vague = Interval(f"{start.year}").state_on(day)
    assert vague is State.POSSIBLE or vague is sharp or start.year == day.year
