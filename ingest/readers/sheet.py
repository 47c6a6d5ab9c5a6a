"""Spreadsheets and comma-separated files: each row under its column headings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import EmptyFile
from ingest.model import BlockKind, RawBlock, ReadFile, SourceFile
from ingest.readers.csv_rows import csv_rows
from ingest.readers.decoding import decode_text
from ingest.readers.folding import fold
from ingest.readers.grid import GridCell, grid_blocks
from ingest.readers.number_format import display
from ingest.readers.ooxml import core_metadata, open_package
from ingest.readers.sniff import check_file
from ingest.settings import Settings

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 20_000  # read of one sheet
MOST_COLUMNS = 200
_MOST_SCANNED = 120_000  # rows looked at: formatted but empty ones can run to a million
_UNCALCULATED = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


class SheetReader:
    """Reads `.xlsx`, `.xlsm`, `.csv` and `.tsv`."""

    suffixes = frozenset({".xlsx", ".xlsm", ".csv", ".tsv"})

    def read(self, source: SourceFile, settings: Settings) -> ReadFile:
        """A heading for each sheet of a workbook, then its rows. Values as people see them.

        Raises DamagedFile, EncryptedFile, TooLarge or EmptyFile.
        """
        check_file(source, settings)
        if source.suffix in (".csv", ".tsv"):
            return _read_text(source)
        return _read_workbook(source, settings)


def _read_text(source: SourceFile) -> ReadFile:
    text, encoding = decode_text(source.path.read_bytes())
    rows, notes = _bounded(csv_rows(text, source.suffix), "The file")
    return _result(grid_blocks(rows, 0), notes, {"encoding": encoding})


def _read_workbook(source: SourceFile, settings: Settings) -> ReadFile:
    book = open_package(source.path, settings, _open, "workbook")
    blocks: list[RawBlock] = []
    notes: list[str] = []
    try:
        for sheet in book.worksheets:
            name = fold(sheet.title)
            rows, told = _bounded(_sheet_rows(sheet), f'Sheet "{name}"')
            first = 1 + max((b.table for b in blocks if b.table is not None), default=-1)
            found = grid_blocks(rows, first)
            if sheet.sheet_state != "visible":
                notes.append(f'Sheet "{name}" is hidden in the workbook.')
            notes += told + list(_uncalculated(source.path, sheet, name))
            if found:
                blocks.append(RawBlock(BlockKind.HEADING, name, level=1))
                blocks += found
        metadata = core_metadata(book.properties)
    finally:
        book.close()
    return _result(blocks, notes, metadata)


def _result(blocks: list[RawBlock], notes: list[str], metadata: dict[str, str]) -> ReadFile:
    if not blocks:
        raise EmptyFile("The file holds no cells with anything in them.", "Save it again, filled.")
    return ReadFile(tuple(blocks), metadata=metadata, notes=tuple(notes))


def _open(path: str) -> Workbook:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        # Told of features that are only lost on saving: drop-down lists, conditional colours.
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path, read_only=True, data_only=True)


def _sheet_rows(sheet: Any) -> Iterator[list[GridCell]]:  # noqa: ANN401 openpyxl has no types
    sheet.reset_dimensions()  # some programs write a wrong one, and cells beyond it are lost
    for row in sheet.iter_rows():
        yield [_cell(cell) for cell in row]


def _cell(cell: Any) -> GridCell:  # noqa: ANN401 openpyxl has no types
    value = cell.value
    if value is None or value == "":
        return GridCell("")
    if isinstance(value, str):
        return GridCell(fold(value), bold=_is_bold(cell))
    return GridCell(display(value, cell.number_format), not isinstance(value, bool), _is_bold(cell))


def _is_bold(cell: Any) -> bool:  # noqa: ANN401 openpyxl has no types
    font = cell.font
    return bool(font is not None and font.b)


def _bounded(rows: Iterable[list[GridCell]], what: str) -> tuple[list[list[GridCell]], list[str]]:
    """At most MOST_ROWS rows of MOST_COLUMNS cells, and a note of what was cut."""
    kept: list[list[GridCell]] = []
    notes: list[str] = []
    filled = 0
    wide = False
    for scanned, row in enumerate(rows):
        holds = any(cell.text for cell in row)
        if filled >= MOST_ROWS and holds:
            notes.append(f"{what} is longer than {MOST_ROWS:,} rows; only those are read.")
            break
        if scanned >= _MOST_SCANNED:
            notes.append(f"{what} is read to its row {_MOST_SCANNED:,}; the rest is not.")
            break
        filled += holds
        wide = wide or any(cell.text for cell in row[MOST_COLUMNS:])
        if holds or (kept and kept[-1]):
            kept.append(row[:MOST_COLUMNS] if holds else [])
    if wide:
        notes.append(f"{what} is wider than {MOST_COLUMNS} columns; only those are read.")
    return kept, notes


def _uncalculated(path: Path, sheet: Any, name: str) -> Iterator[str]:  # noqa: ANN401
    """A note where formulas have no value stored: no program has worked them out yet."""
    try:
        with zipfile.ZipFile(path) as package:
            xml = package.read(sheet._worksheet_path.lstrip("/"))
    except (KeyError, AttributeError):
        return
    count = len(_UNCALCULATED.findall(xml))
    if count:
        yield (
            f'Sheet "{name}" has {count} formula(s) without a stored value, read as empty: '
            "open it in Excel, save it and add it again."
        )
