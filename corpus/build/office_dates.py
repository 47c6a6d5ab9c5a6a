"""Office files that carry the date of their paper instead of the moment at which they were made."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

from corpus.build.packing import repack

_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")


def moment(day: datetime.date) -> datetime.datetime:
    """Nine in the morning of a paper's date, for the properties of its file."""
    return datetime.datetime(day.year, day.month, day.day, 9)


def dated(packed: bytes, day: datetime.date) -> bytes:
    """The file with `day` as the date on which it was made and last changed.

    openpyxl and XlsxWriter write the present moment into it, whatever they were told.
    """
    out = io.BytesIO()
    stamp = f"{moment(day):%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            made.writestr(name, _STAMP.sub(rb"\g<1>" + stamp, data) if name == _CORE else data)
    return repack(out.getvalue())
