"""Follow-ups made whole from the earlier questions of a conversation."""

from assistant.conversation.complete import EARLIER_TURNS, complete, with_name
from assistant.conversation.pronouns import pronouns
from assistant.conversation.times import dates, other_year

__all__ = ["EARLIER_TURNS", "complete", "dates", "other_year", "pronouns", "with_name"]
