"""How goods come under a rule: by codes that begin alike, by items of control lists, by terms, or as any good."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from yalu.goods.codes import bare, other_editions, written
from yalu.goods.findings import GoodsMatch
from yalu.goods.items import ControlItem
from yalu.goods.matching import Confidence
from yalu.goods.rules import Rule, Scope
from yalu.goods.vocabulary import terms

LEAST_DIGITS = 4
"""A code with fewer digits is too wide to be led to single items or codes of a list."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One way by which goods come under a rule. `exact`: the rule itself names the code.

    `unsure`: it rests on a wide or weak word, or on one of several codes that the words may stand for.
    """

    how: str
    exact: bool = False
    partly: bool = False
    unsure: bool = False


def reaches(rule: Rule, matches: Sequence[GoodsMatch]) -> Iterator[Reach]:
    """Give the ways by which what was asked comes under a rule by its codes or words."""
    scope = rule.scope
    if scope.everything:
        if not matches or any(_is_left(code, scope) for match in matches for code in map(bare, match.codes)):
            yield Reach("the rule is for all goods", exact=True)
        return
    for match in matches:
        if match.term and match.term in scope.goods:
            yield Reach(f"the rule speaks of {terms()[match.term].label}")
            continue
        mapped = (*scope.mapped, *_codes_of(scope.goods))
        found = [*_by_codes(match, scope.named, exact=True), *_by_codes(match, mapped, exact=False)]
        for best in _best(found):
            yield replace(best, unsure=_is_unsure(match, (*scope.named, *mapped)))


def item_reach(item: ControlItem, matches: Sequence[GoodsMatch]) -> Reach | None:
    """Tell whether what was asked may be an item of the control lists; words that name it come before codes."""
    for match in matches:
        if item.id in match.items and match.confidence is not Confidence.PART:
            return Reach(f"the words '{match.words}'", exact=True)
    found = [
        reach
        for match in matches
        if match.confidence is Confidence.CODE and len(bare(match.codes[0])) >= LEAST_DIGITS
        for reach in _by_codes(match, item.codes, exact=False)
    ]
    return next(iter(_best(found)), None)


def priority_reaches(codes: Mapping[str, str], matches: Sequence[GoodsMatch]) -> Iterator[tuple[str, Reach]]:
    """Give the codes of a list of codes (with their tier) under which what was asked comes, each once."""
    seen = set()
    for match in matches:
        for code in map(bare, match.codes):
            for listed in codes:
                reach = _compare(match, code, listed, exact=True) if len(code) >= LEAST_DIGITS else None
                if reach is not None and listed not in seen:
                    seen.add(listed)
                    yield listed, reach


def _is_unsure(match: GoodsMatch, codes: tuple[str, ...]) -> bool:
    if match.confidence is Confidence.CODE:
        return False
    wide = match.confidence in (Confidence.GENERAL, Confidence.WEAK)
    return wide or not all(code.startswith(codes) for code in map(bare, match.codes))


def _is_left(code: str, scope: Scope) -> bool:
    return not code.startswith(scope.left_out)


def _best(found: Sequence[Reach]) -> Iterator[Reach]:
    """Give the surest of the ways: whole before part, exact before mapped."""
    if found:
        yield min(found, key=lambda reach: (reach.partly, not reach.exact))


def _by_codes(match: GoodsMatch, codes: Sequence[str], *, exact: bool) -> Iterator[Reach]:
    for asked in map(bare, match.codes):
        for code in codes:
            reach = _compare(match, asked, code, exact=exact)
            if reach is not None:
                yield reach


def _compare(match: GoodsMatch, asked: str, code: str, *, exact: bool) -> Reach | None:
    if asked.startswith(code):
        return Reach(f"HS {_said(match, asked)} stands in {_kind(code)} {written(code)}", exact=exact)
    if code.startswith(asked):
        return Reach(f"HS {_said(match, asked)} takes in {written(code)}", exact=exact, partly=True)
    for other in other_editions(asked):
        if other.startswith(code) or code.startswith(other):
            partly = not other.startswith(code)
            how = f"HS {_said(match, asked)} is {written(other)} in another edition, in {written(code)}"
            return Reach(how, partly=partly)
    return None


def _said(match: GoodsMatch, code: str) -> str:
    return written(code) if match.confidence is Confidence.CODE else f"{written(code)} for '{match.words}'"


def _kind(code: str) -> str:
    return {2: "chapter", 4: "heading"}.get(len(code), "subheading")


@cache
def _codes_of(goods: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for term in sorted(goods) for code in terms()[term].codes))
