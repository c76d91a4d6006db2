"""What the remarks in OFAC's tables say in fixed words, and which feature or document that is.

The remarks hold what the advanced format holds as features and documents, under nearly the same names. Source: OFAC,
"Specially Designated Nationals Data Formats" (dat_spec.txt), and the files of 2023-06-08 to 2023-12-28.
"""

from yalu.lists.ofac_advanced.document_table import DOCUMENTS
from yalu.lists.ofac_advanced.feature_table import FEATURES

FEATURE_WORDS: dict[str, str] = {kind: kind for kind in FEATURES} | {
    "DOB": "Birthdate",
    "POB": "Place of Birth",
    "nationality": "Nationality Country",
    "citizen": "Citizenship Country",
    "Telephone": "Phone Number",
    "Telephone No.": "Phone Number",
}
"""By the words that start a remark: the kind of feature in the advanced format."""

PLAIN_NUMBERS = (
    "Birth Certificate Number",
    "Bosnian Personal ID No.",
    "C.U.I.",
    "C.U.I.P.",
    "C.U.R.P.",
    "CNP (Personal Numerical Code)",
    "Cartilla de Servicio Militar Nacional",
    "Cedula No.",
    "Citizen's Card Number",
    "Credencial electoral",
    "D.N.I.",
    "Driver's License No.",
    "Electoral Registry No.",
    "I.F.E.",
    "Identification Number",
    "Immigration No.",
    "Kenyan ID No.",
    "LE Number",
    "Moroccan Personal ID No.",
    "N.I.E.",
    "National Foreign ID Number",
    "National ID No.",
    "Numero de Identidad",
    "Personal ID Card",
    "Public Security and Immigration No.",
    "Refugee ID Card",
    "Residency Number",
    "Romanian Permanent Resident",
    "Seafarer's Identification Document",
    "Stateless Person ID Card",
    "Tazkira National ID Card",
    "Travel Document Number",
    "Turkish Identification Number",
    "UAE Identification",
    "VisaNumberID",
)
"""Kinds of documents whose number is an `idNumber`."""

DOCUMENT_WORDS = frozenset(DOCUMENTS) | frozenset(PLAIN_NUMBERS)

WEAK_WORDS = ("a.k.a.", "f.k.a.", "n.k.a.")
"""Start the names that OFAC calls weak: too common to search for."""

LINK_WORDS = "Linked To"
ALSO = "alt. "
"""Stands before the second and any further value of one kind."""

CUT_AT = 1000
"""Characters of a remark in sdn.csv; the rest is in the comments."""
