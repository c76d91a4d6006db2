"""What does a receipt cost a run over a table?

    python -m benchmarks.receipts [--rows N]

CPU time of the process, of the same run without a receipt and with one (the tree over the answers, the hash of the file
that was written, the receipt itself, which is put on the disk), in turns; and of the receipt's part alone. The list is
the real one of 2024-05-28, the table the real one of 50,000 customers, both beside the project.
"""

import argparse
import statistics
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.name_lists import CUSTOMERS, OFAC
from yalu.workspace import (
    AnswerTree,
    ReceiptBook,
    ScreeningRun,
    ScreeningSettings,
    Stamp,
    json_lines,
    load_list,
    load_screener,
    open_settled,
    table_draft,
    write_run,
)

SALT = b"benchmark's salt"
ROUNDS = 2


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=50_000)
    rows = arguments.parse_args().rows
    if not (OFAC.exists() and CUSTOMERS.exists()):
        print("the list or the table is not here")
        return
    snapshot = load_list(OFAC)
    screener = load_screener([snapshot])
    screener.warm_up()
    with tempfile.TemporaryDirectory() as place, ReceiptBook(Path(place) / "workspace") as book:
        folder = Path(place)
        table, out = folder / "customers.csv", folder / "hits.jsonl"
        with CUSTOMERS.open(encoding="utf-8") as file:
            table.write_text("".join(islice(file, rows + 1)), encoding="utf-8")

        def run(*, receipt: bool) -> float:
            began = time.process_time()
            tree = AnswerTree(SALT) if receipt else None
            job = ScreeningRun(open_settled(table), screener, ScreeningSettings(), tree)
            write_run(job, out)
            if receipt:
                book.append(table_draft(job, [snapshot], out), Stamp(datetime.now(UTC), SALT))
            return time.process_time() - began

        run(receipt=False)  # the words of the table are remembered from here on, which is the harder case
        pairs = [(run(receipt=False), run(receipt=True)) for _ in range(ROUNDS)]
        batches = list(ScreeningRun(open_settled(table), screener, ScreeningSettings()).batches())
        began = time.process_time()
        tree = AnswerTree(SALT)
        for batch in batches:
            tree.add_lines(json_lines(batch).splitlines())
        alone = time.process_time() - began
    plain, written = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"{rows:,} rows, {len(snapshot.parties):,} listed parties; CPU seconds, median of {ROUNDS}")
    print(f"without a receipt  {plain:7.2f}")
    print(f"with a receipt     {written:7.2f}   {100 * (written / plain - 1):+.1f} percent")
    print(f"the tree alone     {alone:7.2f}   {100 * alone / plain:.1f} percent")


if __name__ == "__main__":
    main()
