"""Who is who: parties screened against lists, and the parties of several lists matched with one another."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import orjson

from yalu.lists import ListSnapshot
from yalu.network import Twin
from yalu.screening import Hit, Screener, analysis_version
from yalu.workspace.list_cache import cache_folder
from yalu.workspace.party_search import SAME_FROM
from yalu.workspace.reading_file import reader_version
from yalu.workspace.screener_cache import load_screener

Progress = Callable[[str, float | None], None]
"""Called with a few words and the share that is done, or `None` where that is not known."""
_TOGETHER = 500
_BEST = 3
_SIMILAR_FROM = 0.7
_KIND = "yalu twins 1"

_Scores = dict[tuple[str, str], tuple[float, str]]
"""By party and the one that it may be: the score, and the name of the latter."""


def hits_of(
    entities: Iterable[dict[str, Any]], screener: Callable[[], Screener], say: Progress, words: str, least: float
) -> Iterator[tuple[dict[str, Any], list[Hit]]]:
    """Screen the entities that have a name, and give each that has hits with the best of them."""
    asked = [_asked(entity) for entity in entities if entity["properties"].get("name")]
    if not asked:
        return
    engine, done, source = screener(), 0, iter(asked)
    while chunk := list(islice(source, _TOGETHER)):
        for entity, hits in zip(chunk, engine.screen_many(chunk, least, _BEST), strict=True):
            if hits:
                yield entity, hits
        done += len(chunk)
        say(words, done / len(asked))


def _asked(entity: dict[str, Any]) -> dict[str, Any]:
    """Give an entity as it is screened: a wallet by its address alone, which is no name."""
    if entity["schema"] != "CryptoWallet":
        return entity
    properties = {key: values for key, values in entity["properties"].items() if key != "name"}
    return {**entity, "properties": properties}


def best_hit(hits: Sequence[Hit], ids: Mapping[str, str]) -> Hit | None:
    """Give the hit that is taken to be the party: the single best one, from a score of .85 on.

    Hits that are one party by `ids` (see `yalu.network.one_for_all`) are one.
    """
    first = hits[0]
    others = [hit for hit in hits if ids.get(hit.id, hit.id) != ids.get(first.id, first.id)]
    if first.score < SAME_FROM or (others and others[0].score >= first.score):
        return None
    return first


def twins_of(
    lists: Sequence[ListSnapshot], *, cache: bool = True, progress: Progress | None = None
) -> dict[str, tuple[Twin, ...]]:
    """Find, for each party of a list, who on the other lists is the same, or may be.

    Each list is asked about each other one. Two parties are taken to be the same where each is the other's single best
    hit, with a score of at least .85 both ways, and nobody else of the two lists ties with them. Of parties for whom
    none was found so, up to three hits from .7 on may be. The parties of a pair name one another.
    """
    found: dict[str, list[Twin]] = {}
    lists_of = {party["id"]: snapshot.name for snapshot in lists for party in snapshot.parties}
    scores = _scores(lists, cache=cache, progress=progress)
    sure = _sure(scores, lists_of)
    settled = {(party, lists_of[twin]) for pair in sure for party, twin in (sorted(pair), sorted(pair, reverse=True))}
    for (party, twin), (score, name) in sorted(scores.items()):
        same = frozenset((party, twin)) in sure
        # A list has a party once: who was found there is nobody else on it.
        if same or not {(party, lists_of[twin]), (twin, lists_of[party])} & settled:
            found.setdefault(party, []).append(Twin(twin, score, name, same))
    return {party: tuple(group) for party, group in found.items()}


def _sure(scores: _Scores, lists_of: Mapping[str, str]) -> set[frozenset[str]]:
    """Choose the pairs that are one party; no party is thereby one with two of another list."""
    best: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for (party, twin), (score, _) in scores.items():
        best.setdefault((party, lists_of[twin]), []).append((score, twin))
    single: dict[tuple[str, str], str] = {}
    for key, options in best.items():
        options.sort(reverse=True)
        if options[0][0] >= SAME_FROM and (len(options) == 1 or options[1][0] < options[0][0]):
            single[key] = options[0][1]
    pairs = {
        frozenset((party, twin)) for (party, _), twin in single.items() if single.get((twin, lists_of[party])) == party
    }
    groups = {party: {party} for pair in pairs for party in pair}
    kept = set()
    for pair in sorted(pairs, key=lambda pair: (-scores[min(pair), max(pair)][0], sorted(pair))):
        one, other = sorted(pair)
        together = groups[one] | groups[other]
        if groups[one] is groups[other] or len({lists_of[party] for party in together}) == len(together):
            kept.add(pair)
            groups |= dict.fromkeys(together, together)
    return kept


def _scores(lists: Sequence[ListSnapshot], *, cache: bool, progress: Progress | None) -> _Scores:
    """Give the score of each pair of parties of different lists that may be one, both ways, from the cache if there."""
    file = cache_folder() / f"{_content(lists)}.twins.json"
    if cache and (known := _read(file)) is not None:
        return known
    say = progress or (lambda _words, _share: None)
    scores: _Scores = {}
    for asked, other in permutations(lists, 2):
        engine = partial(load_screener, [other], cache=cache)
        for entity, hits in hits_of(
            asked.parties, engine, say, f"matching {asked.name} with {other.name}", _SIMILAR_FROM
        ):
            name = entity["properties"]["name"][0]
            for hit in hits:
                for pair, said in (((entity["id"], hit.id), hit.caption), ((hit.id, entity["id"]), name)):
                    known_score = scores.get(pair, (0.0, ""))[0]
                    scores[pair] = max(hit.score, known_score), said
    if cache:
        with contextlib.suppress(OSError):
            _write(file, scores)
    return scores


def _read(file: Path) -> _Scores | None:
    """Read kept scores; `None` where there are none, or the file is no such."""
    try:
        value = orjson.loads(file.read_bytes())
        if value["kind"] != _KIND:
            return None
        return {(str(party), str(twin)): (float(score), str(name)) for party, twin, score, name in value["scores"]}
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(file: Path, scores: _Scores) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = [[party, twin, score, name] for (party, twin), (score, name) in scores.items()]
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=".twins-")
    with os.fdopen(handle, "wb") as opened:
        opened.write(orjson.dumps({"kind": _KIND, "scores": rows}))
    Path(part).replace(file)


def _content(lists: Sequence[ListSnapshot]) -> str:
    digest = hashlib.sha256(f"{_KIND} {reader_version()} {analysis_version()}".encode())
    for snapshot in lists:
        digest.update(f"{snapshot.name}\0{snapshot.sha256}\0{snapshot.as_of}\0".encode())
    return digest.hexdigest()
