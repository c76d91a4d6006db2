"""The report: what a user looks at.

The summary in the terminal, the HTML report with its picture, and the exports. Every part takes an `Investigation` and
decides nothing: it shows what is stated, by whom and where, and what is not known.
"""

from yalu.report.certificate_page import certificate_page, certificate_statement, write_certificate
from yalu.report.cut_json import cut_json
from yalu.report.cut_picture import cut_picture
from yalu.report.cut_terminal import print_cut
from yalu.report.exports import check_folder, write_folder, write_ftm, write_links_csv, write_one
from yalu.report.exposure_form import exposure_json, print_exposure
from yalu.report.gaps_terminal import print_gaps
from yalu.report.goods_form import goods_answer_json, goods_json, print_goods, print_goods_answers
from yalu.report.graph_formats import GRAPH_FORMATS, check_graph_file, graph_text, write_graph
from yalu.report.hit_tables import print_answers, print_comparison, print_hits
from yalu.report.html import html_report
from yalu.report.issue_json import issue_json
from yalu.report.json_form import dumps, to_json
from yalu.report.list_tables import print_catalog, print_difference, print_issues, print_list
from yalu.report.network_json import dump, gaps_json, paths_json, trace_json
from yalu.report.network_picture import network_picture
from yalu.report.ownership_json import ownership_json, ownership_table_json
from yalu.report.ownership_names import Known
from yalu.report.ownership_table import print_ownership_table, write_ownership_csv
from yalu.report.ownership_tree import print_ownership
from yalu.report.picture import picture
from yalu.report.reading_form import print_reading, reading_json
from yalu.report.reading_page import reading_page
from yalu.report.receipt_tables import (
    print_certificate,
    print_changes,
    print_receipt,
    print_receipts,
    print_verification,
)
from yalu.report.record_form import record_json
from yalu.report.record_kinds import RECORD_FORMS
from yalu.report.subgraph import subgraph
from yalu.report.summary import print_summary
from yalu.report.trace_terminal import print_paths, print_trace
from yalu.report.wording import one_line

__all__ = [
    "GRAPH_FORMATS",
    "RECORD_FORMS",
    "Known",
    "certificate_page",
    "certificate_statement",
    "check_folder",
    "check_graph_file",
    "cut_json",
    "cut_picture",
    "dump",
    "dumps",
    "exposure_json",
    "gaps_json",
    "goods_answer_json",
    "goods_json",
    "graph_text",
    "html_report",
    "issue_json",
    "network_picture",
    "one_line",
    "ownership_json",
    "ownership_table_json",
    "paths_json",
    "picture",
    "print_answers",
    "print_catalog",
    "print_certificate",
    "print_changes",
    "print_comparison",
    "print_cut",
    "print_difference",
    "print_exposure",
    "print_gaps",
    "print_goods",
    "print_goods_answers",
    "print_hits",
    "print_issues",
    "print_list",
    "print_ownership",
    "print_ownership_table",
    "print_paths",
    "print_reading",
    "print_receipt",
    "print_receipts",
    "print_summary",
    "print_trace",
    "print_verification",
    "reading_json",
    "reading_page",
    "record_json",
    "states_on",
    "subgraph",
    "to_json",
    "trace_json",
    "write_certificate",
    "write_folder",
    "write_ftm",
    "write_graph",
    "write_links_csv",
    "write_one",
    "write_ownership_csv",
]
