"""A cache of lists taken apart for screening, beside the cache of lists, with the same promises.

Taking the names of a list apart takes several times as long as reading them again. One file per list, named by the
content hash of the list and a version made of the source and tables that decide how names are taken apart.
"""

import contextlib
import hashlib
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from yalu import names, screening
from yalu.lists import ListSnapshot
from yalu.names import Token
from yalu.names.rows import name_of, name_row, token_of, token_row
from yalu.screening import Screener
from yalu.screening.party import PartyName, ScreenedParty
from yalu.workspace.list_cache import cache_folder, write_together

_KIND = "yalu screener cache 1"


def load_screener(snapshots: Iterable[ListSnapshot], *, cache: bool = True) -> Screener:
    """Give a screener over lists, with what was taken apart before from the cache.

    A folder that cannot be written never fails it. The answers are the same with the cache and without.
    """
    return Screener.from_parties(party for snapshot in snapshots for party in _parties(snapshot, cache))


def _parties(snapshot: ListSnapshot, use_cache: bool) -> list[ScreenedParty]:
    file = cache_folder() / f"{snapshot.sha256}-{snapshot.name}-{analysis_version()}.names.z"
    known = _load(file, snapshot.name) if use_cache else None
    if known is not None and len(known) == len(snapshot.parties):
        return known
    parties = list(Screener(snapshot.parties, snapshot.name).parties)
    if use_cache:
        with contextlib.suppress(OSError):
            write_together(file, _lines(parties))
    return parties


@cache
def analysis_version() -> str:
    """Give a version of the analysis, from the source and tables of names and screening and from rigour's version."""
    digest = hashlib.sha256(f"{_KIND} {version('rigour')}".encode())
    for room in (names, screening):
        folder = Path(str(room.__file__)).parent
        for source in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


def _lines(parties: list[ScreenedParty]) -> Iterable[Any]:
    """The head with all tokens, then a row for each party."""
    numbers: dict[Token, int] = {}

    def number(token: Token) -> int:
        return numbers.setdefault(token, len(numbers))

    rows = [
        [
            party.id,
            party.caption,
            party.schema,
            party.dataset,
            [[name_row(item.name, number), item.weak] for item in party.names],
            {prop: list(values) for prop, values in party.facts.items()},
            [[*key, *value] for key, value in party.identifiers.items()],
        ]
        for party in parties
    ]
    yield {"kind": _KIND, "version": analysis_version(), "parties": len(rows), "tokens": [*map(token_row, numbers)]}
    yield from rows


def _load(source: Path, dataset: str) -> list[ScreenedParty] | None:
    """Load the parties; `None` where there are none, or the file is not what it should be."""
    try:
        first, *lines = zlib.decompress(source.read_bytes()).splitlines()
        head = orjson.loads(first)
        if (head["kind"], head["version"], head["parties"]) != (_KIND, analysis_version(), len(lines)):
            return None
        tokens = [token_of(row) for row in head["tokens"]]
        return [_party(orjson.loads(line), tokens, dataset) for line in lines]
    except (OSError, zlib.error, orjson.JSONDecodeError, LookupError, TypeError, ValueError):
        return None


def _party(row: list[Any], tokens: list[Token], dataset: str) -> ScreenedParty:
    identity, caption, schema, _, named, facts, identifiers = row
    return ScreenedParty(
        id=identity,
        caption=caption,
        schema=schema,
        dataset=dataset,
        names=tuple(PartyName(name_of(name, tokens), weak) for name, weak in named),
        facts={prop: tuple(values) for prop, values in facts.items()},
        identifiers={(group, value): (prop, written) for group, value, prop, written in identifiers},
    )
