"""Control: statements that bear on a regime's criteria of control. Never part of the answer about ownership."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from yalu.model import Interest, Link, LinkRows, Share
from yalu.network.ownership.answer import ControlFinding, OwnershipState
from yalu.network.ownership.regime import ControlCriterion, Regime, control_criteria
from yalu.network.ownership.statements import Days, certainty

_BEARING = frozenset({"owns", "leads", "represents"})
_BLOCKED = frozenset({OwnershipState.LISTED, OwnershipState.BLOCKED, OwnershipState.POSSIBLY_BLOCKED})


def control_links(links: Iterable[Link], as_of: date) -> Mapping[str, tuple[Link, ...]]:
    """Give the links that may bear on control and held, or may have, on the day, by the party that may be controlled.

    A plain stake in shares bears on ownership alone and is left out.
    """
    days = Days(as_of)
    found: dict[str, dict[str, Link]] = defaultdict(dict)
    rows = LinkRows.of(links)
    columns = rows.columns
    for row, (kind, share, role) in enumerate(zip(columns.types, columns.shares, columns.roles, strict=True)):
        bears = kind in _BEARING and not _is_plain_stake(share, role)
        if bears and certainty(columns.statuses[row], columns.intervals[row], days) is not None:
            link = rows[row]
            found[link.source if link.type == "represents" else link.target][link.id] = link
    return {party: tuple(by_id[key] for key in sorted(by_id)) for party, by_id in found.items()}


def control_findings(
    party: str,
    links: Mapping[str, tuple[Link, ...]],
    regime: Regime,
    state: Callable[[str], OwnershipState],
) -> tuple[ControlFinding, ...]:
    """Find the statements by which listed or blocked parties may control a party, by criterion."""
    return tuple(_findings(party, links.get(party, ()), regime, state))


def _findings(
    party: str, links: Iterable[Link], regime: Regime, state: Callable[[str], OwnershipState]
) -> Iterator[ControlFinding]:
    criteria = [criterion for criterion in control_criteria() if regime.id in criterion.regimes]
    for criterion in criteria:
        for link in links:
            other = link.target if link.source == party else link.source
            if other != party and state(other) in _BLOCKED and _bears(criterion, link):
                yield ControlFinding(criterion.id, criterion.text, criterion.source, other, state(other), link.id)


def _is_plain_stake(share: Share | None, role: str | None) -> bool:
    return share is not None and share.of is Interest.SHARES and share.known and not role


def _bears(criterion: ControlCriterion, link: Link) -> bool:
    role = (link.role or "").casefold()
    if criterion.words:
        return any(word in role for word in criterion.words)
    if link.type == "owns":
        return _share_bears(criterion, link)
    return link.type in criterion.links


def _share_bears(criterion: ControlCriterion, link: Link) -> bool:
    share = link.share
    if share is None or (not share.known and share.of is Interest.SHARES):
        return criterion.without_share
    if share.of not in criterion.interests:
        return False
    return share.of is Interest.CONTROL or share.at_most > criterion.above
