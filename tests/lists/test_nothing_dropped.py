"""No format loses a value: every one of a file stands in what was read, or in the documentation's table of exceptions.

Three looks at each format, apart from its reader. Every value of a whole file is looked for in the texts of its party.
Every name of a sample is changed in one place, and then the list must say something else: that finds a value which is
read and then dropped. And docs/lists.md must say where each name goes; its rows that begin with "not kept" are the only
exceptions.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from tests.lists.accounts import ACCOUNTS, Account
from tests.lists.carriers import Value
from tests.lists.kept import Kept
from tests.lists.tables import DOCS, assert_valid, real
from yalu.lists import ListSnapshot, read_list
from yalu.model import ListError

NOT_KEPT = "not kept: "
OPPOSITE = {"true": "false", "false": "true"}
PLACES = 8
"""In how many places of one name a change is tried."""


@pytest.fixture(params=ACCOUNTS, ids=lambda account: account.name)
def account(request: pytest.FixtureRequest) -> Account:
    found: Account = request.param
    return found


@pytest.fixture
def sample(account: Account, tmp_path: Path) -> Path:
    return account.sample(tmp_path)


def documented(account: Account) -> Iterator[tuple[str, str]]:
    """Give the rows of the format's table: the names, and where they go."""
    _, heading, rest = DOCS.read_text("utf-8").partition(f"\n{account.section}\n")
    assert heading, f"docs/lists.md has no section {account.section!r}"
    for line in re.split(r"\n##", rest)[0].splitlines():
        if line.startswith("| ") and not line.startswith("|---"):
            *names, goes_to = line.strip("| ").replace("\\|", "/").split(" | ")
            yield " | ".join(names).replace("`", ""), goes_to.strip()


def exceptions(account: Account) -> list[tuple[str, ...]]:
    """Give what the documentation says is not kept, each as the last names of a path."""
    return [
        tuple(name.strip() for name in item.split(" / "))
        for names, goes_to in documented(account)
        if goes_to.startswith(NOT_KEPT)
        for item in re.split(r", (?![^(]*\))", names)
    ]


def is_exception(value: Value, known: list[tuple[str, ...]]) -> bool:
    return any(value.path[-len(names) :] == names for names in known)


def lost(account: Account, path: Path, kept: Kept) -> list[tuple[str, str, str]]:
    """Give the values of a file that stand in no text of their party."""
    known, choices = exceptions(account), account.choices
    return [
        (value.party, "/".join(value.path), value.text)
        for value in account.open(account.content(path).read_bytes()).values()
        if value.name not in choices
        and not is_exception(value, known)
        and not (account.orphans and not kept.knows(value.party))
        and not kept.has(value.party, value.text)
    ]


def test_every_value_of_the_sample_is_kept(account: Account, sample: Path) -> None:
    snapshot = read_list(sample)
    assert_valid(snapshot)
    assert snapshot.counts["parties"] > 0
    assert lost(account, sample, Kept(snapshot)) == []


def said(snapshot: ListSnapshot) -> tuple[object, ...]:
    return snapshot.name, snapshot.date, snapshot.entities, snapshot.designations, snapshot.links


def is_said(account: Account, sample: Path, value: Value, others: list[str], whole: ListSnapshot) -> bool:
    """Whether the list says something else, or is refused, if a value is another: longer, none, later ..."""
    file = account.content(sample)
    before = file.read_bytes()
    try:
        later = re.sub(r"^\d{4}(?=-)", "2099", value.text)
        for text in dict.fromkeys([f"{value.text} Zq7", "", OPPOSITE.get(value.text, ""), later, *others]):
            file.write_bytes(account.open(before).changed(value, text))
            try:
                if said(read_list(sample)) != said(whole):
                    return True
            except ListError:
                # A value that is checked is not dropped; the others tell whether it is kept.
                if text.endswith(" Zq7"):
                    return True
    finally:
        file.write_bytes(before)
    return False


def test_no_name_of_a_format_is_read_and_dropped(account: Account, tmp_path: Path) -> None:
    sample = account.sample_in(tmp_path)
    whole, known = read_list(sample), exceptions(account)
    by_name: dict[tuple[str, ...], list[Value]] = defaultdict(list)
    for value in account.open(account.content(sample).read_bytes()).values():
        by_name[value.path[-2:]].append(value)
    dropped = []
    for path, values in by_name.items():
        others = list(dict.fromkeys(value.text for value in values))[:3]
        is_kept = any(is_said(account, sample, value, others, whole) for value in values[:PLACES])
        if is_kept == is_exception(values[0], known):
            dropped.append(("/".join(path), "is kept, but docs/lists.md says that it is not" if is_kept else "dropped"))
    assert dropped == []


@pytest.mark.parametrize("account", [item for item in ACCOUNTS if not item.own_names], ids=lambda item: item.name)
def test_the_documentation_says_where_every_name_goes(account: Account, sample: Path) -> None:
    names = "\n".join(f"{names} {goes_to}" for names, goes_to in documented(account)).replace("`", "")
    met = {value.name for value in account.open(account.content(sample).read_bytes()).values()}
    assert {name for name in met if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", names)} == set()


@pytest.mark.real
@pytest.mark.parametrize("real_account", [item for item in ACCOUNTS if item.real], ids=lambda item: item.name)
def test_every_value_of_the_real_list_is_kept(real_account: Account, tmp_path: Path) -> None:
    path = whole_table(real(real_account.real), tmp_path)
    assert lost(real_account, path, read_real(path, real_account.words))[:20] == []


@lru_cache(maxsize=1)
def read_real(path: Path, words: frozenset[str]) -> Kept:
    """Read a real list; the four tables of one follow each other."""
    snapshot = read_list(path)
    assert_valid(snapshot)
    return Kept(snapshot, words)


def whole_table(path: Path, folder: Path) -> Path:
    """Give the US screening list without its last row, which is cut off in the file at hand; others as they are."""
    if path.name != "csl.csv":
        return path
    text = path.read_text("utf-8")
    (folder / path.name).write_text(text[: text.rindex('\n"11476"') + 1], "utf-8")
    return folder / path.name
