"""Folding records to flows: links between parties with count, sums by currency, first and last day.

A million payments between two parties are one link. What is folded does not depend on the order of the records.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import MAX_PREC, Context, Decimal
from typing import Any

from yalu.model import Dealings, Evidence, Interval, Link, Status
from yalu.records.named import FieldKind, Money, Named

MAX_EVIDENCE = 100
"""Rows or messages that a link shows; `Flow.count` counts all."""
MAX_GOODS = 50
_EXACT = Context(prec=min(MAX_PREC, 1_000))
_UNNAMED_KINDS = (
    FieldKind.BIC, FieldKind.LEI, FieldKind.IBAN, FieldKind.IMO, FieldKind.ACCOUNT, FieldKind.WALLET,
)  # fmt: skip
_PROPERTIES = {
    FieldKind.BIC: "swiftBic",
    FieldKind.LEI: "leiCode",
    FieldKind.IMO: "imoNumber",
    FieldKind.WALLET: "publicKey",
    FieldKind.COUNTRY: "country",
    FieldKind.ADDRESS: "address",
    FieldKind.BIRTH_DATE: "birthDate",
}


@dataclass(frozen=True, slots=True)
class Flow:
    """A link with what was folded into it.

    `count` is the number of records, `sums` the exact total by currency, `first` and `last` their days, empty where not
    stated. The interval of the link has the same days, and it has the amount where there is one currency only. Its
    evidence are the first records by file and line, at most `MAX_EVIDENCE`.
    """

    link: Link
    count: int
    sums: tuple[tuple[str, Decimal], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class RecordLinks:
    """What records say of who deals with whom.

    `parties` are followthemoney entities, one for each name (or number, where no name is stated). `left_out` says of
    each record that gave no flow where it stands and why.
    """

    flows: tuple[Flow, ...]
    parties: tuple[dict[str, Any], ...]
    left_out: tuple[str, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the flows."""
        return tuple(flow.link for flow in self.flows)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, as evidence: file, line or number for the order, its own words, its day and its kind."""

    file: str
    line: int
    quote: str
    day: str
    kind: str


@dataclass
class _Folded:
    """What was folded into one link so far."""

    count: int = 0
    sums: dict[str, Decimal] = field(default_factory=dict)
    carried: dict[str, Decimal] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    goods: set[str] = field(default_factory=set)
    places: dict[Place, None] = field(default_factory=dict)

    def take(
        self, place: Place, amounts: Iterable[Money], goods: Iterable[str], carried: Iterable[Money | None]
    ) -> None:
        self.count += 1
        for sums, moneys in ((self.sums, amounts), (self.carried, carried)):
            for money in filter(None, moneys):
                sums[money.currency] = _EXACT.add(sums.get(money.currency, Decimal(0)), money.value)
        if place.day:
            self.first = min(self.first or place.day, place.day)
            self.last = max(self.last, place.day)
        self.goods.update(goods)
        self.show(place)

    def show(self, place: Place) -> None:
        self.places[place] = None
        if len(self.places) > 4 * MAX_EVIDENCE:
            self.places = dict.fromkeys(_in_order(self.places)[:MAX_EVIDENCE])


def _in_order(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place.file, place.line, place.quote))


@dataclass
class _Known:
    """What is known of a party so far."""

    schemas: set[str] = field(default_factory=set)
    properties: dict[str, set[str]] = field(default_factory=dict)


class FlowBuilder:
    """Gathers parties and flows."""

    def __init__(self) -> None:
        self._flows: dict[tuple[str, str, str, str], _Folded] = {}
        self._parties: dict[str, _Known] = {}
        self.left_out: list[str] = []

    def party(self, named: Named | None, schema: str) -> str | None:
        """Take a party, and give its id: of its name, or of its number where it has no name; `None` without either."""
        key = _key(named, schema)
        if named is None or key is None:
            return None
        identity = f"record-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
        known = self._parties.setdefault(identity, _Known())
        known.schemas.add(schema)
        properties = known.properties
        names = named.values(FieldKind.NAME)
        properties.setdefault("name", set()).update(names[:1] or named.values(*_UNNAMED_KINDS)[:1])
        for item in named.fields:
            if (name := _PROPERTIES.get(item.kind)) is not None:
                properties.setdefault(name, set()).add(item.value.lower() if name == "country" else item.value)
        return identity

    def describe(self, identity: str, properties: Mapping[str, Iterable[str]]) -> None:
        """Say more of a party that was taken; what is said of a property stands in the place of what records said."""
        known = self._parties[identity].properties
        for name, values in properties.items():
            if found := set(values):
                known[name] = found

    def flow(
        self,
        kind: str,
        ends: tuple[str, str],
        role: str,
        place: Place,
        amounts: Iterable[Money] = (),
        goods: Iterable[str] = (),
        carried: Iterable[Money | None] = (),
    ) -> None:
        """Take a record as part of a flow; one from a party to itself is kept, for nothing may be lost.

        `carried` are amounts that another flow counts: they are shown with the link, and are in none of its sums.
        """
        self._flows.setdefault((kind, *ends, role), _Folded()).take(place, amounts, goods, carried)

    def evidence(self, kind: str, ends: tuple[str, str], role: str, place: Place) -> None:
        """Take a record that says again what another one says: it is evidence, and counts for nothing."""
        self._flows.setdefault((kind, *ends, role), _Folded()).show(place)

    def build(self) -> RecordLinks:
        """Give the links, the parties and what was left out."""
        flows = tuple(_flow(key, folded) for key, folded in sorted(self._flows.items()))
        parties = tuple(_entity(identity, known) for identity, known in sorted(self._parties.items()))
        return RecordLinks(flows, parties, tuple(sorted(self.left_out)))


def _key(named: Named | None, schema: str) -> str | None:
    """Give what tells a party: a bank's BIC by its institution, else the name without case, spaces and signs."""
    if named is None:
        return None
    bics = named.values(FieldKind.BIC)
    if schema == "Organization" and bics:
        return f"bic\0{bics[0][:8].upper()}"
    wallets = named.values(FieldKind.WALLET)
    if wallets:
        return f"wallet\0{wallets[0]}"
    numbers = named.values(FieldKind.IMO)
    if schema == "Address":
        return f"port\0{_folded(named.name)}\0{''.join(named.values(FieldKind.COUNTRY))}"
    if schema == "Vessel" and numbers:
        return f"imo\0{numbers[0].upper().removeprefix('IMO').strip()}"
    folded = _folded(named.name)
    if folded:
        return f"{'ship' if schema == 'Vessel' else 'name'}\0{folded}"
    others = named.values(*_UNNAMED_KINDS)
    return f"number\0{others[0].upper()}" if others else None


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _flow(key: tuple[str, str, str, str], folded: _Folded) -> Flow:
    kind, source, target, role = key
    sums = tuple(sorted(folded.sums.items()))
    told = ", ".join(f"{format(total, 'f')} {currency}" for currency, total in sums)
    often = "once" if folded.count == 1 else f"{folded.count:,} times"
    evidence = tuple(
        Evidence(place.file, place.quote, date=place.day or None, pattern=place.kind)
        for place in _in_order(folded.places)[:MAX_EVIDENCE]
    )
    link = Link(
        id="link-" + hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12],
        type=kind,
        source=source,
        target=target,
        status=Status.ASSERTED,
        evidence=evidence,
        role=f"{role}, {often}" + (f": {told}" if told else ""),
        goods=tuple(sorted(folded.goods)[:MAX_GOODS]),
        interval=Interval(folded.first or None, folded.last or None),
        amount=format(sums[0][1], "f") if len(sums) == 1 else None,
        currency=sums[0][0] if len(sums) == 1 else None,
        dealings=Dealings(folded.count, sums or tuple(sorted(folded.carried.items()))),
    )
    return Flow(link, folded.count, sums, folded.first, folded.last)


_NARROWEST = ("Vessel", "CryptoWallet", "Address", "Organization", "LegalEntity")


def _entity(identity: str, known: _Known) -> dict[str, Any]:
    schema = next(name for name in _NARROWEST if name in known.schemas)
    properties: Mapping[str, set[str]] = known.properties
    named = {("flag" if schema == "Vessel" and name == "country" else name): v for name, v in properties.items() if v}
    return {
        "id": identity,
        "schema": schema,
        "caption": min(properties["name"]),
        "properties": {name: sorted(values) for name, values in sorted(named.items())},
    }
