"""Many people asking at once: how long each waits, against somebody who is there alone.

`python -m tests.load LIBRARY` starts a server of its own on that Library, lets 30 people ask for
two minutes, and prints what it found. A person asks, reads what came for `READ` seconds on
average (between half of it and one and a half), and asks the next question; nobody asks what
anybody asked before, so that no answer is one that was kept. Each answer is compared with the one
that the same question got from an Assistant of its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import httpx

ROOT = Path(__file__).resolve().parents[1]
READ = 20.0  # seconds on an answer and its sources, on average


@dataclass(frozen=True, slots=True)
class Load:
    """What many people at once met.

    alone, together   seconds that each question took
    wrong             questions that got another answer than when asked alone
    errors            what did not come back as an answer
    """

    alone: tuple[float, ...]
    together: tuple[float, ...]
    wrong: tuple[str, ...]
    errors: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """The 95th percentile of `together` over the mean of `alone`."""
        return percentile_95(self.together) / (sum(self.alone) / len(self.alone))

    def __str__(self) -> str:
        """For people."""
        return (
            f"{len(self.together)} questions; alone {median(self.alone):.2f} s (median), mean "
            f"{sum(self.alone) / len(self.alone):.2f} s; together {median(self.together):.2f} s, "
            f"95th percentile {percentile_95(self.together):.2f} s, {self.ratio:.1f} times alone; "
            f"{len(self.wrong)} wrong, {len(self.errors)} errors"
        )


def percentile_95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay below, between neighbours by proportion."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


@contextmanager
def serving(library: Path) -> Iterator[str]:
    """The address of a server of this Library, in a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "WAYMARK_LIBRARY": str(library),
        "WAYMARK_PORT": "0",
        "PYTHONUNBUFFERED": "1",
    }
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "app.py"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr
    try:
        line = server.stderr.readline()
        assert "Waymark is at " in line, line + server.stderr.read()
        yield line.split("Waymark is at ")[1].split()[0]
    finally:
        server.terminate()
        server.wait(10)
        server.stderr.close()


async def _timed(client: httpx.AsyncClient, question: str) -> tuple[float, dict[str, object]]:
    began = time.perf_counter()
    said = await client.post("/api/v1/ask", json={"question": question})
    said.raise_for_status()
    return time.perf_counter() - began, said.json()


async def _measured(
    address: str, alone: Sequence[str], together: Sequence[str], people: int, seconds: float
) -> tuple[list[float], dict[str, tuple[float, dict[str, object]]], list[str]]:
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=120) as client:
        await _timed(client, "Is anybody there?")  # the model loads at the first question
        single = [(await _timed(client, question))[0] for question in alone]
        waiting, done, errors = iter(together), dict[str, tuple[float, dict[str, object]]](), []
        chance = random.Random(30)
        end = time.perf_counter() + seconds

        async def person() -> None:
            await asyncio.sleep(chance.uniform(0, READ))
            while time.perf_counter() < end and (question := next(waiting, None)) is not None:
                try:
                    done[question] = await _timed(client, question)
                except httpx.HTTPError as error:
                    errors.append(f"{question}: {error!r}")
                await asyncio.sleep(chance.uniform(READ / 2, READ * 3 / 2))

        await asyncio.gather(*(person() for _ in range(people)))
        return single, done, errors


def measure(
    library: Path, questions: Sequence[str], *, people: int = 30, seconds: float = 120
) -> Load:
    """Let `people` ask `questions` for `seconds`; the first few are asked alone before."""
    from assistant.ask import Assistant
    from assistant.model import Question
    from assistant.output import answer_dict
    from ingest.settings import Settings

    first, rest = questions[:12], questions[12:]
    with serving(library) as address:
        work = _measured(address, first, rest, people, seconds)
        with ThreadPoolExecutor(1) as thread:  # the caller's may have a loop of its own
            alone, done, errors = thread.submit(asyncio.run, work).result()
    wrong = []
    with Assistant(Settings(library=library)) as assistant:
        for question, (_, said) in done.items():
            own = answer_dict(Question(question), assistant.ask(Question(question)))
            if any(own[name] != said[name] for name in ("status", "answer", "citations")):
                wrong.append(question)
    together = tuple(took for took, _ in done.values())
    return Load(tuple(alone), together, tuple(wrong), tuple(errors))


def many_questions(library: Path, number: int) -> list[str]:
    """Different questions about what the Library holds: of its headings, in no special order."""
    from ingest.library import Library

    forms = ("What does it say about {}?", "Who is responsible for {}?", "When was {} agreed?")
    with Library.open(library, model=None, dimensions=None, write=False, lock_wait=0) as opened:
        headings = sorted(
            {
                section.heading.strip(" .:")
                for record in opened.documents()
                for section in opened.sections(record.id)
                if 8 < len(section.heading) < 60
            }
        )
    asked = [form.format(heading) for form in forms for heading in headings]
    random.Random(7).shuffle(asked)
    return asked[:number]


def main(library: Path) -> None:
    """Two minutes, 30 people."""
    found = measure(library, many_questions(library, 600))
    sys.stdout.write(json.dumps({"errors": found.errors[:5], "wrong": found.wrong[:5]}) + "\n")
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
