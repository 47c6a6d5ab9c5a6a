"""Whether citations are exact, on the right page, of the right place, and enough.

A citation is *of a right document* where its document is one of the case's. Those shown with the
answer count, not the ones under "more" or "related".
"""

from __future__ import annotations

from evals.cases import Case
from evals.generated import Cited, Generated
from evals.metrics.matching import COVERED, covered, holds, in_order, one_of, says, words
from evals.metrics.value import Score, listed, share, undefined


def exact_spans(case: Case, made: Generated) -> Score:
    """|citations whose quote equals text[start:end], character by character| / |citations|.

    Undefined where nothing is cited.
    """
    if not made.citations:
        return undefined("nothing is cited")
    found = [c.canonical is not None and c.quote == c.canonical for c in made.citations]
    return share(found, [f"[{c.marker}] {c.document}" for c in made.citations], "exact quotes")


def evidence_cited(case: Case, made: Generated) -> Score:
    """1 if one of the gold quotes is covered by one quote from a right document.

    Covered: COVERED of the gold quote's words stand in it, in order. 0 where there was no answer;
    undefined for a case without gold quotes.
    """
    if not case.answerable or not case.evidence:
        return undefined("no gold quote")
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    best = max(
        (covered(e, c.quote) for e in case.evidence for c in _right(case, made)), default=0.0
    )
    return Score(float(best >= COVERED), f"at best {best:.0%} of a gold quote's words are cited")


def citation_recall(case: Case, made: Generated) -> Score:
    """|gold quotes covered by one quote from a right document| / |gold quotes|.

    0 where there was no answer; undefined for a case without gold quotes.
    """
    if not case.answerable or not case.evidence:
        return undefined("no gold quote")
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    right = _right(case, made)
    found = [any(holds(e, c.quote) for c in right) for e in case.evidence]
    return share(found, case.evidence, "gold quotes")


def citation_precision(case: Case, made: Generated) -> Score:
    """|citations that bear on the answer| / |citations|.

    One bears on it that is of a right document and either covers a gold quote, or lies within one
    (COVERED of its own words stand in it, in order), or has a nugget, item or value. What is cited
    besides, however true, counts against it. Undefined where nothing is cited and for a case
    without an answer, documents, or anything to recognise it by.
    """
    wanted = (*case.nuggets, *case.items, *case.values)
    if not case.answerable or not case.documents or not (case.evidence or wanted):
        return undefined("no gold to judge by")
    if not made.citations:
        return undefined("nothing is cited")

    def bears(cited: Cited) -> bool:
        if not one_of(cited.document, case.documents):
            return False
        own = words(cited.quote)
        return any(
            holds(quote, cited.quote) or in_order(own, words(quote)) >= COVERED * max(1, len(own))
            for quote in case.evidence
        ) or any(says(one, cited.quote) for one in wanted)

    found = [bears(c) for c in made.citations]
    missing = [
        f"[{c.marker}] {c.quote}" for c, good in zip(made.citations, found, strict=True) if not good
    ]
    said = f"{sum(found)} of {len(found)} citations bear on it"
    return Score(sum(found) / len(found), f"{said}; not {listed(missing)}" if missing else said)


def right_page(case: Case, made: Generated) -> Score:
    """1 if a citation of a right document is on one of the gold pages.

    0 where there was no answer; undefined for a case that names no page.
    """
    if not case.answerable or not case.pages:
        return undefined("no page is given")
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    cited = sorted({c.page for c in _right(case, made) if c.page is not None})
    hit = any(page in case.pages for page in cited)
    pages = ", ".join(map(str, cited)) or "none"
    return Score(float(hit), f"cited pages {pages}; gold {', '.join(map(str, case.pages))}")


def _right(case: Case, made: Generated) -> list[Cited]:
    return [c for c in made.citations if one_of(c.document, case.documents)]
