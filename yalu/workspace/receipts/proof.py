"""Proving a single row of a table: that this answer, and no other, is what a receipt was written for.

A proof holds the row, its salt, its path through the tree and the receipt's header, and nothing of any other row. It
can be checked without the workspace; whether the receipt is in the chain, the chain says (or an anchor noted outside).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from yalu.model import ReceiptError
from yalu.workspace.receipts.answer_tree import answer_leaf, row_salt
from yalu.workspace.receipts.canonical import canonical, sha256_of
from yalu.workspace.receipts.merkle import inclusion_path, leaf_hash, root_from_path
from yalu.workspace.receipts.receipt import Kind, Receipt

FORMAT = "yalu proof 1"


@dataclass(frozen=True, slots=True)
class ProvedRow:
    """What a proof proves: this answer to this row stands under the receipt with this hash.

    `header` is the receipt's header: which lists were asked, when, how.
    """

    receipt: int
    hash: str
    row: int
    answer: Mapping[str, Any]
    header: Mapping[str, Any]


def prove_row(receipt: Receipt, row: int, answers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Make the proof of a row, as a JSON object.

    Args:
        receipt: The receipt of a table.
        row: The number of the row, from 1.
        answers: All answers of the run, in their order.

    Raises:
        ReceiptError: it is no receipt of a table, there is no such row, or the answers are not those of the receipt.
    """
    if receipt.kind is not Kind.TABLE:
        raise ReceiptError(f"receipt {receipt.number} is of a {receipt.kind.value}; only rows of a table are proved")
    size = receipt.header["rows"]
    if not 1 <= row <= size:
        raise ReceiptError(f"receipt {receipt.number} has the rows 1 to {size:,}; there is no row {row}")
    salt = bytes.fromhex(receipt.content()["rows_salt"])
    leaves, wanted = [], None
    for place, answer in enumerate(answers):
        leaves.append(answer_leaf(salt, place, orjson.dumps(answer)))
        wanted = answer if place == row - 1 else wanted
    if len(leaves) != size:
        raise ReceiptError(f"receipt {receipt.number} is of {size:,} rows; the file holds {len(leaves):,}")
    path = inclusion_path(leaves, row - 1)
    if root_from_path(leaves[row - 1], row - 1, size, path).hex() != receipt.header["root"]:
        raise ReceiptError(f"receipt {receipt.number}: the file does not hold the answers that the receipt is of")
    return {
        "format": FORMAT,
        "row": row,
        "answer": orjson.dumps(wanted).decode(),
        "salt": row_salt(salt, row - 1).hex(),
        "path": [item.hex() for item in path],
        "header": dict(receipt.header),
        "hash": receipt.hash,
    }


def check_proof(proof: Mapping[str, Any]) -> ProvedRow:
    """Check a proof by itself and give what it proves.

    Raises:
        ReceiptError: it proves nothing, with the reason.
    """
    try:
        if proof["format"] != FORMAT:
            raise ValueError("it is of another kind")
        header, row, size = dict(proof["header"]), int(proof["row"]), int(proof["header"]["rows"])
        if sha256_of(canonical(header)) != proof["hash"]:
            raise ValueError("the header of the receipt does not have the hash that the proof names")
        leaf = leaf_hash(bytes.fromhex(proof["salt"]) + str(proof["answer"]).encode())
        root = root_from_path(leaf, row - 1, size, [bytes.fromhex(item) for item in proof["path"]])
        if root.hex() != header["root"]:
            raise ValueError(f"the answer to row {row} is not among those that the receipt was written for")
        answer = orjson.loads(proof["answer"])
        if answer["row"] != row:
            raise ValueError(f"the answer is that to row {answer['row']}, not to row {row}")
        return ProvedRow(int(header["number"]), proof["hash"], row, answer, header)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{error} is missing in it" if isinstance(error, KeyError) else error
        raise ReceiptError(f"this proves nothing: {reason}") from None
