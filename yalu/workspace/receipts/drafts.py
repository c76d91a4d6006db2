"""What a receipt holds of a screening: of one name, of a table, of a certificate."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yalu.lists import ListSnapshot
from yalu.model import ReceiptError
from yalu.workspace.receipts.receipt import Draft, Kind
from yalu.workspace.receipts.versions import current_versions
from yalu.workspace.screening_run import ScreeningRun

Query = Mapping[str, Any]


def list_facts(snapshots: Sequence[ListSnapshot]) -> list[dict[str, Any]]:
    """Give what identifies the lists that were asked, in their order."""
    return [
        {
            "name": item.name,
            "date": item.date,
            "sha256": item.sha256,
            "parties": len(item.parties),
            "as_of": item.as_of or None,
        }
        for item in snapshots
    ]


def name_draft(
    snapshots: Sequence[ListSnapshot], query: Query, answer: Mapping[str, Any], threshold: float, limit: int | None
) -> Draft:
    """Make the receipt of one name.

    Args:
        snapshots: The lists.
        query: What was asked, as a followthemoney entity.
        answer: The answer, as `yalu.workspace.answer_rows` gives it.
        threshold: The least score of a hit.
        limit: The greatest number of hits.
    """
    facts = _facts(snapshots, {"threshold": threshold, "limit": limit}) | {"hits": len(answer["hits"])}
    return Draft(Kind.NAME, facts, {"query": dict(query), "answer": dict(answer)})


def certificate_draft(
    snapshots: Sequence[ListSnapshot], query: Query, content: Mapping[str, Any], threshold: float
) -> Draft:
    """Make the receipt of a certificate; `content` is all that the certificate says."""
    facts = _facts(snapshots, {"threshold": threshold, "limit": None}) | {
        "hits": len(content["hits"]),
        "as_of": content["as_of"],
    }
    return Draft(Kind.CERTIFICATE, facts, {"query": dict(query), "content": dict(content)})


def table_draft(
    run: ScreeningRun, snapshots: Sequence[ListSnapshot], out: Path | None = None, *, source: str | None = None
) -> Draft:
    """Make the receipt of a run over a table that is done.

    Args:
        run: The run.
        snapshots: The lists.
        out: The file that it wrote.
        source: Where the table came from, if that was no file that stays.

    Raises:
        ReceiptError: the run kept no tree of its answers, or what it wrote cannot be read.
    """
    if run.tree is None:
        raise ReceiptError(f"{run.table.path}: the run kept no tree of its answers, so there can be no receipt of it")
    settings, summary = run.settings, run.summary
    asked = {
        "threshold": settings.threshold,
        "limit": settings.limit,
        "schema": run.table.schema,
        "columns": dict(settings.columns),
    }
    facts = _facts(snapshots, asked) | {
        "rows": summary.rows,
        "rows_with_hits": summary.rows_with_hits,
        "hits": summary.hits,
        "errors": summary.errors,
        "root": run.tree.root(),
    }
    content = {
        "input": {"file": source or str(run.table.path.resolve()), "sha256": run.input},
        "output": None if out is None else {"file": str(out.resolve()), "sha256": hash_file(out)},
        "rows_salt": run.tree.salt.hex(),
    }
    return Draft(Kind.TABLE, facts, content)


def hash_file(path: Path) -> str:
    """Give the SHA-256 of a file.

    Raises:
        ReceiptError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise ReceiptError(f"{path}: the file cannot be read: {error}") from None


def _facts(snapshots: Sequence[ListSnapshot], settings: Mapping[str, Any]) -> dict[str, Any]:
    return {"lists": list_facts(snapshots), "settings": dict(settings), "versions": current_versions()}
