"""Other programs that look names up in a list. They come with `make peers`.

Each peer is given what is best for it: the list is prepared once, and questions come many at a time where it takes
many. All run on one core. `search` gives for each question the places in the list that reach .70 by the peer's score.
"""

import contextlib
from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np

from benchmarks.screening.apart import cpu

Search = Callable[[list[str]], list[list[int]]]
Find = Callable[[str, int], list[int]]
LEAST = 0.7
SECONDS = 4.0
NOTE = "scores differ: .70 is not as strict for one as for another, as the shares found and the hits show"


def scan(scorer: Any, names: list[str], prepare: Callable[[str], str], scale: float) -> Search:
    """Hold each question against every name of the list with a scorer of rapidfuzz."""
    from rapidfuzz import process

    listed = [prepare(name) for name in names]

    def search(queries: list[str]) -> list[list[int]]:
        asked = [prepare(query) for query in queries]
        scores = process.cdist(
            asked, listed, scorer=scorer, score_cutoff=LEAST * scale, dtype=np.float32, score_hint=LEAST * scale
        )
        return [np.flatnonzero(row >= LEAST * scale).tolist() for row in scores]

    return search


def sort_words(name: str) -> str:
    """Prepare a name for token_sort_ratio, which is the plain ratio of names whose words are in order."""
    from rapidfuzz.utils import default_process

    return " ".join(sorted(default_process(name).split()))


def token_sort(names: list[str]) -> Search:
    from rapidfuzz import fuzz

    return scan(fuzz.ratio, names, sort_words, 100)


def weighted_ratio(names: list[str]) -> Search:
    from rapidfuzz import fuzz, utils

    return scan(fuzz.WRatio, names, utils.default_process, 100)


def jaro_winkler(names: list[str]) -> Search:
    from rapidfuzz import distance, utils

    return scan(distance.JaroWinkler.similarity, names, utils.default_process, 1)


def find_by_terms(names: list[str]) -> Find:
    """Ask a full-text index for the names that share most words up to one slip."""
    import tantivy
    from rapidfuzz.utils import default_process

    schema = tantivy.SchemaBuilder().add_text_field("name").add_integer_field("place", stored=True, fast=True).build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for place, name in enumerate(names):
        writer.add_document(tantivy.Document(name=[default_process(name)], place=place))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(query: str, limit: int) -> list[int]:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, "name", word, distance=1))
            for word in default_process(query).split()
        ]
        best = searcher.search(tantivy.Query.boolean_query(terms), limit=limit, count=False)
        return [int(place) for place in searcher.fast_field_values("place", [where for _, where in best.hits])]

    return find


def find_by_scan(names: list[str]) -> Find:
    """Take the names that are the most alike by token_sort_ratio."""
    from rapidfuzz import fuzz, process

    listed = [sort_words(name) for name in names]

    def find(query: str, limit: int) -> list[int]:
        scores = process.cdist([sort_words(query)], listed, scorer=fuzz.ratio, dtype=np.float32)[0]
        best: list[int] = np.argpartition(-scores, limit)[:limit].tolist()
        return best

    return find


def fuzzy_terms(names: list[str]) -> Search:
    """Score the hundred names that share most words with token_sort_ratio."""
    from rapidfuzz import fuzz

    listed, find = [sort_words(name) for name in names], find_by_terms(names)

    def judge(query: str) -> list[int]:
        asked = sort_words(query)
        return [place for place in find(query, 100) if fuzz.ratio(asked, listed[place]) >= LEAST * 100]

    return lambda queries: [judge(query) for query in queries]


def shared_trigrams(names: list[str]) -> Search:
    """Multiply sparse matrices of three letters in a row, weighted by their rarity; the best ten names of each."""
    from rapidfuzz.utils import default_process
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    trigrams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32, preprocessor=default_process)
    listed = trigrams.fit_transform(names).T.tocsr()

    def search(queries: list[str]) -> list[list[int]]:
        best = sp_matmul_topn(trigrams.transform(queries), listed, top_n=10, threshold=LEAST, n_threads=1)
        return [part.tolist() for part in np.split(best.indices, best.indptr[1:-1])]

    return search


def logic_v2(names: list[str], find: Find) -> Search:
    """Let nomenklatura judge the fifty names that something else finds first."""
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    config, numbers = LogicV2.default_config(), count()

    def person(name: str) -> Any:
        """Make an entity; its number is its own, since logic-v2 remembers names by it."""
        return model.get_proxy({"id": f"n{next(numbers)}", "schema": "Person", "properties": {"name": [name]}})

    persons = [person(name) for name in names]

    def judge(query: str) -> list[int]:
        asked = person(query)
        return [place for place in find(query, 50) if LogicV2.compare(asked, persons[place], config).score >= LEAST]

    return lambda queries: [judge(query) for query in queries]


PEERS: dict[str, tuple[Callable[[list[str]], Search], int]] = {
    "rapidfuzz token_sort": (token_sort, 100),
    "rapidfuzz JaroWinkler": (jaro_winkler, 100),
    "rapidfuzz WRatio": (weighted_ratio, 10),
    "tantivy fuzzy terms": (fuzzy_terms, 50),
    "sparse_dot_topn": (shared_trigrams, 500),
    "logic-v2 after token_sort": (lambda names: logic_v2(names, find_by_scan(names)), 20),
    "logic-v2 after tantivy": (lambda names: logic_v2(names, find_by_terms(names)), 20),
}
"""How each is built, and how many questions it takes at a time."""


def missing() -> list[str]:
    """Give the packages that are not installed."""
    absent = []
    for package in ("rapidfuzz", "tantivy", "sklearn", "sparse_dot_topn", "nomenklatura"):
        with contextlib.suppress(ImportError):
            __import__(package)
            continue
        absent.append(package)
    return absent


def run_peer(
    ready: Callable[[], Any], label: str, listed: list[str], clean: list[str], asked: list[str]
) -> tuple[float, float, list[int], list[list[int]]]:
    """Build a peer, ask it for some seconds, then for the listed names with a slip."""
    ready()
    prepare, size = PEERS[label]
    began = cpu()
    search = prepare(listed)
    search(clean[-1:])
    built, began = cpu() - began, cpu()
    counts: list[int] = []
    while cpu() - began < SECONDS and len(counts) < len(clean):
        counts += [len(places) for places in search(clean[len(counts) : len(counts) + size])]
    spent, began = cpu() - began, cpu()
    answers: list[list[int]] = []
    while cpu() - began < SECONDS and len(answers) < len(asked):
        answers += search(asked[len(answers) : len(answers) + size])
    return built, spent, counts, answers
