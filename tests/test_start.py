"""`import yalu` and `yalu --help` are there at once: what is heavy is loaded when it is used."""

import subprocess
import sys

import pytest
import typer.main

import yalu
from yalu.cli.app import app
from yalu.cli.commands import COMMANDS

HEAVY = {"fastapi", "followthemoney", "numba", "numpy", "pyarrow", "rustworkx", "scipy", "spacy", "sqlalchemy"}


def loaded_after(code: str) -> set[str]:
    """Give the packages that a new Python has loaded after running some code."""
    show = "import sys; print('\\n'.join({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True)  # noqa: S603
    return set(ended.stderr.split())


def test_importing_the_library_loads_nothing_heavy() -> None:
    assert loaded_after("import yalu; dir(yalu)") & HEAVY == set()


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; sys.argv = ['yalu', '--help']\nfrom yalu.cli import main\ntry: main()\nexcept SystemExit: pass"
    assert loaded_after(code) & HEAVY == set()


def test_a_name_loads_its_own_room_and_no_other() -> None:
    loaded = loaded_after("import yalu, sys; yalu.check_goods; assert 'yalu.documents' not in sys.modules")
    assert "followthemoney" in loaded
    assert not loaded & {"numba", "fastapi", "scipy"}


@pytest.mark.parametrize("name", yalu.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(yalu, name) is vars(yalu)[name]


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = yalu.nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_says_of_a_command_what_the_command_says_of_itself(name: str) -> None:
    deferred = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert deferred.load().get_short_help_str(limit=500) == COMMANDS[name][1]
