"""The query language of full-text search: Lucene's, as far as words, phrases, fields and wildcards go.

    putin AND (bank OR "oil company") -moscow names:igor countries:ru vladim* vlad?mir putln~1

Words side by side must all be there. Regular expressions and ranges are refused in clear words.
"""

import re
from dataclasses import dataclass

from yalu.model import YaluError

MAX_WORDS = 200
MAX_DEPTH = 20
MAX_WILDCARDS = 4


class QuerySyntaxError(YaluError):
    """A query that is not of the language."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a phrase. `edits` is how many letters may differ; `field` is where it must stand, if not anywhere."""

    text: str
    field: str | None = None
    edits: int = 0
    phrase: bool = False
    wild: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """All of `must`, and any of `any_of` if there are some, and none of `never`."""

    must: "tuple[Node, ...]" = ()
    any_of: "tuple[Node, ...]" = ()
    never: "tuple[Node, ...]" = ()


Node = Word | Group

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<open>[+\-!]*\() | (?P<close>\)(?:\^\d+(?:\.\d+)?)?)
    | (?P<and>(?:AND|&&)(?=[\s(]|$)) | (?P<or>(?:OR|\|\|)(?=[\s(]|$)) | (?P<not>NOT(?=[\s(]|$))
    | (?P<sign>[+\-!])?
      (?P<field>(?:[^\s()":\\+\-!/\[\]{}^~]|\\.)(?:[^\s()":\\/\[\]{}^~]|\\.)*:)?
      (?: "(?P<phrase>(?:[^"\\]|\\.)*)"(?:~\d+)? | (?P<word>(?:[^\s()":\\/\[\]{}^~]|\\.)+)(?P<fuzzy>~\d*(?:\.\d+)?)? )
      (?:\^\d+(?:\.\d+)?)?
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_WILD = re.compile(r"(?<!\\)[*?]")
AUTOMATIC = -1
"""Edits by the length of the word."""


class _Parser:
    """Reads tokens into groups."""

    def __init__(self, text: str) -> None:
        self.text, self.place, self.words = text, 0, 0

    def group(self, depth: int) -> Group:
        """Read up to the end, or up to the closing sign of this depth."""
        if depth > MAX_DEPTH:
            raise QuerySyntaxError(f"the query nests more than {MAX_DEPTH} brackets")
        alternatives: list[Group] = []
        must: list[Node] = []
        never: list[Node] = []
        negate, joined = False, False
        while (found := self._next()) is not None:
            kind = found.lastgroup
            if found["close"]:
                if depth == 0:
                    raise self._refusal("a closing bracket has no opening one")
                break
            if found["or"] or found["and"]:
                if joined or negate or not (must or never):
                    raise self._refusal(f"{kind.upper() if kind else 'OR'} stands between nothing")
                joined = True
                if found["or"]:
                    alternatives.append(Group(tuple(must), (), tuple(never)))
                    must, never = [], []
                continue
            if found["not"]:
                negate = not negate
                continue
            signs = found["open"] or found["sign"] or ""
            node: Node = self.group(depth + 1) if found["open"] else self._word(found)
            (never if negate ^ bool(re.search(r"[-!]", signs)) else must).append(node)
            negate, joined = False, False
        else:
            if depth:
                raise self._refusal("an opening bracket has no closing one")
        if joined or negate:
            raise self._refusal("the query ends in an operator")
        last = Group(tuple(must), (), tuple(never))
        return Group((), (*alternatives, last)) if alternatives else last

    def _next(self) -> re.Match[str] | None:
        if not self.text[self.place :].strip():
            return None
        found = _TOKEN.match(self.text, self.place)
        if found is None or found.end() == self.place:
            raise self._refusal(self._reason())
        self.place = found.end()
        return found

    def _reason(self) -> str:
        rest = self.text[self.place :].lstrip()
        if rest.startswith("/"):
            return "regular expressions are not offered; put quotes around a text with a slash"
        if re.match(r"[\w.]*:?\s*[\[{]", rest):
            return "ranges are not offered; use changed_since or filter"
        return 'put quotes around a text with signs such as " : / ( )'

    def _refusal(self, reason: str) -> QuerySyntaxError:
        return QuerySyntaxError(f"the query cannot be read at character {self.place + 1}: {reason}")

    def _word(self, found: re.Match[str]) -> Word:
        self.words += 1
        if self.words > MAX_WORDS:
            raise QuerySyntaxError(f"the query has more than {MAX_WORDS} words")
        field = _ESCAPED.sub(r"\1", found["field"][:-1]) if found["field"] else None
        if found["phrase"] is not None:
            return Word(_ESCAPED.sub(r"\1", found["phrase"]), field, phrase=True)
        raw = found["word"]
        wild = len(_WILD.findall(raw))
        if wild > MAX_WILDCARDS:
            raise QuerySyntaxError(f"a word has more than {MAX_WILDCARDS} wildcards")
        if raw[-1:] == ":":
            raise self._refusal("a field has no value")
        edits = 0
        if found["fuzzy"]:
            digits = found["fuzzy"][1:]
            edits = AUTOMATIC if not digits or "." in digits else min(2, int(digits[:3]))
        return Word(_ESCAPED.sub(r"\1", raw), field, edits, wild=bool(wild))


def parse_query(text: str) -> Group:
    """Read a query.

    Raises:
        QuerySyntaxError: it is not of the language.
    """
    return _Parser(text).group(0)


_SIMPLE = re.compile(r'(?P<sign>[-+|])?\s*(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"|]+))', re.DOTALL)


def parse_simple(text: str) -> Group:
    """Read a query in the simple language, in which nothing is an error: words, phrases, `-` for not, `|` for or."""
    alternatives: list[Group] = []
    must: list[Node] = []
    never: list[Node] = []
    for found in list(_SIMPLE.finditer(text))[:MAX_WORDS]:
        if found["phrase"] is not None:
            node = Word(found["phrase"], phrase=True)
        else:
            body, _, digits = found["word"].strip("()").partition("~")
            edits = (min(2, int(digits)) if digits.isdecimal() and len(digits) < 3 else 0) if digits else 0
            node = Word(body, edits=edits, wild=body.endswith("*") and body.count("*") == 1 and "?" not in body)
        if found["sign"] == "|":
            alternatives.append(Group(tuple(must), (), tuple(never)))
            must, never = [], []
        (never if found["sign"] == "-" else must).append(node)
    last = Group(tuple(must), (), tuple(never))
    return Group((), (*alternatives, last)) if alternatives else last


def prefix_query(text: str) -> Group:
    """Give a query for names that hold all words of a text, of the last one at least the beginning."""
    words = "".join(char if char.isalnum() else " " for char in text).split()[:MAX_WORDS]
    if not words:
        return Group()
    whole = [Word(word, "names") for word in words[:-1]]
    return Group((*whole, Word(f"{words[-1]}*", "names", wild=True)))
