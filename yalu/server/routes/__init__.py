"""The paths of the service, one file for each group."""

from yalu.server.routes.catalog import router as catalog
from yalu.server.routes.compare import router as compare
from yalu.server.routes.decisions import router as decisions
from yalu.server.routes.entities import router as entities
from yalu.server.routes.exposure import router as exposure
from yalu.server.routes.goods import router as goods
from yalu.server.routes.investigate import router as investigate
from yalu.server.routes.lists import router as lists
from yalu.server.routes.match import MAX_MATCHES, quick_match, router as match
from yalu.server.routes.network import router as network
from yalu.server.routes.operation import router as operation
from yalu.server.routes.read import router as read
from yalu.server.routes.receipts import router as receipts
from yalu.server.routes.reconcile import router as reconcile
from yalu.server.routes.reconcile_suggest import router as reconcile_suggest
from yalu.server.routes.records import router as records
from yalu.server.routes.retention import router as retention
from yalu.server.routes.screen import router as screen
from yalu.server.routes.screen_records import router as screen_records
from yalu.server.routes.search import router as search
from yalu.server.routes.watch import router as watch

ROUTERS = (
    match,
    search,
    entities,
    reconcile,
    reconcile_suggest,
    screen,
    screen_records,
    compare,
    read,
    investigate,
    network,
    exposure,
    records,
    goods,
    lists,
    receipts,
    decisions,
    watch,
    retention,
    catalog,
    operation,
)

MATCH_ROUTE = match.routes[0]
"""The framework's route of POST /match."""

__all__ = ["MATCH_ROUTE", "MAX_MATCHES", "ROUTERS", "quick_match"]
