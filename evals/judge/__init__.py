"""An optional model that scores answers beside the metrics, and whether the two agree."""

from __future__ import annotations

from evals.judge.agreement import Agreement, agreements, kappa
from evals.judge.base import Judge, JudgeError
from evals.judge.chat import ChatJudge
from evals.judge.judging import configured, judge

__all__ = [
    "Agreement",
    "ChatJudge",
    "Judge",
    "JudgeError",
    "agreements",
    "configured",
    "judge",
    "kappa",
]
