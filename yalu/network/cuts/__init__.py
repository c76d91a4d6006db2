"""Cuts: which designations, within a budget, would leave the least flow to the parties that one protects from.

A maximum-flow interdiction model over several commodities, solved exactly. Plain parties and links in, plain results
out; it is arithmetic on the links that are given, and recommends nothing.
"""

from yalu.network.cuts.asking import CutRequest, NetworkCut, cut_network
from yalu.network.cuts.costs import CostClass, CostTable, PartyCost, costs_template, countries_of
from yalu.network.cuts.cut import find_cut
from yalu.network.cuts.flows import FlowReading, flow_readings, flows_of
from yalu.network.cuts.question import CutError, CutQuestion, CutSettings, Holding, Weighting
from yalu.network.cuts.result import (
    CommodityFlow,
    Comparison,
    Cut,
    CutResult,
    Designated,
    FrontierPoint,
    RemainingFlow,
)
from yalu.network.cuts.scenarios import ScenarioCut

__all__ = [
    "CommodityFlow",
    "Comparison",
    "CostClass",
    "CostTable",
    "Cut",
    "CutError",
    "CutQuestion",
    "CutRequest",
    "CutResult",
    "CutSettings",
    "Designated",
    "FlowReading",
    "FrontierPoint",
    "Holding",
    "NetworkCut",
    "PartyCost",
    "RemainingFlow",
    "ScenarioCut",
    "Weighting",
    "costs_template",
    "countries_of",
    "cut_network",
    "find_cut",
    "flow_readings",
    "flows_of",
]
