"""Which files make up one list."""

from pathlib import Path

from yalu.lists.opening import PARTS, in_folder, main_file
from yalu.lists.own_csv import has_mapping, mapping_path


def list_files(path: Path) -> tuple[Path, ...]:
    """Give the files that `read_list` reads for a path: the main file first, then those that stand beside it.

    Raises:
        ListError: the folder cannot be opened.
    """
    main = main_file(Path(path))
    if has_mapping(main):
        return main, mapping_path(main)
    parts = (in_folder(main.parent, name) for name in PARTS.get(main.name.casefold(), ()))
    return main, *(part for part in parts if part is not None)
