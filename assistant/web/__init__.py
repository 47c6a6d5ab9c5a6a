"""The web application: one page that answers from the papers and shows where each answer stands.

`server.serve` starts it; `page` puts the rooms together; a room is one file (`ask`); `turns` and
`cards` turn answers into escaped HTML; `base` holds the seams to the rest of Waymark.
"""

from assistant.web.base import Answerer, Ingestion, IngestProgress, LibrarySummary, Unread
from assistant.web.ingestion import BackgroundIngestion, Report
from assistant.web.opening import OpenedLater
from assistant.web.server import serve

__all__ = [
    "Answerer",
    "BackgroundIngestion",
    "IngestProgress",
    "Ingestion",
    "LibrarySummary",
    "OpenedLater",
    "Report",
    "Unread",
    "serve",
]
