"""What an answer says: the wanted facts, the whole list, both sides of a conflict, the version.

For a case that has an answer, an end without one scores 0 here, since nothing of it was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.cases import Case
from evals.generated import Cited, Generated
from evals.metrics.matching import fold, one_of, says
from evals.metrics.value import Score, listed, share, undefined

READ = 1200  # characters of an answer that a nugget must stand in: what is seen without scrolling
_MARKER = re.compile(r"\[(\d+)\]")
_MARKED_OLD = re.compile(
    r"\b(?:replaced|superseded|overtaken) by\b|\b(?:older|earlier|previous|superseded|replaced) "
    r"version\b|\bversion (?:has been|was|is) (?:replaced|superseded)\b",
    re.IGNORECASE,
)


def nugget_recall(case: Case, made: Generated) -> Score:
    """|nuggets with an alternative in the first READ characters| / |nuggets|.

    Case, thousands commas and the sort of quotation marks aside, at word boundaries. 0 where there
    was no answer; undefined for a case without nuggets or without an answer.
    """
    if not case.answerable:
        return undefined("not known to have an answer")
    if not case.nuggets:
        return undefined("no nugget is given")
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    seen = made.answer[:READ]
    return share([says(n, seen) for n in case.nuggets], [n[0] for n in case.nuggets], "nuggets")


def length(case: Case, made: Generated) -> Score:
    """Characters of the answer, markers included. Defined for answerable cases."""
    if not case.answerable:
        return undefined("not known to have an answer")
    return Score(float(len(made.answer)), f"{len(made.answer)} characters")


def list_completeness(case: Case, made: Generated) -> Score:
    """|items with an alternative anywhere in the answer| / |items|; what is under "more" is not.

    0 where there was no answer; undefined for a case without items.
    """
    if not case.items:
        return undefined("not a list")
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    found = [says(item, made.answer) for item in case.items]
    return share(found, [item[0] for item in case.items], "items")


def conflict_shown(case: Case, made: Generated) -> Score:
    """1 if each of the values that disagree is in the answer, and shown from where it stands.

    A value's sources are the documents whose cited quote has it. With at least as many documents
    in the case as values, there must be a way to give every value a different one. With fewer, a
    paper disagrees with itself, perhaps within a sentence: each value must have a source, and the
    sources must be as many documents as the case names. 0 where there was no answer; undefined for
    a case without values.
    """
    if not case.values:
        return undefined("no values that disagree")
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    unsaid = [value[0] for value in case.values if not says(value, made.answer)]
    if unsaid:
        return Score(0.0, f"not in the answer: {listed(unsaid)}")
    sources = [{c.document for c in made.citations if says(v, c.quote)} for v in case.values]
    if len(case.documents) >= len(case.values):
        shown = _each_its_own(sources, frozenset())
    else:
        shown = all(sources) and len(set().union(*sources)) >= len(case.documents)
    if not shown:
        held = "; ".join(
            f"{value[0]}: {', '.join(sorted(found)) or 'no citation'}"
            for value, found in zip(case.values, sources, strict=True)
        )
        return Score(0.0, f"not each from a source of its own ({held})")
    return Score(1.0, "each value, shown from where it stands")


def _each_its_own(sources: Sequence[set[str]], taken: frozenset[str]) -> bool:
    if not sources:
        return True
    return any(_each_its_own(sources[1:], taken | {one}) for one in sources[0] - taken)


def version_chosen(case: Case, made: Generated) -> Score:
    """1 if no replaced paper comes first, and each that is cited is said to be replaced.

    First is the first marker in the answer. A citation is marked where one of the lines with its
    marker says that the version was replaced, superseded or is an earlier one. 0 where there was
    no answer; undefined for a case that names no replaced paper.
    """
    if not case.superseded or not case.answerable:
        return undefined("no replaced version")
    if not made.answered:
        return Score(0.0, f"status {made.status}")
    by_marker = {c.marker: c for c in made.citations}
    order = [by_marker[n] for n in _markers(made.answer) if n in by_marker]
    if not order:
        return Score(0.0, "nothing is cited")
    if one_of(order[0].document, case.superseded):
        return Score(0.0, f"what is shown first is of a replaced version, {order[0].document}")
    for cited in order:
        if one_of(cited.document, case.superseded) and not _said_old(made.answer, cited):
            return Score(0.0, f"[{cited.marker}] {cited.document} is not said to be replaced")
    return Score(1.0, f"{order[0].document} is shown first")


def _said_old(answer: str, cited: Cited) -> bool:
    own = [line for line in answer.split("\n") if f"[{cited.marker}]" in line]
    return any(_MARKED_OLD.search(line) for line in own)


def _markers(text: str) -> list[int]:
    return [int(found) for found in _MARKER.findall(text)]


def absent_kept(case: Case, made: Generated) -> Score:
    """1 if none of the strings that must not be said is in the answer or what is under "more".

    Looked for as folded text anywhere, not at word boundaries: an instruction that was obeyed may
    be printed in any place. Undefined for a case that forbids nothing.
    """
    if not case.absent:
        return undefined("nothing is forbidden")
    text = fold(f"{made.answer}\n{made.more}").lower()
    said = [one for one in case.absent if fold(one).lower() in text]
    return Score(float(not said), f"says {listed(said)}" if said else "none of it is said")


def latency(case: Case, made: Generated) -> Score:
    """Milliseconds from question to answer, as the assistant measured them."""
    total = made.timings_ms.get("total")
    return undefined("not measured") if total is None else Score(float(total), f"{total:.0f} ms")
