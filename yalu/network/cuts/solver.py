"""Solving the program with HiGHS, and saying what was proven."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yalu.network.cuts.formulation import Program

TOLERANCE = 1e-6
"""HiGHS' own feasibility tolerance: a bound is trusted up to this share of the greatest coefficient."""

_OPTIMAL, _LIMIT, _INFEASIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver says: the variables' values, or `None`, and a lower bound on the objective.

    `finished` is false where the time ran out; `impossible` where no solution exists.
    """

    values: tuple[float, ...] | None
    bound: float
    finished: bool
    impossible: bool


def solve(program: Program, objective: Sequence[float], seconds: float) -> Answer:
    """Minimise an objective over the program's variables within a time limit in seconds."""
    if seconds <= 0:
        return Answer(None, -math.inf, False, False)
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to load, and most commands solve nothing

    columns = len(program.objective)
    result = milp(
        np.array(objective, dtype=np.float64),
        integrality=np.array(program.whole, dtype=np.int8),
        bounds=Bounds(np.zeros(columns), np.array(program.upper)),
        constraints=LinearConstraint(program.rows.matrix(columns), ub=np.array(program.rows.limits)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if result.status == _INFEASIBLE:
        return Answer(None, math.inf, True, True)
    bound = result.mip_dual_bound if result.mip_dual_bound is not None else -math.inf
    values = None if result.x is None else tuple(result.x.tolist())
    return Answer(values, float(bound), result.status == _OPTIMAL, False)
