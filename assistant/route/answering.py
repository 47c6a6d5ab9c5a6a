"""The route step: an answer from the approach and the register, or None for the papers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.approach import Approach
from assistant.approach_in_force import ApproachError, ApproachInForce, InForce
from assistant.model import Answer, Citation, Question, Status
from assistant.register import (
    Register,
    RegisterUnusable,
    Sight,
    Sights,
    Workstream,
    document_name,
)
from assistant.route import method as of_method
from assistant.route import standing, upcoming
from assistant.route.intent import Intent, Kind, only_names, recognise
from assistant.route.method import Method, inside, say
from assistant.route.names import Names, Thing
from assistant.route.pages import PageMissing, Pages
from assistant.route.recorded import Recorded
from assistant.route.saying import Said, write
from assistant.shelf import OpenDocument, Shelf
from ingest.library import EVERYTHING, Library, Scope
from ingest.settings import Settings

ENGINE = "approach"
_ABOUT_ONE = frozenset({Kind.NEXT, Kind.READY, Kind.MAY, Kind.STATUS})  # needs a workstream
_EITHER = frozenset({Kind.AFTER, Kind.NEEDS, Kind.CRITERIA})  # says more with one


_BEARS = re.compile(r"\b(?:that |which )?(?:bears?|bearing|relevant|relates?|relating) (?:on|to)\b")


@dataclass(frozen=True, slots=True)
class Beside:
    """A question for the papers that the register bears on too.

    `asked` is the question as the papers are to be asked it; `lines` go with what they say.
    """

    asked: str
    lines: tuple[Said, ...]


class Route:
    """Answers what follows from the approach and the register. Safe to use from several threads.

    Nothing here writes an event: the register is opened to read.
    """

    def __init__(self, settings: Settings, library: Library, shelf: Shelf) -> None:
        self._library, self._shelf = library, shelf
        self._force = ApproachInForce(settings)
        self._register = Register.open(settings.library, write=False)
        self._sights = Sights(library)
        self._named: tuple[Approach, tuple[str, ...], Names] | None = None

    def answer(self, question: Question) -> Answer | Beside | None:
        """The answer; lines to go beside the papers'; or None where the papers are to be asked."""
        try:
            force = self._force.now()
            known = self._register.workstreams()
        except (ApproachError, RegisterUnusable):
            return None
        names = self._names(force.approach, tuple(one.name for one in known))
        intent = intent_of(question, names)
        if intent is None:
            return None
        pages = self._pages(force, question.filters)
        try:
            return self._reply(question, intent, Method(force.approach, pages), known)
        except PageMissing as missing:
            # What cannot be cited is not said. The papers may still say it, unless the Library has
            # this approach in another version: then a person has to bring it up to date.
            if not self._older(missing.file, question):
                return None
            said = say("page_changed", file=missing.file, folder=str(self._force.folder))
            return Answer(Status.ERROR, said, engine=ENGINE)

    def named(self, text: str) -> tuple[str, ...]:
        """Ids of the deliverables and gates that a text names, in order; () without an approach."""
        try:
            approach = self._force.now().approach
            known = tuple(one.name for one in self._register.workstreams())
        except (ApproachError, RegisterUnusable):
            return ()
        found = self._names(approach, known).find(text)
        return tuple(one.id for one in found if one.thing is not Thing.WORKSTREAM)

    def examples(self, scope: Scope = EVERYTHING) -> tuple[str, ...]:
        """Questions of the method to begin with; () where `scope` lacks its pages."""
        try:
            force = self._force.now()
            known = self._register.workstreams()
        except (ApproachError, RegisterUnusable):
            return ()
        approach = force.approach
        if len(self._pages(force, scope).documents) < len(force.digests):
            return ()
        whom = f" for {known[0].name}" if known else ""
        richest = max(approach.deliverables, key=lambda one: len(one.needs))
        asked = [
            f"Which deliverable do I need next{whom}?",
            f"What must be in the {inside(richest.title)}?",
        ]
        if any(gate.hurdles for gate in approach.gates):
            asked.insert(0, "What are the hurdle criteria?")
        return tuple(asked)[:2]

    def citations(
        self,
        workstream: str,
        lines: Callable[[Method, Recorded], Iterator[Said]],
        scope: Scope = EVERYTHING,
    ) -> tuple[Citation, ...]:
        """What lines about a workstream stand on; () where `scope` lacks a page.

        Raises ApproachError and UnknownWorkstream.
        """
        force = self._force.now()
        named = self._register.workstream(workstream)
        recorded = self._recorded(named, force.approach, scope)
        try:
            method = Method(force.approach, self._pages(force, scope))
            return write(lines(method, recorded)).citations
        except PageMissing:
            return ()

    def sight(self, scope: Scope) -> Sight:
        """What may be told, within `scope`, of the papers that the register names."""
        return self._sights.of(scope)

    def log(self, document: str, scope: Scope = EVERYTHING) -> OpenDocument | None:
        """The log that citations call `document`, as it reads within `scope`; None for none."""
        try:
            known = self._register.workstreams()
            one = next((one for one in known if document_name(one.name) == document), None)
            return self._recorded(one, self._force.now().approach, scope).document if one else None
        except (ApproachError, RegisterUnusable):
            return None

    def _names(self, approach: Approach, workstreams: tuple[str, ...]) -> Names:
        """The names that a question may use, made anew where the approach or register changed."""
        named = self._named
        if named is None or named[0] is not approach or named[1] != workstreams:
            named = approach, workstreams, Names(approach, workstreams)
            self._named = named
        return named[2]

    def _reply(
        self, question: Question, intent: Intent, method: Method, known: Sequence[Workstream]
    ) -> Answer | Beside | None:
        chosen = [one for one in known if one.name in intent.workstreams]
        if not chosen and len(known) == 1 and intent.kind in _ABOUT_ONE:
            chosen = list(known)
        scope = question.filters
        recorded = [self._recorded(one, method.approach, scope) for one in chosen]
        if intent.kind is Kind.COMBINED:
            lines = [line for one in recorded for line in standing.beside(intent, one, method)]
            return Beside(_BEARS.sub("about", question.text), tuple(lines))
        if intent.kind is Kind.STATUS and not recorded:
            everyone = [self._recorded(one, method.approach, scope) for one in known]
            return _answer(upcoming.portfolio(method, everyone)) if everyone else None
        if intent.kind in _ABOUT_ONE and not recorded:
            if known:
                listed = ", ".join(one.name for one in known)
                return Answer(Status.CLARIFY, say("which_workstream", names=listed), engine=ENGINE)
            return _answer(_without_register(intent, method))
        if recorded and intent.kind in _ABOUT_ONE | _EITHER:
            return _answer(_each(intent, method, recorded))
        return _answer(of_method.reply(intent, method))

    def _recorded(self, one: Workstream, approach: Approach, scope: Scope) -> Recorded:
        events = self._register.events(one.name)
        return Recorded(one.name, one.example, events, approach, self.sight(scope))

    def _older(self, file: str, question: Question) -> bool:
        """Whether the Library holds a page of that name, in whatever version."""
        held = self._library.documents(question.filters)
        return any(f"/{one.document}".endswith(f"/{file}") for one in held)

    def _pages(self, force: InForce, scope: Scope) -> Pages:
        """The approach's pages that the Library holds, as they are in force, within `scope`."""
        held = {one.digest: one.id for one in self._library.documents(scope)}
        found = {file: held[digest] for file, digest in force.digests.items() if digest in held}
        return Pages(found, force.approach.overview, self._shelf)


def intent_of(question: Question, names: Names) -> Intent | None:
    """What the question wants, taken together with the earlier ones where it leans on them."""
    earlier: Intent | None = None
    for text in question.history:
        earlier = _after(earlier, text, names) or earlier
    return _after(earlier, question.text, names)


def _after(earlier: Intent | None, text: str, names: Names) -> Intent | None:
    """What a turn wants after what the last one of the method wanted.

    A turn that is names alone asks the same of them; one that needs a workstream and names none
    means the one that was spoken of.
    """
    intent = recognise(text, names)
    if intent is None:
        said = only_names(text, names)
        if said is None or earlier is None:
            return None
        return Intent(
            earlier.kind,
            said.deliverables or earlier.deliverables,
            said.gates or earlier.gates,
            said.workstreams or earlier.workstreams,
        )
    if intent.kind in _ABOUT_ONE and not intent.workstreams and earlier is not None:
        return replace(intent, workstreams=earlier.workstreams)
    return intent


def _without_register(intent: Intent, method: Method) -> Iterator[Said]:
    """What the approach alone says where no workstream is in the register yet."""
    if intent.kind is Kind.NEXT:
        first = [one.id for one in method.approach.deliverables if not one.needs]
        yield from of_method.reply(Intent(Kind.NEEDS, tuple(first)), method)
        yield from of_method.reply(Intent(Kind.AFTER, tuple(first)), method)
    elif intent.kind is Kind.READY:
        yield from of_method.reply(replace(intent, kind=Kind.CRITERIA), method)
    else:
        yield from of_method.reply(replace(intent, kind=Kind.NEEDS), method)


def _each(intent: Intent, method: Method, recorded: Sequence[Recorded]) -> Iterator[Said]:
    for one in recorded:
        yield from standing.reply(intent, method, one)


def _answer(lines: Iterator[Said]) -> Answer | None:
    said = tuple(lines)
    if not said:
        return None
    written = write(said)
    return Answer(Status.ANSWERED, written.text, citations=written.citations, engine=ENGINE)
