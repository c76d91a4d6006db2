"""GET /lists and POST /lists/show, /lists/diff, /lists/log: what is loaded, every issue, and what changed."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from yalu.lists import diff_lists
from yalu.report import issue_json
from yalu.server.answers import ERRORS, StrictJsonRoute, answer, data, long_work, shelf
from yalu.server.questions import ListDiffBody, ListLogBody, ListShowBody
from yalu.workspace.list_shelf import ListShelf

router = APIRouter(tags=["Lists"], route_class=StrictJsonRoute)


@router.get("/lists", summary="What is loaded")
async def lists(request: Request) -> Response:
    """Give each dataset that is loaded: of official lists the day of issue and the hash of the file."""
    told = []
    for name, store in data(request).stores.items():
        dataset = data(request).catalog.datasets[name]
        issue = dataset.issue
        told.append(
            {
                "name": issue.name if issue is not None else name,
                "dataset": name,
                "title": dataset.title,
                "authority": issue.authority if issue is not None else None,
                "date": issue.date if issue is not None else None,
                "sha256": issue.sha256 if issue is not None else None,
                "version": dataset.index_version,
                "entities": len(store),
            }
        )
    return answer({"lists": told, "notes": data(request).notes})


@router.post("/lists/show", summary="A list of the workspace, or one of its issues", responses=ERRORS)
async def show(request: Request, body: ListShowBody) -> Response:
    """Show the lists of the workspace, or one: its current issue, or the one of a day and who was listed on it.

    The answer is that of `yalu lists show --json` (docs/workspace.md).
    """
    return answer(await long_work(request).run(_show, shelf(request), body.name, body.as_of))


def _show(kept: ListShelf, name: str | None, day: date | None, _expired: object) -> Any:
    if name is None:
        return [kept.on(item, day)[0].to_json() for item in kept.workspace.lists()]
    issue, later = kept.on(name, day)
    return issue_json(issue, kept.workspace.open(issue), day, later=later)


@router.post("/lists/diff", summary="What changed from one issue to another", responses=ERRORS)
async def diff(request: Request, body: ListDiffBody) -> Response:
    """Say what came, went and changed: the answer is that of `yalu lists diff --json` (docs/workspace.md)."""
    return answer(await long_work(request).run(_diff, shelf(request), body))


def _diff(kept: ListShelf, body: ListDiffBody, _expired: object) -> Any:
    return diff_lists(kept.open(body.before), kept.open(body.after)).to_json()


@router.post("/lists/log", summary="All issues of a list", responses=ERRORS)
async def log(request: Request, body: ListLogBody) -> Response:
    """Give all issues of a list in the order in which they were taken in: that of `yalu lists log --json`."""
    found = await long_work(request).run(lambda _expired: shelf(request).issues(body.name))
    return answer([issue.to_json() for issue in found])
