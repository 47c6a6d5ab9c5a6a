"""Cover sheets and other forms: what each label, tick and column of theirs says.

A board paper begins with a form. Flattened to rows, an "X" loses its column; here every row is
said again as a sentence made of its own words and the headings over it. A form is believed where
at least three kinds of known labels stand together (see ingest.structure.labels); a table with
columns to tick is read wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.model import BlockKind, RawBlock
from ingest.structure.formheads import header_pair, row_statement
from ingest.structure.formtables import RowSense, read_table
from ingest.structure.labels import LABELS, SHORT_KINDS, label_kind, normal
from ingest.structure.log_columns import heads_owned_log
from ingest.structure.marks import boxed_question, choices_said, inline_choices

__all__ = ["CoverSheet", "recognise", "row_statement"]

NEAR_START = 60  # blocks; a form that begins later is not the document's own cover sheet
KINDS_NEEDED = 3
FARTHEST = 6  # blocks between two labels of one form
TAIL = 60  # blocks after a form in which a single known label still belongs to it
_CORE = frozenset(
    {
        "meeting",
        "date",
        "title",
        "author",
        "presenter",
        "sponsor",
        "item",
        "purpose",
        "confidential",
    }
)
_COLON = re.compile(r"^(?P<label>[^:\t]{2,90}?)\s*:\s*(?P<value>\S.*)$", re.DOTALL)
_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """What the forms of a paper say.

    fields      label → value in reading order, of the form at the start of the paper
    statements  index of a block → the sentence that it means
    kinds       index of a block → FIELD for label-and-value blocks
    headings    index of a row → the title of the part of the form that begins there
    """

    fields: tuple[tuple[str, str], ...] = ()
    statements: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, BlockKind] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Label:
    """A block that begins with a known label: its kind, its value and how many blocks it takes."""

    index: int
    kind: str
    label: str
    value: str
    is_row: bool
    blocks: int = 1


def recognise(blocks: Sequence[RawBlock]) -> CoverSheet:
    """Read every form among the blocks; an empty CoverSheet for a paper without any."""
    labels = [label for i in range(len(blocks)) if (label := _label(blocks, i))]
    forms = _forms(labels)
    sheet = CoverSheet()
    fields: dict[int, list[tuple[str, str]]] = {}
    for rows in _tables(blocks):
        _read_rows(blocks, rows, forms, sheet, fields)
    for found in labels:
        if not found.is_row and any(found.index in form for form in forms):
            _read_line(blocks, found, sheet, fields)
        elif boxed := boxed_question(blocks[found.index].text):
            sheet.statements.setdefault(found.index, ": ".join(boxed))
    near = forms[0] if forms and forms[0].start < NEAR_START else range(0)
    own = range(near.start, near.stop + TAIL)
    nearest = next((f.start for f in forms[1:]), len(blocks))
    kept = [
        pair
        for i, pairs in sorted(fields.items())
        if near and (i in near or (i in own and i < nearest))
        for pair in pairs
    ]
    return CoverSheet(tuple(kept), sheet.statements, sheet.kinds, sheet.headings)


def _forms(labels: Sequence[_Label]) -> list[range]:
    """Stretches of blocks where enough kinds of labels stand close together."""
    forms: list[range] = []
    run: list[_Label] = []
    for label in [*labels, None]:
        if label is not None and (not run or label.index - run[-1].index <= FARTHEST):
            run.append(label)
            continue
        kinds = {r.kind for r in run} - {""}
        if len(kinds) >= KINDS_NEEDED and len(kinds & _CORE) >= 2:
            forms.append(range(run[0].index, run[-1].index + run[-1].blocks))
        run = [label] if label is not None else []
    return forms


def _tables(blocks: Sequence[RawBlock]) -> Iterator[range]:
    """Runs of rows that belong to one table."""
    start = 0
    while start < len(blocks):
        stop = start
        while (
            stop < len(blocks)
            and blocks[stop].kind is BlockKind.ROW
            and blocks[stop].table == blocks[start].table
        ):
            stop += 1
        if stop > start:
            yield range(start, stop)
        start = max(stop, start + 1)


def _read_rows(
    blocks: Sequence[RawBlock],
    rows: range,
    forms: Sequence[range],
    sheet: CoverSheet,
    fields: dict[int, list[tuple[str, str]]],
) -> None:
    in_form = any(f.start < rows.stop and rows.start < f.stop for f in forms)
    tail = any(f.stop <= rows.start < f.stop + TAIL for f in forms)
    known = any(label_kind(blocks[i].cells[0] if blocks[i].cells else "") for i in rows)
    believed = in_form or (tail and known)
    taken = header_pair(blocks[rows.start]) if believed else None
    if taken and blocks[rows.start].cells != blocks[rows.start].header:
        fields.setdefault(rows.start, []).append(taken)
    for i, sense in zip(rows, read_table([blocks[i] for i in rows], believed), strict=True):
        _keep(i, sense, believed, sheet, fields)


def _keep(
    index: int,
    sense: RowSense,
    in_form: bool,
    sheet: CoverSheet,
    fields: dict[int, list[tuple[str, str]]],
) -> None:
    if sense.heading:
        sheet.headings[index] = sense.heading
    if sense.statement:
        sheet.statements[index] = sense.statement
    if sense.field and in_form and not sense.ticks:
        fields.setdefault(index, []).append(sense.field)
        if not sense.in_table:
            sheet.kinds[index] = BlockKind.FIELD


def _read_line(
    blocks: Sequence[RawBlock],
    found: _Label,
    sheet: CoverSheet,
    fields: dict[int, list[tuple[str, str]]],
) -> None:
    boxes = inline_choices(found.value)
    value = choices_said(*boxes) if boxes else found.value
    fields.setdefault(found.index, []).append((found.label, value))
    said = f"{found.label}: {value}"
    for i in range(found.index, found.index + found.blocks):
        sheet.kinds[i] = BlockKind.FIELD
        if blocks[i].text != said:
            sheet.statements[i] = said


def _label(blocks: Sequence[RawBlock], index: int) -> _Label | None:
    block = blocks[index]
    if block.kind is BlockKind.ROW:
        return _row_label(block, index)
    if block.kind not in _SPOKEN:
        return None
    boxed = boxed_question(block.text)
    if boxed:
        return _Label(index, label_kind(boxed[0]) or "boxes", boxed[0], boxed[1], False)
    match = _COLON.match(block.text)
    if match and (kind := label_kind(match["label"])):
        return _Label(index, kind, match["label"].strip(), match["value"].strip(), False)
    if block.text.endswith(":"):
        return _label_above(blocks, index)
    return _label_before(block, index) if block.kind is BlockKind.PARAGRAPH else None


def _row_label(block: RawBlock, index: int) -> _Label | None:
    filled = [cell.strip() for cell in block.cells if cell.strip()]
    if not filled or not block.cells[0].strip() or (block.header and not header_pair(block)):
        return None
    if heads_owned_log(block.cells):
        return None
    kind = label_kind(filled[0])
    if kind is None:
        return None
    return _Label(index, kind, filled[0].rstrip(": "), " ".join(filled[1:]), True)


def _label_above(blocks: Sequence[RawBlock], index: int) -> _Label | None:
    """The label "Author:" alone on its line, its value on the next."""
    kind = label_kind(blocks[index].text)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if kind not in SHORT_KINDS or following is None or following.kind not in _SPOKEN:
        return None
    value = following.text
    if value.endswith(":") or _COLON.match(value) or len(value.split()) > 25:
        return None
    return _Label(index, kind, blocks[index].text.rstrip(": "), value, False, blocks=2)


def _label_before(block: RawBlock, index: int) -> _Label | None:
    """The line "Date of meeting 13 March 2024": a form's line that lost its columns on the way.

    Only labels of two words or more whose kind is short count, and only before a capital or digit.
    """
    words = block.text.split()
    if not 3 <= len(words) <= 30 or not words[0][:1].isupper():
        return None
    for size in range(min(5, len(words) - 1), 1, -1):
        label, value = " ".join(words[:size]), words[size:]
        kind = label_kind(label)
        exact = kind is not None and normal(label) in LABELS[kind]
        if exact and kind in SHORT_KINDS and (value[0][0].isupper() or value[0][0].isdigit()):
            return _Label(index, kind or "", label, " ".join(value), False)
    return None
