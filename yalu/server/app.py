"""The service, put together."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from pydantic import ValidationError
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from yalu.model import DatabaseError, OutputError, YaluError
from yalu.server.access import Access, KnownKeys
from yalu.server.answers import answer
from yalu.server.envelope import Envelope
from yalu.server.erasing import Erasing
from yalu.server.logs import set_up_logs
from yalu.server.metrics import Metrics
from yalu.server.people import Tokens, read_sign_on
from yalu.server.quick import Quick
from yalu.server.routes import MATCH_ROUTE, MAX_MATCHES, ROUTERS, quick_match
from yalu.server.settings import ServerSettings
from yalu.server.state import Serving
from yalu.server.watching import Watching
from yalu.server.work import LongWork, SmallWork, Work
from yalu.workspace import shown_place, workspace_place
from yalu.workspace.datasets import OutOfTimeError, ServedData
from yalu.workspace.keys import KeyStore, database_url
from yalu.workspace.list_shelf import ListShelf
from yalu.workspace.retention import read_retention
from yalu.workspace.served_receipts import ServedLists

log = logging.getLogger("yalu.server")
ZIPPED_FROM = 500
ZIP_LEVEL = 5
LOOKS_EVERY = 1.0
"""Seconds between two looks whether another worker has newer data."""
DESCRIPTION = (
    "Who of a dataset of listed parties can this party be? Search, entities and what is around them, reconciliation. "
    "Paths, parameters and answers are those of yente 5, with additions. Answers say what lists and sources state; "
    "they accuse nobody and are no legal advice."
)


def create_app(settings: ServerSettings, served: ServedData | None = None) -> FastAPI:
    """Make the service: load what it serves, unless it is given, then answer.

    Raises:
        YaluError: a source cannot be read.
        OSError: the folder for stores cannot be written.
    """
    metrics = Metrics()
    app = FastAPI(
        title="Yalu",
        version=version("yalu"),
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        strict_content_type=False,
        lifespan=_lifespan,
        middleware=[
            Middleware(Envelope, settings.max_body, metrics),
            Middleware(Access, _keys(settings), _people(settings)),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], expose_headers=["*"]
            ),
            Middleware(GZipMiddleware, minimum_size=ZIPPED_FROM, compresslevel=ZIP_LEVEL),
            Middleware(Quick, MATCH_ROUTE, quick_match, MAX_MATCHES),
        ],
    )
    app.state.settings, app.state.metrics = settings, metrics
    app.state.work = Work(settings.threads, settings.waiting, settings.seconds)
    app.state.small_work = SmallWork(settings.waiting)
    app.state.long_work = LongWork(settings.seconds)
    app.state.reading = LongWork(settings.seconds)
    app.state.decisions, app.state.records = {}, {}
    app.state.served_lists = ServedLists(settings.sources.workspace)
    app.state.shelf = ListShelf(settings.sources)
    app.state.serving = Serving(settings, served)
    app.state.watching = Watching(settings.sources.workspace, app.state.serving)
    app.state.erasing = (
        Erasing(settings.sources.workspace, settings.sources.place, read_retention()) if settings.erase_daily else None
    )
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(YaluError, _refused)
    app.add_exception_handler(ValidationError, _invalid)
    return app


def _keys(settings: ServerSettings) -> KnownKeys | None:
    return KnownKeys(KeyStore(database_url(settings.sources.workspace))) if settings.keyed else None


def _people(settings: ServerSettings) -> Tokens | None:
    return Tokens(read_sign_on(settings.sign_on)) if settings.sign_on is not None else None


def worker_app() -> FastAPI:
    """Make the service in a worker process, from the settings that the starting process left."""
    set_up_logs()
    app = create_app(ServerSettings.from_environment())
    settle()
    return app


def settle() -> None:
    """Let the collector of garbage never again look at what is loaded by now, and seldom at what comes.

    Looking through all of it holds up every request for some tenths of a second.
    """
    gc.set_threshold(100_000, 50, 100)
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Follow what other workers and the workspace do while the service runs, and run the watch."""
    watch = app.state.settings.watch
    follower = asyncio.create_task(_follow(app.state.serving)) if watch else None
    if watch:
        app.state.watching.start()
    erasing: Erasing | None = app.state.erasing
    if erasing is not None:
        erasing.start()
    yield
    app.state.small_work.close()
    app.state.long_work.close()
    app.state.reading.close()
    if erasing is not None:
        await asyncio.to_thread(erasing.stop)
    if follower is not None:
        follower.cancel()
        await asyncio.to_thread(app.state.watching.stop)


async def _follow(serving: Serving) -> None:
    while True:
        await asyncio.sleep(LOOKS_EVERY)
        await asyncio.to_thread(serving.follow)


def _refused(request: Request, error: Exception) -> Response:
    """Tell what is wrong, but not where on this machine things are kept."""
    if isinstance(error, DatabaseError):
        # Not the caller's fault, and it may pass; where the database is, is none of his business.
        log.error("the database cannot be used", extra={"told": {"reason": str(error)}})
        return answer({"detail": "the database cannot be used now; the log says why"}, 503, {"Retry-After": "5"})
    place = shown_place(workspace_place(request.app.state.settings.sources.workspace))
    told = str(error).replace(f"the workspace {place}", "the workspace").replace(place, "the workspace")
    return answer({"detail": told}, 503 if isinstance(error, OutOfTimeError | OutputError) else 400)


def _invalid(_: Request, error: Exception) -> Response:
    if not isinstance(error, ValidationError):
        raise error
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return answer({"detail": error.title, "errors": found}, 400)
