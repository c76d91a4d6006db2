"""Cuts: which designations, within a budget, would leave the least flow to the parties that one protects from.

A maximum-flow interdiction model over several commodities, solved exactly. Plain parties and links in, plain results
out; it is arithmetic on the links that are given, and recommends nothing.
"""
