"""What the command line does, the service and `import yalu` do too, under the same names; or it is said why not."""

from typing import Any

import pytest
import typer.main
from starlette.testclient import TestClient

import yalu
from yalu.cli.app import app

PATHS = {
    "load": ("POST /load", "GET /records", "DELETE /records/{identity}"),
    "screen": ("POST /screen", "POST /screen/records"),
    "receipts export": ("GET /receipts/export",),
    "decisions list": ("GET /alerts",),
    "decisions show": ("GET /alerts/{identity}",),
    "decisions decide": ("POST /decisions",),
    "decisions export": ("GET /decisions/export",),
    "watch add": ("POST /watch/parties", "PUT /watch/parties/{identity}"),
    "watch list": ("GET /watch/parties",),
    "watch show": ("GET /watch/parties/{identity}",),
    "watch remove": ("DELETE /watch/parties/{identity}",),
    "watch status": ("GET /watch",),
    "watch deliveries": ("GET /watch/deliveries",),
    "watch retry": ("POST /watch/deliveries/{identity}/retry",),
    "watch hooks list": ("GET /watch/hooks",),
    "watch hooks add": ("POST /watch/hooks",),
    "watch hooks remove": ("DELETE /watch/hooks/{identity}",),
    "watch hooks rotate": ("POST /watch/hooks/{identity}/rotate",),
}
"""The paths of commands that are not POST with the command's own words."""
ONLY_HERE = {
    "serve": "it is the service",
    "rescreen": "it goes on with files of this machine; over HTTP the watch does it",
    "keys": "who has a key must not make others",
    "lists catalog": "the operator's: what is served is the same for all tenants",
    "lists pull": "the operator's",
    "lists add": "the operator's",
    "lists apply": "the operator's",
    "lists verify": "the operator's",
    "receipts erase": "over HTTP a party is erased, with all that is kept of it: POST /retention/erase",
    "receipts prove": "a proof is made with the answers, which a service sends and does not keep",
    "receipts check": "whoever holds a proof checks it on a machine of his own",
    "retention show": "the operator's settings",
    "watch send": "a server that runs sends by itself",
}
"""Commands without a path, and why."""
FUNCTIONS = {
    "screen": "screen_file",
    "own": "ownership",
    "goods": "check_goods",
    "trace": "load_network",
    "exposure": "wallet_exposure",
    "gaps": "find_gaps",
    "cut": "find_cut",
    "compare": "compare_names",
    "load": "RecordStore",
    "rescreen": "rescreen_file",
    "receipts": "ReceiptBook",
    "decisions": "DecisionBook",
    "lists": "Workspace",
    "watch": "Watch",
    "retention": "Keeper",
}
"""What a command is called in Python, where it has another name."""
WITHOUT_EXAMPLE = ("application/octet-stream", "application/x-www-form-urlencoded")
OF_THE_SERVICE = {"keys", "serve"}


def commands(group: Any, before: str = "") -> list[str]:
    found: list[str] = []
    for name, listed in group.commands.items():
        command = listed.load() if hasattr(listed, "load") else listed
        words = f"{before}{name}"
        found += commands(command, f"{words} ") if hasattr(command, "commands") else [words]
    return found


ALL = commands(typer.main.get_command(app))


def test_every_command_has_a_path_or_a_reason(client: TestClient) -> None:
    document = client.get("/openapi.json").json()["paths"]
    offered = {f"{method.upper()} {path}" for path, methods in document.items() for method in methods}
    missing = {
        command
        for command in ALL
        if command not in ONLY_HERE
        and command.split()[0] not in ONLY_HERE
        and not set(PATHS.get(command, (f"POST /{command.replace(' ', '/')}",))) <= offered
    }
    assert missing == set()
    assert [name for name in (*ONLY_HERE, *PATHS) if not any(f"{one} ".startswith(f"{name} ") for one in ALL)] == []


@pytest.mark.parametrize("command", sorted({command.split()[0] for command in ALL} - OF_THE_SERVICE))
def test_every_command_has_a_name_in_python(command: str) -> None:
    assert FUNCTIONS.get(command, command) in yalu.__all__


def test_every_path_has_a_summary_a_description_and_where_it_takes_a_body_an_example(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert told.get("summary"), (method, path)
            assert told.get("description"), (method, path)
            for kind, content in told.get("requestBody", {}).get("content", {}).items():
                name = content["schema"].get("$ref", "").rpartition("/")[2]
                shown = document["components"]["schemas"][name].get("examples") if name else content.get("example")
                assert shown or kind in ("application/octet-stream", "application/x-www-form-urlencoded"), (
                    method,
                    path,
                )
