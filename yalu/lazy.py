"""A package's names, each loaded when it is first asked for (PEP 562), in the way of Scientific Python's SPEC 1.

The names stand once, in the package's stub (`__init__.pyi`), where type checkers and editors read them as well. So
`import yalu` costs milliseconds, and a program that compares two names never loads what reads documents.
"""

import ast
import pkgutil
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def load_lazily(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Give the `__getattr__`, `__dir__` and `__all__` of a package, whose stub imports every name that it offers.

    A module that the stub imports from the package itself can be asked for as well, and is not in `__all__`. No other
    name may be that of a module of the package: importing that module would put it in the name's place.
    """
    homes = _homes(package)

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes[name]
        found = import_module(f"{package}.{name}") if home == package else getattr(import_module(home), name)
        setattr(sys.modules[package], name, found)
        return found

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *homes})

    return load, names, sorted(name for name, home in homes.items() if home != package)


def _homes(package: str) -> dict[str, str]:
    """Give the module in which each name stands; for a module of the package that is the package."""
    stub = pkgutil.get_data(package, "__init__.pyi")
    nodes = ast.parse(stub or b"").body
    return {alias.name: str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
