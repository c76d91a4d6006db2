"""Official lists: from the files that authorities publish to followthemoney entities and links.

`read_list` recognises the format from the content and reads the file as a stream. One module here per format.
"""

from yalu.lists.difference import ListDifference, caption_of, diff_lists
from yalu.lists.files import list_files
from yalu.lists.ftm_delta import apply_deltas
from yalu.lists.opening import Progress, hash_together
from yalu.lists.reading import read_list
from yalu.lists.recognise import ListFormat, recognise
from yalu.lists.snapshot import ListSnapshot, is_party
from yalu.lists.standing import state_on_list

__all__ = [
    "ListDifference",
    "ListFormat",
    "ListSnapshot",
    "Progress",
    "apply_deltas",
    "caption_of",
    "diff_lists",
    "hash_together",
    "is_party",
    "list_files",
    "read_list",
    "recognise",
    "state_on_list",
]
