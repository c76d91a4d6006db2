"""Joining statements of one link that come from several places."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from yalu.model.evidence import Evidence, combined_confidence
from yalu.model.link import LINK_TYPES, Link


def merge_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Join links of one type, ends and status: the evidence is kept side by side, the first role and date stand.

    The ends of an undirected link may be swapped. A link's id is made from what it says, so it stays the same from run
    to run. A link from a party to itself is dropped. Links that state a share or an amount stay apart, for two stakes
    or payments add up, and keep their ids.
    """
    groups: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in links:
        ends = (link.source, link.target)
        if link.share is not None or link.amount is not None:
            groups[("apart", link.id)].append(link)
        elif link.source != link.target:
            directed = LINK_TYPES[link.type].directed
            groups[(link.type, *(ends if directed else sorted(ends)), link.status.value)].append(link)
    return tuple(group[0] if key[0] == "apart" else _merged(key, group) for key, group in groups.items())


def _merged(key: tuple[str, ...], group: list[Link]) -> Link:
    first = group[0]
    by_place: dict[tuple[str, int | None, str], Evidence] = {}
    for link in group:
        for item in link.evidence:
            place = (item.document, item.start, item.quote)
            known = by_place.get(place)
            if known is None or item.confidence > known.confidence:
                by_place[place] = item
    evidence = tuple(by_place.values())
    return replace(
        first,
        id="link-" + hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12],
        role=next((link.role for link in group if link.role), None),
        goods=tuple(dict.fromkeys(goods for link in group for goods in link.goods)),
        interval=next((link.interval for link in group if link.interval.start), first.interval),
        evidence=evidence,
        confidence=combined_confidence(evidence),
    )
