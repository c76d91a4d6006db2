"""The consolidated screening list of the US government, as a table (`consolidated.csv`) or as JSON.

It joins some thirteen lists of the Departments of Commerce, State and the Treasury. Format:
https://www.trade.gov/consolidated-screening-list.
"""

from yalu.lists.us_csl.reader import COLUMNS, read_us_csl_csv, read_us_csl_json

__all__ = ["COLUMNS", "read_us_csl_csv", "read_us_csl_json"]
