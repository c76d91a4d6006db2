"""An index over the names of one kind: all its arrays together."""

from dataclasses import dataclass

from yalu.names import Name, NameKind, analyze_name
from yalu.screening.index.arrays import Ints, Names, Vocabulary
from yalu.screening.index.deletions import Deletions
from yalu.screening.index.readings import ReadingIndex
from yalu.screening.index.skeletons import SkeletonIndex
from yalu.screening.index.storage import Arrays
from yalu.screening.index.texts import Texts, TextTable


@dataclass(frozen=True)
class NameIndex:
    """Immutable, and safe to share between threads. Names are numbered by weight, `owner` is the party of each."""

    kind: NameKind
    vocabulary: Vocabulary
    deletions: Deletions
    names: Names
    owner: Ints
    texts: Texts
    classes: TextTable
    readings: ReadingIndex
    skeletons: SkeletonIndex

    def __len__(self) -> int:
        return len(self.owner)

    def name(self, number: int) -> Name:
        """Give a listed name, taken apart anew from its text."""
        name = analyze_name(self.texts[number], self.kind)
        if name is None:
            raise ValueError(f"the name with number {number} is none: the index was made by another version")
        return name

    def arrays(self) -> Arrays:
        """Give all arrays, to be kept."""
        parts = {
            "vocabulary": self.vocabulary._asdict(),
            "deletions": self.deletions._asdict(),
            "names": self.names._asdict(),
            "texts": self.texts.arrays(),
            "classes": self.classes.arrays(),
            "readings": self.readings.arrays(),
            "skeletons": self.skeletons.arrays(),
        }
        found = {f"{part}.{name}": array for part, arrays in parts.items() for name, array in arrays.items()}
        return found | {"owner": self.owner}

    @classmethod
    def from_arrays(cls, kind: NameKind, arrays: Arrays) -> "NameIndex":
        """Take the arrays that `arrays` gave."""

        def part(name: str) -> Arrays:
            return {key.removeprefix(name + "."): a for key, a in arrays.items() if key.startswith(name + ".")}

        return cls(
            kind=kind,
            vocabulary=Vocabulary(**part("vocabulary")),
            deletions=Deletions(**part("deletions")),
            names=Names(**part("names")),
            owner=arrays["owner"],
            texts=Texts(**part("texts")),
            classes=TextTable.from_arrays(part("classes")),
            readings=ReadingIndex.from_arrays(part("readings")),
            skeletons=SkeletonIndex.from_arrays(part("skeletons")),
        )
