"""Documents: from a page to its text, the parties that it names, and the links that it states, with their quotes.

`read_document` finds a file's own text, `read_documents` that of many,
`read` reads it. What the room needs of others comes as an argument: names that
the lists know as a `Gazetteer`, a language model as a function.
"""

from yalu.documents.article import read_document
from yalu.documents.collection import Unread, read_documents
from yalu.documents.contradictions import Contradiction
from yalu.documents.details import Detail
from yalu.documents.document import Document
from yalu.documents.endpoint import KEY_VARIABLE, EndpointExtractor
from yalu.documents.extractor import Extractor, Proposal, ProposedLink
from yalu.documents.gazetteer import Gazetteer
from yalu.documents.identifiers import Identifier
from yalu.documents.language import LanguageModel, language_model
from yalu.documents.origins import Origins
from yalu.documents.reading import Reading, read
from yalu.documents.same_parties import Resemblance

__all__ = [
    "KEY_VARIABLE",
    "Contradiction",
    "Detail",
    "Document",
    "EndpointExtractor",
    "Extractor",
    "Gazetteer",
    "Identifier",
    "LanguageModel",
    "Origins",
    "Proposal",
    "ProposedLink",
    "Reading",
    "Resemblance",
    "Unread",
    "language_model",
    "read",
    "read_document",
    "read_documents",
]
