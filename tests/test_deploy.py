"""The examples of deployment are what they claim to be, as far as that can be checked without running a container."""

import configparser
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from yalu.cli.app import app

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
COMMAND = get_command(app)


def options_of_serve() -> set[str]:
    serve = COMMAND.commands["serve"].load()  # type: ignore[attr-defined]
    return {name for parameter in serve.params for name in parameter.opts}


def commands() -> list[list[str]]:
    """Every `yalu serve` with its options, in all the files."""
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text())
    pod, _, _ = yaml.safe_load_all((DEPLOY / "kubernetes.yml").read_text())
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string((DEPLOY / "yalu.service").read_text())
    image = re.search(r"^CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert image
    return [
        compose["services"]["yalu"]["command"],
        pod["spec"]["template"]["spec"]["containers"][0]["args"],
        unit["Service"]["ExecStart"].split(),
        yaml.safe_load(image[1]),
    ]


@pytest.mark.parametrize("command", commands(), ids=("compose", "kubernetes", "systemd", "image"))
def test_the_command_is_one_that_there_is(command: list[str]) -> None:
    program, what, *rest = command
    assert (Path(program).name, what) == ("yalu", "serve")
    assert {word for word in rest if word.startswith("--")} <= options_of_serve()


def test_the_image_copies_what_is_there() -> None:
    lines = [line.split()[1:-1] for line in (DEPLOY / "Dockerfile").read_text().splitlines() if line.startswith("COPY")]
    assert [name for names in lines for name in names if not (DEPLOY.parent / name).exists()] == []


def probes(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["httpGet"]["path"]] if "httpGet" in value else []
        return own + [path for item in value.values() for path in probes(item)]
    return [path for item in value for path in probes(item)] if isinstance(value, list) else []


def test_probes_ask_for_what_needs_no_key() -> None:
    pods = yaml.safe_load_all((DEPLOY / "kubernetes.yml").read_text())
    assert set(probes(list(pods))) == {"/readyz", "/healthz"}
