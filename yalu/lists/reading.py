"""Read a list of any known format."""

from pathlib import Path

from yalu.lists.australia_dfat import read_australia_dfat
from yalu.lists.eu_csv import read_eu_csv
from yalu.lists.ftm_json import read_ftm_json
from yalu.lists.japan_meti import read_japan_meti
from yalu.lists.ofac_advanced import read_ofac_advanced
from yalu.lists.ofac_csv import read_ofac_csv
from yalu.lists.opening import Progress, open_list
from yalu.lists.opensanctions_simple import read_opensanctions_simple
from yalu.lists.own_csv import read_own_csv
from yalu.lists.recognise import ListFormat, recognise_opened
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.uk import read_uk
from yalu.lists.us_bis_dpl import read_us_bis_dpl
from yalu.lists.us_csl import read_us_csl_csv, read_us_csl_json
from yalu.lists.wallets import read_wallets

_READERS = {
    ListFormat.OFAC_ADVANCED: read_ofac_advanced,
    ListFormat.FTM_JSON: read_ftm_json,
    ListFormat.OFAC_CSV: read_ofac_csv,
    ListFormat.UK: read_uk,
    ListFormat.EU_CSV: read_eu_csv,
    ListFormat.AUSTRALIA_DFAT: read_australia_dfat,
    ListFormat.US_CSL_CSV: read_us_csl_csv,
    ListFormat.US_CSL_JSON: read_us_csl_json,
    ListFormat.US_BIS_DPL: read_us_bis_dpl,
    ListFormat.JAPAN_METI: read_japan_meti,
    ListFormat.WALLETS: read_wallets,
    ListFormat.OWN_CSV: read_own_csv,
    ListFormat.OPENSANCTIONS_SIMPLE: read_opensanctions_simple,
}


def read_list(path: Path | str, *, progress: Progress | None = None) -> ListSnapshot:
    """Read a list file, packed or not, of any format that `recognise` knows from its content.

    `progress` is called with the bytes of the file that are done and their total. Nothing half-read is returned.

    Raises:
        ListError: the file cannot be read as a list; the message says where, why and what to do.
    """
    with open_list(Path(path), progress) as opened:
        return _READERS[recognise_opened(opened)](opened)
