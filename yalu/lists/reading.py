"""Read a list of any known format."""

import contextlib
from dataclasses import replace
from pathlib import Path

from yalu.lists.australia_dfat import read_australia_dfat
from yalu.lists.eu_csv import read_eu_csv
from yalu.lists.ftm_json import read_ftm_json
from yalu.lists.japan_meti import read_japan_meti
from yalu.lists.japan_mof import read_japan_mof
from yalu.lists.ofac_advanced import read_ofac_advanced
from yalu.lists.ofac_csv import read_ofac_csv
from yalu.lists.opening import Progress, open_list
from yalu.lists.opensanctions_simple import read_opensanctions_simple
from yalu.lists.own_csv import read_own_csv
from yalu.lists.recognise import ListFormat, recognise_opened
from yalu.lists.recover import RecoveredList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.uk import read_uk as read_uk_table
from yalu.lists.us_bis_dpl import read_us_bis_dpl
from yalu.lists.us_csl import read_us_csl_csv, read_us_csl_json
from yalu.lists.wallets import read_wallets
from yalu.lists.xml_lists.canada import read_canada
from yalu.lists.xml_lists.eu import read_eu
from yalu.lists.xml_lists.ofac_classic import read_ofac_classic
from yalu.lists.xml_lists.seco import read_seco
from yalu.lists.xml_lists.uk import read_uk
from yalu.lists.xml_lists.un import read_un
from yalu.model import ListError

_READERS = {
    ListFormat.OFAC_ADVANCED: read_ofac_advanced,
    ListFormat.UN: read_un,
    ListFormat.CANADA: read_canada,
    ListFormat.OFAC_CLASSIC: read_ofac_classic,
    ListFormat.EU: read_eu,
    ListFormat.UK: read_uk,
    ListFormat.SECO: read_seco,
    ListFormat.FTM_JSON: read_ftm_json,
    ListFormat.OFAC_CSV: read_ofac_csv,
    ListFormat.UK_TABLE: read_uk_table,
    ListFormat.EU_CSV: read_eu_csv,
    ListFormat.AUSTRALIA_DFAT: read_australia_dfat,
    ListFormat.US_CSL_CSV: read_us_csl_csv,
    ListFormat.US_CSL_JSON: read_us_csl_json,
    ListFormat.US_BIS_DPL: read_us_bis_dpl,
    ListFormat.JAPAN_MOF: read_japan_mof,
    ListFormat.JAPAN_METI: read_japan_meti,
    ListFormat.WALLETS: read_wallets,
    ListFormat.OWN_CSV: read_own_csv,
    ListFormat.OPENSANCTIONS_SIMPLE: read_opensanctions_simple,
}


def read_list(
    path: Path | str, *, recover: bool = False, force: bool = False, progress: Progress | None = None
) -> ListSnapshot:
    """Read a list file, packed or not, of any format that `recognise` knows from its content.

    `progress` is called with the bytes of the file that are done and their total. Nothing half-read is returned.
    `recover` mends bytes that are no text of the file's encoding, and says in `ListSnapshot.repairs` where and how.
    `force` reads what can be read of a file that is cut off, of a newer version of its format, or lists nobody, and
    says in `ListSnapshot.passed_over` what is wrong with it.

    Raises:
        ListError: the file cannot be read as a list; the message says where, why and what to do.
    """
    if recover:
        # What reads as it is needs no mending, and looking at every byte for it takes longer than reading.
        with contextlib.suppress(ListError):
            return _read(Path(path), progress)
    return _read(Path(path), progress, recover=recover, force=force)


def _read(path: Path, progress: Progress | None, *, recover: bool = False, force: bool = False) -> ListSnapshot:
    with open_list(path, progress) as opened:
        opened.passed_over = [] if force else None
        list_format = recognise_opened(opened)
        source = RecoveredList(opened) if recover else opened
        snapshot = _READERS[list_format](source)
        return replace(
            snapshot,
            repairs=tuple(source.repairs) if isinstance(source, RecoveredList) else (),
            passed_over=tuple(opened.passed_over or ()),
            format=list_format.value,
        )
