"""Why a record is to be looked at: criteria, reasons and the decision that they amount to.

`CRITERIA` is the whole table. A decision sorts records for the people who decide; it says nothing of anybody's guilt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yalu.goods import Finding
from yalu.screening import Hit
from yalu.workspace.record_screening.tables import ShipmentPattern, Territory


class Decision(StrEnum):
    """What is suggested: nothing found, somebody has to look, or the record should wait until somebody has."""

    CLEAR = "clear"
    REVIEW = "review"
    BLOCK = "block"


_WEIGHTS = {decision: weight for weight, decision in enumerate(Decision)}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A reason's kind: its id, what it suggests, and when it holds."""

    id: str
    decision: Decision
    text: str


CRITERIA: dict[str, Criterion] = {
    criterion.id: criterion
    for criterion in (
        Criterion("identifier", Decision.BLOCK, "A BIC, LEI, account, wallet or IMO number is that of a listed party."),
        Criterion(
            "name-with-fact",
            Decision.BLOCK,
            "A name field agrees with a listed name (score at least the bar for block), and a country, flag or date of "
            "birth does, too.",
        ),
        Criterion(
            "name-of-organisation",
            Decision.BLOCK,
            "A name field agrees with the listed name, of at least two words, of an organisation or ship (score at "
            "least the bar for block).",
        ),
        Criterion("name", Decision.REVIEW, "A name field is similar to a listed name (score at least the threshold)."),
        Criterion(
            "number", Decision.REVIEW, "A number, whose kind the record does not say, is that of a listed party."
        ),
        Criterion("phrase", Decision.REVIEW, "Words of an address or free text agree with a listed name (higher bar)."),
        Criterion(
            "territory", Decision.REVIEW, "A country code of a field is that of a territory under wide sanctions."
        ),
        Criterion(
            "territory-words", Decision.REVIEW, "An address or free text names a territory under wide sanctions."
        ),
        Criterion("goods-ban", Decision.BLOCK, "A ban stands for the goods, route and day; exceptions may exist."),
        Criterion("goods-rule", Decision.REVIEW, "Another rule for the goods stands, or may: cap, licence, control."),
        Criterion("goods-route", Decision.REVIEW, "A rule for all goods stands, or may, on the route and the day."),
        Criterion("pattern", Decision.REVIEW, "The shipment fits a pattern that guidance names as a reason to ask."),
        Criterion("not-read", Decision.REVIEW, "A text is longer than what is looked at, or a number is impossible."),
    )
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record is to be looked at: the field with its place and value, and what was found for it.

    `query` is what was asked: the value, or some words of it. `hit` is the listed party, `territories` are rules;
    `finding` is what a rule says of goods, `pattern` what guidance says of shipments;
    `note` says what else there is to say.
    """

    criterion: str
    role: str
    kind: str
    path: str
    line: int | None
    value: str
    query: str
    hit: Hit | None = None
    territories: tuple[Territory, ...] = ()
    finding: Finding | None = None
    pattern: ShipmentPattern | None = None
    note: str = ""

    @property
    def decision(self) -> Decision:
        """What the criterion suggests."""
        return CRITERIA[self.criterion].decision


def decide(reasons: Iterable[Reason]) -> Decision:
    """Give the weightiest of what reasons suggest; clear without any."""
    return max((reason.decision for reason in reasons), key=_WEIGHTS.__getitem__, default=Decision.CLEAR)


def ordered(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Put the weightiest reasons first, of these the best hits; others stay as they come."""
    return tuple(
        sorted(reasons, key=lambda reason: (-_WEIGHTS[reason.decision], -(reason.hit.score if reason.hit else 0.0)))
    )


def name_criterion(hit: Hit, block: float) -> str:
    """Tell which criterion a hit of a name field meets, from the bar for block on."""
    if hit.score < block:
        return "name"
    if any(share.kind == "imoNumber" and share.share > 0 for share in hit.explanation):
        return "identifier"
    if any(share.kind in _FACTS and share.share >= 0 for share in hit.explanation):
        return "name-with-fact"
    return "name-of-organisation" if hit.schema not in _PERSONS and len(hit.name.split()) > 1 else "name"


_FACTS = frozenset({"country", "birthDate", "flag"})
_PERSONS = frozenset({"Person", "LegalEntity", "Thing"})
