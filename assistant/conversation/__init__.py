"""Follow-ups made whole from the earlier questions of a conversation."""

from assistant.conversation.complete import EARLIER_TURNS, complete, with_name
from assistant.conversation.pronouns import pronouns

__all__ = ["EARLIER_TURNS", "complete", "pronouns", "with_name"]
