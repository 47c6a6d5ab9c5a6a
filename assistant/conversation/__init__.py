"""Follow-ups made whole from the earlier questions of a conversation."""

from assistant.conversation.complete import complete

__all__ = ["complete"]
