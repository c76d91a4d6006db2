"""An HTTP server on this machine that answers as a test sets."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.workspace.snapshots.samples import LIST
from yalu.lists import ListFormat
from yalu.lists.catalog import ListSource

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class ListServer:
    """A server whose answers the test sets, by path; several of one path follow each other, the last stays."""

    address: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def source(self, path: str = "/list.json", **more: object) -> ListSource:
        source = ListSource(
            LIST, "People", "Nobody", self.address + path, ListFormat.FTM_JSON, "x", "2024-01-01", "list.json"
        )
        return replace(source, **more)  # type: ignore[arg-type]


def send(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(body))} | said).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer


@pytest.fixture
def server() -> Iterator[ListServer]:
    state = ListServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append((self.path, dict(self.headers)))
            answers = state.answers[self.path]
            (answers.pop(0) if len(answers) > 1 else answers[0])(self)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{http.server_address[1]}"
    yield state
    http.shutdown()
    http.server_close()
