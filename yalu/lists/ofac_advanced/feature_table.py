"""Which followthemoney property takes which feature of a party.

The kinds are the texts of `FeatureType` in OFAC's reference values (2024-05-28 to 2024-12-19), without the colon or
dash that some end in. Kinds that a later file adds become notes, "kind: value".
"""

from typing import NamedTuple


class FeatureRule(NamedTuple):
    """`property` takes the value. `note` keeps the words besides; `company` says that only companies have it."""

    property: str = ""
    note: bool = False
    company: bool = False


LOCATION = "Location"
WALLET = "Digital Currency Address - "
NOTE = FeatureRule(note=True)

FEATURES: dict[str, FeatureRule] = {
    # Persons
    "Birthdate": FeatureRule("birthDate"),
    "Place of Birth": FeatureRule("birthPlace"),
    "Nationality Country": FeatureRule("nationality"),
    "Citizenship Country": FeatureRule("citizenship"),
    "Gender": FeatureRule("gender"),
    "Title": FeatureRule("position"),
    # Anybody
    "Website": FeatureRule("website"),
    "Email Address": FeatureRule("email"),
    "Phone Number": FeatureRule("phone"),
    # Organisations
    "Organization Established Date": FeatureRule("incorporationDate"),
    "Organization Type": FeatureRule("sector"),
    "Target Type": FeatureRule("classification"),
    "Nationality of Registration": FeatureRule("jurisdiction"),
    "Registration Country": FeatureRule("jurisdiction"),
    "SWIFT/BIC": FeatureRule("swiftBic"),
    "D-U-N-S Number": FeatureRule("dunsCode"),
    "BIK (RU)": FeatureRule("bikCode", company=True),
    "MICEX Code": FeatureRule("ticker", company=True),
    "Equity Ticker": FeatureRule("ticker", company=True),
    "ISIN": FeatureRule("isinCode", company=True),
    # Vessels. An owner or operator is an entity in followthemoney, and here only a name: a note.
    "Vessel Call Sign": FeatureRule("callSign"),
    "Other Vessel Call Sign": FeatureRule("callSign"),
    "VESSEL TYPE": FeatureRule("type"),
    "Other Vessel Type": FeatureRule("type"),
    "Vessel Flag": FeatureRule("flag"),
    "Other Vessel Flag": FeatureRule("flag"),
    "Former Vessel Flag": FeatureRule("pastFlags"),
    "Vessel Tonnage": FeatureRule("tonnage"),
    "Vessel Gross Registered Tonnage": FeatureRule("grossRegisteredTonnage"),
    "Vessel Year of Build": FeatureRule("buildDate"),
    # Aircraft
    "Aircraft Model": FeatureRule("model"),
    "Aircraft Manufacture Date": FeatureRule("buildDate"),
    "Aircraft Manufacturer's Serial Number (MSN)": FeatureRule("serialNumber"),
    "Aircraft Construction Number (also called L/N or S/N or F/N)": FeatureRule("serialNumber"),
    "Aircraft Tail Number": FeatureRule("registrationNumber"),
    "Previous Aircraft Tail Number": FeatureRule("registrationNumber", note=True),
}

COMPANY_TARGETS = frozenset({"Private Company", "Public Company", "State-Owned Enterprise", "Financial Institution"})
"""Values of `Target Type` that make an organisation a company."""

TARGET_TOPICS: dict[str, str] = {
    "Public Company": "corp.public",
    "State-Owned Enterprise": "gov.soe",
    "Government Entity": "gov",
    "Unrecognized Government Entity": "gov",
    "Financial Institution": "fin",
}
"""Topics that say the same as a value of `Target Type`."""
