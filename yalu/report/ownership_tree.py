"""The ownership answer for one party in the terminal: the sentence, the tree of stakes that adds up, and control."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from yalu.model import Interest, Share
from yalu.network.ownership import OwnershipState, PartyOwnership, RegimeStatus, Stake, Tier
from yalu.report.ownership_names import (
    REMINDER,
    STYLES,
    Known,
    evidence_words,
    stake_words,
    status_words,
)
from yalu.report.wording import one_line

SHOWN = 25
"""Stakes in one party that are printed; the rest is counted."""


def print_ownership(
    answers: Sequence[PartyOwnership], console: Console, known: Known, notes: Sequence[str] = ()
) -> None:
    """Print the answers for one or more parties and regimes."""
    for answer in answers:
        _print_one(answer, console, known)
        console.print()
    for note in notes:
        console.print(Text(f"Note: {one_line(note)}"))
    console.print(Text(REMINDER, style="dim"))


def _print_one(answer: PartyOwnership, console: Console, known: Known) -> None:
    head = Text(known.titled(answer.party), style="bold")
    head.append(f"  {answer.regime.name}, as of {answer.as_of}: ", style="not bold")
    head.append(answer.state.value, style=STYLES[answer.state])
    if answer.regime.status is not RegimeStatus.IN_FORCE:
        head.append(f", if the rule applied (standing: {answer.regime.status.value})", style="yellow")
    console.print(head)
    console.print(Text(answer.sentence()))
    if words := status_words(answer.regime):
        console.print(Text(f"{words} {answer.regime.note}", style="yellow"))
    if answer.tiers[0].stakes or answer.tiers[0].own.at_most:
        console.print(_tree(answer, known))
    if answer.through and answer.state is not OwnershipState.LISTED:
        through = "; ".join(known.titled(party) for party in answer.through[:SHOWN])
        more = f" and {len(answer.through) - SHOWN} more" if len(answer.through) > SHOWN else ""
        console.print(Text(f"Listed behind it: {through}{more}"))
    if answer.effective is not None and answer.tiers[0].stakes:
        console.print(
            Text(f"Effective ownership by listed parties, at least {answer.effective:f} %: no rule decides by it.")
        )
    _print_control(answer, console, known)


def _tree(answer: PartyOwnership, known: Known) -> Tree:
    tiers = {tier.party: tier for tier in answer.tiers}
    root = tiers[answer.party]
    tree = Tree(Text(known.titled(root.party), style="bold"))
    shown = {root.party}
    waiting: list[tuple[Tree, Tier]] = [(tree, root)]
    for branch, tier in waiting:
        for stake in tier.stakes[:SHOWN]:
            again = stake.owner in shown and stake.owner in tiers and bool(tiers[stake.owner].stakes)
            leaf = branch.add(_leaf(stake, known, again=again))
            below = tiers.get(stake.owner)
            if stake.counts and below is not None and not again and stake.owner not in shown and below.tier:
                waiting.append((leaf, below))
            shown.add(stake.owner)
        _add_sums(branch, tier)
    return tree


def _leaf(stake: Stake, known: Known, *, again: bool) -> Text:
    text = Text(f"{stake.share}  ", style="bold" if stake.counts else "dim")
    text.append(known.titled(stake.owner), style="bold" if stake.counts else "not bold")
    text.append(f"  {stake.state.value}", style=STYLES[stake.state])
    if again:
        text.append("  (shown elsewhere in the tree)", style="dim")
    if words := stake_words(stake, known):
        text.append(f"  {words}", style="not bold")
    for line in evidence_words(stake, known)[:3]:
        text.append(f"\n{line}", style="dim not bold")
    return text


def _add_sums(branch: Tree, tier: Tier) -> None:
    if len(tier.stakes) > SHOWN:
        branch.add(Text(f"and {len(tier.stakes) - SHOWN} smaller stakes", style="dim"))
    if tier.own.at_most:
        branch.add(Text(f"{tier.own}  held by itself: leaves the denominator", style="dim"))
    missing = "" if _nothing(tier.missing) else f"; {_amount(tier.missing)} not accounted for"
    branch.add(Text(f"= {_amount(tier.held)} held by owners that are or may be blocked{missing}", style="italic"))
    if tier.over is not None:
        words = f"the sources' figures add up to {tier.over:f} %: look for a stake that stands twice"
        branch.add(Text(words, style="yellow"))


def _amount(share: Share) -> str:
    """Write a sum; where nothing bounds it, that is said in figures as well."""
    if share.at_least == 0 and share.at_most == 100:
        return "0 to 100 %" + (" of votes" if share.of is Interest.VOTES else "")
    return str(share)


def _nothing(share: Share) -> bool:
    return share.at_most == 0


def _print_control(answer: PartyOwnership, console: Console, known: Known) -> None:
    if not answer.control:
        return
    console.print(Text("Control, apart from ownership (statements that bear on a criterion, not that it is met):"))
    for finding in answer.control[:SHOWN]:
        console.print(
            Text(f"  {finding.text}: {known.titled(finding.party)} ({finding.state.value}) - {finding.source}")
        )
        link = known.links.get(finding.link)
        for item in link.evidence[:2] if link is not None else ():
            console.print(Text(f"    {one_line(item.document)}: {one_line(item.quote, 160)}", style="dim"))
    if len(answer.control) > SHOWN:
        console.print(Text(f"  and {len(answer.control) - SHOWN} more"))
