"""A follow-up question completed with a language model's help.

The model only chooses which words of the earlier questions belong to the last one. What it writes
is never shown and never searched for; a word, name or number that stands in none of the questions
makes its whole proposal void.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from assistant.llm import claims, prompt
from assistant.llm.base import LanguageModel
from assistant.retrieve import terms
from ingest.errors import LanguageModelError

MOST = 12  # words that a question may take along
LONGEST = 400  # characters of a proposal that are read


def carried_by_model(
    model: LanguageModel, question: str, history: Sequence[str], seconds: float
) -> tuple[str, ...]:
    """Words of earlier questions that a model thinks belong to this one, in its order.

    () where it gives no answer, more than one line, or anything that nobody asked.
    """
    proposal = _written(model, question, history, seconds)
    asked = "\n".join((question, *history))
    known, own = set(terms.stems(asked)), set(terms.stems(question))
    words = terms.content_words(proposal)
    if "\n" in proposal or not words or any(terms.stem(w) not in known for w in words):
        return ()
    figures = claims.figures(asked)
    if any(not any(f.same(g) for g in figures) for f in claims.claimed_figures(proposal)):
        return ()
    return tuple(w for w in words if terms.stem(w) not in own)[:MOST]


def _written(model: LanguageModel, question: str, history: Sequence[str], seconds: float) -> str:
    text = ""
    try:
        reply = (piece for piece in model.write(prompt.to_complete(question, history), seconds))
        with closing(reply):
            for piece in reply:
                text += piece
                if len(text) > LONGEST:
                    return ""
    except LanguageModelError:
        return ""
    return text.strip().strip("\"“”'")
