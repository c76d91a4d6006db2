"""From where to where: countries by code or name, and which rules a route leaves open."""

from functools import lru_cache

from rigour.territories import get_territory, lookup_territory

from yalu.model import GoodsError

_BOTH_KOREAS = {"korea", "corea", "corée", "한국", "조선"}


@lru_cache(maxsize=4_096)
def read_territory(text: str) -> str:
    """Read a country or territory by its ISO code or its name; the answer is the code in lower case.

    Raises:
        GoodsError: there is no such country, or the name means more than one.
    """
    plain = " ".join(text.split())
    if plain.casefold() in _BOTH_KOREAS:
        raise GoodsError(f"{text!r} may be North or South Korea; write KP or KR")
    territory = get_territory(plain.casefold()) or lookup_territory(plain) if plain else None
    code = territory.ftm_country or territory.code if territory is not None else None
    if code is None:
        raise GoodsError(f"{text[:40]!r} is no country that is known; write its ISO code, for example KP or CN")
    return code.lower()


def territory_name(code: str) -> str:
    """Give the English name of a country code, or the code itself where there is none."""
    territory = get_territory(code)
    return territory.name if territory is not None else code.upper()


def fits_route(sources: frozenset[str], targets: frozenset[str], origin: str | None, destination: str | None) -> bool:
    """Whether a rule on goods from `sources` or to `targets` (empty: any) may touch a route.

    An end that is not known leaves the question open, unless the other end is the rule's own country: goods that go to
    North Korea do not come from there.
    """
    if sources and not _open(sources, origin, destination):
        return False
    return not targets or _open(targets, destination, origin)


def _open(countries: frozenset[str], end: str | None, other: str | None) -> bool:
    if end is None:
        return other is None or other not in countries
    return end in countries
