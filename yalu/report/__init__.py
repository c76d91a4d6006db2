"""The report: what a user looks at.

The summary in the terminal, the HTML report with its picture, and the exports. Every part takes an `Investigation` and
decides nothing: it shows what is stated, by whom and where, and what is not known.
"""

from yalu.report.exports import check_folder, write_folder, write_ftm, write_links_csv
from yalu.report.goods_form import goods_answer_json, goods_json, print_goods, print_goods_answers
from yalu.report.hit_tables import print_answers, print_comparison, print_hits
from yalu.report.html import html_report
from yalu.report.json_form import dumps, to_json
from yalu.report.payment_form import payment_record, print_payments
from yalu.report.picture import picture
from yalu.report.record_form import record_json
from yalu.report.shipment_form import print_shipments, shipment_record
from yalu.report.summary import print_summary
from yalu.report.wording import one_line

__all__ = [
    "check_folder",
    "dumps",
    "goods_answer_json",
    "goods_json",
    "html_report",
    "one_line",
    "payment_record",
    "picture",
    "print_answers",
    "print_comparison",
    "print_goods",
    "print_goods_answers",
    "print_hits",
    "print_payments",
    "print_shipments",
    "print_summary",
    "record_json",
    "shipment_record",
    "to_json",
    "write_folder",
    "write_ftm",
    "write_links_csv",
]
