"""Questions that the approach and the register answer: recognised here, everything else is left."""

from assistant.route.answering import Beside, Route
from assistant.route.intent import Intent, Kind, recognise
from assistant.route.names import Named, Names, gate_named

__all__ = ["Beside", "Intent", "Kind", "Named", "Names", "Route", "gate_named", "recognise"]
