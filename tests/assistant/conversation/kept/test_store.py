"""Conversations on disk: each is its owner's alone, found by its words, and gone when deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assistant.conversation.kept import (
    ConversationStore,
    ConversationsUnusable,
    KeptTurn,
    NoSuchConversation,
    Readable,
)
from assistant.conversation.kept.store import FILE, WORDS
from assistant.model import Answer, Status
from ingest.library.scope import EVERYTHING, Scope
from tests.assistant.conversation.kept.made import NOON, Clock, answer, cite

_REAL_FILE = hypothesis_settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CLOSED = Readable(frozenset({"open.md"}), frozenset({"default"}))
IVY = answer("Ivy Quay tends it. [1]", cite("open.md", "Ivy Quay"), timings_ms={"total": 12.5})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> ConversationStore:
    return ConversationStore(tmp_path / "library", clock)


def held(store: ConversationStore, owner: str, *questions: str) -> str:
    """The id of a conversation with these questions."""
    id = store.begin(owner).id
    for question in questions:
        store.ask(owner, id, question)
    return id


def titles(found: tuple[object, ...]) -> list[str]:
    return [one.title for one in found]  # type: ignore[attr-defined]


def test_a_conversation_comes_back_as_it_was_held(store: ConversationStore, clock: Clock) -> None:
    assert store.all("ada") == store.find("ada", "lamp", within=None) == ()
    assert store.get("ada", "0" * 32) is None
    assert not store.path.parent.exists(), "a look makes nothing"
    one = store.begin("ada")
    assert store.get("ada", one.id) == one
    scope = Scope(collections=frozenset({"default"}), after="2024")
    later = clock.go_on(minutes=1)
    assert store.ask("ada", one.id, "Who tends the lamp?", scope) == 1
    assert store.answered("ada", one.id, 1, IVY, {"open.md": "default"})
    assert store.ask("ada", one.id, "And\nthe bell?") == 2
    back = ConversationStore(store.path.parent).get("ada", one.id)
    assert back is not None
    assert back.turns == (
        KeptTurn(1, "Who tends the lamp?", scope, later, IVY, {"open.md": "default"}),
        KeptTurn(2, "And\nthe bell?", EVERYTHING, later),
    )
    assert (back.title, back.created, back.updated) == ("Who tends the lamp?", NOON, later)
    assert store.path.name == FILE


def test_an_id_cannot_be_guessed(store: ConversationStore) -> None:
    ids = {store.begin("ada").id for _ in range(20)}
    assert len(ids) == 20
    assert {len(bytes.fromhex(id)) for id in ids} == {16}


@pytest.mark.parametrize("id", ["", "x", "0" * 32, "A" * 32, "٠" * 32, "\ud800", "' OR 1=1 --", 7])
def test_what_is_no_conversation_is_not_there(store: ConversationStore, id: str) -> None:
    held(store, "ada", "Who?")
    assert store.get("ada", id) is None
    assert not store.answered("ada", id, 1, IVY, {})
    assert not store.rename("ada", id, "x")
    assert not store.delete("ada", id)
    with pytest.raises(NoSuchConversation):
        store.ask("ada", id, "Who?")
    assert titles(store.all("ada")) == ["Who?"]


def test_another_persons_is_not_there_either(store: ConversationStore) -> None:
    id = held(store, "ada", "Who tends the lamp?")
    before = store.get("ada", id)
    assert store.get("bob", id) is None
    assert not store.answered("bob", id, 1, IVY, {})
    assert not store.rename("bob", id, "mine")
    assert not store.delete("bob", id)
    assert store.delete_all("bob") == 0
    with pytest.raises(NoSuchConversation):
        store.ask("bob", id, "Who?")
    assert store.all("bob") == store.find("bob", "lamp", within=None) == ()
    assert store.get("ada", id) == before


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("kqz"), st.integers(0, 4)), max_size=8
    )
)
@hypothesis_settings(_REAL_FILE, max_examples=10)
def test_each_sees_what_is_theirs_and_nothing_else(
    tmp_path: Path, steps: list[tuple[str, str, int]]
) -> None:
    store = ConversationStore(tmp_path / "library")
    for owner in "abc":
        store.delete_all(owner)
    truth: dict[str, dict[str, str]] = {"a": {}, "b": {}, "c": {}}
    ids: list[str] = []
    for owner, word, which in steps:
        if which < 3 or not ids:
            ids.append(held(store, owner, f"{word}{word} {owner}"))
            truth[owner][ids[-1]] = word
        else:
            chosen = ids[which % len(ids)]
            assert store.delete(owner, chosen) == (truth[owner].pop(chosen, None) is not None)
    for owner in "abc":
        assert {one.id for one in store.all(owner)} == set(truth[owner])
        for word in "kqz":
            found = {one.id for one in store.find(owner, word, within=None)}
            assert found == {id for id, own in truth[owner].items() if own == word}


def test_a_list_goes_newest_first_and_on(store: ConversationStore, clock: Clock) -> None:
    ids = [held(store, "ada", f"Question {n}") for n in range(5)]
    store.begin("ada")  # nothing was asked in it yet
    held(store, "bob", "Mine")
    clock.go_on(days=-1)  # the order does not hang on the clock
    store.ask("ada", ids[1], "More")
    first = store.all("ada", limit=2)
    assert [(one.title, one.turns) for one in first] == [("Question 1", 2), ("Question 4", 1)]
    rest = store.all("ada", limit=9, before=first[-1].place)
    assert titles(rest) == ["Question 3", "Question 2", "Question 0"]
    assert store.all("ada", before=rest[-1].place) == ()
    assert store.all("ada", limit=-1) == ()


def test_the_title_is_the_first_question_unless_renamed(store: ConversationStore) -> None:
    id = held(store, "ada", "Who tends the lamp?", "And the bell?")
    assert titles(store.all("ada")) == ["Who tends the lamp?"]
    assert store.rename("ada", id, "  Lights\nand bells ")
    store.ask("ada", id, "And the buoy?")
    assert titles(store.all("ada")) == ["Lights and bells"]
    assert store.find("ada", "lights", within=None)
    assert store.rename("ada", id, " ")
    assert titles(store.all("ada")) == ["Who tends the lamp?"]
    assert not store.find("ada", "lights", within=None)
    early = store.begin("ada").id
    assert store.rename("ada", early, "Named before")
    store.ask("ada", early, "What?")
    assert titles(store.all("ada"))[0] == "Named before"


def test_an_answer_is_kept_once_and_not_after_deletion(store: ConversationStore) -> None:
    id = held(store, "ada", "Who?")
    assert not store.answered("ada", id, 2, IVY, {})
    assert store.answered("ada", id, 1, IVY, {})
    assert not store.answered("ada", id, 1, answer("Somebody else."), {})
    kept = store.get("ada", id)
    assert kept is not None
    assert kept.turns[0].answer == IVY
    store.ask("ada", id, "Really?")
    store.delete("ada", id)
    assert not store.answered("ada", id, 2, IVY, {})
    assert store.get("ada", id) is None
    assert store.all("ada") == ()


@pytest.mark.parametrize("question", ["", " \n"])
def test_a_turn_has_a_question(store: ConversationStore, question: str) -> None:
    with pytest.raises(ValueError):
        store.ask("ada", store.begin("ada").id, question)


def test_a_conversation_has_an_owner(store: ConversationStore) -> None:
    with pytest.raises(ValueError):
        store.begin("")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lamp", True),
        ("LAM", True),
        ("quay", True),  # in the answer
        ("dredg", True),  # under "show more"
        ("lamp quay bells", True),  # question, answer and title
        ("café", True),
        ("cafe", True),
        ("lamp buoy", False),
        ("amp", False),
        ("", False),
        ("*", False),
        ('"', False),
        ("lamp AND NOT quay", False),  # words like any others
        ("text:lamp", False),
        (" ".join(["lamp"] * 500), True),
    ],
)
def test_it_is_found_by_its_words(store: ConversationStore, text: str, found: bool) -> None:
    id = held(store, "ada", "Who tends the lamp at the Café?")
    told = Answer(Status.ANSWERED, "Ivy Quay tends it. [1]", more="Dredging too. [1]")
    store.answered("ada", id, 1, told, {})
    store.rename("ada", id, "Bells")
    assert bool(store.find("ada", text, within=None)) == found
    assert bool(store.find("ada", text, within=CLOSED)) == found
    assert WORDS < 500


@given(st.text() | st.text(alphabet="\"*():^-+{}\\' \x00NEARORNTa_"))
@hypothesis_settings(_REAL_FILE, max_examples=150)
def test_any_text_can_be_looked_for(store: ConversationStore, text: str) -> None:
    if not store.all("ada"):
        held(store, "ada", "Who?")
    for within in (None, CLOSED):
        assert isinstance(store.find("ada", text, within=within), tuple)


@given(st.text(min_size=1, alphabet=st.characters()).filter(str.strip))
@hypothesis_settings(_REAL_FILE, max_examples=20)
def test_any_question_can_be_kept(store: ConversationStore, question: str) -> None:
    id = held(store, "ada", question)
    kept = store.get("ada", id)
    assert kept is not None
    assert kept.turns[0].question == question


def test_half_a_character_is_no_fault(store: ConversationStore) -> None:
    id = held(store, "ada", "Who\ud800?")
    assert store.answered("ada", id, 1, answer("\udfff [1]", cite("\ud800.md", "x")), {})
    assert titles(store.all("ada")) == ["Who\N{REPLACEMENT CHARACTER}?"]


@pytest.mark.parametrize(
    ("document", "kept_as", "found"),
    [
        ("open.md", {"open.md": "default"}, True),
        ("secret.md", {"secret.md": "board"}, False),
        ("secret.md", {"secret.md": "default"}, False),  # it has left the open collection
        ("open.md", {"open.md": "board"}, False),  # it came out of a closed one
        ("open.md", {}, False),  # nobody knows where it was
        ("register/Ferry", {}, True),  # a log, not a paper
        ("register/Ferry", {"register/Ferry": "board"}, False),  # a paper of that name
    ],
)
def test_an_answer_is_not_searched_by_who_may_not_read_it(
    store: ConversationStore, document: str, kept_as: dict[str, str], found: bool
) -> None:
    id = held(store, "ada", "Who tends the lamp?")
    store.answered("ada", id, 1, answer("Ivy Quay. [1]", cite(document, "Ivy Quay")), kept_as)
    assert store.find("ada", "quay", within=None)
    assert bool(store.find("ada", "quay", within=CLOSED)) == found
    assert store.find("ada", "lamp", within=CLOSED), "the question is the person's own"


def test_what_was_offered_as_related_counts_too(store: ConversationStore) -> None:
    id = held(store, "ada", "Who tends the lamp?")
    refused = Answer(Status.NO_EVIDENCE, "No quay is named.", related=(cite("secret.md", "x"),))
    store.answered("ada", id, 1, refused, {"secret.md": "board"})
    assert not store.find("ada", "quay", within=CLOSED)


def rest(store: ConversationStore) -> bytes:
    """All bytes beside and in the file."""
    return b"".join(path.read_bytes() for path in store.path.parent.iterdir())


SAID = (b"zqlamp", b"xjquay", b"vkbell", b"wydredge", b"jxtitle", b"qqpaper")


def say_it(store: ConversationStore, owner: str) -> str:
    id = held(store, owner, "Who tends the zqlamp?", "And the vkbell " + "of it " * 3000)
    told = answer("xjquay. [1]", cite("qqpaper.md", "xjquay"), more="wydredge " * 2000)
    store.answered(owner, id, 1, told, {"qqpaper.md": "default"})
    store.rename(owner, id, "jxtitle")
    return id


@pytest.mark.parametrize("everything", [False, True])
def test_what_is_deleted_is_gone_from_the_disk(store: ConversationStore, everything: bool) -> None:
    other = held(store, "bob", "Who keeps the mooring?")
    id = say_it(store, "ada")
    assert [word for word in SAID if word not in rest(store)] == []
    assert store.delete_all("ada") == 1 if everything else store.delete("ada", id)
    left = rest(store)
    assert [word for word in SAID if word in left or word[1:] in left] == []
    assert b"mooring" in left
    assert store.get("bob", other) is not None
    assert store.find("bob", "mooring", within=None)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("INSERT INTO told (told, rank) VALUES ('integrity-check', 1)")


def test_the_log_is_emptied_while_others_have_the_file_open(store: ConversationStore) -> None:
    id = say_it(store, "ada")
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("SELECT count(*) FROM turns").fetchone()
        store.delete("ada", id)
        left = rest(store)
        assert [word for word in SAID if word in left] == []


def test_what_nobody_adds_to_is_forgotten_in_time(store: ConversationStore, clock: Clock) -> None:
    old = held(store, "ada", "Old")
    held(store, "bob", "Old too")
    empty = store.begin("ada").id
    clock.go_on(days=20)
    new = held(store, "ada", "New")
    begun = store.begin("ada").id
    clock.go_on(days=11)
    assert store.forget(0) == 2, "both that were begun without a question"
    assert store.get("ada", empty) is store.get("ada", begun) is None
    assert store.get("ada", old)
    assert store.forget(31) == 0, "not before the days are over"
    assert store.forget(30) == 2
    assert titles(store.all("ada")) == ["New"]
    store.ask("ada", new, "Again")
    clock.go_on(days=29)
    assert store.forget(30) == 0
    clock.time += timedelta(days=2)
    assert store.forget(30) == 1
    assert ConversationStore(store.path.parent / "none").forget(3) == 0


def test_a_file_that_is_none_is_told(store: ConversationStore) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    with pytest.raises(ConversationsUnusable, match="conversations"):
        store.all("ada")


def test_a_question_knows_what_its_asker_could_read(store: ConversationStore) -> None:
    id = held(store, "ada", "Who?")
    for number, known in enumerate((frozenset({"b", "a"}), frozenset[str]()), 2):
        assert store.ask("ada", id, "And?", could_read=known) == number
        back = store.get("ada", id)
        assert back and back.turns[-1].could_read == known
    assert back.turns[0].could_read is None, "it was not noted"


def test_a_file_of_the_first_version_is_read_and_brought_up(store: ConversationStore) -> None:
    id = held(store, "ada", "Who?")
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("ALTER TABLE turns DROP COLUMN could_read")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    old = store.get("ada", id)
    assert old and [one.could_read for one in old.turns] == [None]
    store.ask("ada", id, "And?", could_read=frozenset({"a"}))
    new = store.get("ada", id)
    assert new and [one.could_read for one in new.turns] == [None, frozenset({"a"})]


def test_an_answer_that_cannot_be_judged_ends_no_search(
    store: ConversationStore, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = (held(store, "ada", f"Who tends the {what}?") for what in ("bell", "lamp"))
    for id in (bad, good):
        store.answered("ada", id, 1, answer("Ivy Quay.", cite("register/Ferry", "Ivy Quay")), {})
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(
            "UPDATE turns SET answer = substr(answer, 1, length(answer) - 1)"
            " WHERE question = 'Who tends the bell?'"
        )
        connection.commit()
    assert titles(store.find("ada", "quay", within=CLOSED)) == ["Who tends the lamp?"]
    assert "Left out of a search: turn 1" in caplog.text and "Ivy" not in caplog.text
    assert len(store.find("ada", "who tends", within=CLOSED)) == 2
