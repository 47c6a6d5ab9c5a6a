"""The redesign approach as data: phases, deliverables, gates and rules, from its pages."""

from assistant.approach.check import check
from assistant.approach.load import Loaded, load, load_sources, sources
from assistant.approach.model import (
    Approach,
    Body,
    Criterion,
    Deliverable,
    Gate,
    Heading,
    Hurdle,
    Phase,
    Place,
    Problem,
    RoleName,
    Rule,
)

__all__ = [
    "Approach",
    "Body",
    "Criterion",
    "Deliverable",
    "Gate",
    "Heading",
    "Hurdle",
    "Loaded",
    "Phase",
    "Place",
    "Problem",
    "RoleName",
    "Rule",
    "check",
    "load",
    "load_sources",
    "sources",
]
