"""What a person may still see: against a real Library whose papers move, change and go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.kept import (
    ConversationStore,
    KeptTurn,
    Mark,
    Readable,
    SeenTurn,
    collections_of,
    readable,
    seen,
)
from assistant.model import Answer, Citation, Status
from assistant.people import LOCAL, Person
from ingest.library import Library, Scope
from ingest.library.scope import EVERYTHING
from ingest.run import ingest
from ingest.settings import Settings
from tests.assistant.conversation.kept.made import NOON, answer, cite, conversation
from tests.fakes import FakeEmbedder

PUBLIC = "# Ferry\n\nThe ferry sails at noon.\n"
SECRET = "# Quay\n\nThe quay will be sold in June.\n"
NOON_FERRY = "The ferry sails at noon."
SOLD = "The quay will be sold in June."

READER = Person("ada", collections=frozenset({"open"}))
MEMBER = Person("ada", collections=frozenset({"open", "board"}))
NOBODY = Person("eve", collections=frozenset())


class Papers:
    """A folder of papers, read into a Library again whenever one was put or taken out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("open", "board"):
            (folder / name).mkdir(parents=True)
            (folder / name / "waymark.toml").write_text(f'collection = "{name}"\n', "utf8")

    def put(self, **texts: str) -> None:
        """`put(open_ferry="# …")` is the paper open/ferry.md; "" takes it out."""
        for name, text in texts.items():
            path = self.folder / f"{name.replace('_', '/')}.md"
            path.write_text(text, "utf8") if text else path.unlink()
        found = ingest([self.folder], self.settings, FakeEmbedder())
        assert not found.failed

    @property
    def settings(self) -> Settings:
        return Settings(library=self.folder.parent / "library")

    @contextmanager
    def opened(self) -> Iterator[Library]:
        with Library.open(
            self.settings.library, model="fake", dimensions=64, write=False, lock_wait=0.0
        ) as library:
            yield library

    def cite(self, document: str, quote: str) -> Citation:
        with self.opened() as library:
            text = library.text(document)
        return cite(document, quote, text.index(quote), passage=text, passage_start=0)

    def kept(self, *answers: Answer) -> tuple[KeptTurn, ...]:
        with self.opened() as library:
            return tuple(
                KeptTurn(n, f"Question {n}?", EVERYTHING, NOON, one, collections_of(one, library))
                for n, one in enumerate(answers, 1)
            )

    def shown(self, person: Person, *turns: KeptTurn) -> tuple[SeenTurn, ...]:
        with self.opened() as library:
            return seen(conversation(*turns), person.scope(), library).turns


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    made = Papers(tmp_path / "papers")
    made.put(open_ferry=PUBLIC, board_quay=SECRET)
    return made


@pytest.fixture
def both(papers: Papers) -> tuple[KeptTurn, ...]:
    """An answer from the open paper, one that needs the closed one, and one that offers it."""
    ferry, quay = papers.cite("open/ferry.md", NOON_FERRY), papers.cite("board/quay.md", SOLD)
    return papers.kept(
        answer(f"{NOON_FERRY} [1]", ferry),
        answer(f"{NOON_FERRY} [1] {SOLD} [2]", ferry, replace(quay, marker=2), understood=SOLD),
        Answer(Status.NO_EVIDENCE, "I looked for: june.", related=(quay,), note=SOLD),
    )


@pytest.mark.parametrize("person", [LOCAL, MEMBER])
def test_who_may_read_all_sees_all(
    papers: Papers, both: tuple[KeptTurn, ...], person: Person
) -> None:
    shown = papers.shown(person, *both)
    assert [one.answer for one in shown] == [one.answer for one in both]
    assert not any(one.withheld for one in shown)
    assert shown[1].citations == (Mark.TRUE, Mark.TRUE)
    assert shown[2].related == (Mark.TRUE,)


@pytest.mark.parametrize(
    ("person", "withheld"), [(READER, [False, True, True]), (NOBODY, [True] * 3)]
)
def test_an_answer_from_a_closed_paper_is_withheld_whole(
    papers: Papers, both: tuple[KeptTurn, ...], person: Person, withheld: list[bool]
) -> None:
    shown = papers.shown(person, *both)
    assert [one.withheld for one in shown] == withheld
    assert [one.question for one in shown] == [one.question for one in both]
    assert [one.answer is None for one in shown] == withheld
    assert SOLD not in repr(shown)
    assert "quay" not in repr(shown)


def test_a_changed_and_a_gone_paper_are_marked(papers: Papers, both: tuple[KeptTurn, ...]) -> None:
    papers.put(open_ferry="# Ferry\n\nThe ferry sails at dusk, if at all.\n", board_quay="")
    for person in (LOCAL, MEMBER):
        shown = papers.shown(person, *both)
        assert [one.answer for one in shown] == [one.answer for one in both], "as it was given"
        assert shown[0].citations == (Mark.CHANGED,)
        assert shown[1].citations == (Mark.CHANGED, Mark.GONE)
        assert shown[2].related == (Mark.GONE,)
    assert [one.withheld for one in papers.shown(READER, *both)] == [False, True, True]


def test_a_closed_paper_does_not_open_by_being_taken_out(
    papers: Papers, both: tuple[KeptTurn, ...]
) -> None:
    unknown = [replace(one, collections={}) for one in both]
    papers.put(board_quay="")
    assert [one.withheld for one in papers.shown(READER, *both)] == [False, True, True]
    assert [one.withheld for one in papers.shown(MEMBER, *unknown)] == [False, True, True]
    assert not any(one.withheld for one in papers.shown(LOCAL, *unknown))


def test_a_paper_that_was_published_opens_its_answers(
    papers: Papers, both: tuple[KeptTurn, ...]
) -> None:
    (papers.folder / "board" / "waymark.toml").write_text('collection = "open"\n', "utf8")
    papers.put()
    shown = papers.shown(READER, *both)
    assert not any(one.withheld for one in shown)
    assert shown[1].citations == (Mark.TRUE, Mark.TRUE)


def test_a_closed_paper_does_not_open_by_an_open_one_of_its_name(
    papers: Papers, both: tuple[KeptTurn, ...]
) -> None:
    (papers.folder / "board" / "waymark.toml").write_text('collection = "open"\n', "utf8")
    papers.put(board_quay="# Quay\n\nThis paper was withdrawn.\n")
    assert [one.withheld for one in papers.shown(READER, *both)] == [False, True, True]
    assert papers.shown(MEMBER, *both)[2].related == (Mark.CHANGED,)


def test_the_passage_around_a_quote_counts_as_well(papers: Papers) -> None:
    """The quote is public now, what stood beside it never was."""
    papers.put(board_quay="# Quay\n\nThe quay is long.\n\nIt will be sold.\n")
    turns = papers.kept(answer("Long. [1]", papers.cite("board/quay.md", "The quay is long.")))
    (papers.folder / "board" / "waymark.toml").write_text('collection = "open"\n', "utf8")
    papers.put(board_quay="# Quay\n\nThe quay is long.\n\nIt is old.\n")
    assert papers.shown(READER, *turns)[0].withheld
    assert papers.shown(MEMBER, *turns)[0].citations == (Mark.TRUE,)


def test_the_registers_log_is_no_paper(papers: Papers) -> None:
    log = cite("register/Ferry", "1. 2 March 2026: started")
    turns = papers.kept(answer("Started. [1]", log))
    assert papers.shown(READER, *turns)[0].citations == (Mark.TRUE,)
    as_paper = replace(turns[0], collections={"register/Ferry": "board"})
    assert papers.shown(READER, as_paper)[0].withheld


def test_without_sources_there_is_nothing_to_withhold(papers: Papers) -> None:
    asked = Answer(Status.CLARIFY, "Which ferry?")
    pending = KeptTurn(2, "And then?", EVERYTHING, NOON)
    shown = papers.shown(NOBODY, *papers.kept(asked), pending)
    assert [one.answer for one in shown] == [asked, None]
    assert not any(one.withheld for one in shown)


def test_filters_name_no_paper_that_is_closed(papers: Papers) -> None:
    chosen = Scope(
        collections=frozenset({"open", "board"}),
        documents=frozenset({"open/ferry.md", "board/quay.md", "never.md"}),
        after="2024",
    )
    turn = KeptTurn(1, "Who?", chosen, NOON)
    (shown,) = papers.shown(READER, turn)
    assert shown.filters == Scope(
        collections=frozenset({"open"}), documents=frozenset({"open/ferry.md"}), after="2024"
    )
    (all_of_it,) = papers.shown(LOCAL, turn)
    assert all_of_it.filters.collections == chosen.collections


def test_what_is_not_seen_is_not_found_either(
    papers: Papers, both: tuple[KeptTurn, ...], tmp_path: Path
) -> None:
    store = ConversationStore(tmp_path / "library")
    ids = []
    for turn in both:
        ids.append(store.begin("ada").id)
        store.ask("ada", ids[-1], turn.question)
        assert turn.answer is not None
        assert store.answered("ada", ids[-1], 1, turn.answer, turn.collections)
    with papers.opened() as library:
        assert readable(LOCAL.scope(), library) is None
        assert readable(NOBODY.scope(), library) == Readable(frozenset(), frozenset())
        for person in (LOCAL, MEMBER, READER, NOBODY):
            within = readable(person.scope(), library)
            for text in ("noon", "june", "looked"):
                for one in store.find("ada", text, within=within):
                    kept = store.get("ada", one.id)
                    assert kept is not None
                    assert not seen(kept, person.scope(), library).turns[0].withheld
        found = store.find("ada", "sold", within=readable(MEMBER.scope(), library))
    assert [one.id for one in found] == [ids[1]]


NAMES = ("open/ferry.md", "board/quay.md", "never.md")


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
    st.lists(st.sampled_from(NAMES), max_size=2),
    st.none() | st.frozensets(st.sampled_from(["open", "board", "other"])),
)
@settings(deadline=None, max_examples=60)
def test_no_answer_is_shown_that_names_a_paper_outside(
    shelf: Library, cited: list[str], related: list[str], collections: frozenset[str] | None
) -> None:
    """Whatever was noted of the papers' collections: outside the scope is outside."""
    made = answer("x", *(cite(one, "never said") for one in cited))
    made = replace(made, related=tuple(cite(one, "never said") for one in related))
    scope = Scope(collections=collections)
    for kept in ({}, collections_of(made, shelf), dict.fromkeys(NAMES, "open")):
        turn = KeptTurn(1, "Who?", EVERYTHING, NOON, made, kept)
        (shown,) = seen(conversation(turn), scope, shelf).turns
        held = {one.document for one in shelf.documents()}
        inside = {one.document for one in shelf.documents(scope)}
        if (held - inside) & {*cited, *related}:
            assert shown.withheld
            assert shown.answer is None
        if collections is None:
            assert shown.answer == made


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = Papers(tmp_path_factory.mktemp("seen") / "papers")
    made.put(open_ferry=PUBLIC, board_quay=SECRET)
    with made.opened() as library:
        yield library
