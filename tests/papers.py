"""A few small papers of an organisation that does not exist, in several formats."""

from __future__ import annotations

from pathlib import Path

MINUTES = """# Harbour Trust Board: minutes of 4 June 2025

## 3. Ferry timetable

The Harbour Services Committee (HSC) reported that the winter ferry ran late on 41 days.

The Board AGREED to extend the winter timetable until 30 April 2026.

## 4. Budget

The budget for dredging is £2.4 million in 2025/26.

## 5. Appointments

Miriam Oke was appointed as harbour master from 1 July 2025.
"""

STRATEGY = """Harbour Trust Strategy 2025

The purpose of the strategy is to:

- keep the harbour open all year
- halve the emissions of its vessels by 2030
- train twelve apprentices a year

The strategy was written by the planning team.
"""


def write_papers(folder: Path) -> None:
    """Minutes in Markdown, a strategy as text and a report of two pages as PDF."""
    (folder / "board").mkdir(parents=True)
    (folder / "board" / "minutes-2025-06.md").write_text(MINUTES, encoding="utf-8")
    (folder / "strategy.txt").write_text(STRATEGY, encoding="utf-8")
    write_report(folder / "report.pdf")


def write_report(path: Path, password: str | None = None) -> None:
    """A PDF of two pages; `password` locks it."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    lock = StandardEncryption(password) if password else None
    canvas = Canvas(str(path), invariant=1, encrypt=lock)
    pages = (
        ("Survey of the quay walls", "The survey found cracks in the eastern quay wall."),
        ("Costs", "Repair of the eastern quay wall will cost 310,000 pounds and take nine weeks."),
    )
    for heading, sentence in pages:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 760, heading)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 720, sentence)
        canvas.showPage()
    canvas.save()
