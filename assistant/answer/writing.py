"""From ranked evidence to what is written: what is shown, how wide, and who said it when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import listing, meaning, minuted, people, spoken, stretches, versions
from assistant.answer.attribute import attributed
from assistant.answer.choose import Evidence, asked_for, spread, worth_showing
from assistant.answer.chunks import chunks
from assistant.answer.compose import Written, enough, write
from assistant.answer.headed import with_members
from assistant.answer.proceedings import Proceedings
from assistant.answer.sides import set_against, sided
from assistant.question import Understood

if TYPE_CHECKING:
    from assistant.answer.features import Asked
    from assistant.shelf import Shelf
    from ingest.library import DocumentRecord


def written(
    evidence: Sequence[Evidence],
    question: Understood,
    older: Mapping[int, DocumentRecord],
    sides: Sequence[frozenset[int]],
    keep: float,
    shelf: Shelf,
    replaced: str,
    told: Proceedings = (),
    ask: Asked | None = None,
) -> Written:
    """The answer's text and citations.

    `older` are the papers that newer versions replace, and `replaced` how an answer says so;
    `sides` are papers set against each other, by id, where the question reads so and the best piece
    speaks for one of them: else a word of the question only happens to be in their names. `keep` is
    the share of the best piece's score from which others are shown; `ask` says what the question's
    words weigh. Where `told` says what a meeting did, that is the whole answer.
    """
    if told:
        return minuted.written(told, question, older, replaced)
    ranked = versions.changes_first(evidence, older, question.text, shelf)
    ranked = meaning.told_first(ranked, question)
    best = ranked[0].unit.document.record.id
    if not set_against(question.text) or not any(best in side for side in sides):
        sides = ()
    strong = spread(ranked, keep * ranked[0].score, sides)
    changed = bool(older) and versions.asks_history(question.text)  # both wordings are the answer
    if ask is not None and not sides and not changed:
        defining = meaning.defining(strong, question)
        ordered = listing.listed_first(strong, question, ask, defining)
        strong = asked_for(ordered, question, ask, defining)
    shown = spoken.without_questions(worth_showing(strong, question))
    read = stretches.joined(chunks(shown, question))
    listed = with_members(read, shown, question)
    whole = spoken.without_asides(listed)
    met = people.introduced(whole, question)
    said = [versions.told(spoken.attributed(chunk), older, replaced) for chunk in met]
    fitting, rest = enough(attributed(said, question, sides))
    made = write(fitting, rest)
    return replace(made, citations=sided(made.citations, fitting, sides, older, question.text))
