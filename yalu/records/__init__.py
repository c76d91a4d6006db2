"""Records: tables of customers, payments, shipments, holdings.

`open_table(path)` recognises the columns of a CSV, JSON lines or Parquet file; its `chunks()` give the rows as Arrow
record batches whose columns are followthemoney properties. A row that cannot be read keeps its place, with the reason.
`read_links(path)` reads a table of links between parties.
"""

from yalu.records.chunk import Chunk
from yalu.records.columns import PARTY_ID
from yalu.records.goods_rows import GOODS_HEADS, read_goods_rows
from yalu.records.link_table import LinkTable, read_links
from yalu.records.name_pairs import NamePair, pair_columns, read_pairs
from yalu.records.tables import CHUNK_ROWS, Table, open_table
from yalu.records.values import read_country, read_date, read_schema

__all__ = [
    "CHUNK_ROWS",
    "GOODS_HEADS",
    "PARTY_ID",
    "Chunk",
    "LinkTable",
    "NamePair",
    "Table",
    "open_table",
    "pair_columns",
    "read_country",
    "read_date",
    "read_goods_rows",
    "read_links",
    "read_pairs",
    "read_schema",
]
