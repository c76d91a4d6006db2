"""The check as a whole: routes, codes and words together, rows, and refusals."""

from datetime import date
from pathlib import Path

import pytest

from yalu.goods import GoodsRow, check_goods, check_goods_rows
from yalu.goods.check import MAX_TEXT
from yalu.model import GoodsError, TableError
from yalu.workspace import check_goods_file

DAY = date(2024, 6, 1)


def rules(asked: str, **route: str) -> set[str]:
    return {finding.rule for finding in check_goods(asked, DAY, **route).findings}


def test_each_rule_is_given_once_however_many_words_lead_to_it() -> None:
    check = check_goods("ball bearing; roller bearing; lathe; HS 8482.10", DAY)
    ids = [finding.rule for finding in check.findings]
    assert len(ids) == len(set(ids))
    industrial = next(finding for finding in check.findings if finding.rule == "un-2397-7")
    assert len(industrial.reached_by) > 1


def test_countries_are_read_by_code_or_name() -> None:
    assert rules("2701", origin="KP") == rules("2701", origin="North Korea") == rules("2701", origin="dprk")
    assert "un-2371-8" not in rules("2701", origin="Mongolia")


@pytest.mark.parametrize("name", ["Korea", "Ruritania", " "])
def test_a_country_that_is_not_clear_is_refused(name: str) -> None:
    with pytest.raises(GoodsError):
        check_goods("2701", DAY, origin=name)


@pytest.mark.parametrize(("asked", "code"), [("", None), ("  ", None), ("coal", "77"), ("x" * (MAX_TEXT + 1), None)])
def test_what_cannot_be_asked_is_refused(asked: str, code: str | None) -> None:
    with pytest.raises(GoodsError):
        check_goods(asked, DAY, code=code)


def test_words_and_code_that_disagree_are_told() -> None:
    assert any("point to chapter 84" in note for note in check_goods("ball bearing", DAY, code="2701").notes)
    assert not check_goods("ball bearing", DAY, code="8482.10").notes


def test_a_code_inside_a_description_is_read() -> None:
    check = check_goods("spare items, HS code 8482.10, 20 pcs", DAY)
    assert check.matches[0].codes == ("8482.10",)


def test_food_and_medicine_are_left_out_of_the_catch_all() -> None:
    assert "un-2270-8" not in rules("1006", destination="KP")
    assert "un-2270-8" in rules("8471", destination="KP")


def test_rows_keep_their_place_and_a_bad_one_says_why() -> None:
    answers = list(
        check_goods_rows(
            [
                GoodsRow("anthracite", origin="KP", day="2017-08-04"),
                GoodsRow("anthracite", origin="KP"),
                GoodsRow(),
                GoodsRow("coal", origin="Ruritania"),
                GoodsRow("coal", day="yesterday"),
                GoodsRow("coal", code="77"),
            ],
            DAY,
        )
    )
    assert [answer.row for answer in answers] == [1, 2, 3, 4, 5, 6]
    assert [answer.error is not None for answer in answers] == [False, False, True, True, True, False]
    first, last = answers[0].check, answers[-1].check
    assert first is not None
    assert first.states[0] == "capped"
    assert last is not None
    assert "left out" in last.notes[0]


def test_a_file_of_goods_is_checked_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("Description,HS code,To,Date\nball bearing,8482.10,KP,2018-01-05\nbroken\n,8482.10,,\n")
    first, second, third = check_goods_file(path, DAY, destination="RU")
    assert first.check is not None
    assert first.check.destination == "kp"
    assert second.error == "line 3: it has 1 cell where the head has 4"
    assert third.check is not None
    assert third.check.destination == "ru"


@pytest.mark.parametrize(
    ("text", "reason"), [("name,price\na,1\n", "no column of descriptions"), ("hs,HS code\n84,84\n", "may both be")]
)
def test_a_table_that_is_none_of_goods_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(text)
    with pytest.raises(TableError, match=reason):
        list(check_goods_file(path, DAY))
