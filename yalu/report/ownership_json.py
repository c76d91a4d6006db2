"""Ownership answers as one JSON object; docs/ownership.md describes every key."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from yalu.model import Link, Share
from yalu.network.ownership import ControlFinding, Ownership, PartyOwnership, Regime, Stake, Tier
from yalu.report.ownership_names import Known


def ownership_json(
    answers: Sequence[PartyOwnership], regimes: Sequence[Ownership], known: Known, notes: Sequence[str], as_of: date
) -> str:
    """Write the answers for parties, with every link that they rest on."""
    links = dict.fromkeys(
        [identity for a in answers for tier in a.tiers for stake in tier.stakes for identity in stake.links]
        + [finding.link for a in answers for finding in a.control]
    )
    return _dumps(
        {
            "as_of": as_of.isoformat(),
            "regimes": [_regime(answer) for answer in regimes],
            "results": [result_json(answer, known) for answer in answers],
            "links": [_link(known.links[identity]) for identity in links if identity in known.links],
            "notes": list(notes),
        }
    )


def ownership_table_json(regimes: Sequence[Ownership], known: Known, notes: Sequence[str], as_of: date) -> str:
    """Write all parties that are, or may be, blocked through ownership, with their direct stakes."""
    results = [
        {"regime": answer.regime.id, **_tier(answer.tier(party), known)}
        for answer in regimes
        for party in (*answer.blocked, *answer.possibly_blocked)
    ]
    return _dumps(
        {
            "as_of": as_of.isoformat(),
            "regimes": [_regime(answer) for answer in regimes],
            "results": results,
            "notes": list(notes),
        }
    )


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _regime(answer: Ownership) -> dict[str, Any]:
    regime: Regime = answer.regime
    return {
        "id": regime.id,
        "name": regime.name,
        "test": regime.test,
        "threshold": regime.threshold,
        "more_than_threshold": regime.strictly,
        "added_up": regime.aggregates,
        "counts": [kind.value for kind in regime.counts],
        "status": regime.status.value,
        "from": regime.interval.start,
        "to": regime.interval.end,
        "source": regime.source,
        "note": regime.note,
        "checked": regime.checked,
        "listed": len(answer.listed),
        "blocked": len(answer.blocked),
        "possibly_blocked": len(answer.possibly_blocked),
        "lists_not_counted": [{"list": name, "entries": count} for name, count in answer.not_counted],
    }


def result_json(answer: PartyOwnership, known: Known) -> dict[str, Any]:
    """Give the answer for one party."""
    return {
        "party": answer.party,
        "name": known.name(answer.party),
        "regime": answer.regime.id,
        "state": answer.state.value,
        "sentence": answer.sentence(),
        "held": _share(answer.held),
        "missing": _share(answer.missing),
        "through": [{"party": party, "name": known.name(party)} for party in answer.through],
        "effective": _percent(answer.effective),
        "tiers": [_tier(tier, known) for tier in answer.tiers],
        "control": [_finding(finding, known) for finding in answer.control],
    }


def _tier(tier: Tier, known: Known) -> dict[str, Any]:
    return {
        "party": tier.party,
        "name": known.name(tier.party),
        "schema": known.schema(tier.party),
        "state": tier.state.value,
        "tier": tier.tier,
        "held": _share(tier.held),
        "missing": _share(tier.missing),
        "own": _share(tier.own),
        "adds_up_to_over_100": _percent(tier.over),
        "stakes": [_stake(stake, known) for stake in tier.stakes],
    }


def _stake(stake: Stake, known: Known) -> dict[str, Any]:
    return {
        "owner": stake.owner,
        "name": known.name(stake.owner),
        "share": _share(stake.share),
        "state": stake.state.value,
        "counts": stake.counts,
        "jointly": stake.jointly,
        "when": stake.when.value,
        "sources_disagree": stake.disagree,
        "links": list(stake.links),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "at_least": _percent(share.at_least),
        "at_most": _percent(share.at_most),
        "more_than_at_least": share.above,
        "less_than_at_most": share.below,
        "of": share.of.value,
        "words": str(share),
    }


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _finding(finding: ControlFinding, known: Known) -> dict[str, Any]:
    return {
        "criterion": finding.criterion,
        "text": finding.text,
        "source": finding.source,
        "party": finding.party,
        "name": known.name(finding.party),
        "state": finding.state.value,
        "link": finding.link,
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "type": link.type,
        "source": link.source,
        "target": link.target,
        "role": link.role,
        "status": link.status.value,
        "from": link.interval.start,
        "to": link.interval.end,
        "share": None if link.share is None else str(link.share),
        "evidence": [
            {"document": item.document, "quote": item.quote, "publisher": item.publisher, "date": item.date}
            for item in link.evidence
        ],
    }
