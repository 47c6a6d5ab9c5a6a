"""How well a search ranks what a case is about.

Two sorts of gold. *Units* have an identity: the documents that an outside set grades
(`relevant`), else stretches of documents (`places`), else the case's own `documents`. A ranking of
passages is then a ranking of units, each counted where it first comes up. *Evidence* are gold
quotes, found where a passage of a right document covers one (evals.metrics.matching.covered).

All are undefined where no search was made, for a case without an answer, and without such gold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from evals.cases import Case, Place
from evals.generated import Generated, Ranked
from evals.metrics.matching import holds, one_of, same_document
from evals.metrics.value import Score, share, undefined

CHARACTERS = 4000  # about what a reader, or a small model's prompt, takes in at once
OVERLAP = 30  # characters of a place that a passage must have, or all of a shorter one

Unit = str | Place
Metric = Callable[[Case, Generated], Score]


def first_ranks(case: Case, ranking: Sequence[Ranked]) -> dict[Unit, int]:
    """Each gold unit's rank, from 1: among documents, where these are the units, else passages."""
    ranks: dict[Unit, int] = {}
    if case.relevant or not case.places:
        gold = tuple(d for d, grade in case.relevant.items() if grade > 0) or case.documents
        order = list(dict.fromkeys(passage.document for passage in ranking))
        for rank, document in enumerate(order, start=1):
            for unit in gold:
                if same_document(document, unit):
                    ranks.setdefault(unit, rank)
        return ranks
    for rank, passage in enumerate(ranking, start=1):
        for place in case.places:
            if _overlaps(passage, place):
                ranks.setdefault(place, rank)
    return ranks


def grades(case: Case) -> Mapping[Unit, int]:
    """The gold units with their grades, above 0."""
    if case.relevant:
        return {unit: grade for unit, grade in case.relevant.items() if grade > 0}
    if case.unanswerable:
        return {}  # what such a case names is a near miss, not what should be found
    return dict.fromkeys(case.places or case.documents, 1)


def recall_at(k: int) -> Metric:
    """recall@k = |gold units ranked k or better| / |gold units|."""

    def recall(case: Case, made: Generated) -> Score:
        gold = grades(case)
        if made.passages is None or not gold:
            return _nothing(made)
        ranks = first_ranks(case, made.passages)
        found = [ranks.get(unit, k + 1) <= k for unit in gold]
        return share(found, [_name(unit) for unit in gold], f"in the first {k}")

    return recall


def hit_at(k: int) -> Metric:
    """hit@k: 1 if a gold unit is ranked k or better."""

    def hit(case: Case, made: Generated) -> Score:
        if made.passages is None or not grades(case):
            return _nothing(made)
        best = min(first_ranks(case, made.passages).values(), default=None)
        said = "none is found" if best is None else f"the first at rank {best}"
        return Score(float(best is not None and best <= k), said)

    return hit


def ndcg_at(k: int) -> Metric:
    """nDCG@k = DCG / ideal DCG, DCG = Σ grade / log₂(1 + rank) over gold units ranked k or better.

    The ideal has the units by falling grade from rank 1. Linear gain, as trec_eval has it (Järvelin
    & Kekäläinen 2002). Undefined for places: how many passages could be relevant is not known.
    """

    def ndcg(case: Case, made: Generated) -> Score:
        gold = grades(case)
        if made.passages is None or not gold or any(isinstance(u, Place) for u in gold):
            return _nothing(made)
        ranks = first_ranks(case, made.passages)
        gained = sum(
            grade / math.log2(1 + ranks[unit])
            for unit, grade in gold.items()
            if ranks.get(unit, k + 1) <= k
        )
        best = sorted(gold.values(), reverse=True)[:k]
        ideal = sum(grade / math.log2(1 + rank) for rank, grade in enumerate(best, start=1))
        found = ", ".join(str(ranks[unit]) for unit in gold if unit in ranks) or "none"
        return Score(gained / ideal, f"ranks of the {len(gold)} relevant: {found}")

    return ndcg


def reciprocal_rank(case: Case, made: Generated) -> Score:
    """1 / rank of the first gold unit, 0 where none is found; the mean over cases is MRR."""
    if made.passages is None or not grades(case):
        return _nothing(made)
    best = min(first_ranks(case, made.passages).values(), default=None)
    return Score(0.0, "none is found") if best is None else Score(1 / best, f"rank {best}")


def evidence_recall_at(k: int) -> Metric:
    """|gold quotes covered by one of the first k passages| / |gold quotes|."""

    def recall(case: Case, made: Generated) -> Score:
        if made.passages is None or not _quotes(case):
            return _nothing(made)
        first = [p for p in made.passages[:k] if one_of(p.document, case.documents)]
        found = [any(holds(quote, p.text) for p in first) for quote in case.evidence]
        return share(found, case.evidence, f"gold quotes in the first {k}")

    return recall


def rank_of_evidence(case: Case, ranking: Sequence[Ranked]) -> int | None:
    """1-based rank of the first passage of a right document that covers a gold quote, or None."""
    for rank, passage in enumerate(ranking, start=1):
        if one_of(passage.document, case.documents) and any(
            holds(quote, passage.text) for quote in case.evidence
        ):
            return rank
    return None


def characters_read(case: Case, made: Generated) -> Score:
    """Characters of the passages down to the first that covers a gold quote, that one included.

    Undefined where none does: see `evidence_within` for how often that is.
    """
    if made.passages is None or not _quotes(case):
        return _nothing(made)
    rank = rank_of_evidence(case, made.passages)
    if rank is None:
        return undefined(f"no gold quote in {len(made.passages)} passages")
    read = sum(len(p.text) for p in made.passages[:rank])
    return Score(float(read), f"{read} characters down to rank {rank}")


def evidence_within(case: Case, made: Generated) -> Score:
    """1 if a gold quote is covered within the first CHARACTERS characters read."""
    if made.passages is None or not _quotes(case):
        return _nothing(made)
    read = characters_read(case, made)
    return Score(float(read.defined and read.value <= CHARACTERS), read.why)


def _quotes(case: Case) -> tuple[str, ...]:
    return () if case.unanswerable else case.evidence


def _overlaps(passage: Ranked, place: Place) -> bool:
    if not same_document(passage.document, place.document):
        return False
    common = min(passage.end, place.end) - max(passage.start, place.start)
    return common >= min(OVERLAP, place.end - place.start)


def _name(unit: Unit) -> str:
    return unit if isinstance(unit, str) else f"{unit.document} {unit.start}–{unit.end}"


def _nothing(made: Generated) -> Score:
    return undefined("no search was made" if made.passages is None else "no gold to look for")
