"""Verify what a workspace keeps: that nothing was changed, and that whoever is listed is found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from yalu.lists import ListSnapshot
from yalu.model import YaluError
from yalu.screening import Hit, Screener
from yalu.screening.entity import same_words
from yalu.workspace.snapshots.workspace import Workspace

FULL_SCORE = 1.0
WEAK_SCORE = 0.65
"""What a weak alias without any other fact scores at least, see docs/screening.md."""
_NAMES = ("name", "alias", "previousName", "weakAlias")
_BATCH = 500

Report = Callable[[str, float], None]
"""Called with what is being done, and the share of it that is done."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and every problem that was found, one line each.

    `shared` counts the names that another party of the list bears too, word by word: either may stand first.
    """

    lists: int
    issues: int
    files: int
    names: int
    shared: int
    problems: tuple[str, ...]


def verify_workspace(
    workspace: Workspace,
    names: Iterable[str] = (),
    *,
    screener_of: Callable[[ListSnapshot], Screener],
    report: Report = lambda *_: None,
) -> Verification:
    """Verify lists: all, or those named.

    Of each issue: the log, the hashes of the files as published and of what was read. Of each current issue: every
    listed party is found by each of its names, with the full score and before whoever is called otherwise; by weak
    aliases with at least `WEAK_SCORE`.

    Raises:
        WorkspaceError: there is no list of a name.
    """
    chosen = tuple(names) or workspace.lists()
    gone = () if names else workspace.without_log()
    problems = [f"{folder}: the log is missing; restore it, or take the list's files in again" for folder in gone]
    issues = files = asked = shared = 0
    for name in chosen:
        try:
            log = workspace.issues(name)
            for place, issue in enumerate(log):
                report(f"the files of {issue.reference}", place / len(log))
                problems += workspace.damages(issue)
                files += len(issue.files)
            issues += len(log)
            snapshot = workspace.open(log[-1])
        except YaluError as error:
            problems.append(str(error))
            continue
        finder = _Finder(snapshot, screener_of(snapshot))
        problems += finder.lost(partial(report, f"the names of {name}"))
        asked += len(finder.asked)
        shared += finder.shared
    return Verification(len(chosen), issues, files, asked, shared, tuple(problems))


class _Finder:
    """Asks a list for each of its own names."""

    def __init__(self, snapshot: ListSnapshot, screener: Screener) -> None:
        self._list = snapshot.name
        self._screener = screener
        self.asked = list(_names(snapshot))
        self.shared = 0

    def lost(self, report: Callable[[float], None]) -> Iterator[str]:
        for start in range(0, len(self.asked), _BATCH):
            batch = self.asked[start : start + _BATCH]
            queries = [{"schema": party["schema"], "properties": {"name": [name]}} for party, _, name in batch]
            for (party, kind, name), hits in zip(batch, self._screener.screen_many(queries, WEAK_SCORE), strict=True):
                problem = self._problem(party["id"], kind, name, hits)
                if problem:
                    yield f"{self._list}: {party['id']} is {problem}"
            report((start + len(batch)) / len(self.asked))

    def _problem(self, party: str, kind: str, name: str, hits: list[Hit]) -> str:
        """Tell what is wrong with the answer to one name of a party; count it if others share the name."""
        weak = kind == "weakAlias"
        score = max((hit.score for hit in hits if hit.id == party), default=0.0)
        if score < (WEAK_SCORE if weak else FULL_SCORE):
            return f"not found by its {kind} {name!r} (score {score:.2f})"
        if weak or hits[0].id == party:
            return ""
        self.shared += 1
        return "" if same_words(name, hits[0].name) else f"found behind {hits[0].id} by its {kind} {name!r}"


def _names(snapshot: ListSnapshot) -> Iterator[tuple[dict[str, Any], str, str]]:
    for party in snapshot.parties:
        for kind in _NAMES:
            for name in party["properties"].get(kind, ()):
                yield party, kind, name
