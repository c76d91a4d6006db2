"""Shares: how much of something somebody holds, as exact bounds in percent; what is not known stays not known."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from yalu.model.errors import ShareError


class Interest(StrEnum):
    """What a share is a share of. Shares of different things are never added up."""

    SHARES = "shares"
    """Capital, proprietary rights."""
    VOTES = "votes"
    """Voting rights."""
    CONTROL = "control"
    """No share at all, but a power: to appoint a board, to decide. It is never counted as ownership."""


_NONE, _ALL = Decimal(0), Decimal(100)
_MAX_DECIMALS = 30
"""Bounds the size of the integers that shares are added up as."""


@dataclass(frozen=True, slots=True)
class Share:
    """Bounds of a share in percent, as a source states them.

    `lower` and `upper` are `None` where the source states no such bound; both are so where the share is not known.
    `above` means more than `lower`, `below` less than `upper`; otherwise the bounds belong to the range.
    """

    lower: Decimal | None = None
    upper: Decimal | None = None
    above: bool = False
    below: bool = False
    of: Interest = Interest.SHARES

    def __post_init__(self) -> None:
        low, high = self.at_least, self.at_most
        if not (_is_plain(low) and _is_plain(high)):
            raise ShareError(f"a share is a number of at most {_MAX_DECIMALS} decimals")
        empty = low == high and (self.above or self.below)
        if not _NONE <= low <= high <= _ALL or empty:
            raise ShareError(f"{self} is no share: it must lie between 0 and 100 percent")

    @classmethod
    def exactly(cls, percent: Decimal | int | str, of: Interest = Interest.SHARES) -> "Share":
        """Give a share that is known."""
        return cls(Decimal(percent), Decimal(percent), of=of)

    @property
    def at_least(self) -> Decimal:
        """The lower bound; 0 where none is stated."""
        return _NONE if self.lower is None else self.lower

    @property
    def at_most(self) -> Decimal:
        """The upper bound; 100 where none is stated."""
        return _ALL if self.upper is None else self.upper

    @property
    def known(self) -> bool:
        """Whether the source states any bound."""
        return self.lower is not None or self.upper is not None

    def __str__(self) -> str:
        """Write the share as one reads it: "50 %", "25 to 50 %", "more than 50 %", "share not stated"."""
        if self.of is Interest.CONTROL:
            return "control, no share"
        unit = " % of votes" if self.of is Interest.VOTES else " %"
        low, high = _plain(self.lower), _plain(self.upper)
        if not low and not high:
            return "share of votes not stated" if self.of is Interest.VOTES else "share not stated"
        if low == high:
            return low + unit
        from_ = f"{'more than' if self.above else 'at least'} {low}" if low else ""
        to = f"{'less than' if self.below else 'at most'} {high}" if high else ""
        if from_ and to and not (self.above or self.below):
            return f"{low} to {high}{unit}"
        return ", ".join(filter(None, (from_, to))) + unit


def _is_plain(bound: Decimal) -> bool:
    exponent = bound.as_tuple().exponent
    return isinstance(exponent, int) and -_MAX_DECIMALS <= exponent <= _MAX_DECIMALS


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


_MAX_TEXT = 80
_NUMBER = r"\d{1,3}(?:[.,]\d{1,18})?"
_COMPARATORS: dict[str, str] = {
    "above": r"more than|over|above|greater than|exceeding|>",
    "least": r"at least|minimum|min\.?|not less than|no less than|from|>=|=>|≥",
    "below": r"less than|under|below|<",
    "most": r"at most|maximum|max\.?|not more than|no more than|up to|<=|=<|≤",
}
_COMPARATOR = "|".join(sorted("|".join(_COMPARATORS.values()).split("|"), key=len, reverse=True))
_UNIT = r"\s*(?:%|percent|per cent|pct\.?)?\s*"
_JOINT = r"(?:-|–|—|\.\.\.?|to\b|and but\b|and\b|but\b)"
_FORM = re.compile(
    rf"(?:between )?(?P<first_sign>{_COMPARATOR})?\s*(?P<first>{_NUMBER}){_UNIT}"
    r"(?P<open_end>or more|and more|\+|or less)?"
    rf"(?:(?:,?\s*{_JOINT}\s*|,?\s*(?=[^\d\s]))(?P<second_sign>{_COMPARATOR})?\s*(?P<second>{_NUMBER}){_UNIT})?",
    re.IGNORECASE,
)
_WORDS: dict[str, Share] = {
    **dict.fromkeys(("", "-", "?", "unknown", "not known", "not stated", "n/a", "na", "none stated"), Share()),
    **dict.fromkeys(("majority", "majority stake", "majority share"), Share(Decimal(50), None, above=True)),
    **dict.fromkeys(("minority", "minority stake", "minority share"), Share(None, Decimal(50), below=True)),
    **dict.fromkeys(("all", "sole owner", "wholly owned", "full"), Share(_ALL, _ALL)),
}


@lru_cache(maxsize=1 << 14)
def parse_share(text: str, of: Interest = Interest.SHARES) -> Share:
    """Read a share in percent: "50.00", "25-50 %", "more than 25%", "25 or more", "majority", "unknown".

    A single comma parts decimals ("33,3"). Nothing is rounded. A fraction ("1/2") or an approximation ("about 50") is
    refused, for it says no exact bound.

    Raises:
        ShareError: the text is no share between 0 and 100 percent.
    """
    words = " ".join(text.split())
    known = _WORDS.get(words.casefold())
    if known is not None:
        return Share(known.lower, known.upper, known.above, known.below, of)
    match = _FORM.fullmatch(words) if len(words) <= _MAX_TEXT else None
    if match is None:
        raise ShareError(f"{words[:_MAX_TEXT]!r} is no share; write it in percent, such as 50, 25-50 or more than 25")
    try:
        return _read(match, of)
    except ShareError:
        raise ShareError(f"{words!r} is no share between 0 and 100 percent") from None


def _read(match: re.Match[str], of: Interest) -> Share:
    sign, first = _sign(match["first_sign"]), _decimal(match["first"])
    if match["open_end"]:
        if sign or match["second"]:
            raise ShareError("two signs")
        sign = "most" if "less" in match["open_end"].lower() else "least"
    if match["second"] is None:
        if not sign:
            return Share(first, first, of=of)
        if sign in ("above", "least"):
            return Share(first, None, above=sign == "above", of=of)
        return Share(None, first, below=sign == "below", of=of)
    closing = _sign(match["second_sign"])
    if sign in ("below", "most") or closing in ("above", "least"):
        raise ShareError("the bounds stand the wrong way round")
    return Share(first, _decimal(match["second"]), above=sign == "above", below=closing == "below", of=of)


def _sign(words: str | None) -> str:
    if not words:
        return ""
    return next(name for name, form in _COMPARATORS.items() if re.fullmatch(form, words, re.IGNORECASE))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
