"""A small meeting in several layouts, for tests of transcripts."""

from __future__ import annotations

Turn = tuple[str, str]

TURNS: tuple[Turn, ...] = (
    ("The Chair (Ms. Ines Calder (Northmere, Ind.))", "I call the harbour inquiry to order."),
    (
        "Mr. Tobias Venn",
        "Thank you. How many boats were turned away last winter because the lock was shut?",
    ),
    (
        "Dr. Amara Quist (Harbour Master)",
        "There were forty-one of them, and most went on to the next port along the coast, which "
        "costs their crews a day and the town its landing fees.",
    ),
    ("Mr. Tobias Venn", "And who pays for the repair of the lock gates in the end?"),
    ("Dr. Amara Quist", "The county pays two thirds. We find the rest from the fees of the boats."),
    ("The Chair", "Thank you. Mrs. Ode."),
    (
        "Mrs. Petra Ode",
        "I would like to turn to the ferry. Why does it leave before the train from the city has "
        "come in, so that nobody who works there can be home before nine?",
    ),
    (
        "Dr. Amara Quist",
        "The timetable is the operator's own. We have asked twice for a change and hope for one "
        "in spring.",
    ),
    ("Mrs. Petra Ode", "That is no answer."),
    ("The Chair", "We stop here. The inquiry goes on at two o'clock."),
)  # fmt: skip


def inline(turns: tuple[Turn, ...] = TURNS, gap: str = "\n\n") -> str:
    """A turn a paragraph: "Speaker: what was said"."""
    return gap.join(f"{who}: {said}" for who, said in turns) + "\n"


def bold(turns: tuple[Turn, ...] = TURNS, gap: str = "\n\n") -> str:
    """The same, with the names in bold."""
    return gap.join(f"**{who}:** {said}" for who, said in turns) + "\n"


def apart(turns: tuple[Turn, ...] = TURNS, mark: str = "") -> str:
    """Each name on a line of its own over what is said."""
    return "\n\n".join(f"{mark}{who}{mark}\n\n{said}" for who, said in turns) + "\n"
