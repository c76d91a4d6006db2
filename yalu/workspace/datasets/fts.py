"""Queries as SQLite's full-text index takes them. Only quoted words get into the expression."""

import sqlite3
import unicodedata
from dataclasses import replace

from rigour.text.distance import levenshtein

from yalu.workspace.datasets.lucene import AUTOMATIC, Group, Node, QuerySyntaxError, Word
from yalu.workspace.datasets.words import EVERY, keyword, spaced

MAX_EXPANSIONS = 200
"""The most words of the index that a fuzzy word or a wildcard may stand for; the most frequent first."""

_ALL = f'keywords : "{EVERY}"'
_TEXT_FIELDS = {None: "{names text}", "names": "names", "name": "names", "text": "{names text}"}
_ID_FIELDS = {"entity_id": "id"}
_NOTHING = f'keywords : "{keyword("", "")}"'


def compile_query(file: sqlite3.Connection, query: Group, *, fuzzy: bool) -> str | None:
    """Give the expression for a query; `None` where it asks for everything.

    Args:
        file: The store; its vocabulary says which words a wildcard or a fuzzy word stands for.
        query: The query.
        fuzzy: Whether plain words may differ in letters too, the longer the more.

    Raises:
        QuerySyntaxError: a wildcard stands where none can.
    """
    return _group(file, query, fuzzy)


def _group(file: sqlite3.Connection, group: Group, fuzzy: bool) -> str | None:
    must = [part for node in group.must if (part := _node(file, node, fuzzy)) is not None]
    any_of = [_node(file, node, fuzzy) for node in group.any_of]
    if any_of and None not in any_of:
        must.append("(" + " OR ".join(part for part in any_of if part) + ")")
    never = [_node(file, node, fuzzy) or _ALL for node in group.never if not _is_empty(node)]
    if not never:
        return f"({' AND '.join(must)})" if must else None
    return f"(({' AND '.join(must) or _ALL}) NOT ({' OR '.join(never)}))"


def _is_empty(node: Node) -> bool:
    """Whether a word holds nothing that could be looked for."""
    return isinstance(node, Word) and node.text != "*" and not any(map(str.isalnum, node.text))


def _node(file: sqlite3.Connection, node: Node, fuzzy: bool) -> str | None:
    if isinstance(node, Group):
        return _group(file, node, fuzzy)
    if node.text == "*" and node.wild:
        return None
    if node.field not in _TEXT_FIELDS:
        if node.wild:
            raise QuerySyntaxError(f"the field {node.field} is compared as a whole; no wildcard can stand in it")
        field = str(node.field)
        return f'keywords : "{keyword(_ID_FIELDS.get(field, field), node.text)}"'
    if _is_empty(node):
        return None
    column = _TEXT_FIELDS[node.field]
    if node.wild:
        return _wild(file, node, column)
    if not node.phrase and (node.edits or fuzzy):
        return _fuzzy(file, replace(node, edits=node.edits or AUTOMATIC), column)
    return f"{column} : {_quoted(spaced(node.text))}"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""').replace("\0", " ")
    return f'"{doubled}"'


def _wild(file: sqlite3.Connection, word: Word, column: str) -> str:
    body = word.text[:-1]
    if word.text.endswith("*") and body.isalnum():
        return f"{column} : {_quoted(body)} *"
    pattern = "".join(char if char in "*?" else f"[{char}]" if char == "[" else char for char in word.text.casefold())
    rows = file.execute(
        "SELECT text FROM term WHERE text GLOB ? ORDER BY entities DESC, text LIMIT ?",
        (pattern, MAX_EXPANSIONS),
    )
    return _any_of([term for (term,) in rows], column)


def _fuzzy(file: sqlite3.Connection, word: Word, column: str) -> str:
    parts = [part for part in _words(word.text) if part]
    return "(" + " AND ".join(_fuzzy_word(file, part, word.edits, column) for part in parts) + ")"


def _words(text: str) -> list[str]:
    plain = "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))
    recomposed = spaced(unicodedata.normalize("NFC", plain))
    return "".join(char if char.isalnum() else " " for char in recomposed).split()


def _fuzzy_word(file: sqlite3.Connection, text: str, edits: int, column: str) -> str:
    allowed = (0 if len(text) < 3 else 1 if len(text) < 6 else 2) if edits == AUTOMATIC else edits
    exact = f"{column} : {_quoted(text)}"
    if not allowed or len(text) > 60:
        return exact
    rows = file.execute(
        "SELECT text FROM term WHERE length BETWEEN ? AND ? ORDER BY entities DESC, text",
        (len(text) - allowed, len(text) + allowed),
    )
    near = [term for (term,) in rows if levenshtein(text, term, max_edits=allowed) <= allowed]
    return f"({exact} OR {_any_of(near[:MAX_EXPANSIONS], column)})"


def _any_of(terms: list[str], column: str) -> str:
    return f"{column} : ({' OR '.join(map(_quoted, terms))})" if terms else _NOTHING
