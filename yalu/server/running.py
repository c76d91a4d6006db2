"""Starting the service: data first, so that what is wrong with them is said at once, then the processes."""

import ipaddress
import os
import socket
import tempfile
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from yalu.model import YaluError
from yalu.screening import Screener
from yalu.screening.index import is_compiled
from yalu.server.app import create_app, settle
from yalu.server.logs import set_up_logs
from yalu.server.metrics import FOLDER_VARIABLE
from yalu.server.settings import ServerSettings
from yalu.workspace.datasets import ServedData, algorithm_named

APP = "yalu.server.app:worker_app"
HEALTHCHECK_SECONDS = 60


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def prepare(settings: ServerSettings, say: Callable[[str], None]) -> ServedData:
    """Read and index what is to be served, so that the server's processes only open it.

    Raises:
        YaluError: a source cannot be read, or there is no such algorithm.
    """
    algorithm_named(settings.best)
    if not is_compiled():
        say("compiling the search for this machine (once, most of a minute)")
        Screener.compile()
    return settings.sources.load(say)


def check_address(host: str, port: int) -> None:
    """Check that nothing else listens on an address.

    Raises:
        YaluError: something does, or there is no such address on this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise YaluError(f"{host}:{port} cannot be listened on: {error.strerror}; give another --port") from None


def run(settings: ServerSettings, served: ServedData, host: str, port: int, workers: int) -> None:
    """Answer requests until the process is told to stop; requests that run are answered to their end."""
    set_up_logs()
    settings.to_environment()
    with tempfile.TemporaryDirectory() as counters:
        app: FastAPI | str = APP
        if workers > 1:
            os.environ[FOLDER_VARIABLE] = counters
        else:
            app = create_app(settings, served)
            settle()
        uvicorn.run(
            app,
            factory=workers > 1,
            host=host,
            port=port,
            workers=workers,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(settings.seconds) + 1,
            # A worker that reads a new list on a busy machine may not answer for a while, and must not be killed.
            timeout_worker_healthcheck=HEALTHCHECK_SECONDS,
        )
