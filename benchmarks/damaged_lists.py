"""Damaged list files: is each refused in clear words or read right, never a crash, a hang or a silent loss?

    python -m benchmarks.damaged_lists [HOW MANY]     10,000 files if left out

Small samples of every format are damaged by a seeded generator: cut off, bytes changed, put in or taken out, stretches
doubled or blanked, other encodings, deep nesting, and packed (bzip2, gzip, zip, bombs) before or after. Each is read
within a limit of time and memory. A reading with fewer parties than the sample is a loss. It counts as silent unless no
reader could know of it: the file ends behind a whole row, in a format that has neither end mark nor count. Then the
comparison with the last issue in the workspace is what remains.
"""

import bz2
import gzip
import io
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yalu.lists import ListFormat, ListSnapshot, read_list
from yalu.model import ListError

SEED = 20240528
SECONDS = 20
"""CPU time, the most that one file may take."""
MEMORY = 3 << 30
"""Bytes of address space: what unpacks without bounds fails here."""
LINES = frozenset({ListFormat.FTM_JSON, ListFormat.WALLETS})
"""Formats of lines that do not depend on each other: whole ones may be gone anywhere."""
ROWS = LINES | {
    ListFormat.UK_TABLE,
    ListFormat.EU_CSV,
    ListFormat.US_CSL_CSV,
    ListFormat.US_BIS_DPL,
    ListFormat.OPENSANCTIONS_SIMPLE,
    ListFormat.OWN_CSV,
}
"""Formats that have neither an end mark nor a count: cut off behind a whole row they look like a shorter list."""

Damage = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def splice(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 3, 20, 500)))
    new = chance.choice((b"", b"\0" * (end - start), data[start:end] * 2, b"<", b'"', b"&", b"\n", b"\xff\xfe", b"</"))
    return data[:start] + new + data[end:]


def reencode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7", "cp037")), "replace"
    )


def nest(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    depth = chance.choice((50, 1000, 100_000))
    opened, closed = chance.choice(((b"<a>", b"</a>"), (b"[", b"]"), (b'{"a":', b"}"), (b"&lt;", b"")))
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return chance.choice(
        (data[:place] + opened * depth + closed * depth + data[place:], entity + data, data + data, data[place:] + data)
    )


def packed(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list", data)
    whole = chance.choice((bz2.compress(data), gzip.compress(data, mtime=0), out.getvalue()))
    return chance.choice((cut, flip, splice))(whole, chance)


def bomb(data: bytes, chance: random.Random) -> bytes:
    filler = chance.choice((b" ", b"\n", b"<a/>", b"a", b'"', b"\0"))
    return gzip.compress(data + filler * ((96 << 20) // len(filler)), 1, mtime=0)


DAMAGES: tuple[tuple[Damage, int], ...] = ((cut, 30), (flip, 30), (splice, 20), (reencode, 6), (nest, 6), (packed, 8))
BOMBS = 40
"""Of these so many files in all, for each takes a second."""


class Timeout(BaseException):
    """A file took too long; no `except Exception` may swallow it."""


def on_alarm(*_: Any) -> None:
    raise Timeout


@dataclass(frozen=True)
class Sample:
    """A small list: the file that is damaged, the list to read, the file's content and how many parties there are."""

    file: Path
    path: Path
    data: bytes
    parties: int


def samples(folder: Path) -> list[Sample]:
    """Write a small sample of each format into a folder."""
    from tests.lists.accounts import ACCOUNTS

    made = {}
    for account in ACCOUNTS:
        path = account.sample_in(folder)
        file = account.content(path)
        made[file] = Sample(file, path, file.read_bytes(), listed(read_list(path)))
    return list(made.values())


def listed(snapshot: ListSnapshot) -> int:
    """Count who is listed: a wallet that stands in the words of a remark is no entry of its own."""
    return len({item.party for item in snapshot.designations} or snapshot.parties)


def is_shortened(data: bytes, damaged: bytes) -> bool:
    """Whether the end, or one stretch inside, was taken out, with at most a few bytes put in its place."""
    before = alike(data, damaged)
    after = alike(data[before:][::-1], damaged[before:][::-1])
    return len(damaged) < len(data) and before + after >= len(damaged) - 3


def alike(one: bytes, other: bytes) -> int:
    """Count the bytes that both begin with."""
    shorter = min(len(one), len(other))
    return next((place for place in range(shorter) if one[place] != other[place]), shorter)


def outcome(sample: Sample, damaged: bytes) -> str:
    """Say what becomes of a list whose file is damaged."""
    sample.file.write_bytes(damaged)
    try:
        return _outcome(sample, damaged)
    finally:
        sample.file.write_bytes(sample.data)


def _outcome(sample: Sample, damaged: bytes) -> str:
    signal.signal(signal.SIGPROF, on_alarm)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        found = read_list(sample.path)
    except ListError as error:
        return "refused" if len(str(error).splitlines()) == 1 else "REFUSED IN SEVERAL LINES"
    except Timeout:
        return "HANG"
    except Exception as error:
        return f"CRASH {type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if listed(found) >= sample.parties:
        return "read"
    is_cut = found.format in ROWS and is_shortened(sample.data, damaged)
    return "whole rows are gone, read as a shorter list" if is_cut or found.format in LINES else "SILENT LOSS"


def main(count: int) -> None:
    """Damage and read, and print a table by kind of damage."""
    chance = random.Random(SEED)  # noqa: S311 - it chooses damage
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    kinds = [damage for damage, weight in DAMAGES for _ in range(weight)]
    found: dict[str, Counter[str]] = {}
    start = time.process_time()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        whole = samples(Path(name))
        for number in range(count):
            damage = bomb if number < min(BOMBS, count // 10) else chance.choice(kinds)
            sample = chance.choice(whole)
            damaged = damage(sample.data, chance)
            before = time.process_time()
            result = outcome(sample, damaged)
            slowest = max(slowest, time.process_time() - before)
            found.setdefault(damage.__name__, Counter())[result.partition(":")[0]] += 1
            if result.split()[0].isupper():
                kept = Path(tempfile.gettempdir()) / f"damaged-{number}-{sample.file.name}"
                kept.write_bytes(damaged)
                print(f"{result}  {damage.__name__}  {kept}")
    print(f"{count:,} files from {len(whole)} samples, seed {SEED}, {time.process_time() - start:.0f} s CPU in all")
    print(f"slowest file {slowest:.2f} s CPU, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    for kind, results in found.items():
        print(f"{kind:10}" + ", ".join(f"{number:,} {what}" for what, number in sorted(results.items())))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
