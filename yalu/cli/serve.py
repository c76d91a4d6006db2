"""`yalu serve`: the same over HTTP."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.extracting import ExtractorModel, ExtractorUrl, extractor_of
from yalu.cli.loading import progress_bar
from yalu.cli.workspace import Lists, Recover, WorkspacePlace
from yalu.model import YaluError


def serve(
    lists: Lists = None,
    workspace: WorkspacePlace = None,
    recover: Recover = False,
    manifest: Annotated[
        Path | None,
        typer.Option("--manifest", metavar="FILE", help="A YAML file that names followthemoney datasets."),
    ] = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="The port.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes; they share the index.")] = 1,
    folder: Annotated[
        Path | None,
        typer.Option("--data", metavar="FOLDER", help="Where indexes are kept; the cache folder if left out."),
    ] = None,
    algorithm: Annotated[
        str,
        typer.Option(
            "--algorithm", metavar="NAME", help='What "best" means to clients: yalu, or one such as logic-v2.'
        ),
    ] = "yalu",
    sign_on: Annotated[
        Path | None,
        typer.Option("--sign-on", metavar="FILE", help="OpenID Connect: a YAML file (docs/service.md)."),
    ] = None,
    seconds: Annotated[float, typer.Option("--timeout", min=1, help="The most seconds that an answer takes.")] = 30.0,
    erase_daily: Annotated[
        bool,
        typer.Option("--erase-daily", help="Erase once a day what YALU_KEEP keeps no longer, of all tenants."),
    ] = False,
    extractor_url: ExtractorUrl = None,
    extractor_model: ExtractorModel = None,
) -> None:
    """Answer over HTTP, with the paths and answers of yente.

    Without API keys only this machine can be served; `yalu keys create` makes one, and from then on every request
    needs one. Newer data are served after POST /updatez, with the token that the environment variable
    YALU_UPDATE_TOKEN holds.

    Example:

        yalu serve --list sdn_advanced.xml.bz2 --port 8000
    """
    from yalu.server.people import read_sign_on
    from yalu.server.running import check_address, is_loopback, prepare, run
    from yalu.server.settings import ServerSettings
    from yalu.workspace.datasets import ServedSources
    from yalu.workspace.keys import KeyStore, database_url
    from yalu.workspace.retention import KEEP_VARIABLE, Retention, read_retention

    sources = ServedSources(tuple(lists or ()), workspace, manifest, folder, recover)
    # A key that was revoked still tells that this server is not open to everybody.
    keyed = bool(KeyStore(database_url(workspace)).list())
    settings = ServerSettings(sources, keyed, sign_on, best=algorithm, seconds=seconds, erase_daily=erase_daily)
    if erase_daily and read_retention() == Retention():
        raise YaluError(f'--erase-daily: nothing says for how long; set {KEEP_VARIABLE}, such as "receipts=3650"')
    if extractor_of(extractor_url, extractor_model) is not None:
        settings = replace(settings, extractor_url=extractor_url, extractor_model=extractor_model)
    if sign_on is not None:
        read_sign_on(sign_on)
    if not keyed and sign_on is None and not is_loopback(host):
        raise YaluError(
            f"--host {host}: without an API key or --sign-on only this machine is served; see `yalu keys create`"
        )
    check_address(host, port)
    with progress_bar() as progress:
        task = progress.add_task("loading", total=None)
        served = prepare(settings, lambda words: progress.update(task, description=words))
    typer.echo(f"yalu: serving on http://{host}:{port}", err=True)
    run(settings, served, host, port, workers)
