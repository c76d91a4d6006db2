"""The index finds what comparing with everything finds: words, pairs of words and names, with the same scores."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from yalu.names import Name, NameKind, Token, TokenRole, analyze_name
from yalu.screening.index import IndexBuilder, NameIndex, SearchSession
from yalu.screening.index.building import name_traits
from yalu.screening.index.memory import WordMemory
from yalu.screening.index.queries import QueryReader
from yalu.screening.index.session import VALUES
from yalu.screening.index.texts import Groups, Texts, TextTable
from yalu.screening.score import score_names
from yalu.screening.similarity import INITIAL, join_similarity, similarity

LISTED = (
    "Choe Chol Min", "최철민", "崔哲民", "CH'OE, U'n-cho'ng", "Kim Yong Chol", "Kim Yong Chun", "Cui Zhemin",
    "Ma Xiaohong", "马晓红", "Muhammad bin Salman al-Tikriti", "محمد بن سلمان التكريتي",
    "Abd al-Rahman Yusuf", "عبد الرحمن", "J C Berg", "Jean-Claude van der Berg",
    "Vladimir Vladimirovich Putin", "Владимир Путин", "Mhmd Hssn", "Mohammed Hassan", "Martin",
    "Martina Silva", "Antonio Antonia", "Ali Ali Hassan", "Abu Ali", "A B C D E F G H I J K L M N O",
    "Li Na", "Smirnoff", "Jo Ann", "Joann", "O'Brien", "Obrien", "Dr. Ahmed Khan", "Bernd Arnold",
    "Bemd Amold", "John Smith 2", "Smith-Jones",
)  # fmt: skip
COMPANIES = (
    "Unit 7 Trading LLC", "Unit 8 Trading Ltd", "Second Academy of Natural Sciences", "SANS",
    "Green Pine Associated Corp", "Ministry of Defence", "Ocean Maritime Management Company, Limited",
    "Dandong Hongxiang Industrial Development Co., Ltd.", "Three-Seven Trading 37",
    "Intl Techn SRVCES GRP", "International Technical Services Group", "Bank of Dandong",
)  # fmt: skip
NAMES = {NameKind.PERSON: LISTED, NameKind.ORGANIZATION: COMPANIES}
LETTERS = "abcdehijklmnorstuvyz '-.,7ŏ최崔мب"


def analysed(texts: Sequence[str], kind: NameKind) -> list[Name]:
    return [name for name in (analyze_name(text, kind) for text in texts) if name is not None]


def index_of(names: Sequence[Name], kind: NameKind) -> NameIndex:
    builder = IndexBuilder(kind)
    for number, name in enumerate(names):
        builder.add(name, number)
    return builder.build()


INDEXES = {kind: index_of(analysed(texts, kind), kind) for kind, texts in NAMES.items()}


@st.composite
def mangled(draw: st.DrawFn, texts: Sequence[str]) -> str:
    """A listed name with letters changed, and words dropped, doubled, joined and reordered."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(["", *LETTERS])) + text[place + draw(st.integers(0, 1)) :]
    words = text.split()
    if draw(st.booleans()) and words:
        words = draw(st.permutations(words))[: draw(st.integers(1, 6))]
    return draw(st.sampled_from([" ", " ", ""])).join(words)


def expected(query: Name, listed: Sequence[Name], threshold: int) -> dict[int, int]:
    scores = {number: score_names(query, name) for number, name in enumerate(listed)}
    return {number: score for number, score in scores.items() if score >= threshold}


@settings(max_examples=300)
@given(st.data(), st.sampled_from(list(NAMES)), st.sampled_from([1, 3000, 5000, 6000, 7000, 8000, 9300, 9800, 10000]))
def test_a_search_finds_every_name_and_its_score(data: st.DataObject, kind: NameKind, threshold: int) -> None:
    queries = analysed(data.draw(st.lists(mangled(NAMES[kind]), max_size=3)), kind)
    index = INDEXES[kind]
    listed = [index.name(number) for number in range(len(index))]
    found = SearchSession(index).search([name.text for name in queries], threshold)
    for number, query in enumerate(queries):
        mine = found.query == number
        given_scores = dict(zip(found.name[mine].tolist(), found.score[mine].tolist(), strict=True))
        assert given_scores == expected(query, listed, threshold)


@settings(max_examples=100)
@given(st.lists(st.text(alphabet="abcmn 1.'", max_size=14), max_size=12), st.text(alphabet="abcmn 1.'", max_size=14))
def test_any_names_of_few_letters_are_found(texts: list[str], asked: str) -> None:
    query, listed = analysed([asked], NameKind.PERSON), analysed(texts, NameKind.PERSON)
    index = index_of(listed, NameKind.PERSON)
    in_order = [index.name(number) for number in range(len(index))]
    found = SearchSession(index).search([name.text for name in query], 5000)
    want = expected(query[0], in_order, 5000) if query else {}
    assert dict(zip(found.name.tolist(), found.score.tolist(), strict=True)) == want


def tokens_in(index: NameIndex) -> dict[int, Token]:
    """The tokens of an index by their numbers."""
    found: dict[int, Token] = {}
    for number in range(len(index)):
        start = index.names.token_start[number]
        for place, token in enumerate(index.name(number).tokens):
            found[int(index.names.token[start + place])] = token
    return found


def matches_of(index: NameIndex, word: Token) -> dict[int, int]:
    words = WordMemory(index, VALUES)
    words.add([word])
    memory = words.memory
    return dict(zip(memory.unit.tolist(), memory.value.tolist(), strict=True))


@settings(max_examples=200)
@given(st.data(), st.sampled_from(list(NAMES)))
def test_the_matches_of_a_word_are_those_of_the_definition(data: st.DataObject, kind: NameKind) -> None:
    index = INDEXES[kind]
    (query,) = analysed([data.draw(mangled(NAMES[kind]))], kind) or [None]
    if query is None:
        return
    tokens = tokens_in(index)
    pairs = {
        int(number): (tokens[int(index.names.pair_first[number])], tokens[int(index.names.pair_second[number])])
        for number in range(len(index.names.pair_first))
    }
    for word in query.tokens:
        want = {number: similarity(word, token)[0] for number, token in tokens.items()}
        want |= {~number: join_similarity(*pair, word) for number, pair in pairs.items()}
        if word.role is TokenRole.INITIAL:
            want = {unit: value for unit, value in want.items() if value != INITIAL}
        assert matches_of(index, word) == {unit: value for unit, value in want.items() if value}


SOUNDS = ("a", "e", "i", "o", "u", "y", "h", "w", "ff", "f", "x", "k", "kh", "sh", "s", "ch", "t", "tch", "dzh", "zh",
          "rn", "m", "r", "n", "oo", "ay", "ou")  # fmt: skip
"""What romanisations write in several ways: words of these share classes by their letters, now and then."""


def spelled_words() -> list[str]:
    chance = Random(7)  # noqa: S311 - a sample, no secret
    return sorted({"".join(chance.choices(SOUNDS, k=chance.randint(2, 6))) for _ in range(400)})


SPELLED = index_of(analysed(spelled_words(), NameKind.PERSON), NameKind.PERSON)
SPELLED_TOKENS = tokens_in(SPELLED)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SOUNDS), min_size=2, max_size=6).map("".join) | st.sampled_from(spelled_words()))
def test_classes_by_letters_are_those_of_the_definition(word: str) -> None:
    (query,) = analysed([word], NameKind.PERSON)
    want = {number: similarity(query.tokens[0], token)[0] for number, token in SPELLED_TOKENS.items()}
    assert matches_of(SPELLED, query.tokens[0]) == {unit: value for unit, value in want.items() if value}


@settings(max_examples=200)
@given(st.data(), st.sampled_from(list(NAMES)))
def test_a_query_is_read_as_its_name_is_analysed(data: st.DataObject, kind: NameKind) -> None:
    texts = data.draw(st.lists(mangled(NAMES[kind]) | st.just("x " * 40), max_size=4))
    memory = WordMemory(INDEXES[kind], VALUES)
    reader = QueryReader(kind, memory)
    for some in (texts, texts[::-1]):
        read = reader.read(some)
        for place, text in enumerate(some):
            name = analyze_name(text, kind)
            words = read.word[read.word_start[place] : read.word_start[place + 1]].tolist()
            assert tuple(map(memory.token, words)) == (name.tokens if name else ())
            assert read.total[place] == (name.weight if name else 0)
            assert read.traits[place] == (name_traits(name) if name else 0)
            assert place in read.names or name is None or not name.readings


def test_the_pairs_of_an_index_are_the_neighbours_in_its_names() -> None:
    index = INDEXES[NameKind.PERSON]
    there = {
        pair
        for number in range(len(index))
        for pair in pairwise(index.names.token[index.names.token_start[number] : index.names.token_start[number + 1]])
    }
    assert there == set(zip(index.names.pair_first.tolist(), index.names.pair_second.tolist(), strict=True))


def test_what_is_forgotten_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yalu.screening.index.memory.MOST_WORDS", 3)
    index = INDEXES[NameKind.PERSON]
    session = SearchSession(index)
    for text in LISTED:
        (query,) = analysed([text], NameKind.PERSON)
        fresh, worn = SearchSession(index).search([query.text], 7000), session.search([query.text], 7000)
        assert np.array_equal(fresh.name, worn.name)
        assert np.array_equal(fresh.score, worn.score)


def test_threads_find_the_same_with_one_index() -> None:
    index = INDEXES[NameKind.PERSON]
    queries = analysed(LISTED, NameKind.PERSON)

    def run(_: Any) -> list[int]:
        found = SearchSession(index).search([name.text for name in queries], 5000)
        return [*found.query.tolist(), *found.name.tolist(), *found.score.tolist()]

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(run, range(8))
    assert all(other == first for other in others)


@given(st.lists(st.text(max_size=8), unique=True, max_size=30), st.text(max_size=8))
def test_texts_are_found_by_themselves_and_no_other_is(texts: list[str], other: str) -> None:
    table, kept = TextTable.of(texts), Texts.of(texts)
    assert [kept[number] for number in range(len(kept))] == texts
    assert table.find_all(texts).tolist() == list(range(len(texts)))
    assert table.find(other) == (texts.index(other) if other in texts else None)


def test_groups_keep_their_members() -> None:
    groups = Groups.of([("b", 2), ("a", 1), ("b", 5)])
    assert (groups.get("a").tolist(), groups.get("b").tolist(), groups.get("c").tolist()) == ([1], [2, 5], [])
