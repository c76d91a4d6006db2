"""`yalu read`: what documents say, without lists."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from yalu.cli.extracting import ExtractorModel, ExtractorSeconds, ExtractorUrl, extractor_of
from yalu.cli.loading import progress_bar
from yalu.documents import Unread, language_model
from yalu.model import YaluError
from yalu.report import one_line, print_reading, reading_json, reading_page
from yalu.workspace import ReadingSummary, read_each, write_readings


def read(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Documents: HTML, text, PDF, DOCX or mail (EML), also folders and zip archives of them.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FOLDER",
            help="Write readings.jsonl, the decoded texts, and pages for checking links there instead of printing.",
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run to the same --out that was cut off.")
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print one JSON object a line for each document; with --out, the totals (docs/documents.md).",
        ),
    ] = False,
    without_model: Annotated[
        bool, typer.Option("--without-model", help="Do without the language model: quicker, but misses more names.")
    ] = False,
    extractor_url: ExtractorUrl = None,
    extractor_model: ExtractorModel = None,
    extractor_seconds: ExtractorSeconds = 60.0,
) -> None:
    """Read documents: who is in them, who does what for whom by which sentence, and how the source states it.

    Examples:

        yalu read article.html

        yalu read case-folder/ leaks.zip --out read --resume
    """
    if resume and out is None:
        raise YaluError("--resume needs --out: only a run that writes a folder can go on")
    extractor = extractor_of(extractor_url, extractor_model, extractor_seconds)
    model = None if without_model else language_model()
    with progress_bar() as progress:
        show = _shown(progress)
        if out is not None:
            summary = _written(
                lambda: write_readings(
                    files,
                    out,
                    reading_json,
                    model,
                    page=reading_page,
                    extractor=extractor,
                    resume=resume,
                    progress=show,
                ),
                out,
            )
        else:
            summary = ReadingSummary()
            for item in read_each(files, model, show, extractor=extractor):
                if isinstance(item, Unread):
                    summary = summary.add_unread(item, "")
                    if as_json:
                        _print_line({"file": item.file, "error": item.reason})
                    continue
                summary = summary.add(item, "")
                if as_json:
                    _print_line(reading_json(item))
                else:
                    print_reading(item, Console())
    if out is not None and as_json:
        _print_line({"out": str(out), **summary.totals()})
    _say_rest(summary, out)


def _shown(progress: Progress) -> Callable[[str, int, int], None]:
    task = progress.add_task("reading", total=None)
    count = 0

    def show(file: str, done: int, total: int) -> None:
        nonlocal count
        count += 1
        words = f"reading, {count:,} files so far: {one_line(file, 60)}"
        progress.update(task, completed=done, total=total if total > 1 else None, description=words)

    return show


def _written(run: Callable[[], ReadingSummary], out: Path) -> ReadingSummary:
    try:
        return run()
    except KeyboardInterrupt:
        typer.echo(f"yalu: stopped; give the same command with --resume to go on with {out}", err=True)
        raise typer.Exit(130) from None


def _print_line(answer: dict[str, object]) -> None:
    sys.stdout.buffer.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def _say_rest(summary: ReadingSummary, out: Path | None) -> None:
    """Say what was not read; where nothing was, that is an error."""
    if not summary.documents:
        if summary.unread == 1:
            raise YaluError(one_line(summary.first_unread[0]))
        first = one_line(f", the first: {summary.first_unread[0]}") if summary.unread else ""
        raise YaluError(f"none of {summary.unread:,} files could be read{first}")
    count = summary.documents + summary.unread
    if count > 1 or out is not None:
        read_ones = f"{summary.documents:,} of {count:,} files read"
        typer.echo(f"{read_ones}: {summary.parties:,} parties, {summary.links:,} links.", err=True)
    for line in summary.first_unread:
        typer.echo(one_line(f"Not read: {line}"), err=True)
    if summary.unread > len(summary.first_unread):
        typer.echo(f"and {summary.unread - len(summary.first_unread):,} more that were not read", err=True)
    if out is not None:
        typer.echo(f"Written to {out}: readings.jsonl, texts/, pages/", err=True)
