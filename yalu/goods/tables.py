"""Read the tables of this room: YAML and text files under data/."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def read_yaml(name: str) -> Any:
    """Give the content of `data/<name>.yaml`."""
    return yaml.load(read_text(f"{name}.yaml"), Loader=_LOADER)  # noqa: S506 - both loaders are the safe one


def read_text(name: str) -> str:
    """Give the text of `data/<name>`."""
    return files("yalu.goods").joinpath(f"data/{name}").read_text(encoding="utf-8")


# The same safe loader in C, about ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
