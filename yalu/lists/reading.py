"""Read a list of any known format."""

from dataclasses import replace
from pathlib import Path

from yalu.lists.ftm_json import read_ftm_json
from yalu.lists.ofac_advanced import read_ofac_advanced
from yalu.lists.opening import Progress, open_list
from yalu.lists.recognise import ListFormat, recognise_head
from yalu.lists.recover import RecoveredList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.canada import read_canada
from yalu.lists.xml_lists.eu import read_eu
from yalu.lists.xml_lists.ofac_classic import read_ofac_classic
from yalu.lists.xml_lists.seco import read_seco
from yalu.lists.xml_lists.uk import read_uk
from yalu.lists.xml_lists.un import read_un

_READERS = {
    ListFormat.OFAC_ADVANCED: read_ofac_advanced,
    ListFormat.UN: read_un,
    ListFormat.CANADA: read_canada,
    ListFormat.OFAC_CLASSIC: read_ofac_classic,
    ListFormat.EU: read_eu,
    ListFormat.UK: read_uk,
    ListFormat.SECO: read_seco,
    ListFormat.FTM_JSON: read_ftm_json,
}


def read_list(path: Path | str, *, recover: bool = False, progress: Progress | None = None) -> ListSnapshot:
    """Read a list file, packed or not, of any format that `recognise` knows from its content.

    `progress` is called with the bytes of the file that are done and their total. Nothing half-read is returned.
    `recover` mends bytes that are no text of the file's encoding, and says in `ListSnapshot.repairs` where and how.

    Raises:
        ListError: the file cannot be read as a list; the message says where, why and what to do.
    """
    with open_list(Path(path), progress) as opened:
        list_format = recognise_head(opened.path, opened.peek())
        if not recover:
            return _READERS[list_format](opened)
        recovered = RecoveredList(opened)
        snapshot = _READERS[list_format](recovered)
        return replace(snapshot, repairs=tuple(recovered.repairs))
