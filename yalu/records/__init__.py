"""Records: tables of customers, payments, shipments, holdings.

`open_table(path)` recognises the columns of a CSV, JSON lines or Parquet file; its `chunks()` give the rows as Arrow
record batches whose columns are followthemoney properties. A row that cannot be read keeps its place, with the reason.
`read_links(path)` reads a table of links between parties.
`read_payments` and `read_shipments` give records whose values each have their place; `payment_links` and
`shipment_links` fold them to links.
"""

from yalu.records.chunk import Chunk
from yalu.records.columns import PARTY_ID
from yalu.records.flows import Flow, RecordLinks
from yalu.records.goods_rows import GOODS_HEADS, read_goods_rows
from yalu.records.kinds import RECORD_KINDS, RecordKind, record_kind
from yalu.records.link_table import LinkTable, read_links
from yalu.records.name_pairs import NamePair, pair_columns, read_pairs
from yalu.records.payments import Payment, RefusedRecord, payment_kind, payment_links, read_payments
from yalu.records.sheets import open_rows
from yalu.records.shipments import Shipment, is_shipment_file, read_shipments, shipment_links
from yalu.records.ships import read_ship_rows, ship_links
from yalu.records.tables import CHUNK_ROWS, Table, open_table
from yalu.records.transfers import Transfer, is_transfer_file, read_transfers, transfer_links
from yalu.records.values import read_country, read_date, read_schema

__all__ = [
    "CHUNK_ROWS",
    "GOODS_HEADS",
    "PARTY_ID",
    "RECORD_KINDS",
    "Chunk",
    "Flow",
    "LinkTable",
    "NamePair",
    "Payment",
    "RecordKind",
    "RecordLinks",
    "RefusedRecord",
    "Shipment",
    "Table",
    "Transfer",
    "is_shipment_file",
    "is_transfer_file",
    "open_rows",
    "open_table",
    "pair_columns",
    "payment_kind",
    "payment_links",
    "read_country",
    "read_date",
    "read_goods_rows",
    "read_links",
    "read_pairs",
    "read_payments",
    "read_schema",
    "read_ship_rows",
    "read_shipments",
    "read_transfers",
    "record_kind",
    "ship_links",
    "shipment_links",
    "transfer_links",
]
