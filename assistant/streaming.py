"""An answer given line by line while it is still being made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread

from assistant.model import Answer


def streamed(work: Callable[[Callable[[str], None]], Answer]) -> Iterator[str | Answer]:
    """The lines that `work` tells, then the other lines of its answer's text, then the answer.

    The lines joined by line breaks are the text. Where that does not begin with what was told (it
    ends in an error, say), all its lines follow. What `work` raises is raised here.
    """
    queue: SimpleQueue[str | Answer | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            queue.put(work(queue.put))
        except BaseException as error:  # handed over to the thread that reads
            queue.put(error)

    Thread(target=run, name="answer", daemon=True).start()
    told: list[str] = []
    while True:
        item = queue.get()
        if isinstance(item, BaseException):
            raise item
        if isinstance(item, Answer):
            lines = item.text.split("\n")
            begun = lines[: len(told)] == told
            yield from lines[len(told) :] if begun else lines
            yield item
            return
        told.append(item)
        yield item
