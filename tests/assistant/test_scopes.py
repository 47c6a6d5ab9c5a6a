"""Nothing of a paper outside a person's groups is ever told, by any way of asking.

For every set of collections a Library of all papers, asked within those collections, is held
against a Library that never had the others. The two must agree to the last character once words
are weighed by the same counts. SQLite's BM25 counts over the whole index, which no scope narrows
(docs/adr/0013): with it the same papers may come in another order, and what must hold all the
same is tested besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.kept_answers import KeptAnswers
from assistant.model import Answer, Question, Status
from assistant.register import (
    Register,
    next_step,
    review,
    state_of,
)
from assistant.register.exchange import to_csv, to_json
from ingest.library.reading import Reading
from ingest.library.scope import EVERYTHING, Scope
from ingest.settings import Settings
from tests.assistant import scoped
from tests.assistant.scoped import GROUPS, METHOD, WORKSTREAM, Group, Remembering

OWN = tuple(group.name for group in GROUPS)
NAMES = (*OWN, METHOD)
NONSENSE = "Wexalorn"  # a word that no paper holds
SETS = [
    *(frozenset((METHOD, *some)) for size in range(4) for some in combinations(OWN, size)),
    frozenset[str](),
    frozenset(("orchard", "quarry")),
]

GENERAL = (
    Question("What is the budget for the works?"),
    Question("What did the Council agree?"),
    Question("Who was appointed?"),
    Question("Who chairs the group?"),
    Question("List the aims of the works"),
    Question("What is the fare for a passenger?"),
    Question("What does the Ferry Charter say about winter?"),
    Question("Which version of the Ferry Charter is the newest, and what was changed?"),
    Question("How much do all the works cost together?"),
    Question("What is the fare?", ("What does the Ferry Charter v1 say?",)),
    Question("What are the criteria at K1?"),
    Question("Who approves the slipway gate?"),
    Question("What comes next for Lantern?"),
    Question("Is Lantern ready for K1?"),
    Question("Can Lantern start F2?"),
    Question("Where do all workstreams stand?"),
    Question("Why is that?", ("What comes next for Lantern?",)),
    Question("Which papers bear on F1 for Lantern?"),
)


def questions() -> Iterator[Question]:
    """Those that fit every group, and those that name what only one group's papers hold."""
    yield from GENERAL
    for group in GROUPS:
        low = group.secret.lower()
        yield Question(f"What is the budget for the {low} works?")
        yield Question(f"What does the {group.secret} renewal plan say?")
        yield Question(f"What does {group.acronym} stand for?")
        yield Question(f"Who is {group.person}?")
        yield Question(f"What does {low}-renewal-plan.md say?")
        yield Question("Who leads it?", (f"What does the {group.secret} renewal plan say?",))
        yield Question("How do the renewal plans differ?", (f"{low}?",))
    one, other, _ = GROUPS
    yield Question(f"Compare the {one.secret} renewal plan with the {other.secret} renewal plan")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scopes") / "papers"
    scoped.write(folder)
    return folder


@pytest.fixture(scope="module")
def whole(papers: Path) -> Iterator[Assistant]:
    """Somebody who holds the papers of all groups."""
    settings = scoped.library(papers, papers.parent / "whole", NAMES)
    with Assistant(settings, Remembering()) as opened:
        yield opened


def scope_of(names: frozenset[str]) -> Scope:
    return Scope(collections=names)


def hidden_marks(names: frozenset[str], echoed: str = "") -> set[str]:
    """What must not be told to somebody who reads `names`, but for what they said themselves."""
    own = echoed.lower()
    return {m for g in GROUPS if g.name not in names for m in g.marks if m not in own}


def assert_untold(told: object, names: frozenset[str], echoed: str = "") -> None:
    text = repr(told).lower()
    found = {mark for mark in hidden_marks(names, echoed) if re.search(rf"(?<!\w){mark}", text)}
    assert not found, f"{sorted(names)} are told of {found}: {text[:1500]}"


def bare(answer: Answer) -> Answer:
    """Without what differs from run to run."""
    return replace(answer, timings_ms={})


def weighed_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The word index finds what it finds, and scores it by the passage's own words alone."""
    found_by_words = Reading.search_words

    def search_words(
        self: Reading, match: str, limit: int, filters: Scope = EVERYTHING, **weights: object
    ) -> list[tuple[int, float]]:
        ids = [i for i, _ in found_by_words(self, match, 10_000, filters)]
        wanted = re.findall(r"\w+", match.lower())
        scored = [
            (passage.id, float(sum(word in passage.text.lower() for word in wanted)))
            for passage in self.passages(sorted(ids))
        ]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]

    monkeypatch.setattr(Reading, "search_words", search_words)
    # What is weighed otherwise is not kept either, neither before nor after.
    monkeypatch.setattr(KeptAnswers, "find", lambda self, asked: None)
    monkeypatch.setattr(KeptAnswers, "keep", lambda self, asked, answer: None)


class Deaf(Remembering):
    """Hears every secret word, and the nonsense that stands in for one, as the same word."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().embed([_NAMED.sub("thing", text) for text in texts])


_NAMED = re.compile(rf"(?i)\b(?:{'|'.join(g.secret for g in GROUPS)}|{NONSENSE})")


def test_the_marks_would_be_found(whole: Assistant) -> None:
    everything = scope_of(frozenset(NAMES))
    told = [whole.ask(replace(one, filters=everything)) for one in questions()]
    text = repr((told, whole.choices(everything))).lower()
    for group in GROUPS:
        assert all(mark in text for mark in group.marks), group
    assert {Status.ANSWERED, Status.NO_EVIDENCE} <= {one.status for one in told}


@pytest.mark.parametrize("names", SETS, ids=lambda names: "+".join(sorted(names)) or "none")
def test_what_may_not_be_read_is_as_if_it_were_not_there(
    names: frozenset[str],
    whole: Assistant,
    papers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scope = scope_of(names)
    statuses = {}
    for question in questions():
        asked = replace(question, filters=scope)
        answer = bare(whole.ask(asked))
        echoed = " ".join((question.text, *question.history))
        assert_untold(answer, names, echoed)
        assert_untold([(hit, paper.text) for hit, paper in whole.search(asked, 20)], names, echoed)
        statuses[question] = answer.status
    weighed_alike(monkeypatch)
    with Assistant(scoped.library(papers, tmp_path / "own", names), Remembering()) as own:
        for question in questions():
            asked = replace(question, filters=scope)
            assert bare(whole.ask(asked)) == bare(own.ask(asked)), question
        monkeypatch.undo()
        for question in questions():
            assert own.ask(replace(question, filters=scope)).status is statuses[question], question
        assert whole.examples(scope) == own.examples(scope)
        assert_untold((whole.examples(scope), whole.summary(scope), whole.choices(scope)), names)
        assert whole.summary(scope) == own.summary(scope)
        assert whole.choices(scope) == own.choices(scope) == own.choices()
        ours, theirs = whole.documents(scope), own.documents()
        assert [(r.document, r.digest) for r in ours] == [(r.document, r.digest) for r in theirs]
        assert_untold([r.document for r in ours], names)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_a_word_of_hidden_papers_is_as_a_word_of_none(papers: Path, group: Group) -> None:
    """To the last digit of the confidence, with BM25 as it is: no word can be probed for."""
    scope = scope_of(frozenset(NAMES) - {group.name})
    library = papers.parent / "whole"
    with Assistant(Settings(library=library, approach=papers / METHOD), Deaf()) as asked:
        for text in (
            "What is the budget for the {} works?",
            "Who leads the {} crew?",
            "What does the {} renewal plan say?",
            "What did the Council of {} agree?",
            "Compare the {} charter with the Ferry Charter v2",
        ):
            for word in (group.secret, group.secret.lower()):
                like = NONSENSE if word[0].isupper() else NONSENSE.lower()
                told = bare(asked.ask(Question(text.format(word), filters=scope)))
                other = bare(asked.ask(Question(text.format(like), filters=scope)))
                said = repr(told).replace(group.secret, NONSENSE)
                assert said.replace(group.secret.lower(), NONSENSE.lower()) == repr(other)


def test_a_document_out_of_scope_is_as_one_that_is_not_there(whole: Assistant) -> None:
    for names in SETS:
        scope = scope_of(names)
        within = {record.document for record in whole.documents(scope)}
        for record in whole.documents():
            found = whole.document(record.document, scope)
            assert (found is not None) == (record.document in within)
            assert found is None or found.text == whole.library.text(record.document)
        assert whole.document("no-such-paper.md", scope) is None


@pytest.mark.parametrize("names", SETS, ids=lambda names: "+".join(sorted(names)) or "none")
def test_the_register_names_no_paper_outside_the_groups(
    names: frozenset[str], whole: Assistant
) -> None:
    scope = scope_of(names)
    sight = whole.sight(scope)
    with Register.open(whole.room.settings.library, write=False) as register:
        events = register.events(WORKSTREAM)
    approach = whole.room.route._force.now().approach
    state = sight.state(state_of(approach, events))
    told = (
        next_step(approach, state),
        next_step(approach, state).as_json(),
        [review(approach, state, gate).as_json() for gate in approach.gates],
        to_csv(sight.events(events)),
        to_json(sight.events(events)),
        state,
    )
    assert_untold(told, names)
    log = whole.document(f"register/{WORKSTREAM}", scope)
    assert log is not None
    assert_untold(log.text, names)
    for group in GROUPS:
        assert (group.secret.lower() in log.text) == (group.name in names)
    plain = state_of(approach, events)
    assert [one.state for one in plain.deliverables.values()] == [
        one.state for one in state.deliverables.values()
    ]


def test_a_newer_version_out_of_sight_is_not_told(whole: Assistant) -> None:
    question = Question("What is the fare for a passenger?")
    oldest = replace(question, filters=scope_of(frozenset({"lagoon"})))
    answer = whole.ask(oldest)
    assert "417" in answer.text and "replaced" not in repr(answer)
    both = replace(question, filters=scope_of(frozenset({"lagoon", "orchard"})))
    answer = whole.ask(both)
    assert_untold(answer, frozenset({"lagoon", "orchard"}))
    assert "683" in answer.text
    asked = Question("What fare has the Zamboril office set for a passenger?")
    for names in (frozenset({"lagoon"}), frozenset({"lagoon", "orchard"})):
        answer = whole.ask(replace(asked, filters=scope_of(names)))
        assert_untold(answer, names)
        assert answer.status is Status.ANSWERED
        assert ("replaced by “Ferry Charter v2”" in repr(answer)) == ("orchard" in names)


def test_an_answer_for_one_group_is_not_kept_for_the_next(whole: Assistant) -> None:
    """Whoever asked before: what is kept between questions is kept by scope."""
    question = Question("What is the budget for the works?")
    turns = [scope_of(names) for names in SETS]
    first = [bare(whole.ask(replace(question, filters=scope))) for scope in turns]
    second = [bare(whole.ask(replace(question, filters=scope))) for scope in reversed(turns)]
    assert first == second[::-1]
