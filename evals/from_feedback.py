"""A file of questions begun from thumbs-down feedback, for a person to complete."""

from __future__ import annotations

from assistant.feedback import begun, wanted

__all__ = ["TO_DO", "begun", "wanted"]

TO_DO = (
    "Fill in each line's answer: words that a right answer contains, several parted by `;`, "
    "alternatives by `|`, or `none` where the papers do not say. `document` names the papers to "
    "cite. `note` is for you and is not read. Then: waymark eval questions.jsonl"
)
