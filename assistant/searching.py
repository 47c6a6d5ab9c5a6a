"""The best passages for a question, for who wants passages and not an answer."""

from __future__ import annotations

from assistant.answer import choose as choosing
from assistant.answer.evidence import units
from assistant.model import Question
from assistant.pipeline import Run, contextualise, expand
from assistant.retrieve import adjacency
from assistant.retrieve import rerank as reranking
from assistant.retrieve import search as retrieval
from assistant.retrieve.cross_encoder import reranked
from assistant.retrieve.search import Found
from assistant.room import Room


def search(question: Question, room: Room, limit: int) -> tuple[Found, ...]:
    """The best passages for a question: found as for an answer, then looked at once more."""
    run = expand(contextualise(Run(question), room), room)
    scope = question.filters
    wanted = max(limit, reranking.LOOKED_AT, 2 * retrieval.DEPTH)
    found = retrieval.retrieve(
        run.understood,
        room.library,
        room.embedder,
        scope,
        run.expansion,
        wanted,
        retrieval.WORD_SHARE_LOOKED_AT,
        adjacency.TALK,
    )
    found = adjacency.supported(found, room.library)
    first, rest = found[: reranking.LOOKED_AT], found[reranking.LOOKED_AT :]
    asked = choosing.asked(run.understood, room.library, scope, run.expansion)
    evidence = reranking.evidence_scores(asked, units(first, room.shelf), room.weights.unit)
    near = reranking.nearness(asked, first, room.embedder, run.expansion)
    ranked = reranking.behind(reranking.rerank(first, evidence, near), rest)
    whole = reranked(ranked, run.understood.whole, room.reranker)
    return adjacency.spread(whole, room.shelf)[:limit]
