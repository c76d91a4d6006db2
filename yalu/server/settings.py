"""What a server is started with."""

import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import orjson

VARIABLE = "YALU_SERVE"
"""Environment variable by which the settings reach worker processes. Secrets are not among them."""
TOKEN_VARIABLE = "YALU_UPDATE_TOKEN"  # noqa: S105 - the name of a variable
_PATHS = ("manifest", "folder", "keys")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What is served, and within which bounds.

    `folder` is where stores and indexes are kept, `keys` the database of API keys; both have a default place. `best`
    is the algorithm that "best" means, and the default. Without `keyed`, no key is asked for. `threads` answer at the
    same time in one process, `waiting` more requests may wait, each at most `seconds`.
    """

    lists: tuple[Path, ...] = ()
    manifest: Path | None = None
    folder: Path | None = None
    keys: Path | None = None
    best: str = "yalu"
    keyed: bool = False
    threads: int = 4
    waiting: int = 200
    seconds: float = 30.0
    max_body: int = 32 << 20
    watch: bool = True

    def to_environment(self) -> None:
        """Put the settings where worker processes find them."""
        os.environ[VARIABLE] = orjson.dumps(asdict(self), default=str).decode()

    @classmethod
    def from_environment(cls) -> "ServerSettings":
        """Give the settings that the starting process left."""
        data: dict[str, Any] = orjson.loads(os.environ[VARIABLE])
        known = {item.name for item in fields(cls)}
        values = {key: value for key, value in data.items() if key in known}
        values["lists"] = tuple(map(Path, values["lists"]))
        values |= {key: Path(values[key]) for key in _PATHS if values[key] is not None}
        return cls(**values)


def update_token() -> str | None:
    """Give the token that an update must bring, `None` where updates by token are off."""
    return os.environ.get(TOKEN_VARIABLE) or os.environ.get("YENTE_UPDATE_TOKEN") or None
