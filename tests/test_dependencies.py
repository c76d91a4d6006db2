"""What is built upon: every version pinned with the hashes of its files, within the bounds, under a licence to ship."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(?: ?; ?([^\\]+?))?(?: \\)?$", re.MULTILINE)
FREE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|MPL|PSF|Python Software Foundation|Unlicense|CC0|0BSD|Zlib|HPND|LGPL|Boost|Artistic)", re.I
)
STRONG = re.compile(r"(?<!L)\b(A?GPL)|GNU (Affero )?General Public", re.I)


def blocks() -> dict[str, str]:
    """Give what stands for each package, by name."""
    text = (ROOT / "constraints.txt").read_text()
    starts = list(PINNED.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return {canonicalize_name(start[1]): text[start.start() : end] for start, end in zip(starts, ends, strict=True)}


def versions() -> dict[str, str]:
    found = {name: PINNED.match(block) for name, block in blocks().items()}
    return {name: match[2] for name, match in found.items() if match is not None}


def requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    # What others are measured against, and offered beside, is pinned in a file of its own.
    listed = [*project["dependencies"], *(text for name in extras if name != "nomenklatura" for text in extras[name])]
    return [Requirement(text) for text in listed]


def test_every_package_is_pinned_with_hashes() -> None:
    assert len(blocks()) > 50
    without = [name for name, block in blocks().items() if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)]
    assert without == []


def test_what_the_project_asks_for_is_pinned_within_its_bounds() -> None:
    pinned = versions()
    for item in requirements():
        name = canonicalize_name(item.name)
        assert name in pinned, name
        assert item.specifier.contains(pinned[name], prereleases=True), f"{item}: {pinned[name]}"


def told_licence(name: str) -> str | None:
    """Give all that a package says of its licence; nothing where it is not installed."""
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        return None
    classifiers = [value for value in about.get_all("Classifier") or () if value.startswith("License")]
    return " ".join([*classifiers, about.get("License-Expression") or "", (about.get("License") or "")[:300]])


LICENCES = {name: told for name in sorted(blocks()) if (told := told_licence(name)) is not None}
"""What the packages say that are installed: some are for another platform or Python."""


def test_nearly_all_packages_are_installed_and_looked_at() -> None:
    assert len(LICENCES) >= 0.9 * len(blocks())


@pytest.mark.parametrize("name", LICENCES)
def test_a_package_has_a_licence_under_which_it_may_be_shipped(name: str) -> None:
    told = LICENCES[name]
    files = " ".join(
        (file.locate().read_text(errors="replace")[:400] if file.locate().is_file() else "")  # type: ignore[attr-defined]
        for file in distribution(name).files or ()
        if "licen" in file.name.casefold() and not FREE.search(told)
    )
    assert FREE.search(told + " " + files), f"{name}: {told[:200]}"
    assert FREE.search(told) or not STRONG.search(told), f"{name}: {told[:200]}"
