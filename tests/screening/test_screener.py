"""The screener gives what scoring every entity would give: the same ids, scores and order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from hypothesis import given, settings, strategies as st

from yalu.screening import Screener
from yalu.screening.index.storage import IndexFileError


def entity(number: str, schema: str, *names: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": number, "schema": schema, "properties": {"name": list(names), **properties}}


def query(schema: str, *names: str, **properties: list[str]) -> dict[str, Any]:
    return entity("q", schema, *names, **properties)


LISTED = [
    entity(
        "p1",
        "Person",
        "Choe Chol Min",
        "최철민",
        "崔哲民",
        birthDate=["1978-04-03"],
        nationality=["kp"],
        gender=["male"],
    ),
    entity("p2", "Person", "Choe Un Jong", "CH'OE, U'n-cho'ng", passportNumber=["108410051"]),
    entity("p3", "Person", "Kim Jong Un", "김정은", "金正恩"),
    entity("p4", "Person", "Kim Yong Chol", "Young-Chul KIM", birthDate=["1946"]),
    entity("p5", "Person", "Muhammad bin Salman al-Tikriti", "محمد بن سلمان التكريتي"),
    entity("p6", "Person", "Abd al-Rahman Yusuf", weakAlias=["Abu Ali", "Faris"]),
    entity("p7", "Person", "Vladimir Vladimirovich Putin", "Владимир Владимирович Путин"),
    entity("p8", "Person", "Jean-Claude van der Berg", "J C Berg"),
    entity("p9", "Person", "Ma Xiaohong", "马晓红", "MA, Hsiao-hung"),
    entity("c1", "Company", "Dandong Hongxiang Industrial Development Co., Ltd.", "丹东鸿祥实业发展有限公司"),
    entity("c2", "Company", "Unit 7 Trading LLC", leiCode=["213800WSGIIZCXF1P572"]),
    entity("c3", "Organization", "SECOND ACADEMY OF NATURAL SCIENCES", "SANS", "Academy of Natural Sciences"),
    entity("c4", "LegalEntity", "Green Pine Associated Corporation", "Chongsong Yonhap"),
    entity("v1", "Vessel", "M/V Jin Teng", imoNumber=["9163154"], flag=["kp"]),
    entity("v2", "Vessel", "Jin Teng 7"),
    entity("w1", "CryptoWallet", publicKey=["0xABCDEF0123456789abcdef"]),
    entity("e1", "Person", "", "..."),
]
SCREENER = Screener(LISTED, "test")


def ids(asked: dict[str, Any], threshold: float = 0.7) -> list[str]:
    return [hit.id for hit in SCREENER.screen(asked, threshold)]


all_names = [name for item in LISTED for names in item["properties"].values() for name in names if len(name) > 1]
letters = st.sampled_from("abchmnouy '-,.7ŏ최崔м ")


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A listed name with a few letters changed, or words dropped, doubled and reordered."""
    text = draw(st.sampled_from(all_names))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(["", draw(letters)])) + text[place + draw(st.integers(0, 1)) :]
    words = text.split()
    if draw(st.booleans()):
        words = draw(st.permutations(words))[: draw(st.integers(1, 6))]
    return " ".join(words)


@settings(deadline=None, max_examples=400)
@given(
    st.lists(mangled(), min_size=1, max_size=2),
    st.sampled_from(["Person", "Company", "LegalEntity", "Vessel", "Thing"]),
    st.sampled_from([0.0001, 0.3, 0.55, 0.6, 0.7, 0.72, 0.75, 0.8, 0.93, 0.95, 0.98, 1.0]),
    st.sampled_from([{}, {"birthDate": ["1978"]}, {"birthDate": ["1946-01-02"], "nationality": ["us"]}]),
)
def test_the_index_misses_nothing(names: list[str], schema: str, threshold: float, facts: dict[str, list[str]]) -> None:
    asked = query(schema, *names, **facts)
    assert SCREENER.screen(asked, threshold) == SCREENER.screen_exhaustively(asked, threshold)


@settings(deadline=None, max_examples=100)
@given(mangled(), st.sampled_from(["Person", "LegalEntity", "Organization"]))
def test_a_score_at_the_edge_is_a_hit_and_one_above_it_is_not(name: str, schema: str) -> None:
    for hit in SCREENER.screen_exhaustively(query(schema, name), 0.3):
        assert hit.id in ids(query(schema, name), hit.score)
        if hit.score < 1:
            assert hit.id not in ids(query(schema, name), round(hit.score + 0.0001, 4))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_may_be_listed_and_asked(listed: str, asked: str) -> None:
    screener = Screener([entity("x", "Person", listed), entity("y", "Company", listed)])
    for schema in ("Person", "LegalEntity"):
        assert screener.screen(query(schema, asked), 0.5) == screener.screen_exhaustively(query(schema, asked), 0.5)


def test_the_explanation_adds_up_to_the_score() -> None:
    for asked in (
        query("Person", "Choi Cheol-min", birthDate=["1968-04-03"], nationality=["cn"]),
        query("Person", "Abu Ali"),
        query("Person", "somebody else", passportNumber=["108410051"]),
        query("Company", "Unit 7 Trading GmbH"),
    ):
        for hit in SCREENER.screen(asked, 0.3):
            assert round(sum(share.share for share in hit.explanation), 4) == hit.score


def test_an_identifier_matches_by_itself() -> None:
    hits = SCREENER.screen(query("Person", "Somebody Else", passportNumber=["108-410-051"]))
    assert [(hit.id, hit.score, hit.explanation[0].kind) for hit in hits] == [("p2", 1.0, "passportNumber")]
    assert ids({"schema": "CryptoWallet", "properties": {"publicKey": ["0xabcdef0123456789ABCDEF"]}}) == ["w1"]
    assert ids({"schema": "Vessel", "properties": {"imoNumber": ["IMO9163154"]}}) == ["v1"]


def test_whoever_states_the_address_of_a_listed_wallet_finds_the_wallet_and_nothing_else_of_another_kind() -> None:
    asked = {
        "schema": "Person",
        "properties": {
            "name": ["Somebody Else"],
            "publicKey": ["0xabcdef0123456789ABCDEF"],
            "idNumber": ["8811220033"],
        },
    }
    ship = {"id": "v1", "schema": "Vessel", "properties": {"name": ["Somebody Else"], "idNumber": ["8811220033"]}}
    screener = Screener([*LISTED, ship], "demo")
    hits = screener.screen(asked)
    assert [(hit.id, hit.score) for hit in hits] == [("w1", 1.0)]
    assert [share.kind for share in hits[0].explanation] == ["publicKey"]
    assert hits == screener.screen_exhaustively(asked)


def test_a_listed_wallet_without_a_name_never_borrows_one_from_the_list() -> None:
    key = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
    wallet = {"id": "w1", "schema": "CryptoWallet", "properties": {"publicKey": [key]}}
    asked = {"schema": "Thing", "properties": {"publicKey": [key]}}
    alone, among_others = Screener([wallet], "demo"), Screener([*LISTED, wallet], "demo")
    assert alone.screen(asked) == among_others.screen(asked)
    (hit,) = alone.screen(asked)
    assert (hit.id, hit.caption, hit.name) == ("w1", "", "")


def test_a_person_is_no_company_and_a_legal_entity_may_be_both() -> None:
    assert ids(query("Company", "Choe Chol Min")) == []
    assert ids(query("LegalEntity", "Choe Chol Min")) == ["p1"]
    assert ids(query("LegalEntity", "Unit 7 Trading")) == ["c2"]


def test_one_wrong_digit_in_the_birth_date_does_not_lose_a_match_and_decades_do() -> None:
    assert ids(query("Person", "Choe Chol Min", birthDate=["1978-04-05"])) == ["p1"]
    assert ids(query("Person", "Choe Chol Min", birthDate=["1949-11-21"])) == []


def test_a_weak_alias_needs_support() -> None:
    assert ids(query("Person", "Faris")) == []
    assert SCREENER.screen(query("Person", "Abu Ali"))[0].score == 0.85


def test_more_agreeing_facts_come_first_among_equal_scores() -> None:
    twins = [entity("a", "Person", "Li Wei"), entity("b", "Person", "Li Wei", nationality=["cn"])]
    hits = Screener(twins).screen(query("Person", "Li Wei", nationality=["cn"]))
    assert [hit.id for hit in hits] == ["b", "a"]
    assert hits[0].score == hits[1].score


def test_several_lists_are_asked_at_once() -> None:
    screener = Screener.from_lists([("ofac", LISTED[:1]), ("un", LISTED[:1])])
    hits = screener.screen(query("Person", "Choe Chol Min"))
    assert [(hit.id, hit.dataset) for hit in hits] == [("p1", "ofac"), ("p1", "un")]


def test_a_screener_that_was_saved_answers_the_same(tmp_path: Path) -> None:
    SCREENER.save(tmp_path / "index")
    again = Screener.open(tmp_path / "index")
    assert again.fingerprint == SCREENER.fingerprint
    for name in ("Choi Cheol-min", "محمد بن سلمان", "Unit 7 Trading", "Abu Ali"):
        assert again.screen(query("LegalEntity", name)) == SCREENER.screen(query("LegalEntity", name))
        assert again.screen_exhaustively(query("Person", name)) == SCREENER.screen(query("Person", name))


@pytest.mark.parametrize(
    "damage", [lambda b: b[:0], lambda b: b[:-1], lambda b: b"x" + b, lambda b: b[:40] + b"{" + b[41:]]
)
def test_a_damaged_file_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    SCREENER.save(tmp_path / "index")
    (tmp_path / "index").write_bytes(damage((tmp_path / "index").read_bytes()))
    with pytest.raises(IndexFileError):
        Screener.open(tmp_path / "index")


def test_a_proxy_is_as_good_as_its_dictionary() -> None:
    proxy = model.get_proxy({"id": "q", "schema": "Person", "properties": {"name": ["Choe Chol Min"]}})
    assert SCREENER.screen(proxy) == SCREENER.screen(query("Person", "Choe Chol Min"))


def test_a_person_may_be_named_by_parts() -> None:
    assert ids({"schema": "Person", "properties": {"firstName": ["Chol Min"], "lastName": ["Choe"]}}) == ["p1"]


def test_a_limit_keeps_the_best() -> None:
    hits = SCREENER.screen(query("Person", "Kim Jong Un"), 0.0001)
    assert SCREENER.screen(query("Person", "Kim Jong Un"), 0.0001, limit=1) == hits[:1]


@pytest.mark.parametrize("threshold", [0, -1, 1.5])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        SCREENER.screen(query("Person", "Kim"), threshold)


@pytest.mark.parametrize("name", ["", "al bin", "a b c d e f g h i j k l m n o", "x" * 10_000, "ab " * 200, "\ud800"])
def test_hostile_queries_end(name: str) -> None:
    assert isinstance(SCREENER.screen(query("LegalEntity", name), 0.5), list)


def test_an_empty_list_has_no_hit() -> None:
    assert Screener([]).screen(query("Person", "Kim Jong Un")) == []


def test_among_equal_scores_who_bears_the_name_as_it_is_asked_comes_first() -> None:
    screener = Screener([entity("a", "Person", "Hassan Ali"), entity("b", "Person", "Ali Hassan")])
    assert [hit.id for hit in screener.screen(query("Person", "ALI, Hassan"))] == ["b", "a"]
    assert [hit.id for hit in screener.screen(query("Person", "Hassan Ali"))] == ["a", "b"]


@pytest.mark.parametrize(("asked", "listed"), [("LegalEntity", "Organization"), ("Company", "LegalEntity"),
                                                ("LegalEntity", "Person"), ("Person", "Person")])  # fmt: skip
def test_another_country_counts_once_whatever_the_families(asked: str, listed: str) -> None:
    screener = Screener([entity("x", listed, "Taedong Reed", country=["kp"])])
    (hit,) = screener.screen(query(asked, "Taedong Reed", country=["de"]), 0.5)
    (same,) = screener.screen(query(asked, "Taedong Reed"), 0.5)
    assert hit.score == pytest.approx(0.93 * same.score, abs=0.0002)


def test_what_is_found_unexplained_is_what_is_screened() -> None:
    queries = [query("Person", "Kim Jong Un"), query("Person", "Choi Cheol-min"), query("Person", "Nobody Nowhere")]
    found = SCREENER.find_many(queries, 0.5)
    assert [[item.hit() for item in items] for items in found] == SCREENER.screen_many(queries, 0.5)
    assert [[item.score for item in items] for items in found] == [
        [hit.score for hit in hits] for hits in SCREENER.screen_many(queries, 0.5)
    ]
