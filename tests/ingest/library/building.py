"""Small whole documents to put into a Library, and plain steps to ingest text files with."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingest.errors import DamagedFile
from ingest.library import Library
from ingest.model import (
    Block,
    BlockKind,
    Facts,
    Passage,
    RawBlock,
    ReadFile,
    Role,
    Section,
    SourceFile,
    StructuredDocument,
)
from ingest.readers.archive import unpack
from ingest.run import Steps
from ingest.settings import Settings
from tests.fakes import FakeEmbedder

DIMENSIONS = 32


def built(
    name: str, lines: Sequence[str], facts: Facts | None = None, digest: str = "0" * 64
) -> StructuredDocument:
    """A document of one paragraph a line, with every kind of field used somewhere."""
    blocks = []
    start = 0
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        blocks.append(
            Block(
                index=index,
                kind=BlockKind.ROW if last else BlockKind.PARAGRAPH,
                start=start,
                end=start + len(line),
                section=0,
                page=index // 3 + 1,
                lead=0 if last and index else None,
                group=0 if last else None,
                statement=f"{line}: ticked" if last else None,
                role=Role.ACTION if last else None,
                owner="PL" if last else None,
                due="2024-04" if last else None,
            )
        )
        start += len(line) + 1
    text = "\n".join(lines)
    sections = (
        Section(0, None, 0, "", None, (), 0, len(text)),
        Section(1, 0, 1, "Näxt “steps”", "1", ("Näxt “steps”",), 0, 0, page=1),
    )
    return StructuredDocument(
        document=name,
        digest=digest,
        text=text,
        blocks=tuple(blocks),
        sections=sections,
        facts=facts or Facts(title=name),
        fields=(("Presented by", "A Person"),),
        pages=len(lines) // 3 + 1,
        furniture=("Page 1 of 2",),
        notes=("a note",),
    )


def cut(document: StructuredDocument, limit_tokens: int = 0) -> tuple[Passage, ...]:
    """A passage for each block."""
    return tuple(
        Passage(
            ordinal=place,
            section=block.section,
            first=block.index,
            last=block.index,
            start=block.start,
            end=block.end,
            page=block.page,
            text=document.text[block.start : block.end],
            context=document.facts.title,
            words=block.statement or "",
            tokens=8,
        )
        for place, block in enumerate(document.blocks)
        if block.end > block.start
    )


def put(library: Library, document: StructuredDocument, embedder: FakeEmbedder) -> int:
    """Put `document` in with the passages and vectors that belong to it."""
    passages = cut(document)
    vectors = embedder.embed([passage.embedded_text for passage in passages])
    return library.put(document, passages, vectors, acronyms=[("ICB", f"Board of {len(passages)}")])


def opened(folder: Path, *, write: bool, **other: object) -> Library:
    """A Library for vectors of the FakeEmbedder."""
    return Library.open(
        folder,
        **{
            "model": "fake",
            "dimensions": DIMENSIONS,
            "write": write,
            "lock_wait": 0.0,
            **other,
        },
    )


def plain_steps() -> Steps:
    """Steps for text files whose every line is a paragraph; "broken" in a file breaks it."""

    def read(source: SourceFile, settings: Settings) -> ReadFile:
        text = source.path.read_text(encoding="utf-8")
        if text.startswith("broken"):
            raise DamagedFile("The file is broken.", "Mend it.")
        if text.startswith("bug"):
            raise KeyError("bug")
        return ReadFile(tuple(RawBlock(BlockKind.PARAGRAPH, line) for line in text.splitlines()))

    def structure(read: ReadFile, source: SourceFile, digest: str) -> StructuredDocument:
        lines = [block.text for block in read.blocks]
        return built(source.document, lines, Facts(title=source.document), digest)

    return Steps(unpack, read, structure, cut, lambda text: (("ICB", text[:9]),))


def dump(library: Library) -> dict[str, object]:
    """All that a Library says of its documents, without numbers that depend on its history."""
    everything: dict[str, object] = {}
    with library.snapshot():
        for record in library.documents():
            passages = library.document_passages(record.id)
            everything[record.document] = (
                record.digest,
                record.facts,
                record.pages,
                record.passages,
                record.fields,
                record.notes,
                record.furniture,
                record.root,
                record.origin,
                library.text(record.document),
                library.blocks(record.id),
                library.sections(record.id),
                [(p.ordinal, p.start, p.end, p.text, p.context, p.words) for p in passages],
                library.vectors([p.id for p in passages]).tobytes(),
                [(a.short, a.long) for a in library.acronyms() if a.document_id == record.id],
            )
    return everything


def assert_whole(library: Library) -> None:
    """Every document is whole: spans, word index and vectors agree with one another."""
    count = 0
    for record in library.documents():
        text = library.text(record.document)
        passages = library.document_passages(record.id)
        assert [p.ordinal for p in passages] == list(range(record.passages))
        count += len(passages)
        vectors = library.vectors([p.id for p in passages])
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)
        blocks = library.blocks(record.id)
        assert [b.index for b in blocks] == list(range(len(blocks)))
        assert blocks[-1].end == len(text)
        for passage in passages:
            assert passage.text == text[passage.start : passage.end]
            phrase = '"' + passage.text.replace('"', '""') + '"'
            hits = {i for i, _ in library.search_words(phrase, 10_000)}
            assert passage.id in hits
    assert library.passage_count() == count
    with sqlite3.connect(library.folder / "library.db") as raw:
        # Raises where the word index and the passages disagree in the smallest thing.
        raw.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)")
        raw.rollback()
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        vectors_kept = raw.execute("SELECT count(*) FROM vectors").fetchone()[0]
        assert vectors_kept == count
    raw.close()
