"""What a server is started with."""

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from yalu.workspace.datasets import ServedSources
from yalu.workspace.snapshots import WORKSPACE_VARIABLE

VARIABLE = "YALU_SERVE"
"""Environment variable by which the settings reach worker processes. Secrets are not among them."""
TOKEN_VARIABLE = "YALU_UPDATE_TOKEN"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What is served, and within which bounds.

    `keyed` asks every request for an API key of the workspace's database, `sign_on` for the token of a person, by the
    settings in that file; with both, either will do. Without any, only this machine may be served.
    `best` is the algorithm that "best" means, and the default. `threads` answer at the same time in one process,
    `waiting` more requests may wait, each at most `seconds`. `extractor_url` and `extractor_model` let POST /read ask
    an extractor outside of Yalu; only who runs the server can set them. `erase_daily` erases what
    `YALU_KEEP` keeps no longer.
    """

    sources: ServedSources = field(default_factory=ServedSources)
    keyed: bool = False
    sign_on: Path | None = None
    best: str = "yalu"
    threads: int = 4
    waiting: int = 200
    seconds: float = 30.0
    max_body: int = 32 << 20
    watch: bool = True
    erase_daily: bool = False
    extractor_url: str | None = None
    extractor_model: str | None = None

    def to_environment(self) -> None:
        """Put the settings where worker processes find them."""
        told = asdict(self)
        workspace = told["sources"].pop("workspace")
        if workspace is not None:
            # An address can hold a password; it goes where the user would put it.
            os.environ[WORKSPACE_VARIABLE] = str(workspace)
        os.environ[VARIABLE] = orjson.dumps(told, default=str).decode()

    @classmethod
    def from_environment(cls) -> "ServerSettings":
        """Give the settings that the starting process left."""
        data: dict[str, Any] = orjson.loads(os.environ[VARIABLE])
        found: dict[str, Any] = data.pop("sources")
        places = {key: Path(found[key]) for key in ("manifest", "folder") if found[key] is not None}
        sign_on = data.pop("sign_on")
        return cls(
            ServedSources(tuple(found["lists"]), recover=found["recover"], **places),
            sign_on=Path(sign_on) if sign_on is not None else None,
            **data,
        )


def update_token() -> str | None:
    """Give the token that an update must bring, `None` where updates by token are off."""
    return os.environ.get(TOKEN_VARIABLE) or os.environ.get("YENTE_UPDATE_TOKEN") or None
