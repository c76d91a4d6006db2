"""What stands where in ISO 20022 credit transfers: tables over the message definitions pacs.008, pacs.009, pain.001.

Source: the ISO 20022 message definition reports of Payments Clearing and Settlement, and of Payments Initiation. The
tables cover all versions up to pacs.008.001.13, pacs.009.001.12 and pain.001.001.12; an element that only some versions
have is taken in any. They are less than the schemas: which elements a transaction has, in which order, which must be
there, and how codes, amounts and dates are written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from yalu.records.named import FieldKind

MESSAGE_NAMES: Mapping[str, str] = {
    "FIToFICstmrCdtTrf": "pacs.008",
    "pacs.008.001.01": "pacs.008",
    "FICdtTrf": "pacs.009",
    "FinInstnCdtTrf": "pacs.009",
    "pacs.009.001.01": "pacs.009",
    "CstmrCdtTrfInitn": "pain.001",
    "pain.001.001.02": "pain.001",
}
"""The element below Document, which says what the message is."""

NAMESPACE = re.compile(r"(?:pacs\.00[89]|pain\.001)\.\d{3}\.\d{2}")
"""What the namespace of a message holds, after urn:iso:std:iso:20022:tech:xsd: or another prefix."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """The elements of a group in their order. Those in `required` must be there, once for each group of choices.

    `anywhere` are elements whose place differs from version to version.
    """

    order: Mapping[str, int]
    required: tuple[tuple[str, ...], ...]
    anywhere: frozenset[str] = frozenset()


def _sequence(order: str, required: str, anywhere: str = "") -> Sequence:
    return Sequence(
        {name: place for place, name in enumerate(order.split())},
        tuple(tuple(choice.split("|")) for choice in required.split()),
        frozenset(anywhere.split()),
    )


_PREVIOUS = (
    "PrvsInstgAgt PrvsInstgAgtAcct PrvsInstgAgt1 PrvsInstgAgt1Acct PrvsInstgAgt2 PrvsInstgAgt2Acct PrvsInstgAgt3 "
    "PrvsInstgAgt3Acct"
)
_INTERMEDIARIES = "IntrmyAgt1 IntrmyAgt1Acct IntrmyAgt2 IntrmyAgt2Acct IntrmyAgt3 IntrmyAgt3Acct"
_DEBTOR = "Dbtr DbtrAcct DbtrAgt DbtrAgtAcct"
_CREDITOR = "CdtrAgt CdtrAgtAcct Cdtr CdtrAcct UltmtCdtr"
_SETTLEMENT = "PmtId PmtTpInf IntrBkSttlmAmt IntrBkSttlmDt SttlmPrty SttlmTmIndctn SttlmTmReq"

TRANSACTION: Mapping[str, Sequence] = {
    "pacs.008": _sequence(
        f"{_SETTLEMENT} AddtlDtTm AccptncDtTm PoolgAdjstmntDt InstdAmt XchgRate AgrdRate ChrgBr ChrgsInf MndtRltdInf "
        f"PmtSgntr {_PREVIOUS} InstgAgt InstdAgt {_INTERMEDIARIES} UltmtDbtr InitgPty {_DEBTOR} {_CREDITOR} "
        "InstrForCdtrAgt InstrForNxtAgt Purp RgltryRptg Tax RltdRmtInf RmtInf SplmtryData",
        "PmtId IntrBkSttlmAmt ChrgBr Dbtr DbtrAgt CdtrAgt Cdtr",
        "AddtlDtTm AgrdRate PmtSgntr MndtRltdInf Tax",
    ),
    "pacs.009": _sequence(
        f"{_SETTLEMENT} {_PREVIOUS} InstgAgt InstdAgt {_INTERMEDIARIES} UltmtDbtr {_DEBTOR} {_CREDITOR} "
        "InstrForCdtrAgt InstrForNxtAgt Purp RmtInf UndrlygAllcn UndrlygCstmrCdtTrf SplmtryData",
        "PmtId IntrBkSttlmAmt Dbtr Cdtr",
        "AddtlDtTm AgrdRate PmtSgntr UndrlygAllcn",
    ),
    "pain.001": _sequence(
        "PmtId PmtTpInf PmtMtd MndtRltdInf Amt XchgRateInf ChrgBr ChqInstr UltmtDbtr "
        f"{_INTERMEDIARIES} {_CREDITOR} InstrForCdtrAgt InstrForDbtrAgt Purp RgltryRptg Tax RltdRmtInf RmtInf "
        "SplmtryData",
        "PmtId Amt",
        "MndtRltdInf PmtMtd Tax",
    ),
}
"""CdtTrfTxInf of each message."""

PAYMENT_INFORMATION = _sequence(
    "PmtInfId PmtMtd ReqdAdvcTp BtchBookg NbOfTxs CtrlSum PmtTpInf ReqdExctnDt PoolgAdjstmntDt Dbtr DbtrAcct DbtrAgt "
    "DbtrAgtAcct InstrForDbtrAgt UltmtDbtr ChrgBr ChrgsAcct ChrgsAcctAgt CdtTrfTxInf",
    "PmtMtd ReqdExctnDt Dbtr DbtrAcct DbtrAgt",
    "ReqdAdvcTp BtchBookg",
)
"""PmtInf of pain.001."""

HEADER: Mapping[str, Sequence] = {
    "pacs.008": _sequence(
        "MsgId CreDtTm XpryDtTm BtchBookg NbOfTxs CtrlSum TtlIntrBkSttlmAmt IntrBkSttlmDt SttlmInf PmtTpInf InstgAgt "
        "InstdAgt",
        "MsgId CreDtTm NbOfTxs SttlmInf",
        "XpryDtTm",
    ),
    "pacs.009": _sequence(
        "MsgId CreDtTm XpryDtTm BtchBookg NbOfTxs CtrlSum TtlIntrBkSttlmAmt IntrBkSttlmDt SttlmInf PmtTpInf InstgAgt "
        "InstdAgt",
        "MsgId CreDtTm NbOfTxs SttlmInf",
        "XpryDtTm",
    ),
    "pain.001": _sequence(
        "MsgId CreDtTm Authstn BtchBookg NbOfTxs CtrlSum Grpg InitgPty FwdgAgt InitnSrc",
        "MsgId CreDtTm NbOfTxs InitgPty",
        "BtchBookg Grpg",
    ),
}
"""GrpHdr of each message."""

GROUPS: Mapping[tuple[str, str], Sequence] = {
    **{("CdtTrfTxInf", family): sequence for family, sequence in TRANSACTION.items()},
    **{("GrpHdr", family): sequence for family, sequence in HEADER.items()},
    ("PmtInf", "pain.001"): PAYMENT_INFORMATION,
}
"""Every group, by its name and the message."""


@dataclass(frozen=True, slots=True)
class Role:
    """Whose data an element holds. `is_agent` tells institutions; in pacs.009 debtor and creditor are institutions."""

    name: str
    is_agent: bool = False
    account: bool = False


def _roles() -> dict[str, Role]:
    parties = {
        "Dbtr": "debtor",
        "Cdtr": "creditor",
        "UltmtDbtr": "ultimate_debtor",
        "UltmtCdtr": "ultimate_creditor",
        "InitgPty": "initiating_party",
        "Invcr": "invoicer",
        "Invcee": "invoicee",
        "Grnshee": "garnishee",
        "GrnshmtAdmstr": "garnishment_administrator",
        "DlvrTo": "cheque_delivery",
        "ChqFr": "cheque_from",
    }
    agents = {
        "DbtrAgt": "debtor_agent",
        "CdtrAgt": "creditor_agent",
        "InstgAgt": "instructing_agent",
        "InstdAgt": "instructed_agent",
        "FwdgAgt": "forwarding_agent",
        "PrvsInstgAgt": "previous_instructing_agent",
        **{f"PrvsInstgAgt{n}": f"previous_instructing_agent_{n}" for n in (1, 2, 3)},
        **{f"IntrmyAgt{n}": f"intermediary_agent_{n}" for n in (1, 2, 3)},
        "InstgRmbrsmntAgt": "instructing_reimbursement_agent",
        "InstdRmbrsmntAgt": "instructed_reimbursement_agent",
        "ThrdRmbrsmntAgt": "third_reimbursement_agent",
        "ChrgsAcctAgt": "charges_account_agent",
        "Agt": "charges_agent",
        "Pty": "charges_agent",
    }
    roles = {tag: Role(name) for tag, name in parties.items()} | {tag: Role(name, True) for tag, name in agents.items()}
    accounts = {f"{tag}Acct": Role(role.name, role.is_agent, True) for tag, role in roles.items()}
    return roles | accounts | {"ChrgsAcct": Role("debtor", False, True), "SttlmAcct": Role("settlement", True, True)}


ROLES: Mapping[str, Role] = _roles()
INSTITUTIONS: Mapping[str, str] = {
    "debtor": "debtor_institution",
    "creditor": "creditor_institution",
    "ultimate_debtor": "ultimate_debtor_institution",
    "ultimate_creditor": "ultimate_creditor_institution",
}
"""What the parties of pacs.009 are called, to tell them from those of the customer transfer that it covers."""

UNDERLYING = "UndrlygCstmrCdtTrf"
SUPPLEMENTARY = "SplmtryData"
REMITTANCE = frozenset({"RmtInf", "RltdRmtInf", "Tax", "RgltryRptg"})
"""Groups in which a debtor or creditor is not that of the payment."""

KINDS: Mapping[str, FieldKind] = {
    "Nm": FieldKind.NAME,
    "BIC": FieldKind.BIC,
    "BICFI": FieldKind.BIC,
    "AnyBIC": FieldKind.BIC,
    "BICOrBEI": FieldKind.BIC,
    "BEI": FieldKind.BIC,
    "LEI": FieldKind.LEI,
    "IBAN": FieldKind.IBAN,
    "MmbId": FieldKind.CLEARING,
    "Ctry": FieldKind.COUNTRY,
    "CtryOfRes": FieldKind.COUNTRY,
    "CtryOfBirth": FieldKind.COUNTRY,
    "BirthDt": FieldKind.BIRTH_DATE,
    "CityOfBirth": FieldKind.ADDRESS,
    "PrvcOfBirth": FieldKind.ADDRESS,
    "Ustrd": FieldKind.TEXT,
    "AddtlRmtInf": FieldKind.TEXT,
    "InstrInf": FieldKind.TEXT,
    "Inf": FieldKind.TEXT,
    "AddtlInf": FieldKind.TEXT,
    "Titl": FieldKind.TEXT,
    "Ref": FieldKind.TEXT,
    "Rmk": FieldKind.TEXT,
    "EmailAdr": FieldKind.TEXT,
    "MndtId": FieldKind.TEXT,
}
"""What the last element of a path holds, wherever it stands; `Id` depends on what it stands in."""

FORMATS: Mapping[FieldKind, re.Pattern[str]] = {
    FieldKind.BIC: re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"),
    FieldKind.LEI: re.compile(r"[A-Z0-9]{18}[0-9]{2}"),
    FieldKind.IBAN: re.compile(r"[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}"),
    FieldKind.COUNTRY: re.compile(r"[A-Z]{2}"),
}
"""How the schemas write codes."""
AMOUNT = re.compile(r"[0-9]{1,18}(?:\.[0-9]{0,5})?|\.[0-9]{1,5}")
"""At most 18 digits, of them 5 behind the point."""
CURRENCY = re.compile(r"[A-Z]{3}")
