"""What a program may ask of Waymark: the one place in which HTTP and MCP meet the answers.

Each function takes the person who asks, puts what that person may read into the query, and puts
on record what was asked and shown. Values come back as the command line's JSON has them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.audit import What, answered
from assistant.conversation.kept.model import storable
from assistant.model import Question
from assistant.output import answer_dict, citation_json, search_dict
from assistant.register import Register, next_gate, next_step, review, state_of
from assistant.route import gate_named, standing, upcoming
from assistant.route.intent import Intent, Kind
from ingest.errors import UsageError

if TYPE_CHECKING:
    from assistant.approach import Approach
    from assistant.people import Person
    from assistant.register import WorkstreamState
    from assistant.web.site import Site
    from ingest.library.scope import Scope

Said = dict[str, Any]
MOST = 100  # passages of one search
EARLIER = 50  # questions of a history


def ask(site: Site, person: Person, text: str, history: tuple[str, ...], chosen: Scope) -> Said:
    """One question answered. Raises UsageError for one that is too long, WaymarkError."""
    question = _question(site, person, text, history, chosen)
    site.note(person, What.ASKED, question=question.text, by="a program")
    answer = site.answerer.ask(question)
    site.note(person, What.ANSWERED, **answered(answer))
    return answer_dict(question, answer) | {
        "understood": answer.understood,
        "related": [citation_json(one) for one in answer.related],
    }


def search(site: Site, person: Person, text: str, limit: int, chosen: Scope) -> Said:
    """The passages nearest to a question, at most `limit`."""
    if not 1 <= limit <= MOST:
        raise UsageError(f"A search gives 1 to {MOST} passages, not {limit}.")
    question = _question(site, person, text, (), chosen)
    site.note(person, What.ASKED, question=question.text, by="a search of a program")
    return search_dict(question, site.answerer.search(question, limit))


def papers(site: Site, person: Person, chosen: Scope) -> list[Said]:
    """What is known of each paper that the person may read."""
    return [
        {
            "id": record.id,
            "document": record.document,
            "title": record.facts.title,
            "type": record.facts.type,
            "date": record.facts.date,
            "date_basis": record.facts.date_basis,
            "collection": record.facts.collection,
            "version": record.facts.version,
            "pages": record.pages,
            "passages": record.passages,
        }
        for record in site.answerer.documents(person.scope(chosen))
    ]


def text_of(site: Site, person: Person, document: str) -> Said | None:
    """A paper's canonical text, in which citations count; None where there is none to be seen."""
    found = site.answerer.document(document, person.scope())
    if found is None:
        return None
    site.note(person, What.OPENED, document=document, by="a program")
    return {"document": document, "text": found.text}


def workstreams(site: Site, person: Person) -> list[Said]:
    """The workstreams that the register knows."""
    register = Register.open(site.settings.library, write=False)
    return [{"workstream": one.name, "example": one.example} for one in register.workstreams()]


def next_of(site: Site, person: Person, workstream: str) -> Said:
    """What a workstream can do next, as `waymark next --json`. Raises UnknownWorkstream."""
    name, approach, state = _standing(site, person, workstream)
    lines: Callable[..., Any] = upcoming.upcoming
    cited = site.answerer.citations(name, lines, person.scope())
    return next_step(approach, state).as_json([citation_json(one) for one in cited])


def gate_of(site: Site, person: Person, workstream: str, gate: str | None) -> Said:
    """A gate of a workstream, the coming one if not named, as `waymark gate --json`."""
    name, approach, state = _standing(site, person, workstream)
    chosen = gate_named(approach, gate) if gate else next_gate(approach, state)
    if chosen is None:
        return {"workstream": name, "gate": None, "citations": []}
    intent = Intent(Kind.READY, gates=(chosen.id,))
    cited = site.answerer.citations(
        name, lambda method, recorded: standing.reply(intent, method, recorded), person.scope()
    )
    found = review(approach, state, chosen).as_json()
    return {"workstream": name, "gate": found, "citations": [citation_json(one) for one in cited]}


def _standing(site: Site, person: Person, workstream: str) -> tuple[str, Approach, WorkstreamState]:
    """A workstream as the person may see it: evidence outside the person's papers is not named."""
    approach = site.approach.now().approach
    register = Register.open(site.settings.library, write=False)
    name = register.workstream(workstream).name
    state = state_of(approach, register.events(name))
    return name, approach, site.answerer.sight(person.scope()).state(state)


def _question(
    site: Site, person: Person, text: str, history: tuple[str, ...], chosen: Scope
) -> Question:
    most = site.settings.max_question_chars
    if len(text) > most:
        raise UsageError(f"The question has {len(text)} characters and the most is {most}.")
    earlier = tuple(map(storable, history[-EARLIER:]))
    return Question(storable(text), earlier, filters=person.scope(chosen))
