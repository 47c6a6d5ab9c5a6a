"""Questions that the approach and the register answer: recognised here, everything else is left."""

from assistant.route.intent import Intent, Kind, recognise
from assistant.route.names import Named, Names

__all__ = ["Intent", "Kind", "Named", "Names", "recognise"]
