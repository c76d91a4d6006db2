"""Names of a case's own parties that are alike, by the score that lists are screened with."""

from collections.abc import Iterator, Sequence

from yalu.screening import Screener


def names_alike(parties: Sequence[tuple[str, tuple[str, ...]]], least: float) -> Iterator[tuple[int, int, float]]:
    """Give the pairs of parties, each given as schema and names, whose names score at least `least`, and the score.

    Only names are compared: what else is known of the parties speaks for or against them by itself.
    """
    entities = [
        {"id": str(number), "schema": schema, "properties": {"name": list(names)}}
        for number, (schema, names) in enumerate(parties)
    ]
    best: dict[tuple[int, int], float] = {}
    for number, hits in enumerate(Screener(entities, "case").screen_many(entities, least)):
        for hit in hits:
            pair = (min(number, int(hit.id)), max(number, int(hit.id)))
            best[pair] = max(hit.score, best.get(pair, 0.0))
    yield from ((one, other, score) for (one, other), score in sorted(best.items()) if one != other)
