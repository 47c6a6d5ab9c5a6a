"""How a question becomes an Answer. The steps stand below in their order: this is the map.

    check → contextualise → route → expand → retrieve → look_again → gather → choose → prefer →
    proceed → define → decide → compose → phrase → verify

Each step takes a frozen Run and returns a new one, or an Answer, which ends the run. The words
people see when a question ends early are in `words.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant import llm
from assistant.answer import choose as choosing
from assistant.answer import compose as composing
from assistant.answer import decide as deciding
from assistant.answer import meaning, names, proceedings, versions
from assistant.answer.choose import Evidence
from assistant.answer.evidence import Unit, facts_alone, units
from assistant.answer.features import Asked
from assistant.answer.refuse import refusal
from assistant.answer.writing import written
from assistant.model import Answer, Question, Status
from assistant.question import Understood, Wants, understand, with_words
from assistant.retrieve import meetings, second_look, terms
from assistant.retrieve import search as retrieval
from assistant.retrieve.cross_encoder import reranked
from assistant.retrieve.frames import unframed
from assistant.retrieve.search import Expansion, Found
from assistant.retrieve.second_look import NOTHING_NAMED, Named
from assistant.room import Room
from assistant.route import Beside, follow_up, saying
from assistant.words import words
from ingest.library.scope import EVERYTHING

if TYPE_CHECKING:
    from ingest.library import DocumentRecord

UNREAD = Understood("", (Wants.TEXT,), ())
NO_EXPANSION = Expansion()
LOOKED = 60  # passages that are found
PASSAGES = 14  # the best of them, which are read for evidence


@dataclass(frozen=True, slots=True)
class Run:
    """One question on its way. Each step fills in its own part."""

    question: Question
    understood: Understood = UNREAD
    expansion: Expansion = NO_EXPANSION
    found: tuple[Found, ...] = ()
    named: Named = NOTHING_NAMED
    units: tuple[Unit, ...] = ()
    asked: Asked | None = None
    evidence: tuple[Evidence, ...] = ()
    older: Mapping[int, DocumentRecord] = field(default_factory=dict)
    proceedings: proceedings.Proceedings = ()
    confidence: float | None = None
    written: composing.Written | None = None
    phrased: llm.Phrased | None = None
    tell: Callable[[str], None] = lambda _: None
    beside: Beside | None = None


Step = Callable[[Run, Room], "Run | Answer"]


def check(run: Run, room: Room) -> Run | Answer:
    """An empty or over-long question gets no search."""
    text = run.question.text.strip()
    if not text:
        return Answer(Status.CLARIFY, words()["empty_question"])
    if len(text) > room.settings.max_question_chars:
        most = room.settings.max_question_chars
        return Answer(Status.CLARIFY, words()["long_question"].format(length=len(text), most=most))
    if not any(c.isalnum() for c in text):
        return Answer(Status.CLARIFY, words()["no_words"])
    return run


def contextualise(run: Run, room: Room) -> Run:
    """Read the question; what leans on earlier turns takes their subject along."""
    question = run.question
    understood = understand(question.text, question.history)
    if understood.carried and room.model and room.settings.llm_follow_ups:
        seconds = room.settings.llm_seconds / 2
        more = llm.carried_by_model(room.model, question.text, question.history, seconds)
        understood = with_words(understood, more)
    return replace(run, understood=understood)


def route(run: Run, room: Room) -> Run | Answer:
    """What follows from the approach and the register is answered from them, and ends here."""
    found = room.route.answer(run.question)
    if found is None and (run.understood.leaning or said_understood(run)):
        followed = follow_up.followed(room.route, run.question, run.understood.whole)
        if followed is not None:
            whole, found = followed
            run = replace(run, understood=replace(run.understood, whole=whole))
    if isinstance(found, Answer):
        return replace(found, understood=said_understood(run))
    if found is not None:
        whole = run.understood.whole
        read = understand(found.asked, run.question.history)
        run = replace(run, understood=replace(read, whole=whole))
    return replace(run, beside=found)


def expand(run: Run, room: Room) -> Run:
    """Leave out what only asks; add what acronyms stand for, and everyday short forms."""
    table = retrieval.glossary(room.library.acronyms(run.question.filters))
    bare = unframed(run.understood)
    return replace(run, understood=bare, expansion=retrieval.expand(bare, table))


def retrieve(run: Run, room: Room) -> Run | Answer:
    """Find the passages. An empty library, or nothing within the filters, ends here."""
    scope = run.question.filters
    found = retrieval.retrieve(
        run.understood, room.library, room.embedder, scope, run.expansion, LOOKED
    )
    found = reranked(found, run.understood.whole, room.reranker)
    if not found:
        empty = room.library.passage_count(scope) == 0
        nothing = "empty_library" if scope == EVERYTHING else "empty_scope"
        return Answer(Status.NO_EVIDENCE, words()[nothing if empty else "nothing_found"])
    return replace(run, found=found)


def look_again(run: Run, room: Room) -> Run:
    """Search the papers that the question names by themselves, and read some of each one found."""
    scope = run.question.filters
    question = run.understood
    papers = room.shelf.papers(scope)
    named = second_look.named(
        terms.content_words(question.search_text),
        papers,
        second_look.at_home(room.library, scope),
        meetings.of_dates(question.text, papers),
    )
    rest = second_look.within(question, named.by) if named.papers else None
    hits: tuple[Found, ...] = ()
    if rest is not None:
        these = replace(scope, documents=named.documents)
        hits = retrieval.retrieve(rest, room.library, room.embedder, these, run.expansion, PASSAGES)
    return replace(run, named=named, found=second_look.joined(run.found, hits, PASSAGES))


def gather(run: Run, room: Room) -> Run:
    """Take the passages apart into sentences, items, rows and fields."""
    return replace(run, units=facts_alone(units(run.found, room.shelf), run.understood.text))


def choose(run: Run, room: Room) -> Run | Answer:
    """Measure each unit against the question and put the best first."""
    scope = run.question.filters
    asked = choosing.asked(run.understood, room.library, scope, run.expansion, run.named.by)
    weights, named = room.weights.unit, run.named
    ranked = choosing.choose(asked, run.units, room.embedder, run.expansion, weights, named)
    if not ranked:
        return Answer(Status.NO_EVIDENCE, words()["nothing_found"])
    return replace(run, asked=asked, evidence=ranked)


def prefer(run: Run, room: Room) -> Run:
    """What the newest version of a paper says goes before what it replaces."""
    older = room.shelf.of_records(run.question.filters, versions.replaced)
    ranked = versions.prefer_newest(run.evidence, older, run.question.text, room.shelf)
    return replace(run, evidence=ranked, older=older)


def proceed(run: Run, room: Room) -> Run:
    """Where it is what a meeting did that is asked: its decisions or actions, whole."""
    papers = room.shelf.papers(run.question.filters)
    told = proceedings.found(run.understood, run.asked, papers, run.older, room.shelf)
    return replace(run, proceedings=told)


def define(run: Run, room: Room) -> Run | Answer:
    """What letters stand for is answered from a place that spells them out, or not at all."""
    question = run.understood
    if not meaning.asks_of_letters(question, run.evidence):
        return run
    told = meaning.spelling_out(run.evidence, question, run.expansion)
    told = told or meaning.defining(run.evidence, question)
    asked = replace(question, wants=tuple(dict.fromkeys((Wants.EXPANSION, *question.wants))))
    run = replace(run, understood=asked)
    return replace(run, evidence=told) if told else _refusal(run)


def decide(run: Run, room: Room) -> Run | Answer:
    """Answer, or say that the papers do not say."""
    asked = run.asked
    if Wants.EXPANSION in run.understood.wants or asked is None or run.proceedings:
        return run
    values = deciding.signals(asked, run.evidence)
    probability = deciding.probability(values, room.weights.decision)
    run = replace(run, confidence=round(probability, 4))
    unheard_of = names.unheard_of(asked)
    if unheard_of or not deciding.answers(values, probability, room.weights):
        return _refusal(run)
    return run


def compose(run: Run, room: Room) -> Run:
    """Widen the best evidence to what reads whole, and write as much as fits."""
    made = written(
        run.evidence,
        run.understood,
        run.older,
        run.named.sides,
        room.weights.keep,
        room.shelf,
        words()["replaced"],
        run.proceedings,
        run.asked,
    )
    return replace(run, written=made)


def phrase(run: Run, room: Room) -> Run:
    """With a language model: its sentences, as far as the quotes support them, above the quotes."""
    if room.model is None or run.written is None:
        return run
    asked = llm.Asked(
        room.model,
        run.question.text,
        room.settings.llm_seconds,
        without={room.library.record(id).document for id in run.older},
        ordinary=room.shelf.ordinary,
        tell=run.tell,
    )
    made = llm.phrased(asked, run.written, room.embedder)
    return replace(run, written=made.written, phrased=made)


def verify(run: Run, room: Room) -> Answer:
    """Hold the promises: every quote is its span, every line has a marker that exists."""
    made = run.written
    if made is None:
        raise AssertionError("compose did not run")
    if not all(composing.is_exact(one, room.library.text) for one in made.citations):
        return Answer(Status.ERROR, words()["changed_meanwhile"])
    if unmarked := composing.unmarked(made):
        raise AssertionError(f"a line without its citation: {unmarked!r}")
    text, citations = saying.below(
        made.text, made.citations, run.beside.lines if run.beside else ()
    )
    answer = Answer(Status.ANSWERED, text, citations, more=made.more, confidence=run.confidence)
    return run.phrased.signed(answer, words()) if run.phrased else answer


STEPS: tuple[Step, ...] = (
    check,
    contextualise,
    route,
    expand,
    retrieve,
    look_again,
    gather,
    choose,
    prefer,
    proceed,
    define,
    decide,
    compose,
    phrase,
    verify,
)


def said_understood(run: Run) -> str | None:
    """The question as it was completed; None where it was taken as typed."""
    whole = run.understood.whole
    return whole if whole != " ".join(run.question.text.split()) else None


def _refusal(run: Run) -> Answer:
    return refusal(run.understood, run.evidence, run.confidence)
