"""Records that a workspace keeps: whole or not at all, once each, and used as the files themselves would be."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from yalu import RecordStore, load_network, read_records, record_files
from yalu.model import InputError, TableError, WorkspaceError
from yalu.workspace import kept_records

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RIVER = EXAMPLES / "river-network"
NOW = datetime(2024, 6, 10, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> RecordStore:
    return RecordStore(tmp_path / "workspace")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_second_load_of_the_same_file_changes_nothing(store: RecordStore) -> None:
    first = store.load(RIVER / "payments.csv", now=NOW)
    assert (first.new, first.kept.kind, first.kept.rows, first.kept.refused) == (True, "payments", 40, 0)
    before = everything(store.folder)
    second = store.load(RIVER / "payments.csv", now=datetime(2030, 1, 1, tzinfo=UTC))
    assert (second.new, second.kept) == (False, first.kept)
    assert everything(store.folder) == before


@pytest.mark.parametrize(
    ("name", "kind", "rows", "refused"),
    [
        ("shipments.csv", "shipments", 5, 1),
        ("holdings.csv", "holdings", 16, 0),
        ("payments/wire-transfers.csv", "payments", 3, 1),
        ("payments/transfers.fin", "payments", 2, 0),
        ("payments/customer-transfers.xml", "payments", 3, 0),
    ],
)
def test_the_kind_is_told_from_the_content_and_bad_rows_are_told(
    name: str, kind: str, rows: int, refused: int, store: RecordStore
) -> None:
    kept = store.load(EXAMPLES / name, now=NOW).kept
    assert (kept.kind, kept.rows, kept.refused) == (kind, rows, refused)
    assert sum("left out" not in words for words in kept.told) >= refused
    assert all(words.startswith(("line ", "number ")) for words in kept.told)


def test_what_is_kept_is_used_as_the_files_themselves(store: RecordStore) -> None:
    names = ("shipments.csv", "payments.csv", "shareholders.csv")
    for name in names:
        store.load(RIVER / name, now=NOW)
    kept, plain = read_records(store.files()), read_records(record_files(RIVER / name for name in names))
    told = [(link.type, link.source, link.target, link.amount, link.role) for link in plain.links]
    assert sorted(told) == sorted((link.type, link.source, link.target, link.amount, link.role) for link in kept.links)
    assert kept.parties == plain.parties
    named = {item.document.partition("@")[0] for link in kept.links for item in link.evidence}
    assert named == set(names)
    network = load_network([], store.files(), match=False).network
    assert len(network.links) == len(plain.links)


def test_files_of_one_name_are_kept_apart(store: RecordStore, tmp_path: Path) -> None:
    for number in (1, 2):
        path = tmp_path / f"{number}" / "payments.csv"
        path.parent.mkdir()
        path.write_text(f"payer,payee,amount,currency\nA,B,{number}.00,EUR\n")
        store.load(path, now=NOW)
    with pytest.raises(WorkspaceError, match="may mean several"):
        store.find("payments.csv")
    (link,) = load_network([], store.files(), match=False).network.links
    assert link.amount == "3.00"
    assert len({item.document for item in link.evidence}) == 2


def test_a_mapping_is_kept_with_its_table(store: RecordStore, tmp_path: Path) -> None:
    path = tmp_path / "zahlungen.csv"
    path.write_text("Auftraggeber;Empfaenger;Betrag;Waehrung\nA;B;5.00;EUR\n")
    columns = {"debtor_name": "Auftraggeber", "creditor_name": "Empfaenger", "amount": "Betrag", "currency": "Waehrung"}
    with pytest.raises(TableError, match="no records that are known"):
        store.load(path, now=NOW)
    kept = store.load(path, now=NOW, columns=columns).kept
    assert dict(kept.columns) == columns
    assert store.load(path, now=NOW, columns=columns).new is False
    with pytest.raises(WorkspaceError, match="other columns"):
        store.load(path, now=NOW)
    (link,) = load_network([], store.files(), match=False).network.links
    assert link.amount == "5.00"


def test_what_is_taken_out_is_gone(store: RecordStore) -> None:
    kept = store.load(RIVER / "payments.csv", now=NOW).kept
    store.load(RIVER / "shipments.csv", now=NOW)
    assert store.remove(kept.id[:6]) == kept
    assert [item.name for item in store.all()] == ["shipments.csv"]
    with pytest.raises(WorkspaceError, match="is none of the records"):
        store.remove("payments.csv")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a text about a river\n", "no records that are known"),
        ("payer,payee,amount,currency\n", "none of its records"),
        ("payer,payee,amount,currency\nA,B,much,EUR\n", "none of its records can be used: line 2"),
        ("<Document>", "payments.csv"),
    ],
)
def test_what_cannot_be_used_is_refused_under_its_own_name_and_leaves_nothing(
    content: str, reason: str, store: RecordStore, tmp_path: Path
) -> None:
    path = tmp_path / "payments.csv"
    path.write_text(content)
    with pytest.raises(InputError, match=reason) as refused:
        store.load(path, now=NOW)
    assert str(tmp_path / "payments.csv") in str(refused.value)
    assert "staging" not in str(refused.value)
    assert store.all() == ()
    assert not [item for item in store.folder.iterdir() if item.is_dir()]


def test_a_load_that_is_killed_leaves_nothing_half_written(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> Iterator[None]:
        raise KeyboardInterrupt

    monkeypatch.setattr(kept_records, "_put", killed)
    with pytest.raises(KeyboardInterrupt):
        store.load(RIVER / "payments.csv", now=NOW)
    monkeypatch.undo()
    assert store.all() == ()
    assert store.load(RIVER / "payments.csv", now=NOW).new


def test_facts_that_were_damaged_are_refused(store: RecordStore) -> None:
    kept = store.load(RIVER / "payments.csv", now=NOW).kept
    (store.folder / kept.id / "record.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        store.all()
