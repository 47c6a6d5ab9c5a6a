"""Units of evidence made by hand, for what needs no Library."""

from __future__ import annotations

from assistant.answer.evidence import Unit
from assistant.retrieve.search import Found
from assistant.shelf import OpenDocument
from ingest.library import DocumentRecord
from ingest.library.records import StoredPassage
from ingest.model import Block, BlockKind, Facts, Section


def unit(said: str, *, heading: str = "Report", around: str = "", dense: float = 0.5) -> Unit:
    """A unit that is a whole document but for the text `around` it."""
    text = f"{said} {around}".strip()
    block = Block(0, BlockKind.PARAGRAPH, 0, len(said), 0)
    section = Section(0, None, 1, heading, None, (heading,), 0, len(text))
    record = DocumentRecord(1, "report.txt", "", Facts("Report"), None, 1, (), (), (), 1)
    document = OpenDocument(record, text, (block,), (section,))
    passage = StoredPassage(
        **{name: None for name in StoredPassage.__dataclass_fields__}  # type: ignore[arg-type]
    )
    found = Found(passage, 1.0, 1.0, dense)
    return Unit(document, block, 0, len(said), said, f"Report › {heading}", text, found)
