"""Whether the assistant answered what has an answer, and refused what has none.

A refusal is an end without an answer and without a citation: `no_evidence` or `clarify`. An error
is neither. All are 0 or 1 for a case, so that their means over cases are the rates they are named
for; later turns are told apart by the summary's groups.
"""

from __future__ import annotations

from evals.cases import Case
from evals.generated import Generated
from evals.metrics.value import Score, undefined


def answered(case: Case, made: Generated) -> Score:
    """1 if the status is `answered`. Defined for answerable cases: the mean is answered / all."""
    if not case.answerable:
        return undefined("not known to have an answer")
    return Score(float(made.answered), f"status {made.status}")


def refusal_recall(case: Case, made: Generated) -> Score:
    """1 if refused. Defined for cases without an answer: the mean is |refused ∩ none| / |none|."""
    if not case.unanswerable:
        return undefined("not known to lack an answer")
    cited = f" with {len(made.citations)} citations" if made.citations else ""
    return Score(float(made.refused), f"status {made.status}{cited}")


def refusal_precision(case: Case, made: Generated) -> Score:
    """1 if it was right to refuse. Defined where it did: the mean is |refused ∩ none| / |refused|.

    Undefined, not 0, for a run that never refuses.
    """
    if case.expected_status is None:
        return undefined("nobody said whether it has an answer")
    if not made.refused:
        return undefined("not refused")
    return Score(float(case.unanswerable), f"refused; expected {case.expected_status}")


def asked_back(case: Case, made: Generated) -> Score:
    """1 if the status is `clarify`. Defined for cases that must be asked back about."""
    if case.expected_status != "clarify":
        return undefined("not a question to ask back about")
    return Score(float(made.status == "clarify"), f"status {made.status}")
