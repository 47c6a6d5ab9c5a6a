"""One question taken through the steps of the pipeline: timed, and not worked out twice.

The steps themselves, in their order, are `assistant/pipeline.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from assistant import pipeline
from assistant.kept_answers import asked_of
from assistant.model import Answer, Question
from assistant.pipeline import Run, said_understood
from assistant.room import Room


def answer(question: Question, room: Room, tell: Callable[[str], None] = lambda _: None) -> Answer:
    """Take one question through the steps. Raises nothing that a question could cause.

    `tell` is given each line that a language model wrote as soon as it was checked.
    """
    run = Run(question, tell=tell)
    timings: dict[str, float] = {}
    asked = ended = None
    began = time.perf_counter()
    with room.library.snapshot():
        for step in pipeline.STEPS:
            alone = room.model is None and not (run.beside and run.beside.lines)
            if step is pipeline.expand and alone:
                # From here on all follows from the papers and the question as it was read.
                asked = asked_of(room.library, run.question, run.understood)
                ended = room.kept.find(asked)
            if ended is not None:
                break
            start = time.perf_counter()
            outcome = step(run, room)
            timings[step.__name__] = round(1000 * (time.perf_counter() - start), 1)
            if isinstance(outcome, Answer):
                ended = outcome
                break
            run = outcome
    if ended is None:
        raise AssertionError("the last step must answer")
    timings["total"] = round(1000 * (time.perf_counter() - began), 1)
    made = replace(ended, understood=ended.understood or said_understood(run))
    if asked is not None:
        room.kept.keep(asked, made)
    return replace(made, timings_ms=timings)
