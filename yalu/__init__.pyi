"""The names of `yalu`, each with its room: read by type checkers, and by `yalu.lazy` when one is asked for."""

from yalu import (
    documents as documents,
    goods as goods,
    investigation as investigation,
    lists as lists,
    model as model,
    names as names,
    network as network,
    records as records,
    report as report,
    screening as screening,
    workspace as workspace,
)
from yalu.documents import (
    EndpointExtractor as EndpointExtractor,
    Origins as Origins,
    Unread as Unread,
    language_model as language_model,
    read as read,
    read_document as read_document,
    read_documents as read_documents,
)
from yalu.goods import (
    GoodsCheck as GoodsCheck,
    GoodsRow as GoodsRow,
    check_goods as check_goods,
    check_goods_rows as check_goods_rows,
)
from yalu.investigation import (
    Investigation as Investigation,
    investigate as investigate,
)
from yalu.lists import (
    ListSnapshot as ListSnapshot,
    read_list as read_list,
)
from yalu.model import (
    Evidence as Evidence,
    Interval as Interval,
    Link as Link,
    Party as Party,
    Status as Status,
    YaluError as YaluError,
)
from yalu.network import (
    Network as Network,
    Scope as Scope,
    find_gaps as find_gaps,
)
from yalu.network.cuts import (
    CutRequest as CutRequest,
    CutSettings as CutSettings,
    find_cut as find_cut,
)
from yalu.network.ownership import (
    ownership as ownership,
)
from yalu.records import (
    payment_links as payment_links,
    read_payments as read_payments,
    read_ship_rows as read_ship_rows,
    read_shipments as read_shipments,
    read_transfers as read_transfers,
    ship_links as ship_links,
    shipment_links as shipment_links,
    transfer_links as transfer_links,
)
from yalu.records.holdings import (
    read_holdings as read_holdings,
)
from yalu.report import (
    reading_json as reading_json,
    reading_page as reading_page,
    write_folder as write_folder,
)
from yalu.screening import (
    Hit as Hit,
    Screener as Screener,
    compare_names as compare_names,
    explain_comparison as explain_comparison,
    screen_batches as screen_batches,
)
from yalu.workspace import (
    Certificate as Certificate,
    PaymentAnswer as PaymentAnswer,
    Receipt as Receipt,
    ReceiptBook as ReceiptBook,
    RecordSettings as RecordSettings,
    RecordStore as RecordStore,
    ScreeningSettings as ScreeningSettings,
    ScreeningSummary as ScreeningSummary,
    ShipAnswer as ShipAnswer,
    ShipmentAnswer as ShipmentAnswer,
    Stamp as Stamp,
    TransferAnswer as TransferAnswer,
    Workspace as Workspace,
    certificate as certificate,
    check_goods_file as check_goods_file,
    check_proof as check_proof,
    compare_file as compare_file,
    list_finder as list_finder,
    load_list as load_list,
    load_network as load_network,
    load_screener as load_screener,
    prove_row as prove_row,
    read_each as read_each,
    read_records as read_records,
    record_files as record_files,
    replay as replay,
    rescreen_file as rescreen_file,
    screen_file as screen_file,
    screen_payments as screen_payments,
    screen_shipments as screen_shipments,
    screen_ships as screen_ships,
    screen_transfers as screen_transfers,
    wallet_exposure as wallet_exposure,
    write_readings as write_readings,
)
from yalu.workspace.decisions import (
    AlertState as AlertState,
    DecisionBook as DecisionBook,
    Finding as Finding,
    Person as Person,
    open_decisions as open_decisions,
)
from yalu.workspace.retention import (
    Keeper as Keeper,
    Retention as Retention,
    read_retention as read_retention,
)
from yalu.workspace.watch import (
    Watch as Watch,
    WatchedParty as WatchedParty,
    open_watch as open_watch,
    watched_party as watched_party,
    watched_snapshots as watched_snapshots,
)
from yalu.workspace.webhooks import (
    check_signature as check_signature,
)
