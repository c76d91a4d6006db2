"""Records that a workspace keeps: whole or not at all, once each, and used as the files themselves would be."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from yalu import RecordStore, load_network, read_records, record_files
from yalu.model import InputError, TableError, WorkspaceError
from yalu.workspace.database import Database
from yalu.workspace.kept_records.tables import CONTENT

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RIVER = EXAMPLES / "river-network"
NOW = datetime(2024, 6, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture(params=["folder", "sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Path | str:
    """Give a workspace of each kind in turn."""
    if request.param == "folder":
        return folder
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'yalu.sqlite'}"
    return str(request.getfixturevalue("postgres")())


@pytest.fixture
def store(place: Path | str) -> RecordStore:
    return RecordStore(place)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_second_load_of_the_same_file_changes_nothing(store: RecordStore) -> None:
    first = store.load(RIVER / "payments.csv", now=NOW)
    assert (first.new, first.kept.kind, first.kept.rows, first.kept.refused) == (True, "payments", 40, 0)
    before = store.all(), read_records(store.files())
    second = store.load(RIVER / "payments.csv", now=datetime(2030, 1, 1, tzinfo=UTC))
    assert (second.new, second.kept) == (False, first.kept)
    after = store.all(), read_records(store.files())
    assert (after[0], after[1].parties, list(after[1].links)) == (before[0], before[1].parties, list(before[1].links))


def test_a_second_load_writes_nothing_in_a_folder(folder: Path) -> None:
    store = RecordStore(folder)
    store.load(RIVER / "payments.csv", now=NOW)
    before = everything(folder)
    store.load(RIVER / "payments.csv", now=datetime(2030, 1, 1, tzinfo=UTC))
    assert everything(folder) == before


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


def test_a_load_that_is_killed_leaves_nothing_half_written(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("yalu.workspace.kept_records.folder.sync_folder", killed)
    monkeypatch.setattr("yalu.workspace.kept_records.database.KeptRecords.__eq__", killed)
    with pytest.raises(KeyboardInterrupt):
        store.load(RIVER / "payments.csv", now=NOW)
    monkeypatch.undo()
    assert store.all() == ()
    assert store.load(RIVER / "payments.csv", now=NOW).new


def test_facts_that_were_damaged_are_refused(folder: Path) -> None:
    store = RecordStore(folder)
    kept = store.load(RIVER / "payments.csv", now=NOW).kept
    (folder / "records" / kept.id / "record.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        store.all()


def test_a_tenant_sees_nothing_of_another_s_records(place: Path | str) -> None:
    own, other = RecordStore(place, "bank"), RecordStore(place, "broker")
    kept = own.load(RIVER / "payments.csv", now=NOW).kept
    assert other.all() == RecordStore(place).all() == ()
    with pytest.raises(WorkspaceError, match="is none of the records"):
        other.remove(kept.id)
    assert other.load(RIVER / "payments.csv", now=NOW).new
    other.remove(kept.id)
    assert own.all() == (kept,)
    assert len(read_records(own.files()).links) > 0


def test_another_machine_fetches_a_file_with_its_mapping_once_and_checks_it(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "zahlungen.csv"
    path.write_text("Auftraggeber;Empfaenger;Betrag;Waehrung\n" + "A;B;5.00;EUR\n" * 100)
    monkeypatch.setattr("yalu.workspace.kept_records.database._PIECE", 1000)
    columns = {"debtor_name": "Auftraggeber", "creditor_name": "Empfaenger", "amount": "Betrag", "currency": "Waehrung"}
    kept = RecordStore(address).load(path, now=NOW, columns=columns).kept
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "other machine"))
    (file,) = RecordStore(address).files()
    assert file.path.read_bytes() == path.read_bytes()
    assert file.path.is_relative_to(tmp_path / "other machine")
    monkeypatch.setattr("yalu.workspace.kept_records.database.DatabaseRecords._fetch", None)
    assert RecordStore(address).files() == (file,)
    assert file.path.with_name("zahlungen.mapping.yaml").is_file()
    assert file.name == kept.reference


def test_content_that_was_changed_in_the_database_is_refused(address: str, cache: Path) -> None:
    store = RecordStore(address)
    store.load(RIVER / "payments.csv", now=NOW)
    with Database(address) as database, database.writing() as connection:
        connection.execute(CONTENT.update().values(data=b"payer,payee"))
    with pytest.raises(WorkspaceError, match="not what was kept"):
        store.files()
    assert not list((cache / "records").glob("*/payments.csv"))


def test_of_two_who_load_a_file_at_once_the_second_finds_the_first_s(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = RecordStore(address).load(RIVER / "payments.csv", now=NOW).kept
    # As if the second had looked before the first was done.
    monkeypatch.setattr("yalu.workspace.kept_records.database.DatabaseRecords.known", lambda *_: None)
    second = RecordStore(address).load(RIVER / "payments.csv", now=datetime(2030, 1, 1, tzinfo=UTC))
    assert (second.new, second.kept) == (False, first)
    assert len(RecordStore(address).files()) == 1
