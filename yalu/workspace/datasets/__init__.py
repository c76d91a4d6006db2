"""Datasets that are served: a catalog, an entity store with full-text search for each, one screener over all."""

from yalu.workspace.datasets.algorithms import Algorithm, AlgorithmError, algorithm_named, algorithms
from yalu.workspace.datasets.catalog import Catalog, ServedDataset
from yalu.workspace.datasets.examples import ExampleError, clean_example
from yalu.workspace.datasets.lucene import QuerySyntaxError, parse_query, parse_simple, prefix_query
from yalu.workspace.datasets.matching import EntityFilter, Matches, MatchSettings, OutOfTimeError
from yalu.workspace.datasets.nesting import Adjacent, Paging
from yalu.workspace.datasets.search import Facet, Found, SearchQuery, scope_facets
from yalu.workspace.datasets.serving import ServedData, load_served
from yalu.workspace.datasets.sources import ServedSources
from yalu.workspace.datasets.store import EntityStore, StoredEntity

__all__ = [
    "Adjacent",
    "Algorithm",
    "AlgorithmError",
    "Catalog",
    "EntityFilter",
    "EntityStore",
    "ExampleError",
    "Facet",
    "Found",
    "MatchSettings",
    "Matches",
    "OutOfTimeError",
    "Paging",
    "QuerySyntaxError",
    "SearchQuery",
    "ServedData",
    "ServedDataset",
    "ServedSources",
    "StoredEntity",
    "algorithm_named",
    "algorithms",
    "clean_example",
    "load_served",
    "parse_query",
    "parse_simple",
    "prefix_query",
    "scope_facets",
]
