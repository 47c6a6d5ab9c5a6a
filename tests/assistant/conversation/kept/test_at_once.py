"""Several tabs, threads and processes at once: every question has its own number and stays."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.conversation.kept import ConversationStore, interrupted
from assistant.conversation.kept.store import KIND
from assistant.own_file import OwnFile
from tests.assistant.conversation.kept.made import ROOT, answer

ASK = """
import sys
from pathlib import Path
from assistant.conversation.kept import ConversationStore
store = ConversationStore(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(*(store.ask("ada", sys.argv[2], f"Question {n}") for n in range(8)))
"""

HOLD = """
import sys, time
from pathlib import Path
from assistant.conversation.kept import ConversationStore, rows
store = ConversationStore(Path(sys.argv[1]))
store.ask("ada", sys.argv[2], "Is it kept?")
def hold(*said):
    print("holding", flush=True)
    time.sleep(60)
rows.put = hold
print("ready", flush=True)
sys.stdin.readline()
store.ask("ada", sys.argv[2], "Half of this is written")
"""


def started(program: str, store: ConversationStore, id: str) -> subprocess.Popen[str]:
    running = subprocess.Popen(
        [sys.executable, "-c", program, str(store.path.parent), id],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    return running


def together(work: Sequence[threading.Thread]) -> None:
    for one in work:
        one.start()
    for one in work:
        one.join()


def test_two_tabs_get_different_numbers(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path)
    id = store.begin("ada").id
    barrier = threading.Barrier(6)
    numbers: list[int] = []

    def ask(name: str) -> None:
        barrier.wait()
        for n in range(4):
            numbers.append(store.ask("ada", id, f"{name}.{n}"))

    together([threading.Thread(target=ask, args=(str(n),)) for n in range(6)])
    assert sorted(numbers) == list(range(1, 25))
    kept = store.get("ada", id)
    assert kept is not None
    assert [turn.number for turn in kept.turns] == list(range(1, 25))
    assert len(set(kept.history)) == 24
    assert kept.title == kept.history[0]


def test_several_processes_get_different_numbers(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path)
    id = store.begin("ada").id
    running = [started(ASK, store, id) for _ in range(3)]
    numbers = [int(n) for one in running for n in one.communicate("go\n")[0].split()]
    assert sorted(numbers) == list(range(1, 25))


def test_one_answer_of_several_is_kept(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path)
    id = store.begin("ada").id
    store.ask("ada", id, "Who?")
    barrier = threading.Barrier(5)
    kept: list[bool] = []

    def reply(name: str) -> None:
        barrier.wait()
        kept.append(store.answered("ada", id, 1, answer(name), {}))

    together([threading.Thread(target=reply, args=(str(n),)) for n in range(5)])
    assert sorted(kept) == [False] * 4 + [True]


def test_many_begin_in_a_new_folder_at_once(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path / "new")

    def begin(owner: str) -> None:
        for _ in range(3):
            store.ask(owner, store.begin(owner).id, f"Of {owner}?")

    together([threading.Thread(target=begin, args=(name,)) for name in "aabbc"])
    assert [len(store.all(name)) for name in "abc"] == [6, 6, 3]


def test_deleting_while_others_ask_leaves_nothing_behind(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path)
    ids = [store.begin("ada").id for _ in range(6)]
    for id in ids:
        store.ask("ada", id, "Who tends the lamp?")

    def reply(id: str) -> None:
        store.answered("ada", id, 1, answer("Ivy."), {"a.md": "default"})

    together(
        [
            *(threading.Thread(target=reply, args=(id,)) for id in ids),
            *(threading.Thread(target=store.delete, args=("ada", id)) for id in ids),
        ]
    )
    assert store.all("ada") == store.find("ada", "ivy", within=None) == ()
    with OwnFile(store.path, KIND).reading() as connection:
        assert connection is not None
        for table in ("conversations", "turns", "cited", "pieces"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_killed_writer_leaves_what_was_kept(tmp_path: Path) -> None:
    store = ConversationStore(tmp_path)
    one = store.begin("ada")
    killed = started(HOLD, store, one.id)
    assert killed.stdin is not None and killed.stdout is not None
    killed.stdin.write("go\n")
    killed.stdin.flush()
    assert killed.stdout.readline() == "holding\n"
    assert len(store.all("ada")) == 1, "a reader is not held up by a writer"
    killed.kill()
    killed.communicate()
    after = ConversationStore(tmp_path)
    kept = after.get("ada", one.id)
    assert kept is not None
    assert kept.history == ("Is it kept?",)
    began = after.begin("ada").created
    assert interrupted(kept.turns[0], began, began=began), "its server is no more"
    assert not after.find("ada", "half", within=None)
    assert after.ask("ada", one.id, "Does it go on?") == 2
