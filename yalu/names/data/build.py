"""Build the data tables of `yalu/names` from openly licensed sources: `python -m yalu.names.data.build DATA`.

`DATA` is the folder with the real files (in the project's own set-up `../shared/data`). The tables are:

han.tsv.gz         character, its simplified form, its Korean readings (Hangul), its Mandarin readings (pinyin).
                   Korean: names/hanja-readings.csv (MIT). Mandarin: pypinyin's table of single characters (MIT).
                   Characters: those with a Korean reading, and the common ones of GB 2312 and Big5.
                   Simplified forms: opencc-python-reimplemented (Apache 2.0).
common-tokens.tsv  tokens that many listed parties share, with their weight. Counted on OFAC's SDN list of
                   2023-12-28 (lists/ofac-csv-2023-12-28), a work of the US government in the public domain.
known-names.txt.gz one known name a line: all its spellings in the form of `Token.form`. rigour's table of persons'
                   names (MIT; from Wikidata, CC0), as far as a party on OFAC's or the UN's list bears one of the
                   spellings; groups that are readings of one Chinese character are left to `readings`. rigour itself
                   needs 7 seconds to load the whole of it, which is too long for one query.
                   It lies compressed inside rigour's extension module; unpacking it needs the package `zstandard`.
"""

import csv
import gzip
import importlib
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import opencc
from pypinyin.pinyin_dict import pinyin_dict
from rigour import _core
from rigour.names import NameTypeTag, analyze_names, tokenize_name

from yalu.names.forms import latin_form
from yalu.names.han import is_han

HERE = Path(__file__).parent
MINIMUM_COUNT = 4
"""A token of fewer parties counts as rare: it keeps the full weight."""
LOWEST_WEIGHT = 250


def plain_pinyin(reading: str) -> str:
    """Drop the tone marks and write ü as u, so that lü and lu fall together, as they do in most passports."""
    decomposed = unicodedata.normalize("NFD", reading.lower())
    return "".join(char for char in decomposed if "a" <= char <= "z")


def encoded(charset: str, high_bytes: range) -> Iterator[str]:
    """Yield the Chinese characters of a national character set: its common ones, in rows of a two-byte code."""
    for high in high_bytes:
        for low in range(0x40, 0xFF):
            char = bytes((high, low)).decode(charset, "ignore")
            if len(char) == 1 and is_han(char):
                yield char


def han_rows(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of han.tsv.gz in the order of the characters."""
    simplify = opencc.OpenCC("t2s").convert
    korean: dict[str, set[str]] = defaultdict(set)
    with (data / "names" / "hanja-readings.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            korean[row["hanja"]].update(part.strip() for part in row["hangul"].split(","))
    for char in list(korean):
        korean[simplify(char)].update(korean[char])
    common = set(encoded("gb2312", range(0xB0, 0xF8))) | set(encoded("big5", range(0xA4, 0xC7)))
    for char in sorted(set(korean) | common):
        mandarin = sorted({plain_pinyin(part) for part in pinyin_dict.get(ord(char), "").split(",")} - {""})
        if mandarin or korean.get(char):
            yield char, simplify(char), " ".join(sorted(korean.get(char, ()))), " ".join(mandarin)


def listed_names(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield party id, kind ("person" or "organization") and name of OFAC's CSV files."""
    kinds: dict[str, str] = {}
    with (folder / "sdn.csv").open(encoding="latin-1") as file:
        for row in csv.reader(file):
            if len(row) > 2:
                kinds[row[0]] = "person" if row[2].strip() == "individual" else "organization"
                yield row[0], kinds[row[0]], row[1]
    with (folder / "alt.csv").open(encoding="latin-1") as file:
        for row in csv.reader(file):
            if len(row) > 3 and row[0] in kinds:
                yield row[0], kinds[row[0]], row[3]


def token_rows(names: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, int]]:
    """Yield kind, token and weight of the tokens that at least `MINIMUM_COUNT` parties share.

    The weight falls by a tenth of the full weight of 1000 whenever the number of parties doubles.
    """
    parties: dict[tuple[str, str], set[str]] = defaultdict(set)
    for party, kind, name in names:
        tag = NameTypeTag.PER if kind == "person" else NameTypeTag.ORG
        for analysed in analyze_names(tag, [name], phonetics=False, symbols=False):
            for part in analysed.parts:
                parties[kind, part.comparable].add(party)
    counts = Counter({key: len(ids) for key, ids in parties.items() if len(ids) >= MINIMUM_COUNT})
    for (kind, token), count in sorted(counts.items()):
        yield kind, token, max(LOWEST_WEIGHT, 10 * round(100 - 10 * math.log2(count / 2)))


def rigour_names() -> Iterator[tuple[str, ...]]:
    """Yield the groups of spellings of rigour's table of persons' names, read out of its extension module."""
    zstandard = importlib.import_module("zstandard")
    module = Path(str(_core.__file__)).read_bytes()
    for found in re.finditer(re.escape(b"\x28\xb5\x2f\xfd"), module):
        try:
            text = zstandard.ZstdDecompressor().decompressobj().decompress(module[found.start() :]).decode("utf-8")
        except (zstandard.ZstdError, UnicodeDecodeError):
            continue
        lines = [line.rpartition(" => ")[0] for line in text.splitlines()]
        if text.count(" => Q") > len(lines) // 2:
            yield from (tuple(line.split(", ")) for line in lines if line)


def spelling(word: str) -> str | None:
    """Give a single word in the form of `Token.form`, or `None` for several words."""
    tokens = tokenize_name(word.casefold())
    form = latin_form(_core.maybe_ascii(tokens[0])) if len(tokens) == 1 else ""
    return form if len(form) > 1 else None


def is_syllable(group: tuple[str, ...], forms: set[str]) -> bool:
    """Whether the group is one Chinese character in all its readings (Kim, Jin, Kam): `readings` compares those."""
    east_asian = any("㐀" <= char <= "鿿" or "가" <= char <= "힣" for word in group for char in word)
    return east_asian and all(len(re.findall(r"[aeiouy]+", form)) < 2 for form in forms if form.isascii())


def name_rows(listed: Iterable[str]) -> Iterator[list[str]]:
    """Yield the groups of at least two spellings of which a listed name bears one."""
    tokens = {_core.maybe_ascii(token) for name in listed for token in tokenize_name(name.casefold())}
    for group in rigour_names():
        forms = {form for form in map(spelling, group) if form}
        if len(forms) > 1 and forms & tokens and not is_syllable(group, forms):
            yield sorted(forms)


def main(data: Path) -> None:
    """Write both tables beside this file."""
    text = "".join("\t".join(row) + "\n" for row in han_rows(data))
    (HERE / "han.tsv.gz").write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    listed = list(listed_names(data / "lists" / "ofac-csv-2023-12-28"))
    table = "".join(f"{kind}\t{token}\t{weight}\n" for kind, token, weight in token_rows(listed))
    (HERE / "common-tokens.tsv").write_text(table, encoding="utf-8")
    persons = [name for _, kind, name in listed if kind == "person"]
    with (data / "names" / "un-persons.csv").open(encoding="utf-8") as file:
        persons += [row["full_name"] for row in csv.DictReader(file)]
    names = "".join(" ".join(row) + "\n" for row in sorted(name_rows(persons)))
    (HERE / "known-names.txt.gz").write_bytes(gzip.compress(names.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
