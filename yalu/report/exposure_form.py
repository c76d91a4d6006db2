"""The exposure of wallets in the terminal and as JSON (keys: docs/wallets.md)."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.network.exposure import AssetExposure, ExposureHop, ListedExposure, WalletExposure
from yalu.report.record_form import plain_amount
from yalu.report.wording import one_line
from yalu.workspace.wallet_exposure import ExposureAnswer, ListedWallet

_SHOWN = 10
REMINDER = (
    "Only the transfers given are known. A way shows that an asset can have come along it, not that it did; the bound "
    "is the most that can have. Changes to other assets are not followed."
)


def exposure_json(answer: ExposureAnswer) -> dict[str, Any]:
    """Give the answer as one JSON object; amounts are exact decimals, as text."""
    return {
        "hops": answer.hops,
        "hub": answer.hub,
        "transfers": answer.transfers,
        "repeated": answer.repeated,
        "left_out": list(answer.left_out),
        "wallets": [_wallet(item, answer.listed) for item in answer.wallets],
    }


def _wallet(item: WalletExposure, listed: Mapping[str, ListedWallet]) -> dict[str, Any]:
    return {
        "wallet": item.wallet,
        "is_known": item.is_known,
        "listed": _listed(listed[item.wallet]) if item.is_listed else None,
        "assets": [_asset(one, listed) for one in item.assets],
    }


def _asset(item: AssetExposure, listed: Mapping[str, ListedWallet]) -> dict[str, Any]:
    return {
        "asset": item.asset,
        "direction": "received" if item.received else "sent",
        "total": plain_amount(item.total),
        "count": item.count,
        "direct": plain_amount(item.direct),
        "at_most": plain_amount(item.at_most),
        "in_time_order": item.in_time_order,
        "listed": [_one(one, listed) for one in item.listed],
        "stopped_at": list(item.stopped_at),
    }


def _one(item: ListedExposure, listed: Mapping[str, ListedWallet]) -> dict[str, Any]:
    return {
        "wallet": item.listed,
        **_listed(listed[item.listed]),
        "hops": item.hops,
        "direct": plain_amount(item.direct),
        "at_most": plain_amount(item.at_most),
        "way": {"least": plain_amount(item.way.least), "hops": [_hop(hop) for hop in item.way.hops]},
    }


def _listed(item: ListedWallet) -> dict[str, str]:
    return {"id": item.id, "dataset": item.dataset, "holder": item.holder, "holder_name": item.holder_name}


def _hop(hop: ExposureHop) -> dict[str, Any]:
    return {
        "from": hop.source,
        "to": hop.target,
        "amount": plain_amount(hop.amount),
        "count": hop.count,
        "first": hop.first,
        "last": hop.last,
        "evidence": list(hop.evidence),
    }


def print_exposure(answer: ExposureAnswer, console: Console) -> None:
    """Print each wallet with what ties it to listed ones."""
    for item in answer.wallets:
        console.print(Text(f"{item.wallet}  {_standing(item, answer.listed)}", "bold"))
        for asset in item.assets:
            _print_asset(asset, answer.listed, console)
    repeated = f", {answer.repeated:,} more stand in several files and count once" if answer.repeated else ""
    console.print(Text(f"{answer.transfers:,} transfers{repeated}; ways of at most {answer.hops}.", style="dim"))
    console.print(Text(REMINDER, style="dim"))


def _standing(item: WalletExposure, listed: Mapping[str, ListedWallet]) -> str:
    if item.is_listed:
        return f"is listed: {_holder(listed[item.wallet])}"
    if not item.is_known:
        return "is not among the transfers"
    return "no way to a listed wallet was found" if not item.is_exposed else "is tied to listed wallets"


def _holder(item: ListedWallet) -> str:
    name = one_line(item.holder_name, 60)
    return f"{name} ({one_line(item.holder or item.id)}, {one_line(item.dataset)})" if name else one_line(item.id)


def _print_asset(item: AssetExposure, listed: Mapping[str, ListedWallet], console: Console) -> None:
    verb, side = ("received", "from") if item.received else ("sent", "to")
    total = f"  {verb} {plain_amount(item.total)} {item.asset} in {item.count:,} transfers"
    if item.listed:
        wider = "" if item.in_time_order else " (times not kept to: there are too many transfers)"
        total += f"; {side} listed wallets {plain_amount(item.direct)} directly"
        total += f", at most {plain_amount(item.at_most)} in all{wider}"
    console.print(Text(total))
    for one in item.listed[:_SHOWN]:
        hops = "directly" if one.hops == 1 else f"over {one.hops} transfers"
        told = f"    {side} {one.listed} ({_holder(listed[one.listed])}) {hops}, at most {plain_amount(one.at_most)}"
        console.print(Text(told), soft_wrap=True)
        for hop in one.way.hops:
            days = f", {hop.first} to {hop.last}" if hop.first != hop.last else f", {hop.first}" if hop.first else ""
            passed = f"{hop.source} sent {hop.target} {plain_amount(hop.amount)} in {hop.count:,}{days}"
            console.print(Text(f"      {passed}"), soft_wrap=True)
    if len(item.listed) > _SHOWN:
        console.print(Text(f"    and {len(item.listed) - _SHOWN} more listed wallets; --json shows all", style="dim"))
    for hub in item.stopped_at[:_SHOWN]:
        console.print(Text(f"    not followed through {hub}, which has many others around it (--hub)", style="dim"))
