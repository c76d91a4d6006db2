"""The score of two entities: the best of their names, moved by what else is known, or an identifier by itself."""

from dataclasses import dataclass

from yalu.names import Name
from yalu.screening.facts import FACTS, UNCHANGED, WEAK_ALIAS, Fact, Verdict
from yalu.screening.hit import Hit, Share
from yalu.screening.party import PartyName, ScreenedParty
from yalu.screening.schemata import compatible
from yalu.screening.score import FULL, explain_names, score_names


@dataclass(frozen=True, slots=True)
class Match:
    """How a query and a listed entity agree. `score` is in ten-thousandths; `support` counts the agreeing facts.

    `pair` is the query's and the listed name that agree best, `None` for a match on an identifier alone; `identifiers`
    are the keys that both hold.
    """

    score: int
    support: int
    pair: tuple[PartyName, PartyName] | None
    verdicts: tuple[tuple[Fact, Verdict], ...]
    identifiers: tuple[tuple[str, str], ...]


def weigh_facts(query: ScreenedParty, listed: ScreenedParty) -> tuple[tuple[Fact, Verdict], ...]:
    """Give what each fact that both sides state says about them."""
    verdicts = []
    for fact in FACTS:
        if fact.family in (query.family, listed.family):
            left = tuple(value for prop in fact.properties for value in query.facts.get(prop, ()))
            right = tuple(value for prop in fact.properties for value in listed.facts.get(prop, ()))
            if left and right:
                verdicts.append((fact, fact.compare(left, right)))
    return tuple(verdicts)


def weak_factor(query: ScreenedParty, name: PartyName, support: int) -> int:
    """Give what is left of a score because the listed name is a weak alias, in thousandths."""
    if not name.weak:
        return UNCHANGED
    if support:
        return WEAK_ALIAS["supported"]
    single = len(name.name.tokens) == 1 and query.family == "Person"
    return WEAK_ALIAS["unsupported word" if single else "unsupported"]


def apply_factors(score: int, factors: tuple[int, ...]) -> int:
    """Lower a score by factors in thousandths, one after the other, rounding down."""
    for factor in factors:
        score = score * factor // UNCHANGED
    return score


def match_parties(
    query: ScreenedParty, listed: ScreenedParty, pairs: tuple[tuple[PartyName, PartyName], ...] | None = None
) -> Match | None:
    """Score two entities.

    Args:
        query: Who is asked for.
        listed: Whom it may be.
        pairs: The pairs of names to look at, where the caller knows that no other can count; all of them otherwise.

    Returns:
        The match, or `None` if the two cannot be the same kind of entity.
    """
    if not compatible(query.schema, listed.schema):
        return None
    verdicts = weigh_facts(query, listed)
    support = sum(verdict.agrees for _, verdict in verdicts)
    factors = tuple(verdict.factor for _, verdict in verdicts)
    best: tuple[int, tuple[PartyName, PartyName] | None] = (0, None)
    for pair in pairs if pairs is not None else tuple((a, b) for a in query.names for b in listed.names):
        score = score_names(pair[0].name, pair[1].name)
        score = apply_factors(score, (weak_factor(query, pair[1], support), *factors))
        if score > best[0]:
            best = (score, pair)
    shared = tuple(key for key in query.identifiers if key in listed.identifiers)
    return Match(FULL if shared else best[0], support, best[1], verdicts, shared)


def explain(query: ScreenedParty, listed: ScreenedParty, match: Match) -> tuple[Share, ...]:
    """Give the shares that add up to a match's score."""
    if match.identifiers:
        key = match.identifiers[0]
        prop, written = query.identifiers[key]
        return (Share(written, listed.identifiers[key][1], prop, match.score / FULL),)
    if match.pair is None:
        return ()
    shares = list(explain_names(match.pair[0].name, match.pair[1].name))
    left = score_names(match.pair[0].name, match.pair[1].name)
    steps = [("weak alias", weak_factor(query, match.pair[1], match.support), "", "")]
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


def to_hit(query: ScreenedParty, listed: ScreenedParty, match: Match) -> Hit:
    """Give the result as the user sees it."""
    asked: Name | None = match.pair[0].name if match.pair else None
    found: Name | None = match.pair[1].name if match.pair else None
    return Hit(
        id=listed.id,
        caption=listed.caption,
        schema=listed.schema,
        score=match.score / FULL,
        name=found.text if found else listed.caption,
        query=asked.text if asked else query.caption,
        dataset=listed.dataset,
        explanation=explain(query, listed, match),
    )
