"""How far a long piece of work is, on stderr: a bar on a terminal, now and then a line in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
EVERY = 10.0  # seconds between lines where stderr is no terminal


def told(things: Collection[T], what: str, before: int = 0) -> Iterator[T]:
    """The things, one after another, while a person sees how many are done.

    `before` of the kind were done another time, and count among them.
    """
    with watched(what, before + len(things)) as show:
        for number, thing in enumerate(things, start=before + 1):
            yield thing
            show(number)


@contextmanager
def watched(what: str, total: int | None) -> Iterator[Callable[[int], object]]:
    """A function to call with the number done."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield _Lines(what, total)
        return
    columns = (TextColumn("{task.description}", style="bold"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


class _Lines:
    """Lines, the first of them after EVERY seconds: what is quick says nothing."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total, self._last = what, total, time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self._last >= EVERY:
            of = "" if self._total is None else f" of {self._total}"
            sys.stderr.write(f"{self._what}: {done}{of}\n")
            sys.stderr.flush()
            self._last = time.monotonic()
