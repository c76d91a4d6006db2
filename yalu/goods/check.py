"""What bans or controls goods: from a code or description, a route and a day to findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from yalu.goods.codes import HsCode, codes_in, is_code, is_subheading_of_2022, read_code, written
from yalu.goods.conditions import ConditionResult, ConditionState, Facts
from yalu.goods.findings import Finding, GoodsAnswer, GoodsCheck, GoodsMatch, GoodsRow, gather_states
from yalu.goods.listed import ItemFound, find_items, item_conditions, item_findings, priority_findings
from yalu.goods.matching import Confidence, Uncounted, match_words
from yalu.goods.reach import Reach, reaches
from yalu.goods.routes import fits_route, read_territory
from yalu.goods.rules import Rule, RuleState, rules
from yalu.goods.wording import fold
from yalu.model import GoodsError, State, YaluError, parse_day

MAX_TEXT = 4_000
"""Characters of a description; rows of customs have some hundred."""


def check_goods(
    asked: str,
    day: date,
    *,
    code: str | None = None,
    origin: str | None = None,
    destination: str | None = None,
) -> GoodsCheck:
    """Find what bans, caps or controls goods, in the tables of this version.

    Args:
        asked: A description ("deep groove ball bearing 6204, P2") or an HS code ("8482.10").
        day: The day of the question: a rule that begins later does not stand yet.
        code: The HS code that goes with a description, if it is known.
        origin: Where the goods come from, as ISO code or name; `None` leaves that open.
        destination: Where they go to; `None` leaves that open. With both open, rules of all directions are given.

    Raises:
        GoodsError: the code is impossible, a country is not known, or there is nothing to ask for.
    """
    source = read_territory(origin) if origin else None
    target = read_territory(destination) if destination else None
    given, folded = _read_asked(asked, code)
    matches, uncounted, notes = _matches(given, folded)
    facts = Facts(folded, bearing=any(one.startswith("8482") for match in matches for one in match.codes))
    items = find_items(matches, facts)
    found = (
        *_rule_findings(matches, items, day, (source, target)),
        *item_findings(items, day),
        *priority_findings(matches, day),
    )
    findings = tuple(sorted(found, key=_order))
    return GoodsCheck(
        asked=asked,
        code=str(given) if given else None,
        origin=source,
        destination=target,
        day=day,
        matches=matches,
        findings=findings,
        states=gather_states(finding for finding in findings if not finding.for_all_goods),
        states_for_all_goods=gather_states(finding for finding in findings if finding.for_all_goods),
        not_counted=uncounted,
        notes=notes,
    )


def check_goods_rows(rows: Iterable[GoodsRow], day: date) -> Iterator[GoodsAnswer]:
    """Check rows of goods, in their order; a row that cannot be checked gives the reason, and the next is taken.

    Args:
        rows: The rows. Where there is a description, a code that is impossible is left out with a note.
        day: The day of rows that state none.
    """
    for number, row in enumerate(rows, 1):
        try:
            yield GoodsAnswer(number, _check_row(row, day))
        except YaluError as error:
            yield GoodsAnswer(number, None, str(error))


def _check_row(row: GoodsRow, day: date) -> GoodsCheck:
    code, note = row.code.strip() or None, ""
    if code and row.text.strip():
        try:
            read_code(code)
        except GoodsError as error:
            code, note = None, f"The code was left out: {error}"
    check = check_goods(
        row.text,
        parse_day(row.day) if row.day.strip() else day,
        code=code,
        origin=row.origin.strip() or None,
        destination=row.destination.strip() or None,
    )
    return replace(check, notes=(note, *check.notes)) if note else check


def _read_asked(asked: str, code: str | None) -> tuple[HsCode | None, str]:
    """Give the code that is asked for, if any, and the folded description."""
    if not asked.strip() and not code:
        raise GoodsError("there is no description and no HS code; write one, for example 8482.10")
    if len(asked) > MAX_TEXT:
        raise GoodsError(f"the description has {len(asked):,} characters; at most {MAX_TEXT:,} are read")
    if code is None and is_code(asked):
        return read_code(asked), ""
    return read_code(code) if code else None, fold(asked)


def _matches(
    given: HsCode | None, folded: str
) -> tuple[tuple[GoodsMatch, ...], tuple[Uncounted, ...], tuple[str, ...]]:
    matches: list[GoodsMatch] = []
    notes: list[str] = []
    codes = [given] if given else []
    for text, start, end in codes_in(folded):
        folded = folded[:start] + " " * (end - start) + folded[end:]
        try:
            codes.append(read_code(text))
        except GoodsError as error:
            notes.append(f"A code in the description was left out: {error}")
    for one in dict.fromkeys(codes):
        matches.append(GoodsMatch(f"HS {one}", (str(one),), str(one), Confidence.CODE))
        notes += _edition_notes(one)
    found, uncounted = match_words(folded)
    for match in found:
        codes_of_match = tuple(map(written, match.codes))
        matches.append(
            GoodsMatch(match.term.label, codes_of_match, match.words, match.confidence, match.term.id, match.term.items)
        )
    if folded and not found:
        notes.append(
            "No word of the description was matched to a good in the tables: only rules for its code, or for all "
            "goods, are given."
        )
    notes += _disagreement(matches)
    return tuple(matches), uncounted, tuple(notes)


def _edition_notes(code: HsCode) -> Iterator[str]:
    if code.editions[-1] != 2022:
        yield f"HS {code}: its heading is of the editions up to {code.editions[-1]}; the HS 2022 no longer has it."
    elif code.editions[0] != 2012:
        yield f"HS {code}: its heading came with the HS {code.editions[0]}; older papers have another."
    elif len(code.digits) >= 6 and not is_subheading_of_2022(code.digits):
        yield f"HS {code}: the HS 2022 has no such subheading; it may be of an older edition, or mistyped."


def _disagreement(matches: Sequence[GoodsMatch]) -> Iterator[str]:
    """Say where words point to other chapters than the code that goes with them."""
    given = {code[:2] for match in matches if match.confidence is Confidence.CODE for code in match.codes}
    for match in matches:
        chapters = {code[:2] for code in match.codes}
        if given and not chapters & given:
            yield f"The words '{match.words}' point to chapter {', '.join(sorted(chapters))}, the code does not."


def _rule_findings(
    matches: Sequence[GoodsMatch], items: Sequence[ItemFound], day: date, route: tuple[str | None, str | None]
) -> Iterator[Finding]:
    for rule in rules():
        if not _fits(rule, *route):
            continue
        found = list(reaches(rule, matches))
        listed, state = item_conditions(items, rule.scope.items)
        met = tuple(
            ConditionResult(f"the conditions of {_entry(one, rule)} ({one.item.name})", one.state, alternative=True)
            for one in listed
        )
        if found:
            yield _finding(rule, found, day, _open_conditions(rule), None)
        elif listed:
            yield _finding(rule, [one.reach for one in listed], day, (*met, *_open_conditions(rule)), state)


def _fits(rule: Rule, origin: str | None, destination: str | None) -> bool:
    if rule.either:
        none: frozenset[str] = frozenset()
        return fits_route(rule.sources, none, origin, destination) or fits_route(
            none, rule.targets, origin, destination
        )
    return fits_route(rule.sources, rule.targets, origin, destination)


def _entry(found: ItemFound, rule: Rule) -> str:
    return ", ".join(f"{name} {entry}" for name, entry in found.item.entries if name in rule.scope.items)


def _open_conditions(rule: Rule) -> tuple[ConditionResult, ...]:
    return tuple(ConditionResult(text, ConditionState.UNKNOWN) for text in rule.conditions)


def _finding(
    rule: Rule,
    found: Sequence[Reach],
    day: date,
    conditions: tuple[ConditionResult, ...],
    state: ConditionState | None,
) -> Finding:
    return Finding(
        rule=rule.id,
        authority=rule.authority,
        instrument=rule.instrument,
        paragraph=rule.paragraph,
        state=rule.state,
        direction=rule.direction,
        text=rule.text,
        start=rule.interval.start,
        end=rule.interval.end,
        period=rule.interval.state_on(day),
        limit=rule.limit_on(day),
        exceptions=tuple(item.text for item in rule.exceptions if item.may_hold(day)),
        conditions=conditions,
        conditions_state=state if state is not None else (ConditionState.UNKNOWN if conditions else None),
        reached_by=tuple(dict.fromkeys(reach.how for reach in found)),
        partly=all(reach.partly for reach in found),
        unsure=all(reach.unsure for reach in found),
        approximate=not any(reach.exact for reach in found) or bool(rule.scope.items and state is not None),
        for_all_goods=rule.scope.everything,
        source=rule.source,
        checked=rule.checked,
        doubt=rule.doubt,
    )


_STATES = list(RuleState)
_PERIODS = [State.VALID, State.POSSIBLE, State.UNKNOWN, State.NOT_YET, State.ENDED]
_AUTHORITIES = ["UN", "EU", "US"]


def _order(finding: Finding) -> tuple[bool, bool, bool, int, int, int]:
    """What stands comes first, of it what is for these goods, of that what leaves nothing open, bans first."""
    authority = finding.authority
    return (
        not finding.stands,
        finding.for_all_goods,
        not finding.is_sure,
        _STATES.index(finding.state),
        _AUTHORITIES.index(authority) if authority in _AUTHORITIES else len(_AUTHORITIES),
        _PERIODS.index(finding.period),
    )
