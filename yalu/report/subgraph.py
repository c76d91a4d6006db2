"""The part of a network that a trace or some paths show: parties and ties, for pictures and exports."""

from dataclasses import dataclass
from datetime import date

from yalu.model import State
from yalu.network import GapQuestion, ListedBy, Network, Paths, Tie, Trace, later_facts
from yalu.workspace.network_goods import banned_goods


@dataclass(frozen=True, slots=True)
class ShownParty:
    """A party as pictures and exports show it. `state` is listed, gap, other listing or plain; `rank` orders them.

    `listings` are the entries in force on the day; `hub` is the number of neighbours where those are not shown.
    """

    id: str
    name: str
    schema: str
    state: str
    countries: tuple[str, ...]
    since: str | None
    listings: tuple[ListedBy, ...]
    rank: float
    asked: bool = False
    hub: int | None = None

    @property
    def authorities(self) -> tuple[str, ...]:
        """The short names of the authorities that list the party on the day."""
        return tuple(sorted({item.code for item in self.listings}))


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Parties and the ties among them."""

    title: str
    parties: tuple[ShownParty, ...]
    ties: tuple[Tie, ...]


def subgraph(network: Network, found: Trace | Paths, day: date) -> Subgraph:
    """Give the parties and ties of a trace or of paths, with the listings and gaps of a day."""
    if isinstance(found, Trace):
        ties: tuple[Tie, ...] = found.ties
        ranks = {party.id: party.rank for party in found.parties}
        hubs = {party.id: party.neighbours for party in found.hubs}
        asked = {found.start}
        title = f"Network around {network.name(found.start)}, listings as of {day.isoformat()}"
    else:
        ties = tuple(dict.fromkeys(tie for path in found.paths for tie in path.ties))
        ranks = {party: path.rank for path in reversed(found.paths) for party in path.parties}
        ranks |= {found.source: 1.0, found.target: 1.0}
        hubs, asked = {}, {found.source, found.target}
        title = (
            f"Paths from {network.name(found.source)} to {network.name(found.target)}, listings as of {day.isoformat()}"
        )
    links = [link for tie in ties for link in tie.links]
    question = GapQuestion(day, goods=banned_goods(links, network.entities, day))
    gaps = {gap.party for gap in network.gaps_among(list(ranks), links, question)}
    parties = tuple(
        _shown(network, party, day, ranks[party], gap=party in gaps, asked=party in asked, hub=hubs.get(party))
        for party in sorted(ranks, key=lambda party: (-ranks[party], party))
    )
    return Subgraph(title, parties, ties)


def found_notes(network: Network, found: Trace | Paths) -> tuple[str, ...]:
    """Say which ties the day of the question leaves out, and which links stand only in sources that are later."""
    day = found.scope.as_of
    if day is None:
        return ()
    count = found.of_other_days if isinstance(found, Trace) else 0
    ended = (
        f"{count:,} tie{'s' if count > 1 else ''} of the party asked about had ended by {day}, or not begun: they are "
        "not followed here; asked without a day, they are.",
    )
    ties = found.ties if isinstance(found, Trace) else tuple(tie for path in found.paths for tie in path.ties)
    links = {link.id: link for tie in ties for link in tie.links}
    later = later_facts(links.values(), day, network.listings.issued, "this answer")
    return (*(ended if count else ()), *later)


def _shown(
    network: Network, party: str, day: date, rank: float, *, gap: bool, asked: bool, hub: int | None
) -> ShownParty:
    entries = network.listings.of(party, day)
    valid = [item for item in entries if item.state is State.VALID]
    properties = network.entities.get(party, {}).get("properties", {})
    countries = {code for key in ("nationality", "citizenship", "country", "flag") for code in properties.get(key, ())}
    return ShownParty(
        id=party,
        name=network.name(party),
        schema=network.schema(party),
        state="listed" if valid else "gap" if gap else "other listing" if entries else "plain",
        countries=tuple(sorted(countries)),
        since=min((item.since for item in (valid or entries) if item.since), default=None),
        listings=tuple(valid),
        rank=rank,
        asked=asked,
        hub=hub,
    )
