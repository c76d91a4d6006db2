"""Names and words that every form of the ownership answer shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yalu.model import Link, State
from yalu.network.ownership import OwnershipState, Regime, RegimeStatus, Stake
from yalu.report.wording import one_line, period

REMINDER = (
    "This adds up what the named sources say, by the rule named; it is not legal advice and accuses nobody. The table "
    "of rules was not compared with the official texts: check them before you act (docs/ownership.md)."
)


@dataclass(frozen=True)
class Known:
    """What answers are shown with: entities and links by id."""

    entities: Mapping[str, Mapping[str, Any]]
    links: Mapping[str, Link]

    def name(self, party: str) -> str:
        """Give a party's main name, or its id."""
        names = self.entities.get(party, {}).get("properties", {}).get("name")
        return one_line(names[0]) if names else one_line(party)

    def titled(self, party: str) -> str:
        """Give a party's name with its id, unless the id is only made from the name."""
        name = self.name(party)
        return name if name == party or party.startswith("name-") else f"{name} ({one_line(party)})"

    def schema(self, party: str) -> str:
        """Give a party's followthemoney schema; empty where none is known."""
        return str(self.entities.get(party, {}).get("schema", ""))


def status_words(regime: Regime) -> str:
    """Say what is to be known of a rule that is not plainly in force; empty otherwise."""
    if regime.status is RegimeStatus.IN_FORCE:
        return ""
    standing = "suspended" if regime.status is RegimeStatus.SUSPENDED else "of unclear standing"
    return f"The rule is {standing} on this day."


def stake_words(stake: Stake, known: Known) -> str:
    """Describe what is to be known of a stake beside its holder and share."""
    links = [known.links[identity] for identity in stake.links if identity in known.links]
    spans = {period(link.interval.start, link.interval.end) for link in links} - {""}
    notes = [
        "sources disagree" if stake.disagree else "",
        "counts by a joint arrangement" if stake.jointly else "",
        "may not have held on the day" if stake.when is State.POSSIBLE else "",
        "alleged" if any(link.status.value == "alleged" for link in links) else "",
        ", ".join(sorted(spans)),
    ]
    return "; ".join(filter(None, notes))


def evidence_words(stake: Stake, known: Known) -> list[str]:
    """Give where each link of a stake is stated, one line each."""
    lines = []
    for identity in stake.links:
        link = known.links.get(identity)
        for item in link.evidence if link is not None else ():
            lines.append(f"{one_line(item.document)}: {one_line(item.quote, 160)}")
    return list(dict.fromkeys(lines))


STYLES: dict[OwnershipState, str] = {
    OwnershipState.LISTED: "bold red",
    OwnershipState.BLOCKED: "red",
    OwnershipState.POSSIBLY_BLOCKED: "yellow",
    OwnershipState.NOT_BLOCKED: "green",
    OwnershipState.UNKNOWN: "cyan",
}
