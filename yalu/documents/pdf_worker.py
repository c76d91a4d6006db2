"""The characters of a PDF's pages, taken out in a process of its own, so that a damaged file can break nothing else.

    python pdf_worker.py < FILE.pdf

It knows nothing of Yalu, so that it starts quickly. It prints one JSON line for the file (`title`, `author`, `created`,
`pages`; or `error`, in words), then one for each page: `width`, `height` and `runs`, each a list of text, left, right,
baseline and height in points, from the page's lower left corner.
"""

import contextlib
import ctypes
import json
import sys
from typing import Any, TextIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
MAX_MEMORY = 3 * 2**30
MAX_SECONDS = 120
"""CPU time; the process ends beyond it."""
_LINE_ENDS = {0, 10, 13}
_HYPHENS = {0x02, 0xAD, 0xFFFE}
"""How pdfium writes a hyphen at the end of a line."""
_GAP = 1.0
"""A gap of so many heights divides two runs: it is wider than a blank, and as wide as the narrowest gutter."""
_SHIFT = 0.12
"""A baseline that moves by so many heights begins another run."""


def limit_self() -> None:
    """Bound the memory and time of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Runs:
    """Collects the characters of one page to runs that stand on one line without a wide gap."""

    def __init__(self) -> None:
        self.done: list[list[Any]] = []
        self._codes: list[int] = []
        self._left = self._right = self._base = self._height = 0.0

    def add(self, code: int, left: float, right: float, base: float, height: float) -> None:
        blank = code in {0x20, 0xA0}
        if self._codes and not blank and self._is_apart(left, base, height):
            self.end()
        if not self._codes:
            if blank:
                return
            self._left, self._right, self._base, self._height = left, right, base, height
        self._codes.append(code)
        if not blank:
            self._right = max(self._right, right)

    def _is_apart(self, left: float, base: float, height: float) -> bool:
        unit = max(self._height, height, 1.0)
        moved = abs(base - self._base) > _SHIFT * unit or abs(height - self._height) > 0.2 * unit
        return moved or left - self._right > _GAP * unit or left < self._left - unit

    def end(self) -> None:
        text = _text(self._codes).strip()
        if text:
            self.done.append([text, *(round(n, 2) for n in (self._left, self._right, self._base, self._height))])
        self._codes = []


def _text(codes: list[int]) -> str:
    """Write characters; halves of those beyond the first plane are joined, those that are none are left out."""
    units = "".join(chr(code) for code in codes if code <= 0x10FFFF)
    joined = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return "".join(letter if letter >= " " else " " for letter in joined)


def runs_of(page: Any) -> tuple[list[list[Any]], int]:
    """Give the runs of a page in the order of its content, and how many characters it has."""
    text = page.get_textpage()
    count = raw.FPDFText_CountChars(text)
    runs = _Runs()
    box, (x, y) = raw.FS_RECTF(), (ctypes.c_double(), ctypes.c_double())
    for index in range(max(0, count)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _LINE_ENDS:
            runs.end()
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        letter = 0x2D if code in _HYPHENS else code
        runs.add(letter, box.left, box.right, y.value, abs(box.top - box.bottom))
    runs.end()
    text.close()
    return runs.done, max(0, count)


def write_pages(data: bytes, out: TextIO) -> None:
    """Print what a file holds."""
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
        about = document.get_metadata_dict()
    except (pdfium.PdfiumError, ValueError) as error:
        json.dump({"error": str(error)}, out)
        return
    head = {"title": about.get("Title"), "author": about.get("Author"), "created": about.get("CreationDate")}
    out.write(json.dumps({**head, "pages": pages}) + "\n")
    characters = 0
    for number in range(min(pages, MAX_PAGES)):
        try:
            page = document[number]
            width, height = page.get_size()
            runs, count = runs_of(page)
            page.close()
        except pdfium.PdfiumError as error:
            out.write(json.dumps({"width": 0, "height": 0, "runs": [], "error": str(error)}) + "\n")
            continue
        characters += count
        if characters > MAX_CHARACTERS:
            break
        out.write(json.dumps({"width": width, "height": height, "runs": runs}) + "\n")


if __name__ == "__main__":
    limit_self()
    write_pages(sys.stdin.buffer.read(), sys.stdout)
