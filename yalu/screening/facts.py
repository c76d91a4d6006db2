"""Birth dates, countries, genders, ship numbers: what they take away from the score of a name.

`FACTS` is the whole table, in the order in which it is applied. Nothing in it raises a score. A fact that one side does
not state changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yalu.model import DateError
from yalu.model.interval import span
from yalu.screening.identifiers import IDENTIFIERS, normalise

UNCHANGED = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a fact leaves of a score, in thousandths, in a word why, and whether it speaks for a match."""

    factor: int
    agrees: bool = False
    why: str = ""


NEUTRAL = Verdict(UNCHANGED)
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: the properties that state the fact, the family of schemata it bears on, and how values compare."""

    name: str
    family: str
    properties: tuple[str, ...]
    compare: Callable[[Values, Values], Verdict]


SAME_DATE, ONE_DIGIT, NEXT_YEAR = Verdict(UNCHANGED, True), Verdict(930, False, "one digit differs"), Verdict(930)
YEARS_APART = ((1, 930), (3, 850), (5, 780), (10, 680))
"""Years between two dates, up to and including, and what is left of the score; farther apart: `DECADES_APART`."""
DECADES_APART = 550


def compare_dates(query: Values, listed: Values) -> Verdict:
    """Compare dates of birth, each a year, a month or a day; of several, the best pair counts.

    Two dates agree if one is a less precise form of the other. A single differing digit, or day and month swapped, is
    taken for a slip.
    """
    verdicts = [_compare_two_dates(a, b) for a in query for b in listed]
    return max(verdicts, key=lambda verdict: (verdict.factor, verdict.agrees), default=NEUTRAL)


def _compare_two_dates(a: str, b: str) -> Verdict:
    try:
        first, second = span(a), span(b)
    except DateError:
        return NEUTRAL
    if first[0] <= second[1] and second[0] <= first[1]:
        return SAME_DATE
    left, right = a[:10], b[:10]
    if len(left) == len(right) and sum(x != y for x, y in zip(left, right, strict=True)) == 1:
        return ONE_DIGIT
    if len(left) == len(right) == 10 and left[:4] == right[:4] and (left[5:7], left[8:]) == (right[8:], right[5:7]):
        return ONE_DIGIT
    years = abs(first[0].year - second[0].year)
    for limit, factor in YEARS_APART:
        if years <= limit:
            return Verdict(factor, False, "another day" if years == 0 else "another year")
    return Verdict(DECADES_APART, False, f"{years} years apart")


def compare_countries(query: Values, listed: Values) -> Verdict:
    """Compare sets of countries: sharing none is weak evidence, since people move and registers disagree."""
    left, right = {value.casefold() for value in query}, {value.casefold() for value in listed}
    if left & right:
        return Verdict(UNCHANGED, True)
    return Verdict(930, False, "other countries")


def compare_genders(query: Values, listed: Values) -> Verdict:
    """Compare genders; anything but one male and one female side says nothing."""
    left, right = set(query), set(listed)
    if {*left, *right} == {"male", "female"} and not left & right:
        return Verdict(800, False, "other gender")
    return Verdict(UNCHANGED, bool(left & right & {"male", "female"}))


def compare_imo_numbers(query: Values, listed: Values) -> Verdict:
    """Compare IMO numbers: a hull keeps its number for life (IMO resolution A.1117(30)), so another is another ship."""
    imo = next(identifier for identifier in IDENTIFIERS if identifier.property == "imoNumber")
    left, right = (
        {normalise(imo, value) for value in query} - {None},
        {normalise(imo, value) for value in listed} - {None},
    )
    if left and right and not left & right:
        return Verdict(650, False, "another ship")
    return NEUTRAL


FACTS = (
    Fact("birthDate", "Person", ("birthDate",), compare_dates),
    Fact("gender", "Person", ("gender",), compare_genders),
    Fact("country", "Person", ("nationality", "citizenship", "country"), compare_countries),
    Fact("country", "Organization", ("jurisdiction", "mainCountry", "country"), compare_countries),
    Fact("country", "LegalEntity", ("jurisdiction", "mainCountry", "country"), compare_countries),
    Fact("flag", "Vessel", ("flag", "pastFlags"), compare_countries),
    Fact("imoNumber", "Vessel", ("imoNumber",), compare_imo_numbers),
)

WEAK_ALIAS = {"supported": 950, "unsupported": 850, "unsupported word": 650}
"""What a name is worth that the list itself marks as weak: with an agreeing fact, without one, and, for a person, as a
single word without one."""
