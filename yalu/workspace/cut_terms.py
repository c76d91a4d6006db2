"""The terms of a cut as a user writes them: names, countries and numbers as texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from yalu.model import YaluError
from yalu.network.cuts import CostTable, CutRequest
from yalu.workspace.network_input import NetworkInput


@dataclass(frozen=True, slots=True)
class CutTerms:
    """What is asked of a cut.

    Parties are ids or names; two letters are a country; "all" among the sources is everybody. `budget` and the numbers
    behind `weights` ("goods=2") are texts, so that decimals stay exact. For the rest see `CutRequest`.
    """

    protect_from: Sequence[str]
    as_of: date
    budget: str | None = None
    costs: CostTable | None = None
    sources: Sequence[str] = ()
    cut_sources: bool = False
    protect: Sequence[str] = ()
    listed_still_pass: bool = False
    no_ownership: bool = False
    stated_only: bool = False
    min_confidence: float = 0.0
    weights: Sequence[str] = ()
    outward: Sequence[str] = ()
    currency: str | None = None
    since: date | None = None

    def check(self) -> None:
        """Check what can be checked before anything is loaded.

        Raises:
            YaluError: nobody is named from whom to keep the flow, or a number is none.
        """
        if not self.protect_from:
            raise YaluError("nobody is named from whom to keep the flow; name the end users with --protect-from")
        self._numbers()

    def _numbers(self) -> tuple[Decimal | None, dict[str, Decimal]]:
        budget = None if self.budget is None else _number("--budget", self.budget)
        return budget, dict(_weight(text) for text in self.weights)

    def request(self, loaded: NetworkInput) -> CutRequest:
        """Give the question in terms of the parties of a network.

        Raises:
            YaluError: as by `check`, or there is no such party.
        """
        self.check()
        budget, weights = self._numbers()
        named, source_countries = _named(loaded, [text for text in self.sources if text != "all"])
        kept, kept_countries = _named(loaded, self.protect)
        return CutRequest(
            protect_from=tuple(dict.fromkeys(loaded.party(text) for text in self.protect_from)),
            as_of=self.as_of,
            budget=budget,
            costs=self.costs,
            sources=tuple(sorted(named)),
            source_countries=source_countries,
            every_source="all" in self.sources,
            cut_sources=self.cut_sources,
            protected=kept,
            protected_countries=kept_countries,
            listed_still_pass=self.listed_still_pass,
            closure=not self.no_ownership,
            min_confidence=self.min_confidence,
            stated_only=self.stated_only,
            weights=weights,
            outward=frozenset(self.outward),
            currency=self.currency,
            since=self.since,
        )


def _named(loaded: NetworkInput, texts: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Sort what is given into parties and countries: two letters are a country."""
    countries = {text.lower() for text in texts if len(text) == 2 and text.isascii() and text.isalpha()}
    return frozenset(loaded.party(text) for text in texts if text.lower() not in countries), frozenset(countries)


def _number(option: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or number > 10**12 or -number.as_tuple().exponent > 6:  # type: ignore[operator]
        raise YaluError(f"{option} {text!r} is no number from 0 on, with at most 6 decimals")
    return number


def _weight(text: str) -> tuple[str, Decimal]:
    name, sign, number = text.partition("=")
    if not sign:
        raise YaluError(f"--weight {text!r} is not of the form commodity=number, such as goods=2")
    return name.strip(), _number("--weight", number.strip())
