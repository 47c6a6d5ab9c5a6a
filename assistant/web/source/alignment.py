"""Where pieces of canonical text stand in the letters of a page.

All pieces of a page are placed together, each letter of the page for one piece only. So a short
piece, such as a table's cell that says "3", goes where its neighbours leave it room, and a sentence
that stands twice on the page is found twice, each in its turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

Places = list[int | None]
"""For each letter of a piece its index in the page's letters, or None where it was not found."""

_GRAM = 6  # letters that must agree before a stretch of a broken piece counts as found
_SURE = 4  # letters from which a piece that stands but once on the page is placed at sight
_FAR = 400  # letters between a broken piece's stretch and what was placed before it


def align(pieces: Sequence[Sequence[str]], stream: str, starts: Sequence[bool]) -> list[Places]:
    """Place pieces, given in reading order, in a page's letters.

    A piece is its parts' letters in order: a row's cells, or a paragraph alone. `starts[i]` says
    whether a word begins at `stream[i]`; it has one entry more than `stream`, which is True.
    Returns the places of each piece's letters, its parts joined.
    """
    return _Page(stream, starts).align(["".join(piece) for piece in pieces], pieces)


class _Page:
    def __init__(self, stream: str, starts: Sequence[bool]) -> None:
        self._stream = stream
        self._starts = starts
        self._used = bytearray(len(stream))
        self._grams: dict[str, list[int]] | None = None

    def align(self, wholes: Sequence[str], pieces: Sequence[Sequence[str]]) -> list[Places]:
        found: list[Places | None] = [None] * len(wholes)
        for n in sorted(range(len(wholes)), key=lambda n: -len(wholes[n])):
            at = list(self._free(wholes[n])) if len(wholes[n]) >= _SURE else []
            if len(at) == 1:
                found[n] = self._take(at[0], len(wholes[n]))
        self._place_between(wholes, found)
        for n, places in enumerate(found):
            if places is None:
                found[n] = self._in_parts(pieces[n], *_neighbours(found, n))
        return [places or [] for places in found]

    def _place_between(self, wholes: Sequence[str], found: list[Places | None]) -> None:
        """Give pieces that could stand in several places the one between their neighbours."""
        for n, whole in enumerate(wholes):
            if found[n] is None and whole:
                at = self._best(whole, *_neighbours(found, n))
                if at is not None:
                    found[n] = self._take(at, len(whole))

    def _best(self, text: str, after: int, before: int) -> int | None:
        """The free place of `text` that its neighbours make likeliest; None without any."""
        places = list(self._free(text))
        whole = [p for p in places if self._starts[p] and self._starts[p + len(text)]]
        places = whole or ([] if len(text) < _SURE else places)
        between = [p for p in places if after <= p and p + len(text) <= before]
        return min(between or places, key=lambda p: abs(p - after), default=None)

    def _in_parts(self, parts: Sequence[str], after: int, before: int) -> Places:
        """Place a piece whose letters do not stand together: part by part, then by stretches."""
        out: Places = []
        for part in parts:
            at = self._best(part, after, before) if part else None
            if at is not None and len(parts) > 1:
                places: Places = [*self._take(at, len(part))]
            else:
                places = self._in_stretches(part, after)
            out += places
            after = _last(places, after)
        return out

    def _in_stretches(self, text: str, after: int) -> Places:
        """The longest stretches that agree, from the left; what is left goes between them."""
        out: Places = [None] * len(text)
        at = 0
        while at + _GRAM <= len(text):
            best, length = self._longest(text, at, after)
            if best is None:
                at += 1
                continue
            out[at : at + length] = self._take(best, length)
            at, after = at + length, best + length
        for start, end in list(_gaps(out)):
            self._fill(text, out, start, end)
        return out

    def _longest(self, text: str, at: int, after: int) -> tuple[int | None, int]:
        if self._grams is None:
            self._grams = defaultdict(list)
            for i in range(len(self._stream) - _GRAM + 1):
                self._grams[self._stream[i : i + _GRAM]].append(i)
        best: int | None = None
        most = 0
        for start in self._grams.get(text[at : at + _GRAM], ()):
            length = 0
            while (
                at + length < len(text)
                and start + length < len(self._stream)
                and not self._used[start + length]
                and self._stream[start + length] == text[at + length]
            ):
                length += 1
            nearer = best is not None and abs(start - after) < abs(best - after)
            if length >= _GRAM and (length > most or (length == most and nearer)):
                best, most = start, length
        return best, most

    def _fill(self, text: str, out: Places, start: int, end: int) -> None:
        """Put letters between stretches where they stand next to one of them."""
        left = out[start - 1] if start else None
        while start < end and left is not None and self._is(left + 1, text[start]):
            left += 1
            out[start] = left
            self._used[left] = 1
            start += 1
        right = out[end] if end < len(out) else None
        while start < end and right is not None and self._is(right - 1, text[end - 1]):
            right -= 1
            end -= 1
            out[end] = right
            self._used[right] = 1
        anchor = left if left is not None else right
        if start < end and anchor is not None:
            at = self._best(text[start:end], anchor, len(self._stream))
            if at is not None and abs(at - anchor) <= _FAR:
                out[start:end] = self._take(at, end - start)

    def _is(self, at: int, letter: str) -> bool:
        inside = 0 <= at < len(self._stream)
        return inside and not self._used[at] and self._stream[at] == letter

    def _free(self, text: str) -> Iterator[int]:
        """Every place of `text` of which no letter is taken yet."""
        at = self._stream.find(text)
        while at >= 0:
            taken = self._used.rfind(1, at, at + len(text))
            if taken < 0:
                yield at
            at = self._stream.find(text, max(at, taken) + 1)

    def _take(self, at: int, length: int) -> Places:
        self._used[at : at + length] = b"\x01" * length
        return list(range(at, at + length))


def _neighbours(found: Sequence[Places | None], n: int) -> tuple[int, int]:
    """Where the nearest piece before piece `n` ends on the page, and where the next begins."""
    after = next((_last(p, 0) for p in reversed(found[:n]) if p), 0)
    before = next((_first(p) for p in found[n + 1 :] if p), None)
    return after, 1 << 60 if before is None else before


def _last(places: Places, otherwise: int) -> int:
    return next((p + 1 for p in reversed(places) if p is not None), otherwise)


def _first(places: Places) -> int | None:
    return next((p for p in places if p is not None), None)


def _gaps(places: Places) -> Iterator[tuple[int, int]]:
    """Runs of letters that have no place yet."""
    start: int | None = None
    for i, place in enumerate([*places, 0]):
        if place is None and start is None:
            start = i
        elif place is not None and start is not None:
            yield start, i
            start = None
