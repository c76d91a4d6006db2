"""Official lists: from the files that authorities publish to followthemoney entities and links.

`read_list` recognises the format from the content and reads the file as a stream. One module here per format.
"""

from yalu.lists.files import list_files
from yalu.lists.opening import Progress
from yalu.lists.reading import read_list
from yalu.lists.recognise import ListFormat, recognise
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.standing import state_on_list

__all__ = ["ListFormat", "ListSnapshot", "Progress", "list_files", "read_list", "recognise", "state_on_list"]
