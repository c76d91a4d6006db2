"""Messages in every version and wrapping that banks send, from the public definitions; the parties are invented."""

from collections.abc import Iterator

ISO = "urn:iso:std:iso:20022:tech:xsd:"
VERSIONS = {
    "pacs.008": tuple(f"{number:02d}" for number in range(1, 14)),
    "pacs.009": tuple(f"{number:02d}" for number in range(1, 13)),
    "pain.001": tuple(f"{number:02d}" for number in range(2, 13)),
}
"""All versions that the layout covers."""
WRAPPINGS = ("alone", "prefixed", "business message", "DataPDU", "InterAct", "old namespace")


def families() -> Iterator[tuple[str, str]]:
    for family, versions in VERSIONS.items():
        for version in versions:
            yield family, version


def _agent(tag: str, bic: str, name: str = "BICFI") -> str:
    return f"<{tag}><FinInstnId><{name}>{bic}</{name}></FinInstnId></{tag}>"


def _root(family: str, version: str) -> str:
    if version == "01" or (family, version) == ("pain.001", "02"):
        return f"{family}.001.{version}"
    return {
        "pacs.008": "FIToFICstmrCdtTrf",
        "pacs.009": "FICdtTrf" if int(version) > 2 else "FinInstnCdtTrf",
        "pain.001": "CstmrCdtTrfInitn",
    }[family]


def document(family: str, version: str) -> str:
    """Give the Document of one payment: 1234.50 EUR from Willow Weir Works to Reedmace Trading, or their banks."""
    made = {"pacs.008": _customer, "pacs.009": _institution, "pain.001": _order}[family]
    root = _root(family, version)
    return f'<Document xmlns="{ISO}{family}.001.{version}"><{root}>{made(int(version))}</{root}></Document>'


def _header(settlement: str, number: int) -> str:
    expiry = "<XpryDtTm>2024-03-09T00:00:00Z</XpryDtTm>" if number >= 12 else ""
    return (
        f"<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2024-03-05T09:30:00+01:00</CreDtTm>{expiry}<NbOfTxs>1</NbOfTxs>"
        f"<SttlmInf><SttlmMtd>{settlement}</SttlmMtd></SttlmInf></GrpHdr>"
    )


def _id(number: int) -> str:
    uetr = "<UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR>" if number >= 8 else ""
    return f"<PmtId><InstrId>I</InstrId><EndToEndId>E2E-1</EndToEndId><TxId>T</TxId>{uetr}</PmtId>"


def _party(tag: str, name: str, number: int, country: str = "BE") -> str:
    lines = "<AdrLine>4 Sluisweg</AdrLine>" if number < 8 or number >= 12 else ""
    town = "<StrtNm>Sluisweg</StrtNm><TwnNm>Gent</TwnNm>" if number >= 8 else ""
    lei = "<Id><OrgId><LEI>529900T8BM49AURSDO55</LEI></OrgId></Id>" if number >= 9 else ""
    return f"<{tag}><Nm>{name}</Nm><PstlAdr>{town}<Ctry>{country}</Ctry>{lines}</PstlAdr>{lei}</{tag}>"


def _customer(number: int) -> str:
    bic = "BICFI" if number >= 3 else "BIC"
    mandate = "<MndtRltdInf><MndtId>X-1</MndtId></MndtRltdInf>" if number >= 10 else ""
    return (
        f'{_header("INDA", number)}<CdtTrfTxInf>{_id(number)}<IntrBkSttlmAmt Ccy="EUR">1234.50</IntrBkSttlmAmt>'
        f"<IntrBkSttlmDt>2024-03-06</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>{mandate}{_agent('InstgAgt', 'NWLKBEB1', bic)}"
        f"{_agent('IntrmyAgt1', 'MRSHSGS1', bic)}{_party('Dbtr', 'Willow Weir Works', number)}"
        f"<DbtrAcct><Id><IBAN>BE71096123456769</IBAN></Id></DbtrAcct>{_agent('DbtrAgt', 'NWLKBEB1', bic)}"
        f"{_agent('CdtrAgt', 'ESTUDEF1XXX', bic)}{_party('Cdtr', 'Reedmace Trading', number, 'DE')}"
        "<RmtInf><Ustrd>Invoice 4711, bearings</Ustrd></RmtInf></CdtTrfTxInf>"
    )


def _institution(number: int) -> str:
    bic = "BICFI" if number >= 3 else "BIC"
    cover = ""
    if number >= 2:
        cover = (
            f"<UndrlygCstmrCdtTrf>{_party('Dbtr', 'Willow Weir Works', number)}{_agent('DbtrAgt', 'NWLKBEB1', bic)}"
            f"{_agent('CdtrAgt', 'ESTUDEF1XXX', bic)}{_party('Cdtr', 'Reedmace Trading', number, 'DE')}"
            "<RmtInf><Ustrd>Invoice 4711, bearings</Ustrd></RmtInf></UndrlygCstmrCdtTrf>"
        )
    return (
        f'{_header("COVE", number)}<CdtTrfTxInf>{_id(number)}<IntrBkSttlmAmt Ccy="EUR">1234.50</IntrBkSttlmAmt>'
        f"<IntrBkSttlmDt>2024-03-06</IntrBkSttlmDt>{_agent('Dbtr', 'NWLKBEB1', bic)}"
        f"{_agent('Cdtr', 'ESTUDEF1XXX', bic)}{cover}</CdtTrfTxInf>"
    )


def _order(number: int) -> str:
    bic = "BICFI" if number >= 4 else "BIC"
    day = "<Dt>2024-03-06</Dt>" if number >= 8 else "2024-03-06"
    identity = _id(number).replace("<TxId>T</TxId>", "")
    return (
        "<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2024-03-05T09:30:00</CreDtTm><NbOfTxs>1</NbOfTxs>"
        f"{_party('InitgPty', 'Willow Weir Works', number)}</GrpHdr><PmtInf><PmtInfId>P</PmtInfId><PmtMtd>TRF</PmtMtd>"
        f"<ReqdExctnDt>{day}</ReqdExctnDt>{_party('Dbtr', 'Willow Weir Works', number)}"
        f"<DbtrAcct><Id><IBAN>BE71096123456769</IBAN></Id></DbtrAcct>{_agent('DbtrAgt', 'NWLKBEB1', bic)}"
        f'<CdtTrfTxInf>{identity}<Amt><InstdAmt Ccy="EUR">1234.50</InstdAmt></Amt>'
        f"{_agent('CdtrAgt', 'ESTUDEF1XXX', bic)}{_party('Cdtr', 'Reedmace Trading', number, 'DE')}"
        "<RmtInf><Ustrd>Invoice 4711, bearings</Ustrd></RmtInf></CdtTrfTxInf></PmtInf>"
    )


def wrapped(text: str, wrapping: str, family: str, version: str) -> str:
    """Put a Document into what it travels in."""
    head = (
        f'<AppHdr xmlns="{ISO}head.001.001.02">'
        "<Fr><FIId><FinInstnId><BICFI>NWLKBEB1XXX</BICFI></FinInstnId></FIId></Fr>"
        "<To><FIId><FinInstnId><BICFI>ESTUDEF1XXX</BICFI></FinInstnId></FIId></To><BizMsgIdr>B</BizMsgIdr>"
        f"<MsgDefIdr>{family}.001.{version}</MsgDefIdr><CreDt>2024-03-05T09:30:00Z</CreDt></AppHdr>"
    )
    if wrapping == "prefixed":
        return text.replace("<", "<p:").replace("<p:/", "</p:").replace(" xmlns=", " xmlns:p=")
    if wrapping == "business message":
        return f'<BizMsgEnvlp xmlns="{ISO}nvlp.001.001.01"><Hdr>{head}</Hdr><Doc>{text}</Doc></BizMsgEnvlp>'
    if wrapping == "DataPDU":
        return (
            '<Saa:DataPDU xmlns:Saa="urn:swift:saa:xsd:saa.2.0"><Saa:Revision>2.0.13</Saa:Revision><Saa:Header/>'
            f"<Saa:Body>{head}{text}</Saa:Body></Saa:DataPDU>"
        )
    if wrapping == "InterAct":
        return (
            '<SwInt:ExchangeRequest xmlns:SwInt="urn:swift:snl:ns.SwInt"><SwInt:Request><SwInt:RequestHeader/>'
            f"<SwInt:RequestPayload>{head}{text}</SwInt:RequestPayload></SwInt:Request></SwInt:ExchangeRequest>"
        )
    if wrapping == "old namespace":
        return text.replace(f"{ISO}{family}", f"urn:swift:xsd:${family}")
    return text


FIN_HEAD = "{{1:F01NWLKBEB1AXXX0001000001}}{{2:I{kind}ESTUDEF1XXXXN}}{{3:{{108:REF}}{user}}}{{4:\r\n"
CUSTOMER = (
    ":20:REF-1\r\n:23B:CRED\r\n:32A:240306EUR1234,50\r\n:50{payer}\r\n:52A:NWLKBEB1XXX\r\n:57A:ESTUDEF1XXX\r\n"
    ":59{payee}\r\n:70:INVOICE 4711, BEARINGS\r\n:71A:SHA\r\n"
)
PAYERS = {
    "A": "A:/BE71096123456769\r\nNWLKBEB1",
    "F": "F:/BE71096123456769\r\n1/WILLOW WEIR WORKS\r\n2/4 SLUISWEG\r\n3/BE/GENT",
    "F by number": "F:CCPT/BE/X1234567\r\n1/WILLOW WEIR WORKS\r\n3/BE/GENT\r\n4/19710509",
    "K": "K:/BE71096123456769\r\nWILLOW WEIR WORKS\r\n4 SLUISWEG\r\nGENT",
}
PAYEES = {
    "": ":/DE89370400440532013000\r\nREEDMACE TRADING\r\n3 PORT ROAD",
    "A": "A:/DE89370400440532013000\r\nESTUDEF1",
    "F": "F:/DE89370400440532013000\r\n1/REEDMACE TRADING\r\n2/3 PORT ROAD\r\n3/DE/HAMBURG",
}


def customer_transfer(payer: str = "K", payee: str = "", flag: str = "") -> str:
    """Give an MT103; `flag` is "STP" or "REMIT", whose remittance stands in 77T."""
    user = f"{{119:{flag}}}" if flag else ""
    text = CUSTOMER.format(payer=PAYERS[payer], payee=PAYEES[payee])
    if flag == "REMIT":
        text = text.replace(":70:INVOICE 4711, BEARINGS\r\n", "") + ":77T:/UEDI/INVOICE 4711, BEARINGS\r\n"
    return FIN_HEAD.format(kind="103", user=user) + text + "-}"


def cover_payment() -> str:
    """Give an MT202 COV of the same payment."""
    text = ":20:REF-2\r\n:21:REF-1\r\n:32A:240306EUR1234,50\r\n:52A:NWLKBEB1XXX\r\n:58A:ESTUDEF1XXX\r\n"
    under = f":50{PAYERS['K']}\r\n:59{PAYEES['']}\r\n:70:INVOICE 4711, BEARINGS\r\n"
    return FIN_HEAD.format(kind="202", user="{119:COV}") + text + under + "-}"
