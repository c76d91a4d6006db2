"""The report: what a user looks at.

The summary in the terminal, the HTML report with its picture, and the exports. Every part takes an `Investigation` and
decides nothing: it shows what is stated, by whom and where, and what is not known.
"""

from yalu.report.exports import check_folder, write_folder, write_ftm, write_links_csv
from yalu.report.hit_tables import print_answers, print_comparison, print_hits
from yalu.report.html import html_report
from yalu.report.json_form import dumps, to_json
from yalu.report.ownership_json import all_json, ownership_json
from yalu.report.ownership_names import Known
from yalu.report.ownership_table import print_all, write_all
from yalu.report.ownership_tree import print_ownership
from yalu.report.picture import picture
from yalu.report.summary import print_summary
from yalu.report.wording import one_line

__all__ = [
    "Known",
    "all_json",
    "check_folder",
    "dumps",
    "html_report",
    "one_line",
    "ownership_json",
    "picture",
    "print_all",
    "print_answers",
    "print_comparison",
    "print_hits",
    "print_ownership",
    "print_summary",
    "to_json",
    "write_all",
    "write_folder",
    "write_ftm",
    "write_links_csv",
]
