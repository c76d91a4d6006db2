"""`yalu lists`: every issue of every list, and what changed between two."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from yalu.cli.loading import progress_bar, take_apart
from yalu.cli.watch import run_after_update
from yalu.cli.workspace import AsOf, Recover, WorkspacePlace, find_reading
from yalu.lists import ListSnapshot
from yalu.lists.catalog import catalog as known_sources, source_of
from yalu.model import YaluError, parse_day
from yalu.report import issue_json, one_line, print_catalog, print_difference, print_issues, print_list
from yalu.workspace import Added, Published, Pulled, PullSettings, Workspace, diff_readings, pull_list, verify_workspace

app = typer.Typer(
    help=(
        "Keep every issue of every list, and say what changed.\n\n"
        "An issue is named NAME (the current one), NAME@DATE (the one that held on that day), NAME@ID or ID (a "
        "snapshot), or by a file."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON (its keys: docs/workspace.md).")]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Take a list in spite of reasons to refuse it: much smaller than its last issue, cut off, of a newer "
        "version. Says what was passed over.",
    ),
]


@app.command()
def catalog(as_json: Json = False) -> None:
    """Say which lists Yalu knows where to get, with their official addresses."""
    if as_json:
        _print_json([asdict(source) for source in known_sources()])
    else:
        print_catalog(known_sources(), Console())


@app.command()
def add(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Lists, packed or not; or a folder with the files of one.")
    ],
    workspace: WorkspacePlace = None,
    issued: Annotated[
        str | None,
        typer.Option("--issued", metavar="DATE", help="The day of publication, where the file or its name is wrong."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="The name of the list, if it shall be another.")
    ] = None,
    force: Force = False,
    recover: Recover = False,
    as_json: Json = False,
) -> None:
    """Take list files into the workspace, each whole or not at all. One that is refused does not stop the others.

    Example:

        yalu lists add sdn_advanced.xml consolidated.xml
    """
    kept = Workspace(workspace)
    published = Published(name=name, day=parse_day(issued) if issued else None)
    answers, failed = [], 0
    with progress_bar() as progress:
        for path in files:
            try:
                added = _add(kept, path, published, progress, force=force, recover=recover)
                answers.append({"file": str(path), **_added(added)})
                _say_added(added, kept)
            except YaluError as error:
                failed += 1
                answers.append({"file": str(path), "error": str(error)})
                typer.echo(f"yalu: {error}", err=True)
    if as_json:
        _print_json(answers)
    if failed < len(files):
        run_after_update(workspace)
    _exit(failed, len(files))


@app.command()
def apply(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A list of the workspace, in followthemoney JSON lines.")],
    deltas: Annotated[list[Path], typer.Argument(metavar="DELTA...", help="OpenSanctions' deltas, in their order.")],
    workspace: WorkspacePlace = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Apply deltas to the current issue of a list: the outcome is its next issue, kept whole."""
    kept = Workspace(workspace)
    added = kept.apply(name, deltas, now=datetime.now(UTC), force=force)
    _say_added(added, kept)
    if as_json:
        _print_json(_added(added))
    run_after_update(workspace)


@app.command()
def pull(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="Lists of the catalog; all that can be pulled.")
    ] = None,
    workspace: WorkspacePlace = None,
    force: Force = False,
    recover: Recover = False,
    as_json: Json = False,
) -> None:
    """Fetch lists from their official addresses: the only command that sends requests.

    A server is asked for a list only if it changed. Exit code 1 says that some lists failed, 2 that all did.
    """
    kept = Workspace(workspace)
    sources = [source_of(name) for name in names] if names else [item for item in known_sources() if item.default]
    by_hand = [source.name for source in sources if not source.pull]
    if by_hand:
        raise YaluError(f"{', '.join(by_hand)} cannot be pulled, see `yalu lists catalog`; fetch it and add the file")
    results: list[Pulled] = []
    with progress_bar() as progress:
        for source in sources:
            task = progress.add_task(f"pulling {source.name}", total=None)
            results.append(
                pull_list(
                    kept,
                    source,
                    now=datetime.now(UTC),
                    settings=PullSettings(),
                    force=force,
                    recover=recover,
                    progress=lambda done, total, task=task: progress.update(task, completed=done, total=total),  # type: ignore[misc]
                )
            )
            progress.remove_task(task)
            _say_pulled(results[-1], kept)
    if as_json:
        _print_json([_pulled(result) for result in results])
    if any(result.error is None for result in results):
        run_after_update(workspace)
    _exit(sum(result.error is not None for result in results), len(results))


@app.command()
def show(
    reference: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A list or one of its issues; all lists if left out.")
    ] = None,
    as_of: AsOf = None,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Show the lists of the workspace, or one list: the current issue, or the one of a day and who was listed on it."""
    kept, day = Workspace(workspace), parse_day(as_of) if as_of else None
    if reference is None:
        issues = _held(kept, day)
        if as_json:
            _print_json([issue.to_json() for issue in issues])
        elif not kept.lists():
            typer.echo(f"The workspace {kept.place} has no lists yet: yalu lists pull, or yalu lists add FILE")
        else:
            print_issues(issues, Console())
        return
    if day is not None and reference in kept.lists():
        issue, later = kept.nearest(reference, day)
    else:
        issue, later = kept.find(reference), False
    snapshot = kept.open(issue)
    if as_json:
        _print_json(issue_json(issue, snapshot, day, later=later))
        return
    print_list(issue, snapshot, day, Console())
    if later and day is not None:
        typer.echo(
            f"The workspace has no issue from {day} or before. In this later one the entry dates say who was listed "
            "then; parties delisted in between are not in it."
        )


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="An issue (NAME@DATE, NAME@ID, ID) or a file.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another one, later or of another format.")],
    workspace: WorkspacePlace = None,
    as_json: Json = False,
    recover: Recover = False,
) -> None:
    """Say what came, went and changed from one issue to another.

    Example:

        yalu lists diff ofac-sdn@2023-06-08 ofac-sdn@2023-06-16
    """
    with progress_bar() as progress:
        old, new = (find_reading(item, workspace, progress, recover=recover) for item in (before, after))
        difference = diff_readings(old, new)
    if as_json:
        _print_json(difference.to_json())
    else:
        print_difference(difference, Console())


@app.command()
def log(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A list.")],
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Show all issues of a list in the order in which they were taken in."""
    issues = Workspace(workspace).log(name)
    if as_json:
        _print_json([issue.to_json() for issue in issues])
    else:
        print_issues(issues, Console())


@app.command()
def verify(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Lists; all if left out.")] = None,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Check that nothing kept was changed, and that every listed party is found by each of its names.

    Exit code 1 says that something is wrong.
    """
    with progress_bar() as progress:
        task = progress.add_task("verifying", total=1.0)

        def screener_of(snapshot: ListSnapshot) -> Any:
            return take_apart([snapshot], progress, cache=True)

        found = verify_workspace(
            Workspace(workspace),
            names or (),
            screener_of=screener_of,
            report=lambda words, share: progress.update(task, description=words, completed=share),
        )
    if as_json:
        _print_json(asdict(found))
    else:
        for problem in found.problems:
            typer.echo(one_line(problem))
        typer.echo(
            f"{found.lists} lists, {found.issues} issues, {found.files} files, {found.names:,} names asked, "
            f"{found.shared:,} of which another party bears too: "
            + (f"{len(found.problems)} problems" if found.problems else "all as it should be")
        )
    if found.problems:
        raise typer.Exit(1)


def _add(kept: Workspace, path: Path, published: Published, progress: Progress, *, force: bool, recover: bool) -> Added:
    task = progress.add_task(f"list {path.name}", total=None)
    try:
        return kept.add(
            path,
            now=datetime.now(UTC),
            published=published,
            force=force,
            recover=recover,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    finally:
        progress.remove_task(task)


def _held(kept: Workspace, day: date | None) -> Sequence[Any]:
    if day is None:
        return [kept.current(name) for name in kept.lists()]
    return [kept.nearest(name, day)[0] for name in kept.lists()]


def _added(added: Added) -> dict[str, Any]:
    return {"new": added.new, "current": added.current, "issue": added.issue.to_json()}


def _pulled(result: Pulled) -> dict[str, Any]:
    issue = result.added.issue if result.added else result.unchanged
    new = result.added is not None and result.added.new
    return {"name": result.name, "new": new, "issue": issue.to_json() if issue else None, "error": result.error}


def _say_added(added: Added, kept: Workspace) -> None:
    issue = added.issue
    what = "" if added.new else "was kept already: "
    said = f"{issue.issued} (says {issue.issued_from.value})"
    place = "current" if added.current else f"not current, a later issue is kept ({kept.current(issue.list).issued})"
    typer.echo(f"{issue.reference}: {what}{issue.title}, issued {said}, {issue.parties:,} parties; {place}", err=True)
    for reason in issue.forced:
        typer.echo(one_line(f"  forced: {reason}"), err=True)
    if issue.mended and added.new:
        typer.echo(f"  {issue.mended:,} places were mended:", err=True)
        for repair in kept.open(issue).repairs:
            typer.echo(one_line(f"    {repair}"), err=True)


def _say_pulled(result: Pulled, kept: Workspace) -> None:
    if result.added is not None:
        _say_added(result.added, kept)
    elif result.unchanged is not None:
        typer.echo(f"{result.unchanged.reference}: not changed since it was pulled", err=True)
    else:
        typer.echo(f"yalu: {result.name}: {result.error}", err=True)


def _print_json(item: Any) -> None:
    sys.stdout.write(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2).decode())


def _exit(failed: int, of: int) -> None:
    """Say by the exit code whether something failed: 1 if some did, 2 if all."""
    if failed:
        raise typer.Exit(2 if failed == of else 1)
