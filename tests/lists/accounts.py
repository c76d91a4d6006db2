"""How the values of each format are told, and which party each is of: a table of formats, apart from their readers.

Where each value goes, and which ones are not kept and why, stands in docs/lists.md; the tests read it there.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.lists.carriers import Carrier, DelimitedCarrier, JsonCarrier, Row, WorkbookCarrier, XmlCarrier, local
from tests.lists.test_eu_csv import table as eu_csv
from tests.lists.test_ofac_csv import FILES as OFAC_FILES, folder as ofac_csv
from tests.lists.test_other_tables import METI, MISPLACED, SIMPLE, XBT, meti, own, written
from tests.lists.test_other_workbooks import mof, ods, uk_rows
from tests.lists.test_uk_tables import fcdo, ofsi
from tests.lists.test_us_lists import DPL, as_json, csl
from tests.lists.test_workbooks import workbook
from yalu.lists.ofac_csv.remark_table import DOCUMENT_WORDS, FEATURE_WORDS

FIXTURES = Path(__file__).parent / "fixtures"
MakeSample = Callable[[Path], Path]
Open = Callable[[bytes], Carrier]


@dataclass(frozen=True)
class Account:
    """One format, or one file of a format of several.

    `sample` writes a small list of it, `real` is a whole one in the folder of real lists. `file` is the one that is
    looked at, where the list is a folder. `section` is the heading in docs/lists.md. `choices` are the names whose
    words are not kept as such but choose a schema, a property, a date or an id; that they do is tested.
    """

    name: str
    section: str
    sample: MakeSample
    open: Open
    real: str = ""
    file: str = ""
    choices: tuple[str, ...] = ()
    own_names: bool = False
    """Whether the names are not the format's, but those of its user or of followthemoney."""
    words: frozenset[str] = frozenset()
    """What inside a value chooses a property, and is not kept itself."""
    orphans: bool = False
    """Whether the file speaks of parties that its list does not hold; docs/lists.md says what becomes of that."""

    def sample_in(self, folder: Path) -> Path:
        """Write the sample into a folder, so that it may be changed."""
        path = self.sample(folder)
        if folder in path.parents:
            return path
        copy = folder / path.name
        copy.write_bytes(path.read_bytes())
        return copy

    def content(self, path: Path) -> Path:
        """Give the file to look at."""
        return path / self.file if self.file else path


def fixture(name: str) -> MakeSample:
    """Give a sample that lies in the fixtures."""
    return lambda _: FIXTURES / name


def xml(records: str, party_of: Callable[[Any], str]) -> Open:
    """Look at XML with records of these names."""
    names = records.split()
    return lambda data: XmlCarrier(data, lambda item: party_of(item) if local(item.tag) in names else None)


def canadian_party(record: Any) -> str:
    """Give the place in the law, of which the reader makes the id."""
    country, schedule, item = (record.findtext(name) or "" for name in ("Country", "Schedule", "Item"))
    short = re.search(r"\((JVCFOR)\)", country)
    place = f"ca {short[1] if short else country.split(' / ')[0]} {schedule} {item}"
    return re.sub(r"[^a-z0-9.]+", "-", place.lower()).strip("-")


def cells(party: str, column: str, **more: Any) -> Open:
    """Look at delimited text whose parties go by a column."""

    def party_of(row: Row) -> str:
        return party.format(row[column].strip())

    return lambda data: DelimitedCarrier(data, party_of, **more)


def sheet(party: str, column: str, cut: str = "") -> Open:
    """Look at a workbook whose parties go by a column."""
    return lambda data: WorkbookCarrier(data, lambda _, row: party.format(row.get(column, "").rstrip(cut)))


OFAC_COLUMNS = {
    "sdn.csv": "ent_num SDN_Name SDN_Type Program Title Call_Sign Vess_type Tonnage GRT Vess_flag Vess_owner Remarks",
    "alt.csv": "ent_num alt_num alt_type alt_name alt_remarks",
    "add.csv": "ent_num add_num Address City/State/... Country add_remarks",
    "sdn_comments.csv": "ent_num Remarks_cont",
}


def ofac_table(file: str, *choices: str) -> Account:
    """Give one of OFAC's four tables."""
    return Account(
        f"OFAC CSV, {file}",
        "## OFAC CSV: where each column goes",
        lambda path: ofac_csv(path / "four", OFAC_FILES),
        cells("ofac-{}", "ent_num", names=tuple(OFAC_COLUMNS[file].split()), null="-0- ", end="\x1a"),
        real="ofac-csv-2023-12-28",
        file=file,
        choices=choices,
        orphans=file == "sdn_comments.csv",
    )


def _denied(path: Path) -> Path:
    return written(path, "dpl.txt", DPL)


def _whole_table(path: Path) -> Path:
    return csl(path / "csl.csv")


_SEEN = {
    "caption": "Ann",
    "referents": ["other-1"],
    "target": True,
    "datasets": ["us_list", "eu_list"],
    "first_seen": "2020-01-01T00:00:00",
    "last_seen": "2024-05-28T06:00:00",
    "last_change": "2024-05-01T00:00:00",
}
FTM = [
    {
        "id": "Q1",
        "schema": "Person",
        "properties": {"name": ["Ann Example"], "birthDate": ["1970"]},
        **_SEEN,
    },
    {
        "id": "Q2",
        "schema": "Company",
        "properties": {"name": ["River Co"], "jurisdiction": ["kp"]},
        **_SEEN,
    },
    {
        "id": "Q3",
        "schema": "Ownership",
        "properties": {"owner": ["Q1"], "asset": ["Q2"], "percentage": ["51"], "startDate": ["2019"]},
        **_SEEN,
    },
    {
        "id": "Q4",
        "schema": "Sanction",
        "properties": {"entity": ["Q1"], "authority": ["Nobody"], "reason": ["Sand"], "startDate": ["2020-05-06"]},
        **_SEEN,
    },
]
"""A collection of two lists, as OpenSanctions writes it."""

UK_SECTION = "## UK OFSI consolidated list and UK Sanctions List: where each column goes"
CSL_SECTION = "## US consolidated screening list: where each column goes"

ACCOUNTS: Sequence[Account] = (
    Account(
        "OFAC advanced XML",
        "## OFAC advanced XML: where each element goes",
        fixture("advanced-sample.xml"),
        xml("DistinctParty", lambda record: f"ofac-{record.get('FixedRef')}"),
        choices=tuple(
            (
                "ID FixedRef AliasType AliasTypeID DocNameStatus DocNameStatusID LowQuality Primary NamePartType "
                "NamePartTypeID NamePartGroupID Script ScriptID PartySubType PartySubTypeID PartyType PartyTypeID "
                "FeatureType FeatureTypeID DetailReferenceID Reliability ReliabilityID LocPartType LocPartTypeID "
                "AreaCodeID CountryID Description IDRegDocType IDRegDocTypeID IDRegDocDateType IDRegDocDateTypeID "
                "Validity ValidityID IssuedBy-CountryID EntryEventTypeID LegalBasisID SanctionsTypeID RelationTypeID "
                "RelationQuality RelationQualityID ListID IdentityID ProfileID LocationID DocumentedNameID "
                "FeatureVersionID From-ProfileID To-ProfileID Former Approximate False Acronym Month Day"
            ).split()
        ),
    ),
    Account(
        "UN XML",
        "### United Nations",
        fixture("un-sample.xml"),
        xml("INDIVIDUAL ENTITY", lambda record: f"un-{record.findtext('DATAID')}"),
        real="un/un-2025-04-19.xml",
        choices=("QUALITY", "TYPE_OF_DATE"),
    ),
    Account(
        "OFAC plain XML",
        "### OFAC plain XML",
        fixture("ofac-classic-sample.xml"),
        xml("sdnEntry", lambda record: f"ofac-{record.findtext('{*}uid')}"),
        real="ofac-non-sdn/consolidated-2025-03-28.xml",
        choices=("uid", "mainEntry", "sdnType", "type", "category", "idType", "Record_Count"),
    ),
    Account(
        "EU XML 1.1",
        "### European Union",
        fixture("eu-sample.xml"),
        xml("sanctionEntity", lambda record: f"eu-{record.get('logicalId')}"),
        choices=(
            "code",
            "classificationCode",
            "strong",
            "circa",
            "calendarType",
            "dayOfMonth",
            "monthOfYear",
            "countryIso2Code",
            "countryDescription",
            "knownExpired",
            "knownFalse",
            "reportedLost",
            "revokedByIssuer",
            "diplomatic",
            "identificationTypeCode",
            "gender",
            "asAtListingTime",
        ),
    ),
    Account(
        "UK Sanctions List XML",
        "### United Kingdom",
        fixture("uk-sample.xml"),
        xml("Designation", lambda record: f"gb-{record.findtext('UniqueID')}"),
        choices=("IndividualEntityShip", "NameType", "AliasStrength", "AssetFreeze", "TravelBan", "ArmsEmbargo", "DOB"),
    ),
    Account(
        "Swiss SECO XML",
        "### Switzerland",
        fixture("seco-sample.xml"),
        xml("target", lambda record: f"ch-seco-{record.get('ssid')}"),
        choices=(
            "main",
            "name-type",
            "quality",
            "name-part-type",
            "order",
            "day",
            "month",
            "year",
            "calendar",
            "place-id",
            "iso-code",
            "sex",
            "object-type",
            "sanctions-set-id",
            "program-key",
            "program-name",
            "sanctions-set",
            "lang",
            "script",
            "ssid",
        ),
    ),
    Account(
        "Canada SEMA XML",
        "### Canada",
        fixture("canada-sample.xml"),
        xml("record", canadian_party),
        real="canada/sema-2025-05.xml",
    ),
    ofac_table("sdn.csv", "SDN_Type"),
    ofac_table("alt.csv", "alt_type"),
    ofac_table("add.csv", "add_num"),
    ofac_table("sdn_comments.csv"),
    Account(
        "EU CSV",
        "## EU consolidated list, CSV: where each column goes",
        eu_csv,
        cells("eu-fsf-{}", "Entity_LogicalId", delimiter=";"),
        choices=("Entity_SubjectType", "BirthDate_Circa", "NameAlias_Gender", "fileGenerationDate"),
    ),
    Account(
        "UK OFSI CSV",
        UK_SECTION,
        ofsi,
        cells("gb-ofsi-{}", "Group ID", above=1),
        choices=("Group Type", "Alias Type", "Alias Quality"),
    ),
    Account(
        "UK Sanctions List CSV",
        UK_SECTION,
        fcdo,
        cells("gb-fcdo-{}", "Unique ID", above=1),
        choices=("Designation Type", "Name type", "line above the header"),
    ),
    Account(
        "UK Sanctions List ODS",
        UK_SECTION,
        lambda path: ods(path / "UK_Sanctions_List.ods", uk_rows(path)),
        sheet("gb-fcdo-{}", "Unique ID"),
        choices=("Designation Type", "Name type", "line above the header"),
    ),
    Account(
        "Australia DFAT XLSX",
        "## Australia DFAT consolidated list: where each column goes",
        lambda path: workbook(path / "dfat.xlsx"),
        sheet("au-dfat-{}", "Reference", "abcdefghijklmnopqrstuvwxyz"),
        choices=("Type", "Name Type", "Reference"),
    ),
    Account(
        "US CSL CSV",
        CSL_SECTION,
        _whole_table,
        cells("us-csl-{}", "_id"),
        real="us-bis/csl.csv",
        words=frozenset(FEATURE_WORDS) | frozenset(DOCUMENT_WORDS),
        choices=("type",),
    ),
    Account(
        "US CSL JSON",
        CSL_SECTION,
        lambda path: as_json(path / "csl.json"),
        lambda data: JsonCarrier(data, lambda record: f"us-csl-{record['id']}", "results"),
        choices=("type",),
    ),
    Account(
        "US denied persons",
        "## US denied persons list: where each column goes",
        _denied,
        lambda data: DelimitedCarrier(data, lambda row: " ".join(row["Name"].split()), "\t"),
        real="us-bis/dpl.txt",
    ),
    Account(
        "Japan MOF XLSX",
        "## Japan MOF: where each column goes",
        lambda path: mof(path / "mof.xlsx"),
        lambda data: WorkbookCarrier(data, lambda _, row: row["英語表記"]),
        choices=("生年月日", "告示日付"),
    ),
    Account(
        "Japan METI JSON",
        "## Japan METI end user list: where each field goes",
        lambda path: meti(path, *METI, MISPLACED),
        lambda data: JsonCarrier(data, lambda record: record["id"]),
        real="japan-meti/end-users-2025-09-29.json",
        choices=("entity_type",),
    ),
    Account(
        "wallet addresses",
        "## Wallet addresses",
        lambda path: written(path, "addresses_XBT.txt", XBT),
        lambda data: DelimitedCarrier(data, lambda _: "", names=("address",)),
        real="wallets/sanctioned_addresses_XBT.txt",
    ),
    Account(
        "OpenSanctions simple CSV",
        "## OpenSanctions simple CSV: where each column goes",
        lambda path: written(path, "targets.csv", SIMPLE),
        cells("{}", "id"),
        choices=("schema",),
    ),
    Account(
        "own CSV",
        "## A table of one's own",
        own,
        lambda data: DelimitedCarrier(data, lambda row: f"ours-{row['no']}", ";"),
        own_names=True,
    ),
    Account(
        "followthemoney JSON lines",
        "## followthemoney JSON lines",
        lambda path: written(path, "entities.ftm.json", "".join(json.dumps(item) + "\n" for item in FTM)),
        lambda data: JsonCarrier(data, ftm_party, lines=True),
        choices=("id", "schema", "last_change", "last_seen"),
        own_names=True,
    ),
)


def ftm_party(entity: Any) -> str:
    """Give the party that an entity is of: a sanction is of the one that it names, an edge of no single one."""
    if entity["schema"] == "Sanction":
        return str(entity["properties"]["entity"][0])
    return "" if entity["schema"] == "Ownership" else str(entity["id"])
