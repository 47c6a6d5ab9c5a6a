"""The Library's storage: one folder, SQLite for the truth, Chroma for the nearest vectors."""

from ingest.library.library import Library
from ingest.library.records import Acronym, Choices, DocumentRecord, StoredPassage
from ingest.library.scope import EVERYTHING, Scope, narrowed

__all__ = [
    "EVERYTHING",
    "Acronym",
    "Choices",
    "DocumentRecord",
    "Library",
    "Scope",
    "StoredPassage",
    "narrowed",
]
