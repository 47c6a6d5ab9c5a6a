"""Dates as people read them."""

from __future__ import annotations

from ingest.structure.dates import in_words


def spoken_date(iso: str) -> str:
    """An ISO date in words, as exact as it is: "27 March 2024", "March 2024", "2024".

    What is not a date comes back as it stands: a paper's own words are better than none. The
    machine's locale plays no part.
    """
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return iso
    if not 1 <= numbers[1] <= 12:
        return iso
    return in_words(iso)
