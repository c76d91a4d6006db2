"""A tie: everything that is stated in one sense between two parties, as one step of a trace or path."""

from dataclasses import dataclass

from yalu.model import Evidence, Interval, Link, State, Status, origin_groups


@dataclass(frozen=True, slots=True)
class Tie:
    """The links of one type, direction, status and interval between two parties, with their evidence together.

    `confidence` is combined over the origin groups of all the evidence; `None` where no source can be judged. `state`
    tells whether it held on the day of the question (`None` where no day was asked). `against` are the links in which
    a source denies or negates the same: they stand beside it and take nothing away. `link_class` is an id of
    `link_classes.yaml`.
    """

    source: str
    target: str
    type: str
    link_class: str
    status: Status
    interval: Interval
    confidence: float | None
    links: tuple[Link, ...]
    state: State | None = None
    against: tuple[Link, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence for the tie, in the order of its links."""
        return tuple(item for link in self.links for item in link.evidence)

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent sources: the names of the origin groups."""
        return tuple(origin_groups(self.evidence))

    def other(self, party: str) -> str:
        """Give the end that is not `party`."""
        return self.target if party == self.source else self.source
