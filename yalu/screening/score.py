"""The score of two names: additive token alignment, in integers, with its explanation.

    score(Q, E) = max over M of  sum s(a, b)·(w_a + w_b / 2)  /  (W_Q + W_E / 2)

M is a set of block matches that uses each token once, s the similarity in thousandths, w the tokens' weights, W a
name's sum of weights. Everything is multiplied by 2, and the score is rounded down to ten-thousandths, so
"score >= threshold" is a comparison of integers. The form is that of fuzzy token matching (Wang, Li, Feng: Fast-Join,
ICDE 2011). Names that can be read as Korean or Chinese are compared by their syllables besides. What contradicts a
match only lowers it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yalu.names import Name, NameKind, Token, TokenRole, shared_reading
from yalu.names.readings import BRIDGE, CHINESE, KOREAN, comparable
from yalu.screening.alignment import Block, best_alignment, blocks_between
from yalu.screening.hit import Share
from yalu.screening.similarity import EQUAL, JOIN_LOSS, similarity, vowel_groups

FULL = 10_000
"""A score of 1, in the ten-thousandths in which scores are kept."""
READING_SCORES = {KOREAN: 9_500, CHINESE: 9_300, BRIDGE: 7_500}
"""What a shared reading of the whole name is worth."""
OTHER_SYLLABLES = 5_500
"""The most that two names reach which can both be read in one language and share no reading: another person."""
OTHER_ORDER = 7_200
"""The most where the same syllables stand in another order that no custom explains."""
OTHER_NUMBERS = 6_000
"""The most that two names reach whose numbers contradict each other: "Unit 7" and "Unit 8"."""
EDIT_DOUBT = 250
"""What the letters that differ in a similar word take away besides, in thousandths of the weight that they lose."""
CONTRADICTION = 1500
"""What it takes away that each name has words which the other lacks, in thousandths of the lighter side's weight: an
additional word is common, a word in place of another tells two persons apart."""
DOUBTFUL = ("edit", "gender")
"""The kinds of matches that the two rules above hold for."""
PARTLY_OTHER = 400
"""How far a similar word counts as another one in that, in thousandths of the weight that its letters lose."""
LONE_WORD = 600
"""The least that an unmatched word or initial weighs in that, however common it is: Ahmed is not Sultan."""
HALF_THE_NAME = 800
"""What it takes away that two or more words of a listed person's name, and no fewer than are matched, stay unmatched: a
first and a last name agree by chance with some two of four (Jose Gomez with Roberto Jose Lopez Gomez), unless they are
the first and the last of them."""
OTHER_LEGAL_FORM = 800
"""What two different legal forms take away: another company of the group, or a sloppy register."""
ACRONYM_LENGTH = 5
"""A name that is one word of up to so many letters (SANS) agrees with the same word only, never with a similar one."""


def total_weight(query: Name, listed: Name) -> int:
    """Give the denominator: twice the query's weight and once the listed name's."""
    return 2 * query.weight + listed.weight


def is_acronym(tokens: Sequence[Token]) -> bool:
    """Whether a name is one short word."""
    return len(tokens) == 1 and len(tokens[0].form) <= ACRONYM_LENGTH


def strict_similarity(a: Token, b: Token) -> tuple[int, str]:
    """Give the similarity of tokens where a letter more or less is another word: equal, or a class, but no edits.

    Single syllables have no class either: Min and Ming are one word to a table of names, and two to a Chinese reader.
    """
    value, kind = similarity(a, b)
    if kind == "edit" or (value < 1000 and min(vowel_groups(a.form), vowel_groups(b.form)) < 2):
        return 0, ""
    return value, kind


def acronym_similarity(a: Token, b: Token) -> tuple[int, str]:
    """Give the similarity of tokens where one name is an acronym: no edits."""
    value, kind = similarity(a, b)
    return (0, "") if kind == "edit" else (value, kind)


def numbers_contradict(query: Name, listed: Name) -> bool:
    """Whether each name has a number that the other lacks."""
    return bool(query.numbers - listed.numbers and listed.numbers - query.numbers)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How two names compare, in ten-thousandths: what the alignment gives, what is lost, and what a reading gives.

    `losses` are reasons and amounts; together they never exceed `aligned`.
    """

    aligned: int
    blocks: tuple[Block, ...] = ()
    losses: tuple[tuple[str, int], ...] = ()
    reading: str | None = None

    @property
    def spelled(self) -> int:
        """The score of the names as they are spelled."""
        return self.aligned - sum(loss for _, loss in self.losses)

    @property
    def score(self) -> int:
        """The score of the two names."""
        return max(READING_SCORES[self.reading] if self.reading else 0, self.spelled)


def unmatched_weight(name: Name, used: set[int]) -> int:
    """Give the weight of the words and initials of a name that no block uses, each at least `LONE_WORD`."""
    return sum(lone_weight(token) for i, token in enumerate(name.tokens) if i not in used)


def lone_weight(token: Token) -> int:
    """Give what a token counts as a word that the other name lacks."""
    if token.role in (TokenRole.PARTICLE, TokenRole.LEGAL, TokenRole.NUMBER):
        return 0
    return LONE_WORD if token.role is TokenRole.INITIAL else max(token.weight, LONE_WORD)


def doubts(query: Name, listed: Name, blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """Give what speaks against an alignment, in ten-thousandths: letters that differ, words in others' place."""
    total = total_weight(query, listed)
    differing = sum((1000 - block.value) * (block.gain // block.value) for block in blocks if block.kind in DOUBTFUL)
    used_listed = {j for block in blocks for j in block.listed}
    lone_query = 2 * unmatched_weight(query, {i for block in blocks for i in block.query})
    lone_listed = 2 * unmatched_weight(listed, used_listed)
    for block in blocks:
        if block.kind in DOUBTFUL:
            share = 2 * PARTLY_OTHER * (1000 - block.value)
            lone_query += share * query.tokens[block.query[0]].weight // 1_000_000
            lone_listed += share * listed.tokens[block.listed[0]].weight // 1_000_000
    unmatched = [j for j, token in enumerate(listed.tokens) if token.role is TokenRole.WORD and j not in used_listed]
    usual = query.kind is not NameKind.PERSON or {0, len(listed.tokens) - 1} <= used_listed
    half = len(unmatched) >= max(2, len(used_listed)) and not usual
    return [
        ("half the name", HALF_THE_NAME if half else 0),
        ("other legal form", OTHER_LEGAL_FORM if legal_forms_differ(query, listed) else 0),
        ("differing letters", 10 * EDIT_DOUBT * differing // (1000 * total)),
        ("other words", 10 * CONTRADICTION * min(lone_query, lone_listed) // total),
    ]


def legal_forms_differ(query: Name, listed: Name) -> bool:
    """Whether both names state a legal form, and none in common (rigour takes Ltd, GmbH and OOO for one)."""
    left, right = (
        {form for token in name.tokens if token.role is TokenRole.LEGAL for form in (token.form, *token.classes)}
        for name in (query, listed)
    )
    return bool(left and right and left.isdisjoint(right))


def judge(query: Name, listed: Name) -> Judgement:
    """Compare two names of one kind."""
    if query.kind is not listed.kind:
        return Judgement(0)
    reading = shared_reading(query.readings, listed.readings)
    strict = reading is None and comparable(query.readings, listed.readings)
    alike = strict_similarity if strict else similarity
    if is_acronym(query.tokens) or is_acronym(listed.tokens):
        alike = acronym_similarity
    blocks = tuple(best_alignment(blocks_between(query.tokens, listed.tokens, alike)))
    aligned = 10 * sum(block.gain for block in blocks) // total_weight(query, listed)
    left = aligned
    losses: list[tuple[str, int]] = []
    for reason, loss in doubts(query, listed, blocks):
        losses.append((reason, min(left, loss)))
        left -= losses[-1][1]
    reason, cap = contradiction(query, listed, blocks, strict)
    losses.append((reason, max(0, left - cap)))
    return Judgement(aligned, blocks, tuple(loss for loss in losses if loss[1]), reading)


def contradiction(query: Name, listed: Name, blocks: Sequence[Block], strict: bool) -> tuple[str, int]:
    """Give the strongest contradiction between two names, and the most that it leaves of a score."""
    found = [("", FULL)]
    if numbers_contradict(query, listed):
        found.append(("other numbers", OTHER_NUMBERS))
    if strict and not _covered(query, listed, blocks):
        found.append(("other syllables", OTHER_SYLLABLES))
    elif strict and [block.listed for block in blocks] != sorted(block.listed for block in blocks):
        found.append(("other order", OTHER_ORDER))
    return min(found, key=lambda item: item[1])


def _covered(query: Name, listed: Name, blocks: Sequence[Block]) -> bool:
    """Whether every token of both names is matched; words written together only with the same letters."""
    used_query, used_listed = (sum(len(getattr(block, side)) for block in blocks) for side in ("query", "listed"))
    exact = all(block.kind != "join" or block.value == EQUAL - JOIN_LOSS for block in blocks)
    return exact and used_query == len(query.tokens) and used_listed == len(listed.tokens)


def score_names(query: Name, listed: Name) -> int:
    """Give the score of two names, in ten-thousandths; names of different kinds have none in common."""
    return judge(query, listed).score


def apportion(total: int, parts: Sequence[int]) -> list[int]:
    """Split an integer in proportion to the parts, so that the pieces add up to it (largest remainder)."""
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    pieces = [total * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(total * parts[i] % whole), i))
    for i in by_remainder[: total - sum(pieces)]:
        pieces[i] += 1
    return pieces


def explain_names(query: Name, listed: Name) -> tuple[Share, ...]:
    """Give the shares of a score: one for each match, then what found none with 0, then what was lost.

    They add up to `score_names`, rounded to ten-thousandths.
    """
    found = judge(query, listed)
    if found.reading is not None and found.score > found.spelled:
        return (Share(query.text, listed.text, found.reading, found.score / FULL),)
    pieces = apportion(found.aligned, [block.gain for block in found.blocks])
    shares = [
        Share(_words(query, block.query), _words(listed, block.listed), block.kind, piece / FULL)
        for block, piece in zip(found.blocks, pieces, strict=True)
    ]
    used_query = {i for block in found.blocks for i in block.query}
    used_listed = {j for block in found.blocks for j in block.listed}
    shares += [Share(query.words[i], "", "unmatched", 0.0) for i in range(len(query.tokens)) if i not in used_query]
    shares += [Share("", listed.words[j], "unmatched", 0.0) for j in range(len(listed.tokens)) if j not in used_listed]
    shares += [Share("", "", reason, -loss / FULL) for reason, loss in found.losses]
    return tuple(shares)


def _words(name: Name, places: tuple[int, ...]) -> str:
    return " ".join(name.words[place] for place in places)
