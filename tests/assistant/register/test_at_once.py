"""Several threads and processes record at once: no event is lost, and no turn is taken twice."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.register import EventRefused, Register, record
from tests.assistant.register.made import ROOT, TODAY, event, small

PREAMBLE = """
import sys, threading
from pathlib import Path
from assistant.register import EventRefused, Register, record
from tests.assistant.register.made import TODAY, event, small
me, folder = sys.argv[1], Path(sys.argv[2])
small()
print("ready", flush=True)
sys.stdin.readline()
"""

NOTES = """
def notes(name):
    register = Register.open(folder, write=True)
    for n in range(12):
        record(register, small(), event("note", None, person=name, reason=str(n)), TODAY)
threads = [threading.Thread(target=notes, args=(f"{me}.{n}",)) for n in range(2)]
[t.start() for t in threads]
[t.join() for t in threads]
print("done")
"""

START = """
try:
    one = event("start", "F1", person=me)
    record(Register.open(folder, write=True), small(), one, TODAY, new=True)
    print("done")
except EventRefused as error:
    print(error)
"""

HOLD = """
import time
def check(so_far):
    print("holding", flush=True)
    time.sleep(60)
Register.open(folder, write=True).add(event("submit", "F1"), check)
"""


def started(program: str, folder: Path, names: Sequence[str]) -> list[subprocess.Popen[str]]:
    """Processes that run the program, all of them ready to begin."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PREAMBLE + program, name, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        for name in names
    ]
    for one in running:
        assert one.stdout is not None
        line = one.stdout.readline()
        assert line == "ready\n", one.communicate()
    return running


def run_together(program: str, folder: Path, names: Sequence[str]) -> list[str]:
    running = started(program, folder, names)
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = []
    for one in running:
        out, err = one.communicate(timeout=60)
        assert one.returncode == 0, err
        said.append(out.strip())
    return said


def test_processes_and_their_threads_lose_nothing(tmp_path: Path) -> None:
    first = Register.open(tmp_path, write=True)
    record(first, small(), event("note", None, person="0.0", reason="0"), TODAY, new=True)
    assert run_together(NOTES, tmp_path, ["a", "b", "c"]) == ["done"] * 3
    events = Register.open(tmp_path, write=False).events("island FERRY")
    assert [one.number for one in events] == list(range(1, 3 * 2 * 12 + 2))
    for name in {one.person for one in events[1:]}:
        own = [one.reason for one in events if one.person == name]
        assert own == [str(n) for n in range(12)]
    assert len(Register.open(tmp_path, write=False).workstreams()) == 1


def test_of_several_processes_one_takes_the_turn(tmp_path: Path) -> None:
    said = Counter(run_together(START, tmp_path, ["a", "b", "c", "d"]))
    assert said["done"] == 1
    assert len(Register.open(tmp_path, write=False).events()) == 1
    told = next(one for one in said if one != "done")
    assert "The workstream “Island ferry” exists already." in told


def test_of_several_threads_one_takes_the_turn(tmp_path: Path) -> None:
    register = Register.open(tmp_path, write=True)
    record(register, small(), event("submit", "F1"), TODAY, new=True)
    barrier = threading.Barrier(8)
    ended: list[str] = []

    def endorse(name: str) -> None:
        barrier.wait()
        try:
            record(register, small(), event("endorse", "F1", person=name), TODAY)
            ended.append("done")
        except EventRefused:
            ended.append("refused")

    threads = [threading.Thread(target=endorse, args=(f"P{n}",)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Counter(ended) == {"done": 1, "refused": 7}
    assert [one.kind.value for one in register.events()] == ["submit", "endorse"]


def test_a_process_killed_while_it_writes_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    register = Register.open(tmp_path, write=True)
    record(register, small(), event("start", "F1"), TODAY, new=True)
    (killed,) = started(HOLD, tmp_path, ["a"])
    assert killed.stdin is not None and killed.stdout is not None
    killed.stdin.write("go\n")
    killed.stdin.flush()
    assert killed.stdout.readline() == "holding\n"
    assert len(register.events()) == 1  # a reader is not held up by a writer
    killed.kill()
    killed.communicate()
    assert [one.kind.value for one in register.events()] == ["start"]
    assert record(register, small(), event("submit", "F1"), TODAY).event.number == 2
