"""What a payment's fields lead to: criteria, decisions, and answers that depend on nothing but the payment."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from yalu.records.named import Money
from yalu.records.payments import Field, FieldKind, Payment, PaymentAgent, PaymentParty, RefusedRecord, read_payments
from yalu.screening import Screener
from yalu.workspace import Decision, PaymentAnswer, RecordSettings, screen_payments
from yalu.workspace.record_screening.phrases import phrases_of
from yalu.workspace.record_screening.tables import territories, territories_named

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LISTED = [json.loads(line) for line in (EXAMPLES / "invented-list.ftm.json").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(LISTED, "invented")


def field(kind: FieldKind, value: str, path: str = "x") -> Field:
    return Field(kind, path, value, 1)


def payment(
    *fields: Field, agent: tuple[Field, ...] = (), texts: tuple[Field, ...] = (), day: str = "2024-03-06"
) -> Payment:
    parties = (PaymentParty("creditor", fields),) if fields else ()
    agents = (PaymentAgent("creditor_agent", agent),) if agent else ()
    money = Money(Decimal(5), "EUR", field(FieldKind.TEXT, "5"))
    return Payment("f", 1, 1, "table", "", "", "", money, None, day, parties, agents, texts)


def answer(screener: Screener, item: Payment) -> PaymentAnswer:
    (found,) = screen_payments([item], screener)
    return found


NAME, BIC, TEXT, ADDRESS, COUNTRY = (
    FieldKind.NAME,
    FieldKind.BIC,
    FieldKind.TEXT,
    FieldKind.ADDRESS,
    FieldKind.COUNTRY,
)


@pytest.mark.parametrize(
    ("item", "decision", "criteria"),
    [
        (payment(field(NAME, "Osier Bicycle Shop")), "clear", []),
        # A person's name alone is borne by many: to be looked at. With the date of birth it weighs more.
        (payment(field(NAME, "Pak Sung Hwi")), "review", ["name"]),
        (payment(field(NAME, "Pak Sung Hwi"), field(FieldKind.BIRTH_DATE, "1971-05-09")), "block", ["name-with-fact"]),
        (payment(field(NAME, "Pak Sung Hwi"), field(FieldKind.BIRTH_DATE, "1950-01-01")), "clear", []),
        (payment(field(NAME, "Harbour Lantern Trading Company")), "block", ["name-of-organisation"]),
        (payment(field(NAME, "Harbour Lanterns Trading")), "review", ["name"]),
        (payment(agent=(field(BIC, "TRDBKPPYXXX"),)), "block", ["identifier", "territory"]),
        (payment(agent=(field(BIC, "TRDBKPPY123"),)), "block", ["identifier", "territory"]),
        (payment(agent=(field(BIC, "TRDBDEFFXXX"),)), "clear", []),
        (payment(field(COUNTRY, "KP")), "review", ["territory"]),
        (payment(field(COUNTRY, "KR")), "clear", []),
        (payment(field(FieldKind.IBAN, "IR062960000000100324200001")), "review", ["territory"]),
        (payment(field(FieldKind.IBAN, "DE89370400440532013001")), "review", ["not-read"]),
        (payment(field(FieldKind.IBAN, "DE89370400440532013000")), "clear", []),
        (payment(field(ADDRESS, "17 Ryonhap Street, Pyongyang")), "review", ["territory-words"]),
        (payment(field(ADDRESS, "c/o Institute of Quiet Machinery")), "review", ["phrase"]),
        (
            payment(texts=(field(TEXT, "/INV/4711\nBEARINGS FOR INSTITUTE OF\n//QUIET MACHINERY"),)),
            "review",
            ["phrase"],
        ),
        (payment(texts=(field(TEXT, "IQMA advance"),)), "review", ["phrase"]),
        (payment(texts=(field(TEXT, "freight M/V Grey Heron 7"),)), "review", ["phrase"]),
        (payment(texts=(field(TEXT, "charter of IMO 9074729"),)), "block", ["identifier"]),
        (payment(texts=(field(TEXT, "charter of IMO 9074728"),)), "clear", []),
        (payment(texts=(field(TEXT, "pay via TRDBKPPY"),)), "block", ["identifier"]),
        (payment(texts=(field(TEXT, "invoice 12 for a quiet machine"),)), "clear", []),
    ],
)
def test_a_field_is_asked_by_what_it_is(screener: Screener, item: Payment, decision: str, criteria: list[str]) -> None:
    found = answer(screener, item)
    assert [reason.criterion for reason in found.reasons] == criteria
    assert found.decision == decision


def test_another_branch_of_a_listed_institution_is_said_to_be_one(screener: Screener) -> None:
    first, *_ = answer(screener, payment(agent=(field(BIC, "TRDBKPPY123"),))).reasons
    assert first.note == "the first eight characters agree; the listed BIC is TRDBKPPYXXX"
    same, *_ = answer(screener, payment(agent=(field(BIC, "TRDBKPPY"),))).reasons
    assert same.note == ""


def test_a_rule_on_a_territory_stands_from_its_day_to_its_end(screener: Screener) -> None:
    def decided(day: str) -> Decision | None:
        return answer(screener, payment(field(COUNTRY, "SY"), day=day)).decision

    assert [decided(day) for day in ("2011-08-16", "2011-08-17", "2025-06-30", "2025-07-01", "")] == [
        Decision.CLEAR,
        Decision.REVIEW,
        Decision.REVIEW,
        Decision.CLEAR,
        Decision.REVIEW,
    ]


def test_a_reason_holds_the_field_the_words_and_how_the_score_comes_about(screener: Screener) -> None:
    (reason,) = answer(screener, payment(texts=(field(TEXT, "to Institute of Quiet Machinery", "70"),))).reasons
    assert (reason.path, reason.kind, reason.query) == ("70", "text", "Institute of Quiet Machinery")
    assert reason.hit is not None
    assert (reason.hit.id, reason.hit.score) == ("inv-5", 1.0)
    assert sum(share.share for share in reason.hit.explanation) == pytest.approx(reason.hit.score, abs=1e-3)


def test_what_was_not_read_has_its_place_and_no_decision(screener: Screener) -> None:
    found = list(screen_payments(EXAMPLES / "payments", screener))
    assert [item.number for item in found] == list(range(1, len(found) + 1))
    read = list(read_payments(EXAMPLES / "payments"))
    assert [item.payment for item in found] == read
    assert [item.decision is None for item in found] == [isinstance(item, RefusedRecord) for item in read]


def test_payments_before_the_place_where_a_file_breaks_off_are_answered(screener: Screener, tmp_path: Path) -> None:
    whole = (EXAMPLES / "payments" / "customer-transfers.xml").read_text(encoding="utf-8")
    path = tmp_path / "cut.xml"
    path.write_text(whole[:-60], encoding="utf-8")
    answers = screen_payments(path, screener)
    assert [next(answers).decision for _ in range(3)] == ["block", "clear", "block"]
    with pytest.raises(Exception, match="cut off"):
        next(answers)


NAMES = st.sampled_from(
    ["Pak Sung Hwi", "Osier Bicycle Shop", "Harbor Lantern Trading", "Quiet Machinery", "Taedong Bank", "Fernbrook"]
)


@given(names=st.lists(NAMES, min_size=1, max_size=12), order=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_neither_order_nor_company_changes_an_answer(screener: Screener, names: list[str], order: object) -> None:
    items = [payment(field(NAME, name), texts=(field(TEXT, f"for {name} and others"),)) for name in names]
    alone = {name: answer(screener, item) for name, item in zip(names, items, strict=True)}
    shuffled = list(zip(names, items, strict=True))
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    for (name, _), found in zip(shuffled, screen_payments([item for _, item in shuffled], screener), strict=True):
        assert (found.decision, found.reasons) == (alone[name].decision, alone[name].reasons)


def test_a_stream_gives_each_message_the_answer_that_it_has_alone(screener: Screener, tmp_path: Path) -> None:
    # The same parties come again and again, on days on which other rules stand, with hits and without.
    whole = (EXAMPLES / "payments" / "customer-transfers.xml").read_text(encoding="utf-8")
    for number in range(24):
        text = whole.replace("2024-03-06", ("2024-03-06", "2010-01-01", "2025-08-01")[number % 3])
        text = text.replace("<p:Ctry>BE</p:Ctry>", f"<p:Ctry>{('BE', 'SY', 'KP')[number // 3 % 3]}</p:Ctry>")
        text = text.replace("Osier Bicycle Shop", ("Osier Bicycle Shop", "Pak Sung Hwi")[number // 9 % 2])
        (tmp_path / f"{number:02d}.xml").write_text(text, encoding="utf-8")
    stream = list(screen_payments(tmp_path, screener))
    alone = [answer for file in sorted(tmp_path.iterdir()) for answer in screen_payments(file, screener)]
    assert [(item.payment, item.decision, item.reasons) for item in stream] == [
        (item.payment, item.decision, item.reasons) for item in alone
    ]
    assert {item.decision for item in stream} == set(Decision)


@given(before=st.lists(st.sampled_from(["the", "paid", "INVOICE", "bearings", "12"]), max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_name_is_found_wherever_it_stands_in_a_text(screener: Screener, before: list[str]) -> None:
    text = " ".join([*before, "Institute of Quiet Machinery", *reversed(before)])
    assert answer(screener, payment(texts=(field(TEXT, text),))).decision == Decision.REVIEW


def test_the_bar_of_phrases_is_the_users(screener: Screener) -> None:
    item = payment(texts=(field(TEXT, "from Institut of Quiet Machinry"),))
    assert answer(screener, item).decision == "review"
    (found,) = screen_payments([item], screener, RecordSettings(phrase=0.99))
    assert found.decision == "clear"


def test_windows_never_begin_or_end_with_a_stop_word_and_a_long_text_is_said_to_be_open(screener: Screener) -> None:
    words = [phrase.words for phrase in phrases_of("payment for the Bank of the River") if phrase.kind == "name"]
    assert words == ["Bank of the River"]
    found = answer(screener, payment(texts=(field(TEXT, "word " * 5000),)))
    assert (found.decision, [reason.criterion for reason in found.reasons]) == ("review", ["not-read"])


def test_words_of_territories_are_whole_words() -> None:
    assert not territories_named("a Cubaner and Iranology")
    assert {rule.id for _, rule in territories_named("Port of NORTH\n KOREA")} == {"kp-un", "kp-eu", "kp-us"}
    assert all(rule.interval.start and rule.source for rule in territories())
