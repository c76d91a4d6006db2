"""Which followthemoney property takes the number of which kind of document.

The kinds are the texts of `IDRegDocType` in OFAC's reference values (2024-05-28 to 2024-12-19). Kinds that a later file
adds fall back on `OTHER`.
"""

from typing import NamedTuple


class DocumentRule(NamedTuple):
    """`property` takes the number; `schema` is the document's own; `company` marks an entry in a company register."""

    property: str
    schema: str = "Identification"
    company: bool = False


OTHER = DocumentRule("idNumber")
FALLBACKS = ("registrationNumber", "idNumber")
"""Tried in this order where the party's schema lacks the property or the number is none of its kind."""

_TAX = DocumentRule("taxNumber")
_REGISTRATION = DocumentRule("registrationNumber")
_COMPANY = DocumentRule("registrationNumber", company=True)
_PASSPORT = DocumentRule("passportNumber", "Passport")
_LICENSE = DocumentRule("licenseNumber")

_BY_RULE: dict[DocumentRule, tuple[str, ...]] = {
    _PASSPORT: (
        "Passport",
        "Diplomatic Passport",
        "British National Overseas Passport",
        "Stateless Person Passport",
    ),
    _TAX: (
        "Tax ID No.",
        "R.F.C.",
        "RFC",
        "NIT #",
        "US FEIN",
        "RUC #",
        "C.I.F.",
        "RIF #",
        "Italian Fiscal Code",
        "C.U.I.T.",
        "Paraguayan tax identification number",
        "Numero Unico de Identificacao Tributaria (NUIT)",
        "Fiscal Code",
        "Romanian Tax Registration",
        "N.I.F.",
        "RTN",
    ),
    DocumentRule("vatCode"): ("V.A.T. Number",),
    DocumentRule("socialSecurityNumber"): ("SSN",),
    _LICENSE: (
        "Trade License No.",
        "License",
        "Tourism License No.",
        "Afghan Money Service Provider License Number",
        "Permit Number",
        "SRE Permit No.",
        "Pilot License Number",
    ),
    _COMPANY: (
        "Business Registration Document #",
        "C.I.N.",
        "C.R. No.",
        "UK Company Number",
        "Commercial Registry Number",
        "Certificate of Incorporation Number",
        "Registration Certificate Number (Dubai)",
        "Matricula Mercantil No",
        "Romanian C.R.",
        "Folio Mercantil No.",
        "Istanbul Chamber of Comm. No.",
        "Dubai Chamber of Commerce Membership No.",
        "Company Number",
        "Branch Unit Number",
        "Enterprise Number",
        "Chamber of Commerce Number",
        "Business Number",
        "Business Registration Number",
        "Central Registration System Number",
        "Economic Register Number (CBLS)",
    ),
    _REGISTRATION: (
        "Registration ID",
        "Registration Number",
        "Public Registration Number",
        "Registered Charity No.",
        "Legal Entity Number",
        "Organization Code",
        "MSB Registration Number",
        "File Number",
        "Government Gazette Number",
        "Trademark number",
        "Serial No.",
        "Military Registration Number",
    ),
    DocumentRule("uscCode", company=True): (
        "Unified Social Credit Code (USCC)",
        "United Social Credit Code Certificate (USCCC)",
    ),
    DocumentRule("ogrnCode"): ("Russian State Individual Business Registration Number Pattern (OGRNIP)",),
    DocumentRule("giiNumber"): ("Global Intermediary Identification Number",),
    DocumentRule("leiCode", company=True): ("Legal Entity Identifier (LEI)", "LEI"),
    DocumentRule("imoNumber"): ("Vessel Registration Identification", "IMO Number"),
    DocumentRule("mmsi"): ("MMSI",),
    DocumentRule("serialNumber"): ("Aircraft Serial Identification",),
}

DOCUMENTS: dict[str, DocumentRule] = {kind: rule for rule, kinds in _BY_RULE.items() for kind in kinds}

NATIONAL: dict[tuple[str, str], str] = {
    ("Tax ID No.", "Russia"): "innCode",
    ("Registration Number", "Russia"): "ogrnCode",
}
"""By kind and issuing country: a property that takes the number besides, where its check digits are right."""
