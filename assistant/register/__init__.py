"""What each workstream has done: an append-only log, and what follows from it."""

from assistant.register.conditions import Condition, still_open
from assistant.register.errors import (
    Changed,
    Duplicate,
    EventRefused,
    ImportRefused,
    NoFolder,
    RegisterError,
    RegisterUnusable,
    UnknownWorkstream,
)
from assistant.register.gates import (
    CriterionState,
    Evidence,
    GateReview,
    OpenCondition,
    next_gate,
    review,
)
from assistant.register.legal import check, may_follow
from assistant.register.log import LogText, document_name, log_text
from assistant.register.model import Event, EventKind, Outcome, Workstream
from assistant.register.next_step import NextStep, next_step
from assistant.register.recording import Imported, Recorded, import_events, record
from assistant.register.rules import Because, RuleState, Verdict, Why, may_start
from assistant.register.sight import EVERYTHING_TOLD, WITHHELD, Sight, Sights
from assistant.register.state import State, WorkstreamState, state_of
from assistant.register.store import Register

__all__ = [
    "EVERYTHING_TOLD",
    "WITHHELD",
    "Because",
    "Changed",
    "Condition",
    "CriterionState",
    "Duplicate",
    "Event",
    "EventKind",
    "EventRefused",
    "Evidence",
    "GateReview",
    "ImportRefused",
    "Imported",
    "LogText",
    "NextStep",
    "NoFolder",
    "OpenCondition",
    "Outcome",
    "Recorded",
    "Register",
    "RegisterError",
    "RegisterUnusable",
    "RuleState",
    "Sight",
    "Sights",
    "State",
    "UnknownWorkstream",
    "Verdict",
    "Why",
    "Workstream",
    "WorkstreamState",
    "check",
    "document_name",
    "import_events",
    "log_text",
    "may_follow",
    "may_start",
    "next_gate",
    "next_step",
    "record",
    "review",
    "state_of",
    "still_open",
]
