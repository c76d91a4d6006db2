"""Which rules ban the goods that links name: what the search for gaps asks of the tables of goods."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from yalu.goods import RuleState, check_goods, read_code
from yalu.model import GoodsError, Link
from yalu.model.interval import span
from yalu.network import GoodsFact, criteria

_CARRYING = frozenset({"supplied", "procured_for", "transports"})
_COUNTRIES = ("country", "jurisdiction", "mainCountry", "nationality", "flag")
MOST_RULES = 5
"""Rules that are shown for one of the goods."""


def banned_goods(
    links: Iterable[Link], entities: Mapping[str, Mapping[str, Any]], day: date
) -> dict[str, tuple[GoodsFact, ...]]:
    """Find the rules that ban the goods of links, by link; `entities` are the links' ends, as followthemoney entities.

    Only links of goods to or from a party of a country that a criterion names are looked at. The rules are those of the
    link's last day, or of `day` where it states none. A rule whose period or conditions leave it open, one for all
    goods, and one reached by a weak word, do not count.
    """
    asked = {criterion.country for criterion in criteria() if criterion.country}
    found: dict[str, tuple[GoodsFact, ...]] = {}
    for link in links:
        if link.goods and link.type in _CARRYING:
            origin, destination = _route(link, entities, asked)
            facts = tuple(_facts(link, origin, destination, day)) if origin or destination else ()
            if facts:
                found[link.id] = facts
    return found


def _route(
    link: Link, entities: Mapping[str, Mapping[str, Any]], asked: Iterable[str]
) -> tuple[str | None, str | None]:
    """Give the two ends' countries, if one of them is asked for: where the goods come from, and where they go to.

    A carrier is taken to bring the goods to the party that it carries for, as the flows of a cut are.
    """
    source, target = (
        _country(entities.get(end, {}).get("properties", {}), asked) for end in (link.source, link.target)
    )
    return (source, target) if {source, target} & set(asked) else (None, None)


def _country(properties: Mapping[str, Iterable[str]], asked: Iterable[str]) -> str | None:
    """Give the country of a record: one that is asked for before others, `None` where it states none."""
    stated = [code for name in _COUNTRIES for code in properties.get(name, ())]
    return next((code for code in stated if code in set(asked)), stated[0] if stated else None)


def _facts(link: Link, origin: str | None, destination: str | None, day: date) -> Iterator[GoodsFact]:
    last = link.interval.end or link.interval.start
    on = span(last)[1] if last else day
    for goods in link.goods:
        yield from _banned(goods, on, origin, destination)


@lru_cache(maxsize=1 << 14)
def _banned(goods: str, day: date, origin: str | None, destination: str | None) -> tuple[GoodsFact, ...]:
    head, _, words = goods.partition(" ")
    code: str | None
    try:
        code = str(read_code(head)) if head[:1].isdigit() else None
        check = check_goods(
            words.strip() if code and words.strip() else goods, day, code=code, origin=origin, destination=destination
        )
    except GoodsError:
        return ()
    rules = [
        finding
        for finding in check.findings
        if finding.state is RuleState.BANNED and finding.stands and finding.is_sure and not finding.for_all_goods
    ]
    return tuple(
        GoodsFact(goods, ", ".join(filter(None, (rule.instrument, rule.paragraph))), rule.text, not rule.approximate)
        for rule in rules[:MOST_RULES]
    )
