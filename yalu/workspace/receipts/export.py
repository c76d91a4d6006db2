"""The chain of receipts for an examiner, as JSON lines or CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

import orjson

from yalu.workspace.receipts.receipt import Receipt

COLUMNS = ("number", "time", "kind", "lists", "rows", "hits", "operator", "erased", "hash", "previous")


def export_json(receipts: Iterable[Receipt]) -> Iterator[str]:
    """Give each receipt as one line of JSON; `yalu receipts verify --export` reads them back."""
    for receipt in receipts:
        yield orjson.dumps(receipt.to_json(), option=orjson.OPT_APPEND_NEWLINE).decode()


def export_csv(receipts: Iterable[Receipt]) -> Iterator[str]:
    """Give a head and one line for each receipt: what it is about and who asked, without question and answer."""
    yield ",".join(COLUMNS) + "\n"
    for receipt in receipts:
        header, out = receipt.header, io.StringIO()
        lists = " ".join(f"{item['name']}@{item['sha256'][:12]}" for item in header.get("lists", ()))
        operator = (receipt.payload or {}).get("operator") or ""
        counted = (header.get("rows", ""), header.get("hits", ""))
        about = (receipt.number, header["time"], receipt.kind.value, lists, *counted, _unrun(operator))
        erased = "yes" if receipt.payload is None else ""
        csv.writer(out, lineterminator="\n").writerow((*about, erased, receipt.hash, header["previous"]))
        yield out.getvalue()


def _unrun(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
