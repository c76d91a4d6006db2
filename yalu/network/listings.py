"""Who is listed, by whom, on a day: designations by party, also those of the same party on another list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yalu.model import Designation, State
from yalu.network.authorities import authority_code
from yalu.network.twins import Twin

_BEST = (State.VALID, State.POSSIBLE, State.UNKNOWN, State.NOT_YET, State.ENDED)


@dataclass(frozen=True, slots=True)
class ListedBy:
    """An entry of a party on a list, seen from the day of the question.

    `code` is the authority's short name ("us"). `score` is 1 for the party's own entry, else that of the comparison
    which says that the listed `party` is the same.
    """

    party: str
    authority: str
    code: str
    dataset: str
    programs: tuple[str, ...]
    since: str | None
    until: str | None
    state: State
    score: float = 1.0


class Listings:
    """Designations by party.

    An entry without a date of its own counts from the day of its list's issue on. `twins` says, for a party, which
    entities of other lists are the same party; how that was found is the caller's affair.
    """

    def __init__(
        self,
        designations: Iterable[Designation] = (),
        issued: Mapping[str, str | None] | None = None,
        twins: Mapping[str, tuple[Twin, ...]] | None = None,
    ) -> None:
        self.issued = dict(issued or {})
        self._twins = dict(twins or {})
        self._entries: dict[str, list[Designation]] = defaultdict(list)
        for item in designations:
            self._entries[item.party].append(item)

    @property
    def parties(self) -> frozenset[str]:
        """The parties that have an entry of their own."""
        return frozenset(self._entries)

    @property
    def designations(self) -> tuple[Designation, ...]:
        """All entries, party by party."""
        return tuple(item for group in self._entries.values() for item in group)

    @property
    def codes(self) -> tuple[str, ...]:
        """The short names of the authorities whose lists are here."""
        return tuple(
            sorted({authority_code(item.authority, item.dataset) for group in self._entries.values() for item in group})
        )

    def of(self, party: str, day: date) -> tuple[ListedBy, ...]:
        """Give all entries of a party and its twins, those in force first."""
        entries = [self._seen(item, day, 1.0) for item in self._entries.get(party, ())]
        for twin in (twin for twin in self._twins.get(party, ()) if twin.sure):
            entries += [self._seen(item, day, twin.score) for item in self._entries.get(twin.party, ())]
        return tuple(sorted(entries, key=_order))

    def similar(self, party: str) -> tuple[Twin, ...]:
        """Give the entities of other lists that may be the party, and are not surely so; the most alike first."""
        unsure = (twin for twin in self._twins.get(party, ()) if not twin.sure)
        return tuple(sorted(unsure, key=lambda twin: (-twin.score, twin.party)))

    def code(self, party: str) -> str | None:
        """Give the short name of the authority that has an entry of the party, if any."""
        entries = self._entries.get(party)
        return authority_code(entries[0].authority, entries[0].dataset) if entries else None

    def state(self, party: str, day: date, authority: str | None = None) -> State | None:
        """Give the best state of a party's entries on a day (in force before possible before unknown).

        `authority` is a short name to which the answer is bound. `None` where there is no entry.
        """
        states = {entry.state for entry in self.of(party, day) if authority in (None, entry.code)}
        return next((state for state in _BEST if state in states), None)

    def is_listed(self, party: str, day: date, authority: str | None = None) -> bool:
        """Tell whether an entry of the party was surely in force on the day."""
        return self.state(party, day, authority) is State.VALID

    def _seen(self, item: Designation, day: date, score: float) -> ListedBy:
        state, issued = item.state_on(day), self.issued.get(item.dataset)
        if state is State.UNKNOWN and issued and issued[:10] <= day.isoformat():
            state = State.VALID
        return ListedBy(
            party=item.party,
            authority=item.authority,
            code=authority_code(item.authority, item.dataset),
            dataset=item.dataset,
            programs=item.programs,
            since=item.interval.start,
            until=item.interval.end,
            state=state,
            score=score,
        )


def _order(entry: ListedBy) -> tuple[int, float, str, str, str]:
    return _BEST.index(entry.state), -entry.score, entry.code, entry.since or "", entry.party
