"""The notation of link patterns, turned into regular expressions over masked clauses.

It is explained at the head of data/patterns.yaml. It only saves a pattern's author from writing gaps and masks by hand.
"""

import re
from dataclasses import dataclass

from yalu.documents.vocabulary import choice, longest_first, vocabulary

_OPENS_CLAUSE = "but|that|which|who|whose|because|while|as|if|when|after|before|said|to|until|unless|although"
_BEFORE_TO = choice("verbs_before_to")
_GAP_WORD = rf"(?:(?:{_BEFORE_TO}) to(?=\s)|⟦[DL]\d+⟧|(?!(?:{_OPENS_CLAUSE})\b)[^\s,;:⟦⟧\"]+)"
_ABOUT = "about|around|nearly|almost|more than|at least|some|over|an estimated|roughly|a total of"
_SUM = r"(?:(?:US)?[$€£¥]|(?:USD|EUR|RMB|CNY|RUB|GBP|AED) ?)\s?\d[\d,.]*(?: (?:million|billion|thousand|m|bn))?"
_SUM_IN_WORDS = rf"\d[\d,.]*(?: (?:million|billion|thousand))? (?:{choice('currencies')})"
_LONGEST_GOODS = 400
_KEPT = {
    "goods": (
        r"(?P<goods>(?:(?!\b(?:that|which|who|because|while|said|to|for|from|by)\b)[^⟦⟧;:\"])"
        rf"{{1,{_LONGEST_GOODS}}}?)"
    ),
    "goods_end": (
        r"(?P<goods>(?:(?!\s(?:that|which|who|to|from|by|in|on|since|between|after|through)\b)[^⟦⟧,;:.\"])"
        rf"{{1,{_LONGEST_GOODS}}})"
    ),
    "goods_start": (
        r"(?<!\w)(?=\S)(?P<goods>(?:(?!\b(?:that|which|who)\b)[^⟦⟧,;:.\"])"
        rf"{{1,{_LONGEST_GOODS}}}?)"
    ),
    "amount": rf"(?P<amount>(?:(?:{_ABOUT}) )?(?:{_SUM}|{_SUM_IN_WORDS}))",
}
_IS = r"(?:,(?: (?:left|right|center),)?|\b(?:is|was|became|remains|as|now|were|are)\b)"
_LIST = r"(?:\b(?:list|lists|blacklist|sanctions|register|annex)\b|⟦L\d+⟧)"
_BEHIND_OWNER = "subsidiary|affiliate|branch|unit|arm|officials?|employees?|representatives?|officers?|spokes\\w+"
"""What makes a party the owner of what is meant: who heads "⟦O0⟧ subsidiary Tamarix" does not head ⟦O0⟧."""
_FIXED = {"[any]": r"⟦[A-Z]\d+⟧", "{is}": _IS, "{list}": _LIST, ",": ","}
_GAP = re.compile(r"~(\d+)")
_SLOT = re.compile(r"\[(source|target)(?::([A-Z]+))?\](.*)")
_KEPT_WORDS = re.compile(r"\{(\w+)\}")
_NAMED_WORDS = re.compile(r"<(\w+)>")
_ALL_KINDS = "POVEC"
_PLAIN_CHOICES = re.compile(r"[\w' -]+(?:\|[\w' -]+)*")
_WORD = re.compile(r"\w+")
_KIND = re.compile(r"⟦([A-Z])")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a text must hold: a mask of one of some kinds, one of some words, or what an expression finds."""

    kinds: str = ""
    words: frozenset[str] = frozenset()
    expression: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Clues:
    """A clause as cues look at it: its text, its words in small letters, and the kinds of its masks."""

    text: str
    words: frozenset[str]
    kinds: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Clues":
        """Look at a clause."""
        return cls(text, frozenset(_WORD.findall(text.lower())), frozenset(_KIND.findall(text)))

    def hold(self, cue: Cue) -> bool:
        """Whether the clause has what a cue asks for."""
        if cue.kinds:
            return not self.kinds.isdisjoint(cue.kinds)
        if cue.expression is not None:
            return cue.expression.search(self.text) is not None
        return not self.words.isdisjoint(cue.words)


class Notation:
    """Reads patterns. `words` are alternatives by the name under which patterns call them (`<name>`)."""

    def __init__(self, words: dict[str, str]) -> None:
        roles = vocabulary()
        self._words = {name: f"(?:{choices})" for name, choices in words.items()}
        self._words["leading"] = f"(?:{longest_first(roles.leading_roles)})"
        self._words["working"] = f"(?:{longest_first(roles.working_roles)})"

    def expression(self, pattern: str, role: str = "") -> re.Pattern[str]:
        """Give the regular expression of a pattern; `role` is the expression that `{role}` stands for."""
        pieces: list[str] = []
        for token in pattern.split():
            gap = _GAP.fullmatch(token)
            if gap:
                pieces.append(rf"(?:\s+{_GAP_WORD}){{0,{gap.group(1)}}}?")
                continue
            body = self._body(_required(token), role)
            space = "" if not pieces else r"\s*" if token.startswith((",", "{is}")) else r"\s+"
            pieces.append(f"(?:{space}{body})?" if _is_optional(token) and pieces else space + body)
        return re.compile("".join(pieces), re.IGNORECASE)

    def cues(self, pattern: str) -> tuple[Cue, ...]:
        """Give what every text that the pattern matches holds: cheap to look for before the pattern itself is tried."""
        found: dict[Cue, None] = {}
        for token in pattern.split():
            slot = _SLOT.fullmatch(token)
            if slot:
                found[Cue(kinds=slot.group(2) or _ALL_KINDS)] = None
            elif not (_is_optional(token) or _GAP.fullmatch(token) or token in _FIXED or _KEPT_WORDS.fullmatch(token)):
                found[self._cue(token)] = None
        return tuple(found)

    def _cue(self, token: str) -> Cue:
        """Give the first words of a token's alternatives, or an expression where they are more than words."""
        choices = self.with_words(token.replace("_", " ")).removeprefix("(?:").removesuffix(")")
        if not _PLAIN_CHOICES.fullmatch(choices):
            return Cue(expression=re.compile(self._body(token, ""), re.IGNORECASE))
        return Cue(words=frozenset(_WORD.findall(choice)[0] for choice in choices.lower().split("|")))

    def with_words(self, text: str) -> str:
        """Write the words that are called by name out.

        Raises:
            KeyError: there are no such words.
        """
        return _NAMED_WORDS.sub(lambda match: self._words[match.group(1)], text)

    def _body(self, token: str, role: str) -> str:
        if token in _FIXED:
            return _FIXED[token]
        slot = _SLOT.fullmatch(token)
        if slot:
            end, kinds, behind = slot.groups()
            after = "(?:'s?)?" if behind == "'s?" else re.escape(behind) or rf"(?!'s?\s)(?! (?:{_BEHIND_OWNER})\b)"
            return rf"(?P<{end}>⟦[{kinds or _ALL_KINDS}]\d+⟧){after}"
        kept = _KEPT_WORDS.fullmatch(token)
        if kept:
            return f"(?P<role>{self.with_words(role)})" if kept.group(1) == "role" else _KEPT[kept.group(1)]
        return rf"\b(?:{self.with_words(token.replace('_', ' '))})\b"


def _is_optional(token: str) -> bool:
    return token.endswith("?") and not token.endswith("]'s?")


def _required(token: str) -> str:
    return token.removesuffix("?") if _is_optional(token) else token
