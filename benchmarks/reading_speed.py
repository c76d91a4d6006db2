"""How much CPU time a page takes to read, with and without the language model, and how memory grows with the documents.

    python -m benchmarks.reading_speed [FOLDER ...] [--documents N]

A page is 3,000 characters of a document's own text. The texts of each folder are read after a few to warm up;
without a folder these are the texts of benchmarks/reading/tuning. With `--documents N` a folder of N short documents
is made and read as `yalu read --out` does, without the model, in a process of its own.

Targets: 150 ms a page with the model, 30 ms without.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from yalu.documents import Document, LanguageModel, language_model, read, read_documents
from yalu.report import reading_json
from yalu.workspace import write_readings

TEXTS = Path(__file__).parent / "reading" / "tuning"
PAGE = 3000
_SENTENCES = (
    "Parsek LLC sold {0} pumps to Volga Holding JSC in May 2022.",
    "Boris Orlov, the director of Volga Holding JSC, told reporters that nobody had asked him about order {0}.",
    "The ministry said that the ship had left the port with {0} crates, and that it knew nothing of what was in them.",
)


def milliseconds_a_page(documents: list[Document], model: LanguageModel | None) -> float:
    """Read documents one by one and give CPU time for each page."""
    began = time.process_time()
    for document in documents:
        read([document], None, model)
    pages = sum(len(document.text) for document in documents) / PAGE
    return 1000 * (time.process_time() - began) / pages


def read_many(count: int) -> None:
    """Make and read as many documents; print CPU time and peak memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "case"
        folder.mkdir()
        for number in range(count):
            text = "\n\n".join(sentence.format(number * 10 + n) for n in range(6) for sentence in _SENTENCES)
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        began = time.process_time()
        summary = write_readings([folder], Path(name) / "out", reading_json)
        seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{summary.documents:,} documents: {seconds:.1f} s of CPU, peak {peak:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[TEXTS])
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--only-documents", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only_documents:
        read_many(asked.documents)
        return
    for folder in asked.folders:
        texts = sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".html", ".pdf", ".docx", ".eml"})
        documents = [item for item in read_documents(texts) if isinstance(item, Document)]
        pages = sum(len(document.text) for document in documents) / PAGE
        print(f"{folder.name}: {len(documents)} documents, {pages:.0f} pages")
        models = {"without the model": None, "with the model": language_model()}
        for words, model in models.items():
            if model is None and words == "with the model":
                print("  the model is not installed")
                continue
            read(documents[:2], None, model)
            print(f"  {words}: {milliseconds_a_page(documents, model):.0f} ms of CPU a page")
    for count in sorted({asked.documents // 10, asked.documents} - {0}):
        command = [sys.executable, "-m", "benchmarks.reading_speed", "--documents", str(count), "--only-documents"]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
