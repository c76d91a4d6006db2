"""The catalog of addresses fits the readers."""

from pathlib import Path

from tests.lists.accounts import ACCOUNTS
from yalu.lists import read_list
from yalu.lists.catalog import catalog

NAMED_BY_THEIR_FILES = {"sanctions", "ofac-consolidated"}
"""A collection of many lists, and the other list in the format of `ofac-sdn`."""


def test_lists_are_called_as_their_readers_call_them(tmp_path: Path) -> None:
    read = {(found.name, found.format) for found in (read_list(item.sample_in(tmp_path)) for item in ACCOUNTS)}
    expected = {(item.name, item.format.value) for item in catalog() if item.name not in NAMED_BY_THEIR_FILES}
    assert expected <= read


def test_every_file_has_an_address_of_its_own_and_a_page_that_names_it() -> None:
    assert len({item.url for item in catalog()}) == len(catalog())
    assert all(item.url.startswith("https://") and item.source.startswith("https://") for item in catalog())
    assert all(item.note for item in catalog() if not item.pull), "what has to be fetched by hand says why"
