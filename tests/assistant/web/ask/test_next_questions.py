"""Questions to ask next are such as were answered."""

from __future__ import annotations

from time import monotonic, sleep

from assistant.model import Question
from assistant.web.ask.next_questions import After, NextQuestions
from ingest.library import EVERYTHING, Scope
from tests.fakes_web import ScriptedAnswerer

SECRET = Scope(collections=frozenset({"Strategies"}))


class Suggesting(ScriptedAnswerer):
    """Has questions for each scope."""

    def examples(self, scope: Scope = EVERYTHING) -> tuple[str, ...]:
        """One that is refused, one that is asked back, one that is answered; a secret one."""
        several = ("What does parking cost?", "Which gate 2?", "What did the Board say of beds?")
        return several if scope.collections is None else ("What does the Board say in secret?",)


def _found(questions: NextQuestions, after: After) -> tuple[str, ...]:
    until = monotonic() + 10
    while (found := questions.after(after)) is None and monotonic() < until:
        sleep(0.01)
    assert found is not None
    return found


def test_only_what_is_answered_is_suggested() -> None:
    answerer = Suggesting()
    after = After(EVERYTHING, frozenset(), ("What was asked?",))
    assert _found(NextQuestions(answerer), after) == ("What did the Board say of beds?",)
    assert {one.history for one in answerer.asked} == {("What was asked?",)}


def test_what_was_asked_is_not_suggested_again() -> None:
    after = After(EVERYTHING, frozenset(), ("what did the board say of  beds?",))
    assert _found(NextQuestions(Suggesting()), after) == ()


def test_each_scope_has_its_own() -> None:
    answerer = Suggesting()
    questions = NextQuestions(answerer)
    secret = _found(questions, After(SECRET, frozenset(), ()))
    assert secret == ("What does the Board say in secret?",)
    assert secret[0] not in _found(questions, After(EVERYTHING, frozenset(), ()))
    assert Question(secret[0], (), filters=SECRET) in answerer.asked
