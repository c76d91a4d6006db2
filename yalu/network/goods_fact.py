"""A rule that bears on the goods of a link: found elsewhere, and given to the search for gaps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoodsFact:
    """A rule that bans the goods that a link names, on its route and day.

    `goods` are the link's own words, `rule` names the instrument and paragraph, `text` says what it bans. `sure` is
    false where the rule names no code and the goods were taken for it by words.
    """

    goods: str
    rule: str
    text: str
    sure: bool = True
