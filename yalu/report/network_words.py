"""The words in which a network is shown: how a party stands to the lists, what a tie says and who states it."""

from datetime import date

from yalu.model import LINK_TYPES, Evidence, Link, State, Status
from yalu.network import Figures, ListedBy, Network, Tie
from yalu.report.wording import STATUS_WORDS, one_line, period

NETWORK_DISCLAIMER = (
    "This shows what the named sources state and what the named lists hold. It is not legal advice, it accuses nobody, "
    "and a party shown here has not for that reason done anything wrong."
)

_TIME_WORDS: dict[State, str] = {
    State.VALID: "held on the day",
    State.POSSIBLE: "may have held on the day",
    State.UNKNOWN: "no date",
    State.NOT_YET: "began later",
    State.ENDED: "had ended",
}


def listing_words(entries: tuple[ListedBy, ...]) -> str:
    """Say how a party stands to the lists: a mark and words, so that colour is never the only sign."""
    valid = [item for item in entries if item.state is State.VALID]
    if valid:
        return "■ listed " + ", ".join(dict.fromkeys(_entry(item) for item in valid))
    if not entries:
        return "not on the lists"
    first = entries[0]
    words = {
        State.POSSIBLE: "◆ possibly listed",
        State.UNKNOWN: "◆ on the list, day unknown",
        State.NOT_YET: f"◆ not listed until {first.since}",
        State.ENDED: f"◆ listed until {first.until}",
    }
    return f"{words[first.state]} ({code_words(first.code)})"


def _entry(item: ListedBy) -> str:
    since = f" since {item.since}" if item.since else ""
    alike = f" as {one_line(item.party)}, score {item.score:.2f}" if item.score < 1 else ""
    return f"by {code_words(item.code)}{since}{alike}"


def code_words(code: str) -> str:
    """Write the short name of an authority so that nobody reads "us" as we."""
    return code.upper() if len(code) == 2 else one_line(code)


def party_words(network: Network, party: str, day: date) -> str:
    """Name a party with its id, kind and standing."""
    words = f"{one_line(network.name(party))} ({one_line(party)}, {network.schema(party)})"
    return f"{words} {listing_words(network.listings.of(party, day))}" if network.listings.parties else words


def tie_label(tie: Tie) -> str:
    """Give the words between the two names; how the source states it goes first where it does not simply state it."""
    label = LINK_TYPES[tie.type].label
    return label if tie.status is Status.ASSERTED else f"[{STATUS_WORDS[tie.status]}] {label}"


def arrow_words(tie: Tie, party: str) -> str:
    """Write a tie as it is seen from a party."""
    label = tie_label(tie)
    if not LINK_TYPES[tie.type].directed:
        return f"─{label}─"
    return f"─{label}─▸" if tie.source == party else f"◂─{label}─"


def tie_details(tie: Tie) -> str:
    """Say when it held, what it weighs, and on how many independent sources."""
    when = period(tie.interval.start, tie.interval.end)
    state = "no date" if not when and tie.state is None else (_TIME_WORDS[tie.state] if tie.state else "")
    shares = dict.fromkeys(str(link.share) for link in tie.links if link.share is not None)
    roles = dict.fromkeys(one_line(link.role, 60) for link in tie.links if link.role)
    parts = (
        tie.link_class,
        *shares,
        *roles,
        when,
        state,
        confidence_words(tie.confidence),
        f"{len(tie.origins)} independent source{'s' if len(tie.origins) != 1 else ''}",
    )
    return "; ".join(part for part in parts if part)


def confidence_words(confidence: float | None) -> str:
    """Write a confidence, or that it cannot be judged."""
    return "confidence unknown" if confidence is None else f"confidence {confidence:.2f}"


def evidence_words(item: Evidence, limit: int = 110) -> str:
    """Quote one piece of evidence with its source, date and rating."""
    rating = f"{item.reliability or '–'}{item.credibility or '–'}" if item.reliability or item.credibility else ""
    by = one_line(item.asserted_by) if item.asserted_by and item.asserted_by != item.publisher else ""
    source = ", ".join(
        filter(None, (one_line(item.document, 60), one_line(item.publisher or ""), item.date or "", rating))
    )
    return f"“{one_line(item.quote, limit)}” — {source}" + (f"; says {by}" if by else "")


def against_words(link: Link) -> str:
    """Quote a statement against a tie."""
    return f"✗ {STATUS_WORDS[link.status]}: {evidence_words(link.evidence[0])}"


def figure_words(item: Figures) -> str:
    """Say how often, how much and when: "carried payments for: 3 times, 250.00 EUR, 2018-01-03 to 2018-05-02"."""
    sums = ", ".join(f"{total:,f} {one_line(currency)}" for currency, total in item.sums)
    if not sums:
        sums = "amount not known"
    elif item.unknown:
        sums += f" and {item.unknown} of unknown amount"
    often = "once" if item.count == 1 else f"{item.count:,} times"
    when = period(item.first, item.last) or "no date"
    return f"{LINK_TYPES[item.type].label}: {often}, {sums}, {when}"
