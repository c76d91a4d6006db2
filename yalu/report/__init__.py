"""The report: what a user looks at.

The summary in the terminal, the HTML report with its picture, and the exports. Every part takes an `Investigation` and
decides nothing: it shows what is stated, by whom and where, and what is not known.
"""

from yalu.report.exports import check_folder, write_folder, write_ftm, write_links_csv
from yalu.report.hit_tables import print_answers, print_comparison, print_hits
from yalu.report.html import html_report
from yalu.report.json_form import dumps, to_json
from yalu.report.list_tables import print_catalog, print_difference, print_issues, print_list, states_on
from yalu.report.picture import picture
from yalu.report.summary import print_summary
from yalu.report.wording import one_line

__all__ = [
    "check_folder",
    "dumps",
    "html_report",
    "one_line",
    "picture",
    "print_answers",
    "print_catalog",
    "print_comparison",
    "print_difference",
    "print_hits",
    "print_issues",
    "print_list",
    "print_summary",
    "states_on",
    "to_json",
    "write_folder",
    "write_ftm",
    "write_links_csv",
]
