"""Official lists: from the files that authorities publish to followthemoney entities and links.

`read_list` recognises the format from the content and reads the file as a stream. One file here per format.
"""

from yalu.lists.snapshot import ListSnapshot

__all__ = ["ListSnapshot"]
