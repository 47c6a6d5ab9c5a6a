"""What people thought of answers: thumbs up or down, kept beside the Library."""

from __future__ import annotations

from assistant.feedback.candidates import begun, wanted
from assistant.feedback.model import (
    Feedback,
    FeedbackUnusable,
    Place,
    Reason,
    Triage,
    Triaged,
    Verdict,
    feedback_on,
)
from assistant.feedback.store import FeedbackStore

__all__ = [
    "Feedback",
    "FeedbackStore",
    "FeedbackUnusable",
    "Place",
    "Reason",
    "Triage",
    "Triaged",
    "Verdict",
    "begun",
    "feedback_on",
    "wanted",
]
