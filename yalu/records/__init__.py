"""Records: tables of customers, payments, shipments, holdings.

`open_table(path)` recognises the columns of a CSV, JSON lines or Parquet file; its `chunks()` give the rows as Arrow
record batches whose columns are followthemoney properties. A row that cannot be read keeps its place, with the reason.
"""

from yalu.records.chunk import Chunk
from yalu.records.goods_rows import GOODS_HEADS, read_goods_rows
from yalu.records.name_pairs import NamePair, pair_columns, read_pairs
from yalu.records.payments import Payment, RefusedPayment, payment_kind, read_payments
from yalu.records.tables import CHUNK_ROWS, Table, open_table
from yalu.records.values import read_country, read_date, read_schema

__all__ = [
    "CHUNK_ROWS",
    "GOODS_HEADS",
    "Chunk",
    "NamePair",
    "Payment",
    "RefusedPayment",
    "Table",
    "open_table",
    "pair_columns",
    "payment_kind",
    "read_country",
    "read_date",
    "read_goods_rows",
    "read_pairs",
    "read_payments",
    "read_schema",
]
