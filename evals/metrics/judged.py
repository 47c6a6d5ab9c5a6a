"""What a judge made of an answer, where one was asked; see evals.judge."""

from __future__ import annotations

from evals.cases import Case
from evals.generated import Generated
from evals.metrics.value import Score, undefined


def judged_supported(case: Case, made: Generated) -> Score:
    """1 if the judge finds every statement borne out by what it cites. Undefined without one."""
    return _score(made, "supported")


def judged_complete(case: Case, made: Generated) -> Score:
    """1 if the judge finds all that is wanted in the answer.

    Undefined without a judge, without an answer, and for a case that wants nothing particular.
    """
    return _score(made, "complete")


def _score(made: Generated, what: str) -> Score:
    if made.judged is None:
        return undefined("not judged")
    value = made.judged.supported if what == "supported" else made.judged.complete
    return undefined(made.judged.why) if value is None else Score(float(value), made.judged.why)
