"""How candidates are scored: Yalu's own score, or, where nomenklatura is installed, one of its algorithms."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import orjson
from followthemoney import EntityProxy

from yalu.model import YaluError
from yalu.screening import Hit, Share

OWN = "yalu"
BEST = "best"
DOCUMENTATION = "https://github.com/yalu-project/yalu/blob/main/docs/screening.md"
THEIR_SOURCE = "https://github.com/opensanctions/nomenklatura"
OFFERED = ("logic-v2", "ofac", "name-based", "name-qualified", "logic-v1", "regression-v1")
"""Algorithms of nomenklatura that a server offers."""

Config = Mapping[str, str | int | float | bool | None]


class AlgorithmError(YaluError):
    """An algorithm, or a setting of one, that there is not."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One part of a score: what it compares, and how much it counts."""

    description: str
    coefficient: float
    url: str


@dataclass(frozen=True, slots=True)
class Explained:
    """What one feature adds to a score, and on which values of the query and of the candidate."""

    score: float
    detail: str | None = None
    query: str | None = None
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class Algorithm:
    """An algorithm, as a client chooses it. `config` are its settings: type, description, default."""

    name: str
    description: str
    features: dict[str, Feature]
    config: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether it is Yalu's score, which comes with the search itself."""
        return self.name == OWN

    def scorer(self, weights: Mapping[str, float], config: Config) -> "Scorer":
        """Give what scores a query against a candidate.

        Raises:
            AlgorithmError: the algorithm has no such setting, or the value is none for it.
        """
        unknown = sorted(set(config) - set(self.config))
        if unknown:
            known = ", ".join(self.config) or "none"
            raise AlgorithmError(f"Invalid config for {self.name}: {unknown[0][:100]!r}; its settings are: {known}")
        for key, value in config.items():
            if self.config[key]["type"] == "float" and value is not None and not _is_number(value):
                raise AlgorithmError(f"Invalid config for {self.name}: {key} must be a number")
        return _NomenklaturaScorer(self.name, dict(weights), dict(config))


class Scorer(Protocol):
    """Scores one query against one candidate."""

    def score(self, query: EntityProxy, candidate: EntityProxy) -> tuple[float, dict[str, Explained]]:
        """Give the score and its explanation."""
        ...


class _NomenklaturaScorer:
    def __init__(self, name: str, weights: dict[str, float], config: dict[str, Any]) -> None:
        from nomenklatura.matching import ScoringConfig

        self._algorithm = _theirs()[name]
        settings = self._algorithm.default_config()
        self._config = ScoringConfig(
            weights={**settings.weights, **weights},
            config={**settings.config, **{key: value for key, value in config.items() if value is not None}},
        )

    def score(self, query: EntityProxy, candidate: EntityProxy) -> tuple[float, dict[str, Explained]]:
        """Give the score and its explanation."""
        # It keeps names by the id alone, so an id must never stand for two contents.
        for entity in (query, candidate):
            entity.id = content_id(entity)
        result = self._algorithm.compare(query, candidate, self._config)
        told = {
            name: Explained(item.score, item.detail, item.query, item.candidate)
            for name, item in result.explanations.items()
        }
        return result.score, told


OWN_FEATURES = {
    "equal": "Words of both names that are the same.",
    "edit": "Words that differ in one or two letters.",
    "romanisation": "Words that romanise one name in two ways.",
    "known": "Two forms of one known name.",
    "join": "Words that one side writes together and the other apart.",
    "initial": "An initial that stands for a word.",
    "korean": "Names that can be read as the same Korean syllables.",
    "chinese": "Names that can be read as the same Chinese syllables.",
    "unmatched": "Words of either name that find no partner.",
    "other words": "Words that stand in each other's place; lowers the score.",
    "differing letters": "Letters that differ in similar words; lowers the score.",
    "half the name": "A half of the listed name that the query lacks; lowers the score.",
    "other legal form": "Two different legal forms; lowers the score.",
    "other numbers": "Numbers that contradict each other; lowers the score.",
    "other syllables": "Korean or Chinese names with another syllable; lowers the score.",
    "weak alias": "The listed name is marked as weak by the list; lowers the score.",
    "birthDate": "Birth dates that differ; lowers the score.",
    "gender": "Genders that differ; lowers the score.",
    "country": "No country in common; lowers the score.",
    "flag": "No flag in common; lowers the score.",
    "imoNumber": "Another IMO number, which lowers the score; the same is a match by itself.",
    "identifier": "An identifier that both sides hold: a match by itself.",
}
"""The commonest kinds of shares of Yalu's score; a hit names others in the same way."""


@cache
def algorithms() -> dict[str, Algorithm]:
    """Give the algorithms that this installation offers, by name, Yalu's own first."""
    own = {name: Feature(text, 1.0, DOCUMENTATION) for name, text in OWN_FEATURES.items()}
    text = "Additive alignment of words with an explanation that adds up; facts that differ lower it."
    found = {OWN: Algorithm(OWN, text, own)}
    for name, theirs in _theirs().items():
        text = " ".join((theirs.__doc__ or "").split())
        config = {key: item.model_dump(mode="json") for key, item in theirs.CONFIG.items()}
        found[name] = Algorithm(name, text, _features(theirs), config)
    return found


def _features(theirs: Any) -> dict[str, Feature]:
    try:
        docs = theirs.get_feature_docs()
    except ValueError:
        # It makes addresses of its own files, which fails where they lie behind a symbolic link.
        return {
            item.name: Feature(item.func.__doc__ or "", item.weight, THEIR_SOURCE)
            for item in getattr(theirs, "features", ())
        }
    return {key: Feature(item.description or "", item.coefficient, item.url) for key, item in docs.items()}


@cache
def _theirs() -> dict[str, Any]:
    try:
        from nomenklatura.matching import get_algorithm
    except ImportError:
        return {}
    found = {name: get_algorithm(name) for name in OFFERED}
    return {name: algorithm for name, algorithm in found.items() if algorithm is not None}


def algorithm_named(name: str, best: str = OWN) -> Algorithm:
    """Give an algorithm by its name; "best" is the one named `best`.

    Raises:
        AlgorithmError: this installation has no such algorithm.
    """
    known = algorithms()
    found = known.get(best if name == BEST else name)
    if found is None:
        hint = "" if _theirs() else "; the others come with the extra nomenklatura"
        raise AlgorithmError(f"Unknown algorithm: {name[:100]!r}; offered are {', '.join(known)}{hint}")
    return found


def content_id(entity: EntityProxy) -> str:
    """Give an id made of everything that an entity says."""
    said = orjson.dumps([entity.schema.name, entity.properties], option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(said, digest_size=16).hexdigest()


def explain_hit(hit: Hit) -> dict[str, Explained]:
    """Give the shares of a hit by their kind; their scores add up to the hit's."""
    kinds: dict[str, list[Share]] = {}
    for share in hit.explanation:
        kinds.setdefault(share.kind, []).append(share)
    return {kind: _explained(shares) for kind, shares in kinds.items()}


def _explained(shares: Sequence[Share]) -> Explained:
    sides = [(share.query, share.listed) for share in shares]
    detail = "; ".join(f"{query or '(none)'} = {listed or '(none)'}" for query, listed in sides if query or listed)
    return Explained(
        score=round(sum(share.share for share in shares), 4),
        detail=detail or shares[0].kind,
        query=" ".join(query for query, _ in sides if query) or None,
        candidate=" ".join(listed for _, listed in sides if listed) or None,
    )


def _is_number(value: Any) -> bool:
    try:
        return abs(float(value)) < float("inf")
    except (TypeError, ValueError):
        return False
