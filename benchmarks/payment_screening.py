"""How fast payments are screened against OFAC and the UN: `python -m benchmarks.payment_screening [--count N]`.

Invented pacs.008 messages, one a file, as a bank's stream has them: the debtors are some customers who pay again and
again, the creditors more of them, drawn with a skew (the k-th is drawn as often as 1/k); texts of remittance are of a
few kinds with a number in them. The names are those of clean customers (benchmarks.name_lists).

Prints CPU: of one message asked alone, by a screener to which its names are new; of a stream, read from a folder; and
of the same with names that repeat half as often, for the repetition decides. Of each stream also the memory that the
process holds more than before it: after a tenth of the messages, and the most (Linux only).
"""

import argparse
import contextlib
import gc
import random
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.name_lists import DATA, customers
from yalu.workspace import load_list, load_screener, screen_payments

OFAC = DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-05-28.xml.bz2"
UN = DATA / "lists" / "un" / "un-2025-04-19.xml"
ALONE = 200
TEXTS = (
    "Invoice {n}",
    "INV {n} dated 2024-03-05",
    "Salary March 2024",
    "Rent {n}",
    "Payment for spare parts, order {n}",
    "Contract {n}, second instalment",
    "Consulting services February",
    "Reimbursement of travel expenses {n}",
    "Purchase order {n} office furniture delivered to warehouse",
    "Tuition fee student {n}",
    "Donation to the school library",
    "Freight charges container {n}",
)
STREETS = ("Market Street", "Rue de la Gare", "Hauptstrasse", "Harbour Road", "Via Roma", "Calle Mayor")
TOWNS = (("Gent", "BE"), ("Hamburg", "DE"), ("Lyon", "FR"), ("Leeds", "GB"), ("Genova", "IT"), ("Sevilla", "ES"))
BANKS = ("NWLKBEB1", "ESTUDEF1", "MRSHFRP1", "FENSGB21", "PADUITM1", "RIAAESM1")
MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M{n}</MsgId>
<CreDtTm>2024-03-05T09:30:00</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E{n}</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">{amount}</IntrBkSttlmAmt>
<IntrBkSttlmDt>2024-03-05</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<InstgAgt><FinInstnId><BICFI>{bank1}</BICFI></FinInstnId></InstgAgt>
<InstdAgt><FinInstnId><BICFI>{bank2}</BICFI></FinInstnId></InstdAgt>
<Dbtr><Nm>{debtor}</Nm><PstlAdr><StrtNm>{street1}</StrtNm><BldgNb>4</BldgNb><TwnNm>{town1}</TwnNm><Ctry>{country1}</Ctry>
</PstlAdr></Dbtr><DbtrAcct><Id><Othr><Id>{account1}</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>{bank1}</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>{bank2}</BICFI></FinInstnId></CdtrAgt>
<Cdtr><Nm>{creditor}</Nm><PstlAdr><StrtNm>{street2}</StrtNm><BldgNb>12</BldgNb><TwnNm>{town2}</TwnNm>
<Ctry>{country2}</Ctry></PstlAdr></Cdtr><CdtrAcct><Id><Othr><Id>{account2}</Id></Othr></Id></CdtrAcct>
<RmtInf><Ustrd>{text}</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"""


def messages(count: int, share: float, seed: int) -> Iterator[str]:
    """Give messages; there are `share` times `count` creditors, and a third as many debtors."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    names = customers(max(40, int(count * share * 4 / 3)))
    debtors, creditors = names[: len(names) // 4], names[len(names) // 4 :]
    weights = {
        id(group): list(accumulate(1 / (place + 1) for place in range(len(group)))) for group in (debtors, creditors)
    }
    for n in range(count):
        ends = [draw.choices(range(len(group)), cum_weights=weights[id(group)])[0] for group in (debtors, creditors)]
        one, two = (TOWNS[end % len(TOWNS)] for end in ends)
        yield MESSAGE.format(
            n=n,
            amount=f"{draw.randrange(100, 9_000_000) / 100:.2f}",
            bank1=BANKS[ends[0] % len(BANKS)],
            bank2=BANKS[ends[1] % len(BANKS)],
            debtor=escape(debtors[ends[0]]),
            creditor=escape(creditors[ends[1]]),
            street1=STREETS[ends[0] % len(STREETS)],
            street2=STREETS[ends[1] * 7 % len(STREETS)],
            town1=one[0],
            country1=one[1],
            town2=two[0],
            country2=two[1],
            account1=f"00{ends[0]:09d}",
            account2=f"00{ends[1]:09d}",
            text=draw.choice(TEXTS).format(n=draw.randrange(1000, 99_999)),
        )


def main() -> None:
    """Measure one by one, and streams."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=4_000, help="messages of a stream")
    count = parser.parse_args().count
    lists = [load_list(path) for path in (OFAC, UN)]
    screener = load_screener(lists)
    screener.warm_up()
    print(f"{len(screener):,} listed parties of OFAC and the UN")
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "alone"
        write(alone, messages(ALONE, 1.0, 7))
        spent = []
        for path in sorted(alone.iterdir()):
            began = time.process_time()
            list(screen_payments(path, screener))
            spent.append(time.process_time() - began)
        spent = sorted(spent[5:])
        print(
            f"one message alone: median {statistics.median(spent) * 1e3:.2f} ms of CPU, "
            f"95th of 100 {spent[len(spent) * 95 // 100] * 1e3:.2f} ms, greatest {spent[-1] * 1e3:.2f} ms"
        )
        for share in (0.2, 0.4):
            stream = Path(folder) / f"stream-{share}"
            write(stream, messages(count, share, 11))
            gc.collect()
            held = [memory()]
            began = time.process_time()
            answers = screen_payments(stream, screener, progress=lambda _done, held=held: held.append(memory()))  # type: ignore[misc]
            decisions = Counter(answer.decision for answer in answers)
            seconds = time.process_time() - began
            told = ", ".join(f"{number:,} {decision or 'not read'}" for decision, number in sorted(decisions.items()))
            print(f"{count:,} messages, {share} creditors a message: {count / seconds:,.0f} per CPU second ({told})")
            print(
                f"    memory: +{held[len(held) // 10] - held[0]:,} MiB after a tenth, +{max(held) - held[0]:,} at most"
            )


def memory() -> int:
    """Give the MiB of memory that the process holds; 0 where the system does not say."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20
    return 0


def write(folder: Path, texts: Iterator[str]) -> None:
    """Write messages to a folder, each to a file."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:06d}.xml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
