"""A run as a person reads it: one HTML page that needs nothing else, and the same in Markdown."""

from __future__ import annotations

from pathlib import Path

from evals.report.markdown import as_markdown
from evals.report.page import as_page
from evals.report.view import view
from evals.run_folder import RunFolder

__all__ = ["report"]


def report(folder: RunFolder) -> Path:
    """Write `report.html` and `report.md`. Returns where the page is."""
    seen = view(folder)
    folder.write_text("report.md", as_markdown(seen))
    return folder.write_text("report.html", as_page(seen))
