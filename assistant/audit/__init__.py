"""Who did what: an append-only log beside the Library, for those who have to account for it."""

from __future__ import annotations

from assistant.audit.log import AuditLog
from assistant.audit.model import WAYMARK, AuditUnusable, Row, What, answered
from assistant.audit.once import Once

__all__ = ["WAYMARK", "AuditLog", "AuditUnusable", "Once", "Row", "What", "answered"]
