"""Read a list of any known format."""

from pathlib import Path

from yalu.lists.ftm_json import read_ftm_json
from yalu.lists.ofac_advanced import read_ofac_advanced
from yalu.lists.ofac_csv import read_ofac_csv
from yalu.lists.opening import Progress, open_list
from yalu.lists.recognise import ListFormat, recognise_head
from yalu.lists.snapshot import ListSnapshot

_READERS = {
    ListFormat.OFAC_ADVANCED: read_ofac_advanced,
    ListFormat.FTM_JSON: read_ftm_json,
    ListFormat.OFAC_CSV: read_ofac_csv,
}


def read_list(path: Path | str, *, progress: Progress | None = None) -> ListSnapshot:
    """Read a list file, packed or not, of any format that `recognise` knows from its content.

    `progress` is called with the bytes of the file that are done and their total. Nothing half-read is returned.

    Raises:
        ListError: the file cannot be read as a list; the message says where, why and what to do.
    """
    with open_list(Path(path), progress) as opened:
        list_format = recognise_head(opened.path, opened.peek())
        return _READERS[list_format](opened)
