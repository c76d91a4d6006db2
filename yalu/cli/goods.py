"""`yalu goods`: what bans or controls goods."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from yalu.goods import check_goods
from yalu.goods.routes import read_territory
from yalu.model import YaluError, parse_day
from yalu.report import goods_answer_json, goods_json, print_goods, print_goods_answers
from yalu.workspace import check_goods_file


def goods(
    asked: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT|HS", help='A description in English, or an HS code such as "8482.10".'),
    ] = None,
    origin: Annotated[
        str | None, typer.Option("--from", metavar="COUNTRY", help="Where the goods come from: ISO code or name.")
    ] = None,
    destination: Annotated[
        str | None, typer.Option("--to", metavar="COUNTRY", help="Where they go to; with neither, all directions.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day of the question; today if left out.")
    ] = None,
    code: Annotated[
        str | None, typer.Option("--hs", metavar="CODE", help="The HS code that goes with the description.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="A CSV file of goods: columns description, hs, from, to, date."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON (its keys: docs/goods.md).")] = False,
) -> None:
    """Show what bans, caps or controls goods, by code or description, route and day.

    Each rule is shown with its paragraph, its days, what led to it, what is not known, and whether it was compared with
    its source text. Nothing here is a verdict.

    Examples:

        yalu goods 8482.10 --to KP --date 2018-01-05

        yalu goods "deep groove ball bearing 6204, P2"

        yalu goods --file rows.csv --to KP
    """
    when = date.today() if day is None else parse_day(day)
    if file is not None:
        if asked or code:
            raise YaluError("give either a description or code, or --file, not both")
        _check_file(file, when, origin, destination, as_json=as_json)
        return
    if not asked and not code:
        raise YaluError('give a description or an HS code, for example "ball bearing", or a table with --file')
    check = check_goods(" ".join(asked or ()), when, code=code, origin=origin, destination=destination)
    if as_json:
        sys.stdout.write(goods_json(check))
    else:
        print_goods(check, Console())


def _check_file(file: Path, day: date, origin: str | None, destination: str | None, *, as_json: bool) -> None:
    for country in filter(None, (origin, destination)):
        read_territory(country)
    answers = check_goods_file(file, day, origin=origin, destination=destination)
    if sys.stdout.isatty() and not as_json:
        print_goods_answers(answers, Console())
        return
    for answer in answers:
        sys.stdout.write(goods_answer_json(answer))
