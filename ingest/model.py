"""The nouns of ingestion, in the order in which a file passes through them.

    SourceFile → ReadFile (RawBlocks) → StructuredDocument (Blocks, Sections, Facts) → Passages

Offsets are character positions in the document's one canonical text; `start` is included,
`end` is not, so that `text[start:end]` is the thing itself. Pages are the file's own, from 1,
and None for formats that have none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ingest.folder import NO_RULES, FolderRules


class BlockKind(StrEnum):
    """What a stretch of a paper is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # one point of a list
    ROW = "row"  # one row of a table
    FIELD = "field"  # one label-and-value line of a form such as a cover sheet


class Role(StrEnum):
    """What a block of minutes does. Everything else has no role."""

    DECISION = "decision"
    ACTION = "action"
    ATTENDANCE = "attendance"
    APOLOGIES = "apologies"
    INTERESTS = "interests"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to ingest. `document` is its path below the ingested folder, with `/`.

    A file inside a ZIP is called `papers.zip/minutes.docx` and `path` is where it was unpacked.
    `rules` are those of the folder that it lies in.
    """

    document: str
    path: Path
    rules: FolderRules = NO_RULES

    @property
    def suffix(self) -> str:
        """The lower-case ending with its dot, `.pdf`."""
        return self.path.suffix.lower()


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One thing a reader saw, in reading order.

    text       as it stands in the file, white space folded; becomes part of the canonical text.
               A list item has no bullet glyph but keeps a printed number ("1.1 In Lancashire…").
               A table row is its cells joined by tabs, empty cells included.
    level      depth from 1, where the format itself says it (a heading style, an item's indent)
    label      the printed number or letter ("3.1", "a)"), also present in `text`
    cells      a row's cells, as many as the table has columns
    header     the column headings that stand over a row's cells, same length, or ()
    table      number of the table within the file, from 0: rows of one table share it
    bold, size hints for formats that have no heading styles (size in points)
    caption    the file itself says that this names a table, chart or picture
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int | None = None
    label: str | None = None
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    table: int | None = None
    bold: bool = False
    size: float | None = None
    caption: bool = False


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One bookmark of a PDF: its title, depth from 1 and page from 1."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a reader found in one file.

    pages      number of pages, None where the format has none
    metadata   the file's own facts, keys lower case ("title", "author", "created", "date"…);
               for Markdown its front matter
    furniture  running headers, footers and navigation left out, for the eye of a librarian
    notes      things a reader must tell: "page 7 is a picture without text"
    broken     the file holds the lines of printed pages rather than paragraphs; they were rejoined
    """

    blocks: tuple[RawBlock, ...]
    pages: int | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    outline: tuple[OutlineEntry, ...] = ()
    furniture: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A RawBlock in its place: `text[start:end]` of the canonical text.

    section    index into the document's sections
    lead       index of the block that introduces this item or row ("The purpose was to:"), or of a
               transcript's turn, of the one that asked what it answers
    group      blocks of one list or one table share a number; None for prose
    statement  the block said as a sentence, where its layout carries the meaning: "SO5 Meet …
               targets: not ticked". Searchable and shown; never quoted in place of the text.
    role       what a block of minutes does; `owner` and `due` belong to an action
    """

    index: int
    kind: BlockKind
    start: int
    end: int
    section: int
    page: int | None = None
    level: int | None = None
    label: str | None = None
    lead: int | None = None
    group: int | None = None
    statement: str | None = None
    role: Role | None = None
    owner: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. Section 0 is the document itself.

    `path` holds the headings from the outermost to this one, the document's title not among them.
    """

    index: int
    parent: int | None
    level: int
    heading: str
    label: str | None
    path: tuple[str, ...]
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a document as a whole.

    date        ISO date (YYYY-MM-DD, YYYY-MM or YYYY) or None: an undated paper stays undated
    date_basis  where the date was found, or why there is none; always a few words for a person
    type        one of "minutes", "agenda", "board paper", "strategy", "annual report", "contract",
                "briefing", "report", "transcript", "terms of reference", "presentation",
                "spreadsheet", "deliverable", "gate", "paper" (the rest)
    meeting     the body that met or will meet ("Integrated Care Board"), or None
    version     "AMENDED", "FINAL v2", "v0.3" as printed, or None
    supersedes  the document (path) that this one says it replaces, or None
    provenance  what kind of text it is where that is not plain: "illustrative", "example", or None
    """

    title: str
    type: str = "paper"
    date: str | None = None
    date_basis: str = "no date found in the file"
    meeting: str | None = None
    version: str | None = None
    supersedes: str | None = None
    organisation: str | None = None
    collection: str = "default"
    provenance: str | None = None


@dataclass(frozen=True, slots=True)
class StructuredDocument:
    """One Document: its canonical text and everything that points into it.

    fields     a cover sheet's label → value ("Presented by" → "A Person"), in order
    turns      of a transcript: the blocks with which its turns begin. Each opens a section called
               by who speaks; the block's `lead` is the turn that it answers
    """

    document: str
    digest: str  # SHA-256 of the file's bytes, hexadecimal
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    facts: Facts
    fields: tuple[tuple[str, str], ...] = ()
    pages: int | None = None
    furniture: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed and retrieved: blocks `first`…`last` (both included) of one section.

    text      `canonical[start:end]`, what search shows and citations quote from
    context   title and heading path and a list's lead-in: searched with the text, never quoted
    words     what the word index holds besides text and context: statements of rows and fields
    tokens    of context + text under the embedding model's bound (counted with tiktoken)
    """

    ordinal: int
    section: int
    first: int
    last: int
    start: int
    end: int
    page: int | None
    text: str
    context: str
    words: str
    tokens: int

    @property
    def embedded_text(self) -> str:
        """What the embedding model reads."""
        return "\n".join(part for part in (self.context, self.words or self.text) if part)
