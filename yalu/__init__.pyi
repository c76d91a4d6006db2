"""The names of `yalu`, each with its room: read by type checkers, and by `yalu.lazy` when one is asked for."""

from yalu import (
    documents as documents,
)
from yalu import (
    goods as goods,
)
from yalu import (
    investigation as investigation,
)
from yalu import (
    lists as lists,
)
from yalu import (
    model as model,
)
from yalu import (
    names as names,
)
from yalu import (
    network as network,
)
from yalu import (
    records as records,
)
from yalu import (
    report as report,
)
from yalu import (
    screening as screening,
)
from yalu import (
    workspace as workspace,
)
from yalu.documents import (
    EndpointExtractor as EndpointExtractor,
)
from yalu.documents import (
    Origins as Origins,
)
from yalu.documents import (
    Unread as Unread,
)
from yalu.documents import (
    language_model as language_model,
)
from yalu.documents import (
    read as read,
)
from yalu.documents import (
    read_document as read_document,
)
from yalu.documents import (
    read_documents as read_documents,
)
from yalu.goods import (
    GoodsCheck as GoodsCheck,
)
from yalu.goods import (
    GoodsRow as GoodsRow,
)
from yalu.goods import (
    check_goods as check_goods,
)
from yalu.goods import (
    check_goods_rows as check_goods_rows,
)
from yalu.investigation import (
    Investigation as Investigation,
)
from yalu.investigation import (
    investigate as investigate,
)
from yalu.lists import (
    ListSnapshot as ListSnapshot,
)
from yalu.lists import (
    read_list as read_list,
)
from yalu.model import (
    Evidence as Evidence,
)
from yalu.model import (
    Interval as Interval,
)
from yalu.model import (
    Link as Link,
)
from yalu.model import (
    Party as Party,
)
from yalu.model import (
    Status as Status,
)
from yalu.model import (
    YaluError as YaluError,
)
from yalu.network import (
    Network as Network,
)
from yalu.network import (
    Scope as Scope,
)
from yalu.network import (
    find_gaps as find_gaps,
)
from yalu.network.cuts import (
    CutRequest as CutRequest,
)
from yalu.network.cuts import (
    CutSettings as CutSettings,
)
from yalu.network.cuts import (
    find_cut as find_cut,
)
from yalu.network.ownership import (
    ownership as ownership,
)
from yalu.records import (
    payment_links as payment_links,
)
from yalu.records import (
    read_payments as read_payments,
)
from yalu.records import (
    read_ship_rows as read_ship_rows,
)
from yalu.records import (
    read_shipments as read_shipments,
)
from yalu.records import (
    read_transfers as read_transfers,
)
from yalu.records import (
    ship_links as ship_links,
)
from yalu.records import (
    shipment_links as shipment_links,
)
from yalu.records import (
    transfer_links as transfer_links,
)
from yalu.records.holdings import (
    read_holdings as read_holdings,
)
from yalu.report import (
    reading_json as reading_json,
)
from yalu.report import (
    reading_page as reading_page,
)
from yalu.report import (
    write_folder as write_folder,
)
from yalu.screening import (
    Hit as Hit,
)
from yalu.screening import (
    Screener as Screener,
)
from yalu.screening import (
    compare_names as compare_names,
)
from yalu.screening import (
    explain_comparison as explain_comparison,
)
from yalu.screening import (
    screen_batches as screen_batches,
)
from yalu.workspace import (
    Certificate as Certificate,
)
from yalu.workspace import (
    PaymentAnswer as PaymentAnswer,
)
from yalu.workspace import (
    Receipt as Receipt,
)
from yalu.workspace import (
    ReceiptBook as ReceiptBook,
)
from yalu.workspace import (
    RecordSettings as RecordSettings,
)
from yalu.workspace import (
    RecordStore as RecordStore,
)
from yalu.workspace import (
    ScreeningSettings as ScreeningSettings,
)
from yalu.workspace import (
    ScreeningSummary as ScreeningSummary,
)
from yalu.workspace import (
    ShipAnswer as ShipAnswer,
)
from yalu.workspace import (
    ShipmentAnswer as ShipmentAnswer,
)
from yalu.workspace import (
    Stamp as Stamp,
)
from yalu.workspace import (
    TransferAnswer as TransferAnswer,
)
from yalu.workspace import (
    Workspace as Workspace,
)
from yalu.workspace import (
    certificate as certificate,
)
from yalu.workspace import (
    check_goods_file as check_goods_file,
)
from yalu.workspace import (
    check_proof as check_proof,
)
from yalu.workspace import (
    compare_file as compare_file,
)
from yalu.workspace import (
    list_finder as list_finder,
)
from yalu.workspace import (
    load_list as load_list,
)
from yalu.workspace import (
    load_network as load_network,
)
from yalu.workspace import (
    load_screener as load_screener,
)
from yalu.workspace import (
    prove_row as prove_row,
)
from yalu.workspace import (
    read_each as read_each,
)
from yalu.workspace import (
    read_records as read_records,
)
from yalu.workspace import (
    record_files as record_files,
)
from yalu.workspace import (
    replay as replay,
)
from yalu.workspace import (
    rescreen_file as rescreen_file,
)
from yalu.workspace import (
    screen_file as screen_file,
)
from yalu.workspace import (
    screen_payments as screen_payments,
)
from yalu.workspace import (
    screen_shipments as screen_shipments,
)
from yalu.workspace import (
    screen_ships as screen_ships,
)
from yalu.workspace import (
    screen_transfers as screen_transfers,
)
from yalu.workspace import (
    wallet_exposure as wallet_exposure,
)
from yalu.workspace import (
    write_readings as write_readings,
)
from yalu.workspace.decisions import (
    AlertState as AlertState,
)
from yalu.workspace.decisions import (
    DecisionBook as DecisionBook,
)
from yalu.workspace.decisions import (
    Finding as Finding,
)
from yalu.workspace.decisions import (
    Person as Person,
)
from yalu.workspace.decisions import (
    open_decisions as open_decisions,
)
from yalu.workspace.retention import (
    Keeper as Keeper,
)
from yalu.workspace.retention import (
    Retention as Retention,
)
from yalu.workspace.retention import (
    read_retention as read_retention,
)
from yalu.workspace.watch import (
    Watch as Watch,
)
from yalu.workspace.watch import (
    WatchedParty as WatchedParty,
)
from yalu.workspace.watch import (
    open_watch as open_watch,
)
from yalu.workspace.watch import (
    watched_party as watched_party,
)
from yalu.workspace.watch import (
    watched_snapshots as watched_snapshots,
)
from yalu.workspace.webhooks import (
    check_signature as check_signature,
)
