"""Follow-ups made whole from the earlier questions of a conversation."""

from assistant.conversation.complete import complete, with_name

__all__ = ["complete", "with_name"]
