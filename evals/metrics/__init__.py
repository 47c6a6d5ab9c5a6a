"""What is measured: one pure function a metric, from a case and what was made of it to a Score.

`catalogue.toml` says in words what each is and how it is treated; `METRICS` has the functions.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from evals.cases import Case
from evals.generated import Generated
from evals.metrics import answering, citation, judged, next_step, refusal, retrieval, support
from evals.metrics.value import Score, undefined

__all__ = ["METRICS", "Metric", "Score", "catalogue", "score_case"]

METRICS: Mapping[str, Callable[[Case, Generated], Score]] = {
    "answered": refusal.answered,
    "refusal_recall": refusal.refusal_recall,
    "refusal_precision": refusal.refusal_precision,
    "asked_back": refusal.asked_back,
    "nugget_recall": answering.nugget_recall,
    "list_completeness": answering.list_completeness,
    "conflict_shown": answering.conflict_shown,
    "version_chosen": answering.version_chosen,
    "next_step_exact": next_step.next_step_exact,
    "absent_kept": answering.absent_kept,
    "length": answering.length,
    "exact_spans": citation.exact_spans,
    "evidence_cited": citation.evidence_cited,
    "right_page": citation.right_page,
    "citation_recall": citation.citation_recall,
    "citation_precision": citation.citation_precision,
    "sentences_without_support": support.sentences_without_support,
    "judged_supported": judged.judged_supported,
    "judged_complete": judged.judged_complete,
    "recall_5": retrieval.recall_at(5),
    "recall_10": retrieval.recall_at(10),
    "hit_10": retrieval.hit_at(10),
    "ndcg_10": retrieval.ndcg_at(10),
    "mrr": retrieval.reciprocal_rank,
    "evidence_recall_5": retrieval.evidence_recall_at(5),
    "evidence_within": retrieval.evidence_within,
    "characters_read": retrieval.characters_read,
    "latency": answering.latency,
}


@dataclass(frozen=True, slots=True)
class Metric:
    """How a metric is shown and treated: see the head of `catalogue.toml`."""

    name: str
    title: str
    what: str
    family: str
    shape: str
    better: str
    promise: bool = False
    fails: bool = False
    check: bool = True

    @property
    def is_rate(self) -> bool:
        """Whether each case's value is 0 or 1."""
        return self.shape == "rate"

    @property
    def compared(self) -> bool:
        """Whether it is shown for one group of cases beside another."""
        return self.check or self.family == "judge"

    def worse(self, value: float, than: float) -> bool:
        """Whether `value` is on the bad side of `than`; never where neither side is bad."""
        return value > than if self.better == "lower" else value < than and self.better == "higher"

    def failed(self, score: Score) -> bool:
        """Whether a case's value puts it among the failures."""
        best = 0.0 if self.better == "lower" else 1.0
        return self.fails and score.defined and self.worse(score.value, best)


@cache
def catalogue() -> Mapping[str, Metric]:
    """Every metric by its name, in the order in which it is shown."""
    text = files("evals.metrics").joinpath("catalogue.toml").read_text("utf8")
    return {name: Metric(name, **row) for name, row in tomllib.loads(text).items()}


def score_case(case: Case, made: Generated) -> dict[str, Score]:
    """Every metric of one case. Where it was only searched for, just the retrieval ones."""
    scores = {}
    for name, metric in catalogue().items():
        if not made.status and metric.family != "retrieval":
            scores[name] = undefined("not asked, only searched for")
        else:
            scores[name] = METRICS[name](case, made)
    return scores
