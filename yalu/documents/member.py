"""Members of a document's cast: parties in the making, and the stretches of the text that speak of them."""

from dataclasses import dataclass, field


@dataclass
class Member:
    """A party in the making. `places` are stretches of the text with their kind of mention."""

    number: int
    schema: str
    names: list[str] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    unnamed: bool = False
    group_size: int | None = None
    members: tuple[int, ...] = ()
    places: list[tuple[int, int, str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    gender: str | None = None
    stands_for: int | None = None
    """The number of the named member that a description is of."""
    is_only_members: bool = False
    """Whether it is no party of its own: "they" and "both companies" are those who were named before."""

    has_label: bool = False
    """Whether the text gives it a label for a name ("Company-1")."""

    @property
    def name(self) -> str:
        """The main name: of the full names the most used, then the first."""
        return self.names[0]

    @property
    def first_place(self) -> int:
        """Where the text first speaks of it."""
        return min(start for start, _, _ in self.places)

    @property
    def is_plural(self) -> bool:
        """Whether it is a description of several ("the Chinese nationals")."""
        return self.unnamed and self.name.split()[-1].endswith(("s", "men", "women", "people"))


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text and the member of the cast that it speaks of. `title` is a role before a name."""

    start: int
    end: int
    member: int
    kind: str
    title: str | None = None
