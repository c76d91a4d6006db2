"""Links between parties, and the table of their types."""

from dataclasses import dataclass

from yalu.model.evidence import Evidence, Status
from yalu.model.flow import Dealings
from yalu.model.interval import Interval
from yalu.model.stake import Share


@dataclass(frozen=True, slots=True)
class LinkType:
    """A type of link, and the followthemoney edge that carries it.

    `source` and `target` name the edge's properties for the link's two ends. `directed` is false where both ends may
    be swapped. `label` reads between the two names: "A label B".
    """

    name: str
    schema: str
    source: str
    target: str
    label: str
    directed: bool = True


LINK_TYPES: dict[str, LinkType] = {
    link_type.name: link_type
    for link_type in (
        LinkType("family_of", "Family", "person", "relative", "is family of", directed=False),
        LinkType("represents", "Representation", "agent", "client", "acts for"),
        LinkType("employed_by", "Employment", "employee", "employer", "works for"),
        LinkType("leads", "Directorship", "director", "organization", "leads"),
        LinkType("owns", "Ownership", "owner", "asset", "owns or controls"),
        LinkType("part_of", "Membership", "member", "organization", "is part of"),
        LinkType("supplied", "UnknownLink", "subject", "object", "supplied or supported"),
        LinkType("procured_for", "UnknownLink", "subject", "object", "procured for"),
        LinkType("paid", "Payment", "payer", "beneficiary", "paid"),
        LinkType("carried_payment_for", "UnknownLink", "subject", "object", "carried payments for"),
        LinkType("associate_of", "UnknownLink", "subject", "object", "dealt with", directed=False),
        LinkType("located_in", "UnknownLink", "subject", "object", "is located in"),
        LinkType("national_of", "UnknownLink", "subject", "object", "is a national of"),
        LinkType("sanctioned_by", "Sanction", "entity", "authority", "was sanctioned by"),
        LinkType("charged_by", "UnknownLink", "subject", "object", "was charged by"),
        LinkType("transports", "UnknownLink", "subject", "object", "transports for"),
        LinkType("called_at", "UnknownLink", "subject", "object", "called at"),
        LinkType("met", "UnknownLink", "subject", "object", "met at sea", directed=False),
        LinkType("uses_front", "UnknownLink", "subject", "object", "uses as a front"),
        LinkType("shares_address", "UnknownLink", "subject", "object", "has the same address as", directed=False),
        LinkType(
            "shares_contact", "UnknownLink", "subject", "object", "has the same phone or e-mail as", directed=False
        ),
        LinkType("may_be_same_as", "UnknownLink", "subject", "object", "may be the same as", directed=False),
        LinkType("shares_identifier", "UnknownLink", "subject", "object", "has the same number as", directed=False),
    )
}


UNKNOWN_TIME = Interval()


@dataclass(frozen=True, slots=True)
class Link:
    """A link that a source states between two parties, with its evidence.

    `type` is a key of `LINK_TYPES`; `source` and `target` are party ids in the direction of the type ("source owns
    target"). `interval` is when it held, as far as known. `confidence` lies between 0 and 1. `amount` is what was paid
    or what the goods were worth, a decimal number as text, in `currency`. `dealings` says what was folded to the link,
    where it stands for several payments or shipments.
    """

    id: str
    type: str
    source: str
    target: str
    status: Status
    evidence: tuple[Evidence, ...]
    role: str | None = None
    goods: tuple[str, ...] = ()
    interval: Interval = UNKNOWN_TIME
    confidence: float = 1.0
    share: Share | None = None
    amount: str | None = None
    currency: str | None = None
    dealings: Dealings | None = None

    def __post_init__(self) -> None:
        if self.type not in LINK_TYPES:
            raise ValueError(f"{self.type!r} is no link type; the types are {', '.join(LINK_TYPES)}")
        if not self.evidence:
            raise ValueError(f"the link {self.source} {self.type} {self.target} has no evidence")
