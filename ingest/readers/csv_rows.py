"""Comma-separated text as rows of cells, whatever separates it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from ingest.errors import DamagedFile
from ingest.readers.folding import fold
from ingest.readers.grid import GridCell

_DELIMITERS = ",;\t|"
_SAMPLE = 40  # rows that decide on the delimiter
_NUMBER = re.compile(r"^[(+\-]?\s*[£$€]?\s*-?[\d,]*\.?\d+\s*%?\)?$")
_DATE = re.compile(
    r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?: \d{1,2}:\d{2}(?::\d{2})?)?$|^\d{4}-\d{2}-\d{2}"
)


def csv_rows(text: str, suffix: str) -> Iterator[list[GridCell]]:
    """Rows as they stand; a cell that is a figure or a date says so.

    Raises DamagedFile where the text cannot be split (a quote that never ends, in a huge cell).
    """
    delimiter = "\t" if suffix == ".tsv" else delimiter_of(text)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            yield [_cell(value) for value in row]
    except csv.Error as error:
        raise DamagedFile(
            f"The file cannot be split into cells ({error}).",
            "Open it in a spreadsheet program and save it again as .csv or .xlsx.",
        ) from error


def delimiter_of(text: str) -> str:
    """The delimiter that splits most rows into the same number of cells, more than one."""

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(StringIO(text), delimiter=delimiter), _SAMPLE))
        except csv.Error:
            return 0, 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        return count, width

    return max(_DELIMITERS, key=evenness)


def _cell(value: str) -> GridCell:
    text = fold(value)
    return GridCell(text, bool(_NUMBER.match(text) or _DATE.match(text)))
