"""Pieces of text from somewhere slow, with an end that is kept whatever the other side does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, Queue

from ingest.errors import LanguageModelError, Trouble

_END = None


def within(
    seconds: float, pieces: Callable[[], Iterator[str]], give_up: Callable[[], None]
) -> Iterator[str]:
    """What `pieces` gives, until it ends or `seconds` have gone by: then LanguageModelError.

    A time limit for each read of a socket is none for the whole: a server that sends a byte now
    and then would never reach it. So another thread reads, and this one waits no longer than is
    left. `give_up` is called at the end in any event; it should break off what is still read.
    """
    found: Queue[str | Exception | None] = Queue()
    stopped = threading.Event()

    def read() -> None:
        try:
            for piece in pieces():
                found.put(piece)
                if stopped.is_set():
                    return
            found.put(_END)
        except Exception as error:  # handed over to the thread that waits
            found.put(error)

    end = time.monotonic() + seconds
    threading.Thread(target=read, name="language model", daemon=True).start()
    try:
        while True:
            try:
                piece = found.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise LanguageModelError(Trouble.SLOW, f"no end after {seconds:g} s") from None
            if isinstance(piece, Exception):
                raise piece
            if piece is _END:
                return
            yield piece
    finally:
        stopped.set()
        give_up()
