"""Dates as people read them."""

from __future__ import annotations

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


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
    month = f"{_MONTHS[numbers[1] - 1]} {parts[0]}"
    return month if len(numbers) == 2 else f"{numbers[2]} {month}"
