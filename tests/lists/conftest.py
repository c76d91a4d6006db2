"""The hand-written sample and the real files, each read once, and what compares a file with its snapshot."""

from pathlib import Path

import pytest

from yalu.lists import ListSnapshot, read_list

FIXTURES = Path(__file__).parent / "fixtures"
DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists"


@pytest.fixture(scope="session")
def sample_file() -> Path:
    return FIXTURES / "advanced-sample.xml"


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> ListSnapshot:
    return read_list(sample_file)


def real_file(day: str) -> Path:
    path = DATA / "ofac-advanced" / f"sdn_advanced-{day}.xml.bz2"
    if not path.exists():
        pytest.skip("the real list is missing")
    return path


@pytest.fixture(scope="session")
def may_file() -> Path:
    return real_file("2024-05-28")


@pytest.fixture(scope="session")
def may_2024(may_file: Path) -> ListSnapshot:
    return read_list(may_file)


@pytest.fixture(scope="session")
def december_2024() -> ListSnapshot:
    return read_list(real_file("2024-12-19"))


@pytest.fixture(scope="session")
def lists_folder() -> Path:
    if not DATA.exists():
        pytest.skip("the real lists are missing")
    return DATA
