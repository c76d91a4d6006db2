"""The option --map."""

from collections.abc import Iterable

from yalu.model import YaluError


def column_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """Read PROPERTY=COLUMN, as given several times.

    Raises:
        YaluError: one of them is written otherwise, or a property is given twice.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, sign, column = pair.partition("=")
        if not sign or not name.strip():
            raise YaluError(f"--map {pair!r}: write it as PROPERTY=COLUMN, for example --map name=Customer")
        if name.strip() in mapping:
            raise YaluError(f"--map {pair!r}: {name.strip()} is given twice; one column holds one property")
        mapping[name.strip()] = column.strip()
    return mapping
