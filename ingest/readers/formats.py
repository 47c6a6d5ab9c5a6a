"""Which endings are read, what each may hold, and what to do about the ones that are not."""

from __future__ import annotations

from ingest.errors import UnsupportedFormat

_TEXT = frozenset({"text"})
EXPECTED: dict[str, frozenset[str]] = {
    ".pdf": frozenset({"pdf"}),
    ".docx": frozenset({"docx"}),
    ".pptx": frozenset({"pptx"}),
    ".pptm": frozenset({"pptx"}),
    ".xlsx": frozenset({"xlsx"}),
    ".xlsm": frozenset({"xlsx"}),
    ".zip": frozenset({"zip"}),
    ".html": frozenset({"html", "text"}),
    ".htm": frozenset({"html", "text"}),
    ".xhtml": frozenset({"html", "text"}),
    ".txt": _TEXT,
    ".text": _TEXT,
    ".md": _TEXT,
    ".markdown": _TEXT,
    ".csv": _TEXT,
    ".tsv": _TEXT,
}

REMEDIES = {
    ".doc": "Open it in Word and save it as .docx.",
    ".dot": "Open it in Word and save it as .docx.",
    ".docm": "Open it in Word and save it as .docx.",
    ".dotx": "Open it in Word and save it as .docx.",
    ".rtf": "Open it in Word and save it as .docx.",
    ".odt": "Open it in Word or LibreOffice and save it as .docx.",
    ".pages": "Open it in Pages and export it to Word (.docx).",
    ".xls": "Open it in Excel and save it as .xlsx.",
    ".xlsb": "Open it in Excel and save it as .xlsx.",
    ".ods": "Open it in Excel or LibreOffice and save it as .xlsx.",
    ".numbers": "Open it in Numbers and export it to Excel (.xlsx).",
    ".ppt": "Open it in PowerPoint and save it as .pptx.",
    ".ppsx": "Open it in PowerPoint and save it as .pptx.",
    ".odp": "Open it in PowerPoint or LibreOffice and save it as .pptx.",
    ".key": "Open it in Keynote and export it to PowerPoint (.pptx).",
    ".msg": "Save the message as PDF, and its attachments as files of their own.",
    ".eml": "Save the message as PDF, and its attachments as files of their own.",
    ".mht": "Save the page as .html or print it to PDF.",
    ".mhtml": "Save the page as .html or print it to PDF.",
    ".7z": "Unpack it, or pack it again as .zip.",
    ".rar": "Unpack it, or pack it again as .zip.",
    ".gz": "Unpack it first.",
    ".tar": "Unpack it, or pack it again as .zip.",
}
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".webp"})


def unsupported(suffix: str) -> UnsupportedFormat:
    """The error for a file whose ending no reader knows, with what to do about it."""
    if suffix in _PICTURES:
        return UnsupportedFormat(
            f"This is a picture ({suffix}), and pictures are not read.",
            "If it shows a paper, get the paper's own file, or a PDF with a text layer.",
        )
    remedy = REMEDIES.get(suffix)
    name = f"Files ending in {suffix}" if suffix else "Files without an ending to their name"
    readable = ", ".join(sorted(EXPECTED))
    return UnsupportedFormat(f"{name} are not read.", remedy or f"Readable are: {readable}.")
