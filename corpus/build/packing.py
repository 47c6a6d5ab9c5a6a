"""Files whose bytes depend on their content alone, so that a rebuilt one can be compared."""

from __future__ import annotations

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP can hold


def repack(packed: bytes) -> bytes:
    """An office file (a ZIP) with its members in order and no dates of their own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w") as made:
        for name in sorted(given.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(member, given.read(name))
    return out.getvalue()


def same(one: bytes, other: bytes) -> bool:
    """Whether two built files say the same; for a ZIP whatever the compression made of it."""
    if one == other:
        return True
    if not (one[:2] == other[:2] == b"PK"):
        return False
    return _members(one) == _members(other)


def _members(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return {name: file.read(name) for name in file.namelist()}
