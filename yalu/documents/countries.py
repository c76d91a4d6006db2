"""Countries in phrases: which countries the words of a name or description speak of."""

from functools import lru_cache

from yalu.documents.phrase_finder import PhraseFinder, is_boundary, is_whole
from yalu.documents.vocabulary import vocabulary


@lru_cache(maxsize=16_384)
def countries_in(phrase: str) -> tuple[str, ...]:
    """Give the codes of the countries that a phrase speaks of ("North Korean Embassy": kp)."""
    found = set()
    for table, finder in _tables():
        places = list(finder.find(phrase))
        words = {phrase[start:end] for start, end in places}
        whole = {phrase[start:end] for start, end in places if is_whole(phrase, start, end)}
        found |= {table[word] for word in whole if not any(word != other and word in other for other in words)}
    return tuple(sorted(found))


def names_country(phrase: str) -> bool:
    """Whether a phrase has a country's name in it, and not only the adjective or people."""
    return any(
        is_boundary(phrase, start) and is_boundary(phrase, end) for start, end in _names_of_countries().find(phrase)
    )


@lru_cache(maxsize=1)
def _names_of_countries() -> PhraseFinder:
    words = vocabulary()
    return PhraseFinder(words.countries.keys() - words.demonyms.keys())


@lru_cache(maxsize=1)
def _tables() -> tuple[tuple[dict[str, str], PhraseFinder], ...]:
    words = vocabulary()
    return tuple((table, PhraseFinder(table)) for table in (words.countries, words.demonyms))
