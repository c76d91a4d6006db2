"""The entity store and its search, held against going through all entities."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from yalu.model import ListError
from yalu.workspace.datasets import EntityStore, QuerySyntaxError, SearchQuery, parse_query, parse_simple
from yalu.workspace.datasets.building import build_store
from yalu.workspace.datasets.entity_lines import DatasetEntity, read_time
from yalu.workspace.datasets.lucene import Group, Node, Word
from yalu.workspace.datasets.search import search_stores

WORDS = ("alpha", "beta", "gamma", "delta")


def entity(identity: str, name: str) -> DatasetEntity:
    return DatasetEntity(identity, "Person", name, {"name": [name]})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EntityStore:
    """Every set of words is one entity."""
    path = tmp_path_factory.mktemp("store") / "words.entities"
    sets = [some for size in range(1, 5) for some in combinations(WORDS, size)]
    build_store(path, (entity("-".join(some), " ".join(some)) for some in sets), lambda: {}, "words")
    return EntityStore(path, "words", ["words"])


def found(store: EntityStore, query: Group, **more: object) -> set[str]:
    asked = SearchQuery(query, frozenset({"words"}), limit=100, **more)  # type: ignore[arg-type]
    return {item.id for item in search_stores([store], asked, {}).entities}


def holds(words: set[str], node: Node) -> bool:
    if isinstance(node, Word):
        return node.text in words
    return (
        all(holds(words, item) for item in node.must)
        and (not node.any_of or any(holds(words, item) for item in node.any_of))
        and not any(holds(words, item) for item in node.never)
    )


def nodes() -> st.SearchStrategy[Group]:
    word = st.builds(Word, st.sampled_from(WORDS))

    def group(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        some = st.lists(inner, max_size=3).map(tuple)
        return st.builds(Group, some, some, some)

    tree: st.SearchStrategy[Node] = st.recursive(word, group, max_leaves=6)
    return tree.map(lambda node: node if isinstance(node, Group) else Group((node,)))


@settings(max_examples=200)
@given(query=nodes())
def test_every_combination_of_words_finds_what_holds_it(store: EntityStore, query: Group) -> None:
    expected = {item.id for item in store.entities() if holds(set(item.id.split("-")), query)}
    assert found(store, query) == expected


SIGNS = st.text(alphabet='ab *?~()-+!&|:^\\/"[]{}.,\0', max_size=25)
JOINED = st.lists(
    st.sampled_from(["alpha", "AND", "OR", "NOT", "(", ")", '"', "beta*", "-", "names:", "~1"]), max_size=8
)


@settings(max_examples=300)
@given(text=SIGNS | JOINED.map(" ".join), fuzzy=st.booleans())
def test_any_text_is_a_query_or_is_refused(store: EntityStore, text: str, fuzzy: bool) -> None:
    found(store, parse_simple(text), fuzzy=fuzzy)
    try:
        query = parse_query(text)
        found(store, query, fuzzy=fuzzy)
    except QuerySyntaxError as error:
        assert len(str(error)) < 200  # noqa: PT017 - either outcome is right


def test_words_of_scripts_without_spaces_and_other_scripts_are_found(tmp_path: Path) -> None:
    names = {"zh": "崔哲民", "ko": "최철민", "ru": "Вадим Тестов", "de": "Jürgen Müller"}
    path = tmp_path / "scripts.entities"
    build_store(path, (entity(key, name) for key, name in names.items()), lambda: {}, "scripts")
    store = EntityStore(path, "words", ["words"])
    asked = {"哲民": "zh", "철민": "ko", "vadim": "ru", "вадим": "ru", "muller": "de", "MÜLLER": "de"}
    assert {text: found(store, parse_query(text)) for text in asked} == {text: {key} for text, key in asked.items()}


def test_an_open_store_survives_the_removal_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "gone.entities"
    build_store(path, iter([entity("a", "Vadim Testov")]), lambda: {}, "gone")
    store = EntityStore(path, "words", ["words"])
    path.unlink()
    assert store.get("a") is not None
    assert found(store, parse_query("testov")) == {"a"}


def broken() -> Iterator[DatasetEntity]:
    yield entity("a", "Vadim Testov")
    raise RuntimeError


@pytest.mark.parametrize(
    ("entities", "error"),
    [(iter(()), ListError), (iter([entity("a", "A"), entity("a", "B")]), ListError), (broken(), RuntimeError)],
)
def test_a_store_is_whole_or_not_there(tmp_path: Path, entities: Iterator[DatasetEntity], error: type) -> None:
    with pytest.raises(error):
        build_store(tmp_path / "x.entities", entities, lambda: {}, "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given_time", "time"),
    [
        ("2024-05-01T10:00:00.123Z", "2024-05-01T10:00:00"),
        ("2024-05-01 10:00:00", "2024-05-01T10:00:00"),
        ("2024-05-01", "2024-05-01T00:00:00"),
        ("yesterday", None),
        (5, None),
        (None, None),
    ],
)
def test_times_have_no_zone_and_no_fraction(given_time: object, time: str | None) -> None:
    assert read_time(given_time) == time
