"""Where what is served comes from, so that it can be read again when there is something newer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yalu.lists import ListSnapshot
from yalu.model import OutputError
from yalu.workspace.database import Place
from yalu.workspace.datasets.issues import Say
from yalu.workspace.datasets.serving import ServedData, load_served
from yalu.workspace.list_cache import cache_folder, load_list
from yalu.workspace.snapshots import Workspace


@dataclass(frozen=True, slots=True)
class ServedSources:
    """Lists, by file or by their name in the workspace, and a manifest of datasets.

    Where neither is named, all lists of the workspace are served, in their latest issues. `folder` is where stores and
    indexes are kept; beside the cache of lists if left out. `recover` mends wrong bytes in files of lists.
    """

    lists: tuple[str, ...] = ()
    workspace: Place | None = field(default=None, repr=False)
    manifest: Path | None = None
    folder: Path | None = None
    recover: bool = False

    @property
    def place(self) -> Path:
        """The folder of stores and indexes."""
        return self.folder or cache_folder().parent / "served"

    def load(self, say: Say = lambda _: None) -> ServedData:
        """Read what is there now.

        Raises:
            YaluError: a source cannot be read, or there is none, or the folder cannot be written.
        """
        try:
            return load_served(list(self.snapshots(say)), self.manifest, folder=self.place, say=say)
        except OSError as error:
            raise OutputError(f"{self.place}: indexes cannot be kept there: {error.strerror or error}") from None

    def issues(self) -> tuple[str, ...]:
        """Name the issues that the workspace has now of the lists that come from it: what shows that one is newer.

        Raises:
            YaluError: the workspace cannot be read, or a list is there no longer.
        """
        kept = Workspace(self.workspace)
        known = kept.lists()
        named = self.lists or (() if self.manifest is not None else known)
        found = [kept.find(item) for item in named if not _is_file(item, known)]
        return tuple(f"{issue.list}@{issue.id}" for issue in found)

    def snapshots(self, say: Say = lambda _: None) -> Iterator[ListSnapshot]:
        """Read the lists, in their order.

        Raises:
            YaluError: a list cannot be read.
        """
        kept = Workspace(self.workspace)
        for item in self.lists or (() if self.manifest is not None else kept.lists()):
            say(f"reading {item}")
            if _is_file(item, kept.lists()):
                snapshot = load_list(item, recover=self.recover)
                if snapshot.repairs:
                    say(f"{item}: {len(snapshot.repairs):,} places were mended")
                yield snapshot
            else:
                yield kept.open(item)


def _is_file(item: str, known: Sequence[str]) -> bool:
    """Whether a list is named by its file: it is there, or the name cannot be one of the workspace."""
    return Path(item).exists() or ((item.rpartition("@")[0] or item) not in known and bool({".", "/"} & set(item)))
