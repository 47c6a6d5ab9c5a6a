"""A Word template for each deliverable, from the page that describes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from docx.document import Document

from assistant.approach import Approach, Deliverable
from assistant.provenance import marked
from assistant.register.names import both
from corpus.build import word

_AUTHOR = "The redesign approach"


def templates(approach: Approach) -> Iterator[tuple[str, bytes]]:
    """(file name, finished file) for each deliverable, in the approach's order."""
    for one in approach.deliverables:
        yield file_name(one), template(one, approach)


def file_name(one: Deliverable) -> str:
    """`S07-case-for-change.docx`, as the page is called."""
    return one.place.file.rsplit("/", 1)[-1].removesuffix(".md") + ".docx"


def template(one: Deliverable, approach: Approach) -> bytes:
    """The form of one deliverable.

    Its facts first, then each heading with guidance to be replaced and room to write, then what
    to look through before it goes to its gate.
    """
    name = f"{one.id} {one.title}"
    dated = date.fromisoformat(approach.date)
    facts = word.Properties(name, _AUTHOR, dated, f"Template, version {one.version}", "Template")
    document = word.new(facts)
    mark = marked(one.provenance)
    word.running(document, f"{name}: template", f"Version {one.version}. {mark}")
    word.title(document, name, f"Template, version {one.version}")
    word.paragraph(document, mark, "Notice")
    gate = approach.gate[one.gate]
    word.form(
        document,
        [
            ("Workstream", ""),
            ("Written by", ""),
            ("Owner", f"{approach.role[one.owner]} ({one.owner})"),
            ("Date and version", ""),
            ("Needs, each endorsed", _needs(one, approach)),
            ("Goes to", f"{gate.title} ({gate.id}): {_deciders(gate.endorses, gate.approves)}"),
        ],
    )
    word.paragraph(document, one.summary, "Guidance")
    for heading in one.headings:
        word.heading(document, heading.title)
        for line in (*heading.guidance, f"Evidence: {heading.evidence}"):
            word.paragraph(document, line, "Guidance")
        word.paragraph(document, f"Example: {heading.example}", "Guidance")
        word.paragraph(document, "")
    _before_submitting(document, one, approach)
    return word.finished(document)


def _before_submitting(document: Document, one: Deliverable, approach: Approach) -> None:
    """A last page for the writer, to be taken out when it has been gone through."""
    word.heading(
        document, "Before you submit (take this page out)"
    ).paragraph_format.page_break_before = True
    word.paragraph(document, "A reviewer will look for these:")
    word.bullets(document, one.good)
    word.paragraph(document, "These gate criteria lean on this document:")
    rows = [(key, approach.criterion[key][1].wording, how, "") for key, how in one.answers.items()]
    header = ("Criterion", "What the gate tests", "How this document answers it", "Where")
    word.table(document, header, rows, (2, 5.5, 7, 2.5))


def _needs(one: Deliverable, approach: Approach) -> str:
    return "\n".join(f"{key} {approach.deliverable[key].title}" for key in one.needs) or "Nothing"


def _deciders(endorses: tuple[str, ...], approves: tuple[str, ...]) -> str:
    approved = f"approved by {_and(approves)}"
    return f"endorsed by {_and(endorses)}, {approved}" if endorses else approved


def _and(names: tuple[str, ...]) -> str:
    return both(f"the {name}" if name[:1].islower() else name for name in names)
