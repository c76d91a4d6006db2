"""OFAC's lists as comma-separated files: `sdn.csv` with `alt.csv`, `add.csv` and `sdn_comments.csv` beside it.

The files have no header; `docs/lists.md` says where every column goes.
"""

from yalu.lists.ofac_csv.reader import is_ofac_row, read_ofac_csv

__all__ = ["is_ofac_row", "read_ofac_csv"]
