"""What holds for every list in XML of one record per party: nothing is lost, and nothing damaged is taken for whole."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from hypothesis import HealthCheck, given, settings, strategies as st
from lxml import etree

from tests.lists.accounts import canadian_party
from yalu.lists import ListFormat, ListSnapshot, read_list, recognise
from yalu.model import ListError

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Sample:
    """A hand-written list: `record` names its records, `identity` gives the id of the party of one."""

    file: str
    format: ListFormat
    name: str
    record: str
    identity: Callable[[Any], str]

    @property
    def data(self) -> bytes:
        return (FIXTURES / self.file).read_bytes()


SAMPLES = [
    Sample("un-sample.xml", ListFormat.UN, "un-sc", "INDIVIDUAL ENTITY", lambda item: f"un-{item.findtext('DATAID')}"),
    Sample(
        "ofac-classic-sample.xml",
        ListFormat.OFAC_CLASSIC,
        "ofac-sdn",
        "sdnEntry",
        lambda item: f"ofac-{item.findtext('{*}uid')}",
    ),
    Sample("eu-sample.xml", ListFormat.EU, "eu-fsf", "sanctionEntity", lambda item: f"eu-{item.get('logicalId')}"),
    Sample("uk-sample.xml", ListFormat.UK, "gb-fcdo", "Designation", lambda item: f"gb-{item.findtext('UniqueID')}"),
    Sample("seco-sample.xml", ListFormat.SECO, "ch-seco", "target", lambda item: f"ch-seco-{item.get('ssid')}"),
    Sample("canada-sample.xml", ListFormat.CANADA, "ca-sema", "record", canadian_party),
]


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.file)
def given_sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


def refusal(folder: Path, data: bytes, *, recover: bool = False) -> str:
    path = folder / "list.xml"
    path.write_bytes(data)
    with pytest.raises(ListError) as caught:
        read_list(path, recover=recover)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.remedy
    return message


def records(given_sample: Sample, root: Any) -> list[Any]:
    return [record for name in given_sample.record.split() for record in root.iter("{*}" + name)]


def test_the_format_is_recognised_and_every_record_is_a_party(given_sample: Sample) -> None:
    path = FIXTURES / given_sample.file
    assert recognise(path) is given_sample.format
    snapshot = read_list(path)
    found = records(given_sample, etree.fromstring(given_sample.data))
    assert snapshot.name == given_sample.name
    assert [item.party for item in snapshot.designations] == [given_sample.identity(record) for record in found]
    assert snapshot.counts["parties"] == len(found)
    assert {item.party for item in snapshot.designations} <= {entity["id"] for entity in snapshot.parties}
    assert snapshot.repairs == ()


def test_every_entity_is_valid_and_links_tie_parties(given_sample: Sample) -> None:
    snapshot = read_list(FIXTURES / given_sample.file)
    ids = {entity["id"] for entity in snapshot.entities}
    assert len(ids) == len(snapshot.entities)
    for entity in snapshot.entities:
        proxy = model.get_proxy(entity)
        proxy.schema.validate(entity)
        assert {name for name in entity["properties"] if name not in proxy.schema.properties} == set()
        for name, values in entity["properties"].items():
            kind = proxy.schema.properties[name].type
            assert all(kind.validate(value) for value in values), (entity["id"], name, values)
    for link in snapshot.links:
        assert {link.source, link.target} <= ids


def test_an_unknown_element_is_refused_with_its_line_unless_it_is_empty(tmp_path: Path, given_sample: Sample) -> None:
    root = etree.fromstring(given_sample.data)
    record = records(given_sample, root)[0]
    etree.SubElement(record, "NEW_IN_THIS_VERSION")
    (tmp_path / "list.xml").write_bytes(etree.tostring(root))
    assert read_list(tmp_path / "list.xml").counts["parties"] > 0
    record[-1].text = "something"
    data = etree.tostring(root)
    line = data[: data.index(b"NEW_IN")].count(b"\n") + 1
    message = refusal(tmp_path, data)
    assert f"(line {line})" in message
    assert "<NEW_IN_THIS_VERSION> is not known" in message
    record[-1].text = None
    record[-1].set("newer", "1")
    assert "newer" in refusal(tmp_path, etree.tostring(root))
    record[-1].attrib.clear()
    record[-1].tail = "stray words"
    assert "text stands" in refusal(tmp_path, etree.tostring(root))


def test_a_party_that_stands_twice_is_refused(tmp_path: Path, given_sample: Sample) -> None:
    root = etree.fromstring(given_sample.data)
    record = records(given_sample, root)[0]
    record.addnext(etree.fromstring(etree.tostring(record)))
    assert "stands in the file twice" in refusal(tmp_path, etree.tostring(root))


def test_an_id_that_no_entity_can_have_is_refused(tmp_path: Path) -> None:
    (sample,) = (sample for sample in SAMPLES if sample.format is ListFormat.EU)
    data = sample.data.replace(b'logicalId="901"', b'logicalId="circa 1960"')
    assert "'eu-circa 1960' cannot be the id of a party" in refusal(tmp_path, data)


def test_a_namespace_that_is_none_is_refused(tmp_path: Path) -> None:
    (sample,) = (sample for sample in SAMPLES if sample.format is ListFormat.UN)
    refusal(tmp_path, sample.data.replace(b"http://www.w3.org", b"$ttp://www.w3.org"))


def test_a_list_of_nobody_is_refused(tmp_path: Path, given_sample: Sample) -> None:
    root = etree.fromstring(given_sample.data)
    for record in records(given_sample, root):
        record.getparent().remove(record)
    assert refusal(tmp_path, etree.tostring(root))


HOSTILE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@HOSTILE
@given(data=st.data())
def test_a_list_cut_off_anywhere_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(SAMPLES)).data.rstrip()
    cut = data.draw(st.integers(0, len(content) - 1))
    refusal(tmp_path, content[:cut], recover=data.draw(st.booleans()))


@HOSTILE
@given(data=st.data())
def test_damaged_bytes_give_a_list_error_or_a_list(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SAMPLES)).data)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "list.xml").write_bytes(bytes(content))
    with suppress(ListError):
        check_whole(read_list(tmp_path / "list.xml", recover=data.draw(st.booleans())))


@HOSTILE
@given(data=st.data())
def test_texts_of_any_kind_give_a_list_error_or_a_list(tmp_path: Path, data: st.DataObject) -> None:
    root = etree.fromstring(data.draw(st.sampled_from(SAMPLES)).data)
    leaves = [element for element in root.iter(etree.Element) if not len(element) and element.text]
    for element in data.draw(st.lists(st.sampled_from(leaves), max_size=5)):
        element.text = data.draw(ODD_TEXTS)
    attributes = [(element, name) for element in root.iter(etree.Element) for name in element.attrib]
    for element, name in data.draw(st.lists(st.sampled_from(attributes), max_size=5)) if attributes else []:
        element.set(name, data.draw(ODD_TEXTS))
    (tmp_path / "list.xml").write_bytes(etree.tostring(root))
    with suppress(ListError):
        check_whole(read_list(tmp_path / "list.xml"))


ODD_TEXTS = st.sampled_from(
    [
        "",
        "0",
        "0000-00-00",
        "2023-02-31",
        "circa",
        "circa 1960",
        "1900 to 2000",
        "9999",
        "or",
        "00/00/1950",
        "x" * 70_000,
    ]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def check_whole(snapshot: ListSnapshot) -> None:
    for entity in snapshot.entities:
        model.get_proxy(entity).schema.validate(entity)
    assert snapshot.parties
    assert len(snapshot.designations) == snapshot.counts["parties"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-32", "koi8-r"])
def test_another_encoding_is_a_list_error_or_a_list(tmp_path: Path, given_sample: Sample, encoding: str) -> None:
    text = given_sample.data.decode()
    for content in (text, text.replace("UTF-8", encoding.upper())):
        (tmp_path / "list.xml").write_bytes(content.encode(encoding, errors="xmlcharrefreplace"))
        with suppress(ListError):
            assert read_list(tmp_path / "list.xml").counts == read_list(FIXTURES / given_sample.file).counts


@pytest.mark.parametrize("entity", [b"&a9;", b"&undefined;", b"&#0;", b"&#xFFFFFFFF;"])
def test_entities_are_refused(tmp_path: Path, given_sample: Sample, entity: bytes) -> None:
    broken = given_sample.data.replace(b"</", entity + b"</", 1)
    refusal(tmp_path, broken)
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    root = etree.QName(etree.fromstring(given_sample.data)).localname.encode()
    doctype = b"<!DOCTYPE " + root + b' [<!ENTITY a0 "ha">' + laughs + b"]><" + root
    assert "declares a DTD" in refusal(tmp_path, broken.replace(b"<" + root, doctype, 1))


def test_endless_elements_are_refused_before_they_fill_the_memory(tmp_path: Path, given_sample: Sample) -> None:
    record = re.search(rf"<{given_sample.record.split()[0]}[ >]".encode(), given_sample.data)
    assert record is not None
    start = given_sample.data.index(b">", record.start()) + 1
    assert "without a record" in refusal(tmp_path, given_sample.data[:start] + b"<a/>" * 2_000_000)


def test_the_first_wrong_byte_is_named_and_recovery_says_what_it_took_it_for(tmp_path: Path) -> None:
    whole = SAMPLES[0].data
    damaged = whole.replace(b"does not exist", b"doesn\x19t ex\xefst, 1 < 2 & 3 > 2 \x01")
    place = damaged.index(b"\x19")
    line = damaged[:place].count(b"\n") + 1
    assert f"(line {line}, byte {place})" in refusal(tmp_path, damaged)
    snapshot = read_list(tmp_path / "list.xml", recover=True)
    assert snapshot.repairs == tuple(
        f"line {line}, byte {damaged.index(bytes([byte]), place)}: 0x{byte:02X} taken for {sign} (U+{ord(sign):04X})"
        for byte, sign in ((0x19, "’"), (0xEF, "ï"), (0x3C, "<"), (0x26, "&"), (0x01, "\ufffd"))
    )
    notes = [note for entity in snapshot.parties for note in entity["properties"]["notes"]]
    assert "A person who doesn’t exïst, 1 < 2 & 3 > 2 \ufffd." in notes
    whole_snapshot = read_list(FIXTURES / "un-sample.xml", recover=True)
    assert whole_snapshot == read_list(FIXTURES / "un-sample.xml")
