"""The result of a screening."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What one pair of tokens, or one other fact, adds to a score.

    `query` and `listed` are the two sides as written (empty where one side has nothing to match), `kind` says how they
    agree ("equal", "edit", "romanisation", "initial", "unmatched", "birthDate", ...). The `share`s of a hit add up to
    its score.
    """

    query: str
    listed: str
    kind: str
    share: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed entity whose score reaches the threshold. `score` lies between 0 and 1, in steps of a ten-thousandth.

    `name` is the listed name that matched best, `query` the name that was asked, `dataset` the list.
    """

    id: str
    caption: str
    schema: str
    score: float
    name: str
    query: str
    dataset: str
    explanation: tuple[Share, ...] = ()
