"""Matching: who of the served entities can a queried party be, filtered and scored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from followthemoney import EntityProxy, model
from followthemoney.types import registry

from yalu.model import YaluError
from yalu.screening import FoundParty, Screener
from yalu.workspace.datasets.algorithms import Algorithm, Config, Explained, Scorer, explain_hit
from yalu.workspace.datasets.store import EntityStore, StoredEntity

RETRIEVAL = 0.3
"""The score from which an entity is a candidate of another algorithm than Yalu's own."""
LEAST = 0.1
"""The lowest score that is searched for; below it, names share no more than a common word."""
MAX_CANDIDATES = 500
"""Candidates of one query that another algorithm scores, those first that Yalu's own score puts first."""
CHUNK = 10
"""Queries screened between two looks at the clock."""


class OutOfTimeError(YaluError):
    """The time for an answer is over."""


@dataclass(frozen=True, slots=True)
class EntityFilter:
    """Which entities may be given. An empty `topics` allows all; `exclude_ids` also holds for merged ids."""

    scope: frozenset[str]
    exclude_schemata: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    changed_since: str | None = None
    exclude_ids: frozenset[str] = frozenset()

    def looks_within(self, store: EntityStore) -> bool:
        """Whether entities of a store, of schemata that are not excluded, must be looked at one by one."""
        return bool(self.topics or self.changed_since or self.exclude_ids) or not store.holds_only(self.scope)

    def allows(self, entity: StoredEntity) -> bool:
        """Whether an entity may be given."""
        return (
            not self.scope.isdisjoint(entity.datasets)
            and entity.schema not in self.exclude_schemata
            and (not self.topics or not self.topics.isdisjoint(entity.values_of(registry.topic)))
            and (self.changed_since is None or (entity.last_change or "") > self.changed_since)
            and (not self.exclude_ids or self.exclude_ids.isdisjoint((entity.id, *entity.referents)))
        )


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """How to match. A result is given when its score is above `cutoff`, and is a match from `threshold` on.

    A match is always given: an entity whose score is exactly the threshold is not lost where both are the same.
    """

    algorithm: Algorithm
    threshold: float = 0.7
    cutoff: float = 0.7
    limit: int = 5
    weights: Mapping[str, float] = field(default_factory=dict)
    config: Config = field(default_factory=dict)

    @property
    def least(self) -> float:
        """The least score that can be given."""
        return min(self.cutoff, self.threshold)


@dataclass(frozen=True, slots=True)
class ScoredEntity:
    """An entity with its score, how that comes about, and whether it reaches the threshold."""

    entity: StoredEntity
    score: float
    match: bool
    explanations: dict[str, Explained]


@dataclass(frozen=True, slots=True)
class Matches:
    """The results for one query, best first; `total` is the number of matches, shown or not."""

    results: tuple[ScoredEntity, ...]
    total: int


def match_many(
    screener: Screener,
    stores: Mapping[str, EntityStore],
    queries: Sequence[EntityProxy],
    allowed: EntityFilter,
    settings: MatchSettings,
    expired: Callable[[], bool],
) -> list[Matches]:
    """Match queries against the served entities.

    Raises:
        AlgorithmError: the algorithm has no such setting.
        OutOfTimeError: `expired` said so.
    """
    scorer = (
        None
        if settings.algorithm.own and not settings.config
        else settings.algorithm.scorer(settings.weights, settings.config)
    )
    least = max(LEAST, settings.least) if scorer is None else RETRIEVAL
    found: list[Matches] = []
    for start in range(0, len(queries), CHUNK):
        some = queries[start : start + CHUNK]
        if expired():
            raise OutOfTimeError(f"{start} of {len(queries)} queries were answered when the time was over")
        asked = [{"schema": query.schema.name, "properties": query.properties} for query in some]
        for query, candidates in zip(some, screener.find_many(asked, least), strict=True):
            kinds = comparable_schemata(query.schema.name) - allowed.exclude_schemata
            fitting = [item for item in candidates if item.party.schema in kinds]
            if scorer is None:
                found.append(_found(fitting, stores, allowed, settings))
                continue
            if expired():
                raise OutOfTimeError("the time was over before all candidates were scored")
            found.append(_scored(query, _allowed(fitting, stores, allowed), settings, scorer))
    return found


def _found(
    candidates: Sequence[FoundParty], stores: Mapping[str, EntityStore], allowed: EntityFilter, settings: MatchSettings
) -> Matches:
    """Give those that reach the threshold. Only what is shown is explained, and fetched where that is enough."""
    given = [item for item in candidates if _is_given(item.score, settings)]
    if any(allowed.looks_within(stores[name]) for name in {item.party.dataset for item in given}):
        kept = _allowed(given, stores, allowed)
        given, shown = [item for item, _ in kept], kept[: settings.limit]
    else:
        shown = _entities(given[: settings.limit], stores)
    results = tuple(
        ScoredEntity(entity, item.score, item.score >= settings.threshold, explain_hit(item.hit()))
        for item, entity in shown
    )
    return Matches(results, sum(item.score >= settings.threshold for item in given))


def _scored(
    query: EntityProxy,
    candidates: Sequence[tuple[FoundParty, StoredEntity]],
    settings: MatchSettings,
    scorer: Scorer,
) -> Matches:
    others = []
    for _, entity in candidates[: max(MAX_CANDIDATES, settings.limit)]:
        score, told = scorer.score(query, entity.proxy())
        if _is_given(score, settings):
            others.append(ScoredEntity(entity, score, score >= settings.threshold, told))
    others.sort(key=lambda item: -item.score)
    return Matches(tuple(others[: settings.limit]), sum(item.match for item in others))


def _allowed(
    candidates: Sequence[FoundParty], stores: Mapping[str, EntityStore], allowed: EntityFilter
) -> list[tuple[FoundParty, StoredEntity]]:
    return [(item, entity) for item, entity in _entities(candidates, stores) if allowed.allows(entity)]


def _entities(
    candidates: Sequence[FoundParty], stores: Mapping[str, EntityStore]
) -> list[tuple[FoundParty, StoredEntity]]:
    """Give what was found with its entities, in its order."""
    wanted: dict[str, list[str]] = {}
    for item in candidates:
        wanted.setdefault(item.party.dataset, []).append(item.party.id)
    entities = {name: stores[name].get_many(ids) for name, ids in wanted.items()}
    return [(item, entities[item.party.dataset][item.party.id]) for item in candidates]


def _is_given(score: float, settings: MatchSettings) -> bool:
    return score > settings.least or (score >= settings.threshold and score > 0)


@cache
def comparable_schemata(schema: str) -> frozenset[str]:
    """Give the schemata whose entities a query of a schema can be."""
    known = model.schemata[schema]
    kinds = {kind.name for kind in known.matchable_schemata}
    if not known.matchable:
        kinds |= {kind.name for kind in known.descendants}
    return frozenset(kinds)
