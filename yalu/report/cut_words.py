"""The words in which a cut is told: exact numbers, units, what is proven, and what the whole is not."""

from collections.abc import Iterable
from fractions import Fraction

from yalu.network import Network
from yalu.network.cuts import Cut, NetworkCut, Weighting
from yalu.report.wording import one_line

CUT_DISCLAIMER = (
    "This is arithmetic on the links that were given: what could still flow in them if a party passed nothing on. It "
    "is no recommendation to list anybody, no legal advice, and it accuses nobody. Flows that no source states are not "
    "in it, and whoever is cut may find other ways."
)

WEIGHTING_WORDS = {
    Weighting.UNIT: "each tie of two parties counts 1",
    Weighting.COUNT: "each stated link counts 1",
    Weighting.VALUE: "each link counts its stated value",
}


def number_words(number: Fraction) -> str:
    """Write a number in full where it has at most four decimals, else to four, marked as near."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    rounded = Fraction(round(number * 10_000), 10_000)
    text = f"{float(rounded):,.4f}".rstrip("0").rstrip(".")
    return text if rounded == number else f"≈{text}"


def unit_words(cut: Cut) -> str:
    """Name the unit of a weighting."""
    return {Weighting.UNIT: "ties", Weighting.COUNT: "links"}.get(cut.weighting, cut.currency or "value")


def names_of(network: Network, parties: Iterable[str], between: str = ", ") -> str:
    """Name parties in a row."""
    return between.join(one_line(network.name(party), 60) for party in parties)


def joined(network: Network, parties: Iterable[str]) -> str:
    """Name parties as a sentence does: "A, B and C"."""
    names = [one_line(network.name(party), 60) for party in parties]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def cut_sentence(network: Network, cut: Cut) -> str:
    """Say in one sentence what the set does."""
    unit, before, left = unit_words(cut), number_words(cut.before), number_words(cut.value)
    if not cut.before:
        return "Nothing flows to the end users in these links that is not cut already."
    if not cut.chosen:
        return f"No designation within the budget stops anything: all {before} {unit} can still flow."
    stopped = number_words(cut.before - cut.value)
    who = joined(network, (item.party for item in cut.chosen))
    return (
        f"Removing {who} (cost {number_words(cut.cost)}) stops {stopped} of {before} {unit} that could flow in the "
        f"links the sources state; {left} can still flow."
    )


def proof_words(cut: Cut) -> str:
    """Say what is proven."""
    if not cut.proven and cut.value > cut.bound:
        return (
            f"Best found in the time; not proven. No set within the budget leaves less than {number_words(cut.bound)} "
            f"(gap {float(cut.gap) * 100:.1f} %)."
        )
    kind = "No set" if cut.budget is None else "No set within the budget"
    words = f"Proven optimal: {kind.lower()} leaves less" + (
        ", and no cheaper or smaller one leaves as little." if cut.cheapest else "."
    )
    if not cut.cheapest:
        words += " Whether a cheaper set leaves as little was not settled in the time."
    return words


def tie_words(network: Network, cut: Cut) -> str:
    """Say which other sets do as well."""
    if not cut.ties:
        return "No other set of the same cost and size does as well." if cut.ties_known and cut.chosen else ""
    more = "" if cut.ties_known else " There may be more."
    order = " Of these, the set shown comes first by party id." if cut.first else ""
    sets = "; ".join(names_of(network, tie, " + ") for tie in cut.ties)
    return f"Just as well at the same cost: {sets}.{more}{order}"


def already_words(cut: Cut) -> str:
    """Say what the listings of the day stop already."""
    stopped = cut.unlisted - cut.before
    if not stopped:
        return ""
    return (
        f"Of {number_words(cut.unlisted)} {unit_words(cut)} that could flow if nobody were listed, "
        f"{number_words(stopped)} stop at parties that are listed on the day, or that these own."
    )


def left_out_words(cut: Cut) -> str:
    """Say which links are not in the weighting."""
    if not cut.left_out:
        return ""
    parts = "; ".join(f"{count} {one_line(reason)}" for reason, count in cut.left_out)
    return f"Not in this weighting, for what is unknown stays unknown: {parts}."


def title_words(network: Network, found: NetworkCut) -> str:
    """Say what was asked."""
    ends = names_of(network, found.request.protect_from)
    return f"Cut as of {found.request.as_of.isoformat()}: what could flow to {ends}"
