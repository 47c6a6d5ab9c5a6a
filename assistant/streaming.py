"""An answer given line by line while it is still being made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread

from assistant.model import Answer


def streamed(work: Callable[[Callable[[str], None]], Answer]) -> Iterator[str | Answer]:
    """The lines that `work` tells, then the other lines of its answer's text, then the answer.

    The lines joined by line breaks are the text. What `work` raises is raised here.
    """
    told: SimpleQueue[str | Answer | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            told.put(work(told.put))
        except BaseException as error:  # handed over to the thread that reads
            told.put(error)

    Thread(target=run, name="answer", daemon=True).start()
    lines = 0
    while True:
        item = told.get()
        if isinstance(item, BaseException):
            raise item
        if isinstance(item, Answer):
            yield from item.text.split("\n")[lines:]
            yield item
            return
        lines += 1
        yield item
