"""The score of two entities: the best of their names, moved by what else is known, or an identifier by itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from yalu.names import NameKind, analyze_name
from yalu.screening.facts import FACTS, UNCHANGED, WEAK_ALIAS, Fact, Verdict
from yalu.screening.hit import Hit, Share
from yalu.screening.identifiers import HELD
from yalu.screening.party import PartyRecord, ScreenedParty
from yalu.screening.schemata import compatible
from yalu.screening.score import FULL, explain_names

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ListedName:
    """A listed name, as far as it decides about a match; `words` is the number of its tokens."""

    text: str
    kind: NameKind
    weak: bool
    weight: int
    words: int


def same_words(one: str, other: str) -> bool:
    """Whether two names have the same words in the same order, but for case and punctuation."""
    return _WORDS.findall(one.casefold()) == _WORDS.findall(other.casefold())


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A name of the query, one of the listed entity, and their score in ten-thousandths."""

    score: int
    asked: str
    listed: ListedName

    @property
    def alike(self) -> bool:
        """Whether both have the same words in the same order."""
        return same_words(self.asked, self.listed.text)


@dataclass(frozen=True, slots=True)
class Match:
    """How a query and a listed entity agree. `score` is in ten-thousandths; `support` counts the agreeing facts.

    `pair` are the names that agree best, `None` if no two do; `identifiers` are the keys that both hold.
    """

    score: int
    support: int
    pair: ScoredPair | None
    verdicts: tuple[tuple[Fact, Verdict], ...]
    identifiers: tuple[tuple[str, str], ...]


def weigh_facts(query: PartyRecord, listed: PartyRecord) -> tuple[tuple[Fact, Verdict], ...]:
    """Give what each fact that both sides state says about them.

    A fact counts once, also where the two are of different families and each has a row for it in the table.
    """
    if not query.facts or not listed.facts:
        return ()
    verdicts: list[tuple[Fact, Verdict]] = []
    for fact in _facts_of(query.family, listed.family):
        left = [value for prop in fact.properties for value in query.facts.get(prop, ())]
        right = [value for prop in fact.properties for value in listed.facts.get(prop, ())] if left else []
        if right and not any(fact.name == other.name for other, _ in verdicts):
            verdicts.append((fact, fact.compare(tuple(left), tuple(right))))
    return tuple(verdicts)


@cache
def _facts_of(*families: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in FACTS if fact.family in families)


def weak_factor(query: PartyRecord, name: ListedName, support: int) -> int:
    """Give what is left of a score because the listed name is a weak alias, in thousandths."""
    if not name.weak:
        return UNCHANGED
    if support:
        return WEAK_ALIAS["supported"]
    single = name.words == 1 and query.family == "Person"
    return WEAK_ALIAS["unsupported word" if single else "unsupported"]


def apply_factors(score: int, factors: tuple[int, ...]) -> int:
    """Lower a score by factors in thousandths, one after the other, rounding down."""
    for factor in factors:
        score = score * factor // UNCHANGED
    return score


def match_parties(query: PartyRecord, listed: PartyRecord, pairs: Iterable[ScoredPair]) -> Match:
    """Score two entities. If they cannot be the same kind of thing, only what a party may hold counts (`HELD`).

    Of pairs with the same score the one that is written alike counts, then the one with the rarer listed name, then the
    one first in the alphabet.

    Args:
        query: Who is asked for.
        listed: Whom it may be.
        pairs: The names of both whose score can count.
    """
    verdicts = weigh_facts(query, listed)
    support = sum(verdict.agrees for _, verdict in verdicts)
    factors = tuple(verdict.factor for _, verdict in verdicts)

    def rank(pair: ScoredPair) -> tuple[int, bool, int, str, str]:
        score = apply_factors(pair.score, (weak_factor(query, pair.listed, support), *factors))
        return -score, not pair.alike, -pair.listed.weight, pair.listed.text, pair.asked

    same_kind = compatible(query.schema, listed.schema)
    counted = (pair for pair in pairs if pair.score and same_kind)
    ranked = min(((*rank(pair), pair) for pair in counted), key=lambda item: item[:-1], default=None)
    shared = tuple(key for key in query.identifiers if key in listed.identifiers and (same_kind or key[0] in HELD))
    score = FULL if shared else -ranked[0] if ranked else 0
    return Match(score, support, ranked[-1] if ranked else None, verdicts, shared)


def explain(query: PartyRecord, listed: PartyRecord, match: Match) -> tuple[Share, ...]:
    """Give the shares that add up to a match's score."""
    if match.identifiers:
        key = match.identifiers[0]
        prop, written = query.identifiers[key]
        return (Share(written, listed.identifiers[key][1], prop, match.score / FULL),)
    if match.pair is None:
        return ()
    query_name, name = (
        analyze_name(text, match.pair.listed.kind) for text in (match.pair.asked, match.pair.listed.text)
    )
    shares = [] if query_name is None or name is None else list(explain_names(query_name, name))
    left = match.pair.score
    steps = [("weak alias", weak_factor(query, match.pair.listed, match.support), "", "")]
    for fact, verdict in match.verdicts:
        values = [
            ", ".join(v for prop in fact.properties for v in party.facts.get(prop, ())) for party in (query, listed)
        ]
        steps.append((fact.name, verdict.factor, values[0], values[1]))
    for kind, factor, asked, stated in steps:
        rest = left * factor // UNCHANGED
        if kind != "weak alias" or factor != UNCHANGED:
            shares.append(Share(asked, stated, kind, (rest - left) / FULL))
        left = rest
    return tuple(shares)


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A listed entity that reaches the threshold, and how. Explaining it takes longer than finding it."""

    asked: ScreenedParty
    party: PartyRecord
    match: Match

    @property
    def score(self) -> float:
        """The score, from 0 to 1."""
        return self.match.score / FULL

    def hit(self) -> Hit:
        """Give the result as the user sees it, explained."""
        pair = self.match.pair
        return Hit(
            id=self.party.id,
            caption=self.party.caption,
            schema=self.party.schema,
            score=self.score,
            name=pair.listed.text if pair else self.party.caption,
            query=pair.asked if pair else self.asked.caption,
            dataset=self.party.dataset,
            explanation=explain(self.asked, self.party, self.match),
        )
