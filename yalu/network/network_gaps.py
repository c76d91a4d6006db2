"""The gaps of a whole network on a day: by links and paths to listed parties, and between the authorities."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from yalu.model import Link, State
from yalu.network.gap import Gap
from yalu.network.gaps import find_gaps
from yalu.network.goods_fact import GoodsFact
from yalu.network.listings import ListedBy, Listings
from yalu.network.sectors import government_of, sectors_of
from yalu.network.standing import SHIP, Standing
from yalu.network.twins import Twin

ELSEWHERE = "listed_elsewhere"
_PLACES = frozenset({"Territory", "Address", "Place"})
_COUNTRIES = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship", "flag")
Entities = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class GapQuestion:
    """What is asked: not listed on `as_of` by `authority` (`None`: by any), with paths of up to `steps` links.

    `officials` are the names of public authorities, whose statements count although they are only reported. `goods`
    are the rules that ban the goods of a link, by its id.
    """

    as_of: date
    authority: str | None = None
    steps: int = 4
    officials: frozenset[str] = frozenset()
    goods: Mapping[str, tuple[GoodsFact, ...]] = field(default_factory=dict, hash=False)


def gaps_in(
    question: GapQuestion, parties: Sequence[str], entities: Entities, links: Iterable[Link], listings: Listings
) -> tuple[Gap, ...]:
    """Find the gaps among some parties, by some links."""
    standings = {party: _standing(party, entities.get(party, {}), listings, question) for party in parties}
    by_link = find_gaps(links, standings, question.officials, question.steps, question.as_of, question.goods)
    gaps = [replace(gap, listed_by=_others(gap.party, listings, question)) for gap in by_link]
    if question.authority is not None:
        gaps += _elsewhere(parties, listings, question)
    return tuple(gaps)


def _standing(party: str, entity: Mapping[str, Any], listings: Listings, question: GapQuestion) -> Standing:
    entries = [item for item in listings.of(party, question.as_of) if question.authority in (None, item.code)]
    listed = any(item.state is State.VALID for item in entries)
    later = min((item.since for item in entries if item.state is State.NOT_YET and item.since), default=None)
    properties = entity.get("properties", {})
    countries = tuple(dict.fromkeys(code for name in _COUNTRIES for code in properties.get(name, ())))
    government = government_of(entity, countries)
    return Standing(
        listed=listed,
        unnamed=bool(entity.get("unnamed")),
        later=None if listed else later,
        members=tuple(entity.get("members", ())),
        is_place=entity.get("schema") in _PLACES,
        countries=countries,
        programs=tuple(name for item in entries if item.state is State.VALID for name in item.programs),
        flags=tuple(properties.get("flag", ())) or countries if entity.get("schema") == SHIP else (),
        government_of=government.country if government is not None else None,
        sectors=sectors_of(properties.get("sector", ())),
    )


def _others(party: str, listings: Listings, question: GapQuestion) -> tuple[ListedBy, ...]:
    """Give the entries of a gap that were in force on the day: those of other authorities."""
    return tuple(item for item in listings.of(party, question.as_of) if item.state is State.VALID)


def _elsewhere(parties: Iterable[str], listings: Listings, question: GapQuestion) -> Iterator[Gap]:
    """Give the parties that another authority lists on the day; one of several that are the same party."""
    told: set[str] = set()
    for party in parties:
        entries = listings.of(party, question.as_of)
        valid = tuple(item for item in entries if item.state is State.VALID)
        if not valid or any(item.code == question.authority for item in valid) or party in told:
            continue
        told |= {item.party for item in entries}
        yield Gap(
            party=party,
            criterion=ELSEWHERE,
            links=(),
            missing=tuple(_open(entries, question, _similar(party, listings, question))),
            path=(),
            sources=len({item.code for item in valid}),
            listed_by=valid,
        )


def _similar(party: str, listings: Listings, question: GapQuestion) -> list[Twin]:
    return [twin for twin in listings.similar(party) if listings.code(twin.party) == question.authority][:3]


def _open(entries: Sequence[ListedBy], question: GapQuestion, similar: Sequence[Twin]) -> Iterator[str]:
    code = (question.authority or "").upper()
    own = [item for item in entries if item.code == question.authority]
    if not own:
        yield f"no entry of {code} was surely found for it"
    for twin in similar:
        yield f"may be {twin.name} ({twin.party}) of {code}, score {twin.score:.2f}: to be checked"
    for item in own:
        if item.state is State.NOT_YET:
            yield f"listed by {code} from {item.since} on, not on this day"
        elif item.state is State.ENDED:
            yield f"listed by {code} until {item.until}"
        else:
            yield f"an entry of {code} has no date that says whether it was in force on this day"
    yield "whether the grounds of the other listing meet a criterion of this authority"
