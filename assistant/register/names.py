"""Names that people may have meant, for a message about one that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from assistant.approach import Approach, Deliverable, Gate
from assistant.register.model import key_of

_MOST = 3
_ALIKE = 0.5  # share of letters in common, from which two spellings may be of one name


def nearest(said: str, names: Iterable[str]) -> tuple[str, ...]:
    """Up to three of `names` that are spelt most like `said`, the likest first."""
    return _nearest(said, [(name, name) for name in names])


def meant(approach: Approach, said: str, *, gate: bool) -> str:
    """The sentence that ends a message about an unknown id: what may be meant, what there is."""
    known: Mapping[str, Deliverable] | Mapping[str, Gate]
    known, others = approach.deliverable, list(approach.gate)
    if gate:
        known, others = approach.gate, list(approach.deliverable)
    other = next((id_ for id_ in others if key_of(id_) == key_of(said)), None)
    if other:
        return f"{other} is a {'deliverable' if gate else 'gate'}: record it as that."
    spelt = [
        (name, one.id) for one in known.values() for name in (one.id, one.title, *one.other_names)
    ]
    found = [f"{id_} ({known[id_].title})" for id_ in _nearest(said, spelt)]
    return f"Did you mean {either(found)}?" if found else f"It has {', '.join(known) or 'none'}."


def _nearest(said: str, spelt: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The second of those pairs whose first is spelt most like `said`; one alone where it is so."""
    score: dict[str, float] = {}
    for name, stands_for in spelt:
        alike = SequenceMatcher(None, key_of(said), key_of(name), autojunk=False).ratio()
        score[stands_for] = max(alike, score.get(stands_for, 0.0))
    exact = tuple(one for one, alike in score.items() if alike == 1.0)
    likest = sorted(score, key=lambda one: -score[one])
    return exact or tuple(one for one in likest if score[one] >= _ALIKE)[:_MOST]


def either(names: Iterable[str]) -> str:
    """As in “a”, “a or b”, “a, b or c”."""
    return _joined(names, "or")


def both(names: Iterable[str]) -> str:
    """As in “a”, “a and b”, “a, b and c”; "" for none."""
    return _joined(names, "and")


def _joined(names: Iterable[str], word: str) -> str:
    *most, last = [*names] or [""]
    return f"{', '.join(most)} {word} {last}" if most else last
