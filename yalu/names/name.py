"""What a name is made of: tokens with weights and classes, and its readings syllable by syllable."""

from dataclasses import dataclass
from enum import StrEnum

from yalu.names.keys import spelling_classes


class NameKind(StrEnum):
    """What a name names; it decides which prefixes, legal forms and known names are looked for."""

    PERSON = "person"
    ORGANIZATION = "organization"
    OBJECT = "object"
    """A vessel, an aircraft, a vehicle, a wallet."""


class TokenRole(StrEnum):
    """What a token does in its name."""

    WORD = "word"
    PARTICLE = "particle"
    """An article, preposition or patronymic particle: al, bin, abu, of, the, de."""
    LEGAL = "legal"
    """A legal form: Ltd, GmbH, LLC."""
    NUMBER = "number"
    INITIAL = "initial"
    """A single letter."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name.

    `form` is lower case, in Latin letters where the script allows a letter-by-letter transliteration, `weight` is an
    integer between 150 and 1000. `known_classes` are the equivalence classes, as "kind:id", in which a table has the
    word. `number` is the value of a digit or an ordinal.
    """

    form: str
    weight: int
    role: TokenRole = TokenRole.WORD
    known_classes: frozenset[str] = frozenset()
    number: int | None = None

    def __hash__(self) -> int:
        # Tokens are looked up all the time, and hardly two of them differ in nothing but the other fields.
        return hash(self.form)

    @property
    def classes(self) -> frozenset[str]:
        """All equivalence classes, those by its letters included: tokens that share one are spellings of one word."""
        return self.known_classes | spelling_classes(self.form) if self.is_spelled else self.known_classes

    @property
    def is_spelled(self) -> bool:
        """Whether its letters put it into equivalence classes: a word in plain Latin letters."""
        return self.role is TokenRole.WORD and self.form.isascii() and self.form.isalpha()


Syllables = tuple[int, ...]
"""A name as a sequence of syllables, surname first. Each syllable is a set of possible readings, as a bit mask over a
syllabary (Hangul or pinyin): two sequences agree if they are equally long and every two sets meet. That is the same as
comparing all expansions to concrete syllables, without ever writing the product of the sets down."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The ways to read a name as a Korean or Chinese one; all empty for a name that is neither.

    `korean` holds sequences over the Hangul syllabary, `chinese` over pinyin. `bridge` is what the Hanja behind a
    pinyin name may be read as in Korean (Cui Zhemin -> Choe Chol Min): weak evidence, since many characters share one
    pinyin. `script` is "han", "hangul" or "latin"; `pinyin` marks a name that can be read as pinyin.
    """

    korean: tuple[Syllables, ...] = ()
    chinese: tuple[Syllables, ...] = ()
    bridge: tuple[Syllables, ...] = ()
    script: str = ""
    pinyin: bool = False

    def __bool__(self) -> bool:
        return bool(self.korean or self.chinese)


NO_READINGS = Readings()


@dataclass(frozen=True, slots=True)
class Name:
    """A name, ready to be compared.

    `text` is the name as given, `words` are its tokens as written, in lower case. `weight` is the sum over the tokens
    and over those that a limit cut off (`analyze.MAX_TOKENS`); what was cut off matches nothing and only lowers the
    score. `numbers` are the values of the number tokens.
    """

    text: str
    kind: NameKind
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    weight: int
    readings: Readings = NO_READINGS
    numbers: frozenset[int] = frozenset()
