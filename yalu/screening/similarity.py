"""How alike two tokens are, in thousandths."""

import re
from functools import lru_cache

from yalu.names import Token, TokenRole
from yalu.names.keys import is_arabic, skeletons, undoubled

EQUAL = 1000
JOIN_LOSS = 20
"""What an exact join or split loses against an equal token."""
MINIMUM_JOIN = 800
"""A join that agrees less with the token on the other side does not count."""
JOIN_BUDGET = 1
"""The edits allowed in a join."""
GENDER_FORMS = 600
"""What the forms of a name for a man and for a woman are worth: closer than other words, and another person."""
MINIMUM_GENDER_FORM = 4
INITIAL = 500
JOINED_INITIALS, JOINED_SKELETON = 600, 800
MINIMUM_JOINED_SKELETON = 4
SKELETON, SHORT_SKELETON = 850, 600
"""What the same consonants are worth between Arabic and Latin letters: three or more, and only two."""
CLASS_VALUES = {"number": 970, "legal": 900, "name": 900, "particle": 900, "abbreviation": 900, "spelling": 880,
                "misread": 850, "word": 800, "place": 800, "nick": 800, "bare": 800, "domain": 600}  # fmt: skip
"""What sharing an equivalence class is worth, by the kind of class. "bare" is a spelling without vowels: it counts
only where one of the two words is written so, for Hassan and Hussein have the same consonants."""
BARE = "bare"
MAXIMUM_BUDGET = 2
"""The most edits between two words, however long they are."""
_VOWELS = re.compile(r"[aeiouy]+")


def edit_budget(shorter: int) -> int:
    """Give the number of edits allowed between two words, by the length of the shorter one."""
    return 0 if shorter <= 2 else 1 if shorter <= 5 else MAXIMUM_BUDGET


def osa_distance(a: str, b: str, budget: int) -> int:
    """Give the optimal string alignment distance, or `budget` + 1 if it is greater than `budget`.

    Insertions, deletions, substitutions and swaps of neighbours cost 1, and no part is edited twice.
    """
    if abs(len(a) - len(b)) > budget:
        return budget + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        row = [i]
        for j, right in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > budget and (i == 1 or min(above) > budget):
            return budget + 1
        before, above = above, row
    return min(above[-1], budget + 1)


def edit_similarity(a: str, b: str, most: int = MAXIMUM_BUDGET) -> int:
    """Give 1000·(1 - distance / longer length) within the edit budget, else 0. Other digits are another word.

    `most` bounds the budget further.
    """
    if a == b:
        return EQUAL
    budget = min(most, edit_budget(min(len(a), len(b))))
    if not budget or abs(len(a) - len(b)) > budget:
        return 0
    # An edit takes at most one letter away and brings one in: most words are told apart by their letters alone.
    if len(set(a) ^ set(b)) > 2 * budget:
        return 0
    if not (a.isalpha() and b.isalpha()) and _digits(a) != _digits(b):
        return 0
    distance = osa_distance(a, b, budget)
    longer = max(len(a), len(b))
    return EQUAL * (longer - distance) // longer if distance <= budget else 0


def _digits(word: str) -> list[str]:
    return [char for char in word if char.isdigit()]


def class_similarity(a: Token, b: Token) -> tuple[int, str]:
    """Give what the best equivalence class that two tokens share is worth, and its kind; (0, "") if they share none."""
    best, best_kind = 0, ""
    for shared in a.classes & b.classes:
        kind, _, identifier = shared.partition(":")
        if kind == BARE and identifier not in (undoubled(a.form), undoubled(b.form)):
            continue
        if CLASS_VALUES[kind] > best:
            best, best_kind = CLASS_VALUES[kind], kind
    value = skeleton_value(shared_consonants(a, b)) if best < SKELETON else 0
    return (value, "skeleton") if value > best else (best, best_kind)


def skeleton_value(consonants: int) -> int:
    """Give what a shared skeleton of so many consonants is worth."""
    return SKELETON if consonants > 2 else SHORT_SKELETON if consonants == 2 else 0


def has_skeleton(token: Token) -> bool:
    """Whether a token is compared by its consonants with tokens of the other script, Arabic or Latin."""
    return token.role is TokenRole.WORD and has_letters(token.form)


def shared_consonants(a: Token, b: Token) -> int:
    """Give the length of the longest skeleton that an Arabic and a Latin token share; 0 within one script."""
    if is_arabic(a.form) == is_arabic(b.form) or not (has_skeleton(a) and has_skeleton(b)):
        return 0
    return max(map(len, skeletons(a.form) & skeletons(b.form)), default=0)


def vowel_groups(form: str) -> int:
    """Count the groups of vowels of a word, about its syllables."""
    return len(_VOWELS.findall(form))


def gender_forms(a: Token, b: Token) -> bool:
    """Whether two known names are the forms of one for a man and a woman: Antonio and Antonia, Martin and Martina."""
    if not a.form.endswith("a") and not b.form.endswith("a"):
        return False
    short, long = sorted((a.form, b.form), key=lambda form: (len(form), form[-1] != "o"))
    if len(short) < MINIMUM_GENDER_FORM or not long.endswith("a"):
        return False
    known = all(any(name.startswith("name:") for name in token.classes) for token in (a, b))
    return known and (long == short + "a" or (short.endswith("o") and short[:-1] + "a" == long))


@lru_cache(maxsize=1 << 17)
def similarity(a: Token, b: Token) -> tuple[int, str]:
    """Give how alike two tokens are, in thousandths, and how: "equal", "edit", "initial" or a kind of class."""
    if a.form == b.form:
        return EQUAL, "equal"
    value, kind = class_similarity(a, b)
    if a.role is TokenRole.INITIAL or b.role is TokenRole.INITIAL:
        if a.role is not b.role and TokenRole.WORD in (a.role, b.role) and a.form[0] == b.form[0] and value < INITIAL:
            return INITIAL, "initial"
        return value, kind
    if TokenRole.NUMBER in (a.role, b.role):
        return value, kind
    if gender_forms(a, b):
        return GENDER_FORMS, "gender"
    edits = edit_similarity(a.form, b.form)
    return (edits, "edit") if edits > value else (value, kind)


def may_join(token: Token) -> bool:
    """Whether a token takes part in joins and splits."""
    return token.role not in (TokenRole.NUMBER, TokenRole.LEGAL)


@lru_cache(maxsize=1 << 16)
def join_similarity(first: Token, second: Token, whole: Token) -> int:
    """Give how alike two neighbours written together are to one token of the other name: "chol min" and "cholmin"."""
    if not (may_join(first) and may_join(second) and may_join(whole)):
        return 0
    value = edit_similarity(first.form + second.form, whole.form, JOIN_BUDGET) - JOIN_LOSS
    if value >= MINIMUM_JOIN:
        return value
    if has_skeleton(whole) and is_arabic(whole.form) != is_arabic(first.form):
        return JOINED_SKELETON if joined_skeletons(first, second) & skeletons(whole.form) else 0
    return JOINED_INITIALS if whole.form == joined_initials(first, second) else 0


def joined_skeletons(first: Token, second: Token) -> frozenset[str]:
    """Give the skeletons that two neighbours of one script have when written together, if long enough to tell names.

    A consonant that ends the first and begins the second may be written once (Abdel Latif, Abdelatif).
    """
    if is_arabic(first.form) != is_arabic(second.form) or not (has_letters(first.form) and has_letters(second.form)):
        return frozenset()
    heads, tails = skeletons(first.form, minimum=1), skeletons(second.form, minimum=1)
    whole = {head + tail for head in heads for tail in tails}
    whole |= {head + tail[1:] for head in heads for tail in tails if head[-1] == tail[0]}
    return frozenset(skeleton for skeleton in whole if len(skeleton) >= MINIMUM_JOINED_SKELETON)


def has_letters(form: str) -> bool:
    """Whether a form is written in Arabic letters or plain Latin ones."""
    return is_arabic(form) or (form.isascii() and form.isalpha())


def joined_initials(first: Token, second: Token) -> str:
    """Give the initials of two words written together (JC for Jean Claude); empty if one of them is no word."""
    words = first.role is second.role is TokenRole.WORD and len(first.form) > 2 and len(second.form) > 2
    return first.form[0] + second.form[0] if words else ""
