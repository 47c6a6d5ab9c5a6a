"""Whole answers: from the question to the text, with a scripted model and with the real one."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.compose import markers_of
from assistant.ask import Assistant
from assistant.doctor import examine
from assistant.llm import Request
from assistant.llm.server import OpenAICompatible
from assistant.model import Answer, Question, Status
from assistant.output import answer_text
from evals.generated import Cited
from evals.metrics.support import fault_of, sentences
from ingest.embed.minilm import SentenceTransformerEmbedder
from ingest.settings import Settings
from tests.assistant.llm.conftest import SERVED, served
from tests.command_line import waymark
from tests.fakes_llm import ScriptedModel, ScriptedServer

FERRY = Question("How many days was the winter ferry late?")
QUESTIONS = (
    FERRY,
    Question("What is the budget for dredging?"),
    Question("Who was appointed as harbour master?"),
    Question("How long will repair of the eastern quay wall take?"),
)
PATIENT = 240.0  # seconds: the machine may be busy with other things


@pytest.fixture(scope="module")
def quotes(small_library: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Assistant]:
    with Assistant(Settings(library=small_library), embedder) as assistant:
        yield assistant


def scripted(quotes: Assistant, reply: str, **settings: object) -> tuple[Assistant, ScriptedModel]:
    """The same Library, asked with a scripted model."""
    model = ScriptedModel(reply)
    other = object.__new__(Assistant)
    other.library = quotes.library
    changed = quotes.room.settings.model_copy(update=settings)
    other.room = replace(quotes.room, model=model, settings=changed)
    return other, model


def test_without_a_model_nothing_is_different(quotes: Assistant) -> None:
    answer = quotes.ask(FERRY)
    assert (answer.engine, answer.note) == ("quotes", "")
    items = list(quotes.stream(FERRY))
    assert "\n".join(i for i in items if isinstance(i, str)) == answer.text
    assert isinstance(items[-1], Answer)


def test_the_model_is_above_the_quotes(quotes: Assistant) -> None:
    plain = quotes.ask(FERRY)
    assistant, model = scripted(quotes, "The winter ferry ran late on 41 days [S1].")
    answer = assistant.ask(FERRY)
    assert answer.text == f"The winter ferry ran late on 41 days. [1]\n\n{plain.text}"
    assert answer.citations == plain.citations
    assert answer.engine == "model:scripted"
    assert answer.note in answer_text(answer)
    assert "winter ferry ran late on 41 days" in model.asked[0].user


def test_a_refusal_asks_no_model(quotes: Assistant) -> None:
    assistant, model = scripted(quotes, "The mayor is Gordon Bell [S1].")
    assert assistant.ask(Question("Who is the mayor of Atlantis?")).status is Status.NO_EVIDENCE
    assert model.asked == []


def test_the_stream_gives_checked_lines_only(quotes: Assistant) -> None:
    reply = "The ferry sank [S1]. The winter ferry ran late on 41 days [S1]. It exploded. "
    assistant, _ = scripted(quotes, reply)
    *lines, answer = assistant.stream(FERRY)
    assert isinstance(answer, Answer)
    assert lines[0] == "The winter ferry ran late on 41 days. [1]"
    assert "\n".join(str(line) for line in lines) == answer.text
    assert not re.search("sank|exploded", answer.text)


def test_the_stream_raises_what_went_wrong(quotes: Assistant) -> None:
    assistant, model = scripted(quotes, "")
    model.error = RuntimeError("a fault of Waymark's own")
    with pytest.raises(RuntimeError, match="own"):
        list(assistant.stream(FERRY))


@pytest.mark.parametrize("wanted", [False, True])
def test_follow_ups_are_completed_only_where_that_is_wanted(
    quotes: Assistant, wanted: bool
) -> None:
    assistant, model = scripted(quotes, "How late was the winter timetable?", llm_follow_ups=wanted)
    history = ("What was said of the winter timetable?", "Who was appointed as harbour master?")
    answer = assistant.ask(Question("How late was it?", history))
    assert ("timetable" in (answer.understood or "")) is wanted
    assert any("Last question" in request.user for request in model.asked) is wanted


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [("silent", "took too long"), ("500", "no usable reply"), ("cut", "could not be reached")],
)
def test_on_the_command_line(small_library: Path, behaviour: str, said: str) -> None:
    seconds = 1 if behaviour == "silent" else 30
    with ScriptedServer(behaviour, reply="The winter ferry") as server:
        settings = {"llm_url": server.url, "llm_name": "small", "llm_seconds": seconds}
        done = waymark("ask", FERRY.text, "--library", small_library, "--json", **settings)
        shown = waymark("ask", FERRY.text, "--library", small_library, **settings)
    (row,) = done.rows
    assert (done.code, row["status"], row["engine"]) == (0, "answered", "quotes")
    assert "41 days" in row["answer"]
    assert said in row["note"]
    assert row["note"] in shown.out


def test_the_real_model_says_nothing_without_support(
    server: str, quotes: Assistant, small_library: Path, embedder: SentenceTransformerEmbedder
) -> None:
    settings = Settings(library=small_library, llm_url=server, llm_name=SERVED, llm_seconds=PATIENT)
    with Assistant(settings, embedder) as assistant:
        for question in QUESTIONS:
            plain, answer = quotes.ask(question), assistant.ask(question)
            assert answer.status is Status.ANSWERED
            assert answer.note
            cited = {
                c.marker: Cited(c.marker, c.document, c.quote, c.page, c.section, c.title)
                for c in answer.citations
            }
            own = answer.text.removesuffix(plain.text)
            assert answer.text.endswith(plain.text), "the quotes are all there"
            assert [fault_of(one, cited) for one in sentences(own) if fault_of(one, cited)] == []
            assert all(markers_of(line) for line in answer.text.split("\n") if line)
            assert (answer.engine == f"model:{SERVED}") is bool(own)
        assert list(examine(settings))[-1].said == f"{SERVED} at {server}"


class KilledInTheMiddle:
    """The real model, whose server is killed after the third piece of its reply."""

    def __init__(self, model: OpenAICompatible, process: subprocess.Popen[bytes]) -> None:
        self.name = model.name
        self.pieces = 0
        self._model = model
        self._process = process

    def write(self, request: Request, seconds: float) -> Iterator[str]:
        for piece in self._model.write(request, seconds):
            self.pieces += 1
            if self.pieces == 3:
                self._process.kill()
                self._process.wait()
            yield piece


def test_a_server_that_is_killed_in_the_middle(
    tmp_path: Path,
    quotes: Assistant,
    small_library: Path,
    embedder: SentenceTransformerEmbedder,
) -> None:
    with served(tmp_path / "server.log") as (url, process):
        settings = Settings(
            library=small_library, llm_url=url, llm_name=SERVED, llm_seconds=PATIENT
        )
        model = KilledInTheMiddle(OpenAICompatible(settings), process)
        with Assistant(settings, embedder, model) as assistant:
            answer = assistant.ask(FERRY)
        (finding,) = [f for f in examine(settings) if f.what == "language model"]
    assert model.pieces >= 3
    assert answer.text == quotes.ask(FERRY).text
    assert answer.engine == "quotes"
    assert "broke off" in answer.note
    assert not finding.well
    assert "is it running" in finding.said


def test_the_doctor_names_the_models_there_are(small_library: Path) -> None:
    with ScriptedServer() as server:
        settings = Settings(library=small_library, llm_url=server.url, llm_name="large")
        finding = examine(settings)[-1]
    assert not finding.well
    assert "WAYMARK_LLM_NAME to one of: small" in finding.said
