"""A check of goods in the terminal and as JSON (keys: docs/goods.md)."""

from collections.abc import Iterable

import orjson
from rich.console import Console
from rich.text import Text

from yalu.goods import NO_RULE, ConditionState, Finding, GoodsAnswer, GoodsCheck, GoodsMatch
from yalu.model import State
from yalu.report.wording import one_line, period

UNCHECKED = "UNCHECKED: not compared with its source text"
_PERIODS = {
    State.VALID: "in force on the day",
    State.POSSIBLE: "may be in force on the day: its day is not known",
    State.UNKNOWN: "in the table, but not since when: open for the day",
    State.NOT_YET: "not yet in force on the day",
    State.ENDED: "no longer in force on the day",
}
_CONDITIONS = {ConditionState.MET: "met", ConditionState.NOT_MET: "not met", ConditionState.UNKNOWN: "not known"}


def goods_json(check: GoodsCheck) -> str:
    """Write a check as one JSON object on one line."""
    return orjson.dumps(check, option=orjson.OPT_APPEND_NEWLINE).decode()


def goods_answer_json(answer: GoodsAnswer) -> str:
    """Write the answer for a row as one JSON object on one line; `error` only where there is one."""
    if answer.check is None:
        return orjson.dumps({"row": answer.row, "error": answer.error}, option=orjson.OPT_APPEND_NEWLINE).decode()
    return orjson.dumps({"row": answer.row, "check": answer.check}, option=orjson.OPT_APPEND_NEWLINE).decode()


def print_goods(check: GoodsCheck, console: Console) -> None:
    """Print a check: what was understood, the rules that bear on the goods, and what does not or not yet."""
    say = _Page(console)
    say.line(f"{one_line(check.asked or check.code or '', 200)}{_route(check)}, on {check.day}", style="bold")
    for match in check.matches:
        say.line(_match(match), indent=2)
    for item in check.not_counted:
        say.line(f"not counted: '{one_line(item.words, 80)}': {one_line(item.reason, 200)}", indent=2, style="dim")
    for note in check.notes:
        say.line(one_line(note, 300), indent=2)
    own = [finding for finding in check.findings if not finding.for_all_goods]
    say.section(f"For these goods: {', '.join(check.states)}")
    say.findings(finding for finding in own if finding.stands)
    if check.states == (NO_RULE,):
        say.line("This says nothing of other rules, and is no leave to trade.", indent=2)
    general = [finding for finding in check.findings if finding.for_all_goods]
    if general:
        say.section(f"For all goods on this route: {', '.join(check.states_for_all_goods)}")
        say.findings(finding for finding in general if finding.stands)
    rest = [finding for finding in check.findings if not finding.stands]
    if rest:
        say.section("Looked at, but not in force on the day or with a condition that is not met")
        say.brief(rest)
    console.print()
    say.line(check.disclaimer, style="dim")


def print_goods_answers(answers: Iterable[GoodsAnswer], console: Console) -> None:
    """Print one line for each row: what its rules say, or why it was not checked."""
    say = _Page(console)
    for answer in answers:
        if answer.check is None:
            say.line(f"row {answer.row}: not checked: {one_line(answer.error or '', 200)}", style="bold")
        else:
            asked = " ".join(filter(None, (answer.check.code, answer.check.asked)))
            say.line(f"row {answer.row}: {one_line(asked, 60)}: {', '.join(answer.check.states)}")


class _Page:
    def __init__(self, console: Console) -> None:
        self._console = console

    def line(self, text: str, *, indent: int = 0, style: str = "") -> None:
        for line in Text(text, style=style).wrap(self._console, max(self._console.width - indent, 20)):
            self._console.print(Text(" " * indent) + line)

    def section(self, title: str) -> None:
        self._console.print()
        self.line(title, style="bold")

    def findings(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.line(_title(finding), indent=2, style="bold")
            for line in _details(finding):
                self.line(line, indent=6)

    def brief(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            why = _PERIODS[finding.period]
            if finding.conditions_state is ConditionState.NOT_MET:
                unmet = [item for item in finding.conditions if item.state is ConditionState.NOT_MET]
                said = "; ".join(f"{item.text}: {item.read}" if item.read else item.text for item in unmet)
                why = f"not met as described: {said}"
            mark = "" if finding.checked else " [unchecked]"
            self.line(f"{_title(finding)}{_span(finding)}: {why}{mark}", indent=2, style="dim")


def _route(check: GoodsCheck) -> str:
    source = f" from {check.origin.upper()}" if check.origin else ""
    return source + (f" to {check.destination.upper()}" if check.destination else "")


def _match(match: GoodsMatch) -> str:
    if not match.term:
        return f"code {match.codes[0]}, as given"
    return f"'{match.words}' ({match.confidence.value}): taken for {match.label}, HS {', '.join(match.codes)}"


def _title(finding: Finding) -> str:
    direction = "" if finding.direction == "any" else f" {finding.direction}"
    state = finding.state.value if finding.is_sure or not finding.stands else f"possibly {finding.state.value}"
    place = f"paragraph {finding.paragraph}" if finding.authority == "UN" else finding.paragraph
    return f"{state}{direction}: {finding.instrument}, {place} ({finding.rule})"


def _span(finding: Finding) -> str:
    span = period(finding.start, finding.end)
    return f", {span}" if span else ""


def _details(finding: Finding) -> Iterable[str]:
    yield finding.text
    yield f"{_PERIODS[finding.period]}{_span(finding)}"
    if finding.limit:
        yield f"amount on the day: {finding.limit}"
    for how in finding.reached_by:
        yield f"because: {one_line(how, 200)}"
    if finding.partly:
        yield "covers only a part of what was asked"
    if finding.unsure:
        yield "unsure: a wide or weak word, or one of several codes that the words may stand for"
    if finding.approximate:
        yield "approximate: the rule names no such code, its words were mapped to one"
    for condition in finding.conditions:
        either = "one of: " if condition.alternative else ""
        read = f": {one_line(condition.read, 200)}" if condition.read else ""
        yield f"condition {_CONDITIONS[condition.state]}: {either}{condition.text}{read}"
    for text in finding.exceptions:
        yield f"exception possible: {text}"
    checked = "" if finding.checked else f"; {UNCHECKED}"
    yield f"source: {finding.source}{checked}" + (f"; in doubt: {finding.doubt}" if finding.doubt else "")
